/**
 * Exploration: paper A, Algorithm 1, line 15.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireWithin,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";

/** How often the agent explores at first, in Algorithm 1. */
const INITIAL_EXPLORATION_RATE = 0.2;

/**
 * The probability of a random action in an episode, P_e = 0.2 (1 - e/E).
 *
 * @param episode e, an integer from 0 to E
 * @param numEpisodes E
 * @param initialRate the factor, 0.2 unless given
 * @throws {RangeError} where a number breaks its rule
 */
export function explorationRateAt(
  episode: number,
  numEpisodes: number,
  initialRate: number = INITIAL_EXPLORATION_RATE,
): number {
  const action = "compute the exploration rate";
  requireInteger(action, { numEpisodes }, 1);
  requireInteger(action, { episode }, 0, numEpisodes);
  requireWithin(action, { initialRate }, 0, 1);
  return initialRate * (1 - episode / numEpisodes);
}

/**
 * A random action with the probability of the exploration rate, else the
 * greedy one.
 *
 * Two numbers are drawn in either case: which steps explore, and where to, is
 * then the same for two agents with the same stream.
 *
 * @param explorationRate from 0 to 1
 * @param greedyAction gives the greedy action; called only where it is taken
 * @param numActions how many actions there are
 * @param rng the stream of the exploration
 */
export function chooseAction(
  explorationRate: number,
  greedyAction: () => number,
  numActions: number,
  rng: RandomStream,
): number {
  const action = "choose an action";
  requireWithin(action, { explorationRate }, 0, 1);
  requireInteger(action, { numActions }, 1, 2 ** 24);
  if (typeof greedyAction !== "function") {
    throw kindError(action, "greedyAction", "a function", greedyAction);
  }
  requireStream(action, rng);
  const explores = rng.uniform() < explorationRate;
  const randomAction = rng.integer(numActions);
  if (explores) return randomAction;
  const chosen = greedyAction();
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < numActions)) {
    const rule = `an integer from 0 to ${numActions - 1}`;
    throw rangeError(action, "the greedy action", rule, chosen);
  }
  return chosen;
}
