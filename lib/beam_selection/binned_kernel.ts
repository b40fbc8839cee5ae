/**
 * Beam selection as the agent sees it, made finite: the process of (beam,
 * binned P_D, flag) under random steps.
 *
 * Paper A's Sec. III-A calls (beam, P_D, flag) a Markov state. It is not, as
 * the target's direction and strength are hidden: where a state leads depends
 * on how it was reached. So Theorem 1, which needs transition probabilities, is
 * given those that random steps meet, the policy by which the paper's data are
 * collected too: p(next bin, next flag | beam, bin, flag, step), counted in
 * rollouts of a world.
 *
 * @module
 */

import { rangeError, requirePositive } from "../core/check.ts";
import type { FiniteMdp, Outcome } from "../rl/value_iteration.ts";
import { BEAM_ACTIONS } from "./environment.ts";
import { REWARD_SETTINGS } from "./reward_shaping.ts";
import { cyclicIndex } from "./state_encoding.ts";
import { rowAt, type TransitionCounts } from "./transition_counts.ts";

const NUM_ACTIONS = BEAM_ACTIONS.length;

/** What stands in where few transitions came up, and how firmly. */
export interface KernelSettings {
  /**
   * How many transitions of a state and action the same one at all other beams
   * is worth.
   */
  readonly otherBeamsWeight: number;
  /**
   * How many transitions of a bin, flag and action at all beams all of them
   * together are worth.
   */
  readonly otherConditionsWeight: number;
}

/** Our choice. */
export const KERNEL_SETTINGS: KernelSettings = {
  otherBeamsWeight: 100,
  otherConditionsWeight: 10,
};

/**
 * The process that the counts describe, with the unshaped reward of eq. (28):
 * -1 a step and b_0 on success, which ends it. State (beam, bin, flag) has the
 * number (beam * bins + bin) * 3 + flag + 1.
 *
 * A pair (s, a) that never came up leads where the same bin, flag and action
 * lead at all beams together, as the codebook is the same from every beam; one
 * that came up n times is believed n / (n + weight). The codebook's symmetry is
 * a substitute and not imposed, as targets don't share it: their directions are
 * about uniform in azimuth and so not in its sine, and at beam 32 success is
 * over ten times as likely as at beam 0. Without a substitute the largest
 * difference over all pairs would be that of the rarest, which is chance.
 *
 * @param transitions the counts
 * @param settings what stands in where few transitions came up
 * @throws {RangeError} where a setting breaks its rule, or nothing was counted
 */
export function createBinnedProcess(
  transitions: TransitionCounts,
  settings: KernelSettings = KERNEL_SETTINGS,
): FiniteMdp {
  const { numBeams, numConditions } = transitions;
  const { otherBeamsWeight } = settings;
  requirePositive("make the binned process", { otherBeamsWeight });
  const substitutes = poolOverBeams(transitions, settings);
  const numColumns = numConditions + 1;
  return {
    numStates: numBeams * numConditions,
    numActions: NUM_ACTIONS,
    outcomes: (state, action) => {
      const counts = rowAt(
        transitions.counts,
        state * NUM_ACTIONS + action,
        numColumns,
      );
      const substitute = rowAt(
        substitutes,
        (state % numConditions) * NUM_ACTIONS + action,
        numColumns,
      );
      const beam = Math.floor(state / numConditions);
      const nextBeam = cyclicIndex(beam + BEAM_ACTIONS[action], numBeams);
      return Array.from(
        blend(counts, substitute, otherBeamsWeight),
        (probability, column) =>
          outcomeOf(probability, column, nextBeam, numConditions),
      );
    },
  };
}

/** Probabilities by bin, flag and action, shape [n, actions, n + 1], flat. */
function poolOverBeams(
  { numBeams, numConditions, counts }: TransitionCounts,
  { otherConditionsWeight }: KernelSettings,
): Float64Array {
  const action = "make the binned process";
  requirePositive(action, { otherConditionsWeight });
  const numColumns = numConditions + 1;
  const pooled = new Float64Array(counts.length / numBeams);
  const common = new Float64Array(numColumns);
  counts.forEach((count, i) => {
    pooled[i % pooled.length] += count;
    common[i % numColumns] += count;
  });
  const total = common.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    throw rangeError(action, "the number of transitions", "at least 1", 0);
  }
  const shares = common.map((count) => count / total);
  const probabilities = new Float64Array(pooled.length);
  for (let pair = 0; pair < pooled.length / numColumns; pair++) {
    const row = rowAt(pooled, pair, numColumns);
    probabilities.set(
      blend(row, shares, otherConditionsWeight),
      pair * numColumns,
    );
  }
  return probabilities;
}

/** Shares of counts, to which a distribution is added with a weight. */
function blend(
  counts: Float64Array,
  substitute: Float64Array,
  weight: number,
): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, weight);
  return counts.map((count, i) => (count + weight * substitute[i]) / total);
}

function outcomeOf(
  probability: number,
  column: number,
  nextBeam: number,
  numConditions: number,
): Outcome {
  const isTerminal = column === numConditions;
  return {
    nextState: nextBeam * numConditions + (isTerminal ? 0 : column),
    probability,
    reward: isTerminal ? REWARD_SETTINGS.successReward : -1,
    isTerminal,
  };
}
