/**
 * What a policy does in which state. Step counts alone can't tell an agent that
 * has learnt from one that hardly trained and always takes the same step.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { BEAM_ACTIONS, type BeamEnvironment } from "./environment.ts";
import {
  evaluatePolicy,
  openEpisode,
  playEpisode,
  type PolicyScore,
} from "./evaluate.ts";
import type { EpisodeBound } from "./policies/oracle.ts";
import type { BeamPolicy } from "./policies/policy.ts";
import type { BeamObservation } from "./state_encoding.ts";

/** A kind of state, told apart by P_D and the flag. */
export interface ProbedState {
  /** As a label: "P_D at the floor, flag -1". */
  readonly name: string;
  /** Whether a state is of this kind. */
  readonly holds: (observation: BeamObservation) => boolean;
}

/** P_D without any echo is 0.085: up to here no beam is near the target. */
const FLOOR = 0.1;

/** The kinds of states that are probed; each state is of one of them. */
export const PROBED_STATES: readonly ProbedState[] = [
  ["P_D < 0.1", 0, FLOOR],
  ["0.1 to 0.3", FLOOR, 0.3],
  ["above 0.3", 0.3, 1.01],
].flatMap(([range, low, high]) =>
  [-1, 0, 1].map((flag) => ({
    name: `${range}, flag ${flag}`,
    holds: ({ detectionProbability, flag: seen }: BeamObservation) =>
      seen === flag && detectionProbability >= (low as number) &&
      detectionProbability < (high as number),
  }))
);

/**
 * How often each action is taken in each kind of state.
 *
 * @param environment the world
 * @param policy who plays; its steps are of the actions -5 ... 5
 * @param numEpisodes how many evaluation episodes it plays
 * @param open the streams of the seed
 * @returns counts, a row for each of `PROBED_STATES`, a column an action
 */
export function probePolicy(
  environment: BeamEnvironment,
  policy: BeamPolicy,
  numEpisodes: number,
  open: StreamOpener,
): number[][] {
  const counts = PROBED_STATES.map(() => BEAM_ACTIONS.map(() => 0));
  const counting = watched(policy, (observation, action) => {
    const kind = PROBED_STATES.findIndex(({ holds }) => holds(observation));
    counts[kind][action]++;
  });
  const { requiredDetectionProbability } = environment.settings.scenario;
  for (let episode = 0; episode < numEpisodes; episode++) {
    playEpisode(
      environment,
      counting,
      openEpisode(open, episode),
      requiredDetectionProbability,
    );
  }
  return counts;
}

/** A score, and a probe of the policy that made it. */
export type ProbedScore = PolicyScore & {
  /**
   * The share of each action in all that the policy did, in the order of
   * `BEAM_ACTIONS`. A network that hardly trained has one share near 1.
   */
  readonly actionShares: readonly number[];
};

/**
 * Plays a policy on a seed's evaluation episodes, as `evaluatePolicy` does, and
 * counts its actions meanwhile.
 *
 * @param environment the world
 * @param policy who plays; its steps are of the actions -5 ... 5
 * @param bounds what is possible in each episode, from `evaluateOracle`
 * @param open the streams of the seed
 */
export function evaluateAndProbe(
  environment: BeamEnvironment,
  policy: BeamPolicy,
  bounds: readonly EpisodeBound[],
  open: StreamOpener,
): ProbedScore {
  const counts = BEAM_ACTIONS.map(() => 0);
  const counting = watched(policy, (_, action) => counts[action]++);
  const score = evaluatePolicy(environment, counting, bounds, open);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    ...score,
    actionShares: counts.map((count) => Number((count / total).toFixed(4))),
  };
}

/** The policy, with someone told of each of its actions and where it was. */
function watched(
  policy: BeamPolicy,
  onAction: (observation: BeamObservation, action: number) => void,
): BeamPolicy {
  return {
    name: policy.name,
    begin: (start) => {
      const next = policy.begin(start);
      return (observation) => {
        const beam = next(observation);
        onAction(observation, BEAM_ACTIONS.indexOf(beam - observation.beam));
        return beam;
      };
    },
  };
}
