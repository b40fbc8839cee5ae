/**
 * Finite Markov decision processes, solved exactly.
 *
 * @module
 */

import { rangeError, requireInteger, requirePositive } from "../core/check.ts";

/** Where an action can lead. */
export interface Outcome {
  /** The state that it leads to; ignored where the process ends. */
  readonly nextState: number;
  /** How likely it is; the outcomes of an action sum to 1. */
  readonly probability: number;
  /** The reward of this transition. */
  readonly reward: number;
  /** Whether the process ends with it. */
  readonly isTerminal: boolean;
}

/** A Markov decision process with finitely many states and actions. */
export interface FiniteMdp {
  /** States are 0 ... numStates - 1. */
  readonly numStates: number;
  /** Actions are 0 ... numActions - 1, in every state. */
  readonly numActions: number;
  /** What an action can lead to in a state. */
  outcomes(state: number, action: number): readonly Outcome[];
}

/** The solution: Q* with one row a state. */
export interface QTable {
  /** Q*(s, a) at [s * numActions + a]. */
  readonly values: Float64Array;
  /** The number of actions. */
  readonly numActions: number;
}

/** More sweeps than a discount of 0.999 needs. */
const MAX_SWEEPS = 200_000;

/**
 * Q* by value iteration: the fixed point of the Bellman operator
 * (T Q)(s, a) = E[r + rho max_a' Q(s', a')].
 *
 * @param mdp the process
 * @param discountFactor rho, in [0, 1)
 * @param tolerance the largest change at which it ends
 * @returns Q*, to about tolerance / (1 - rho)
 * @throws {RangeError} where the discount factor is not in [0, 1)
 */
export function valueIteration(
  mdp: FiniteMdp,
  discountFactor: number,
  tolerance = 1e-12,
): QTable {
  const action = "iterate values";
  if (!(discountFactor >= 0 && discountFactor < 1)) {
    throw rangeError(action, "discountFactor", "in [0, 1)", discountFactor);
  }
  requirePositive(action, { tolerance });
  requireInteger(action, { numStates: mdp.numStates }, 1, 1e6);
  requireInteger(action, { numActions: mdp.numActions }, 1, 1e4);
  const outcomes = tabulateOutcomes(mdp);
  let table: QTable = {
    values: new Float64Array(mdp.numStates * mdp.numActions),
    numActions: mdp.numActions,
  };
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const values = applyBellman(outcomes, table, discountFactor);
    const change = values.reduce(
      (largest, value, pair) =>
        Math.max(largest, Math.abs(value - table.values[pair])),
      0,
    );
    table = { values, numActions: mdp.numActions };
    if (change < tolerance) break;
  }
  return table;
}

/** What every action of every state can lead to, flat. */
export interface OutcomeTable {
  /**
   * Where the outcomes of action a in state s begin, at [s * numActions + a];
   * the last place holds the number of all outcomes.
   */
  readonly first: Int32Array;
  /** The next state of each outcome; -1 where the process ends. */
  readonly nextStates: Int32Array;
  /** The probability of each outcome. */
  readonly probabilities: Float64Array;
  /** The reward of each outcome. */
  readonly rewards: Float64Array;
}

/** All outcomes of a process, in an order that is quick to run through. */
export function tabulateOutcomes(mdp: FiniteMdp): OutcomeTable {
  const { numStates, numActions } = mdp;
  const lists = Array.from(
    { length: numStates * numActions },
    (_, pair) => mdp.outcomes(Math.floor(pair / numActions), pair % numActions),
  );
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, pair) => first[pair + 1] = first[pair] + list.length);
  const outcomes = lists.flat();
  return {
    first,
    nextStates: Int32Array.from(
      outcomes,
      ({ nextState, isTerminal }) => isTerminal ? -1 : nextState,
    ),
    probabilities: Float64Array.from(
      outcomes,
      ({ probability }) => probability,
    ),
    rewards: Float64Array.from(outcomes, ({ reward }) => reward),
  };
}

/**
 * The Bellman operator: (T Q)(s, a) = E[r + rho max_a' Q(s', a')].
 *
 * @param outcomes those of the process, from `tabulateOutcomes`
 * @param table Q
 * @param discountFactor rho
 * @returns T Q, at [s * numActions + a]
 */
export function applyBellman(
  outcomes: OutcomeTable,
  table: QTable,
  discountFactor: number,
): Float64Array {
  const { first, nextStates, probabilities, rewards } = outcomes;
  const numPairs = first.length - 1;
  const stateValues = new Float64Array(numPairs / table.numActions);
  for (let state = 0; state < stateValues.length; state++) {
    stateValues[state] = stateValue(table, state);
  }
  const values = new Float64Array(numPairs);
  for (let pair = 0; pair < numPairs; pair++) {
    let sum = 0;
    for (let i = first[pair]; i < first[pair + 1]; i++) {
      const next = nextStates[i];
      const later = next < 0 ? 0 : discountFactor * stateValues[next];
      sum += probabilities[i] * (rewards[i] + later);
    }
    values[pair] = sum;
  }
  return values;
}

/** max_a Q(s, a). */
export function stateValue(
  { values, numActions }: QTable,
  state: number,
): number {
  let best = -Infinity;
  for (let action = 0; action < numActions; action++) {
    best = Math.max(best, values[state * numActions + action]);
  }
  return best;
}

/**
 * The actions that are best in a state, up to ties.
 *
 * @param table the solution
 * @param state the state
 * @param tolerance how much less than the best still counts as a tie
 * @returns the actions, ascending
 */
export function greedyActions(
  table: QTable,
  state: number,
  tolerance = 1e-9,
): number[] {
  const best = stateValue(table, state);
  return Array.from({ length: table.numActions }, (_, action) => action)
    .filter((action) =>
      table.values[state * table.numActions + action] >= best - tolerance
    );
}
