/**
 * Whether a reward keeps the best actions: Proposition 1 of paper A, state by
 * state, in the process with nothing hidden.
 *
 * @module
 */

import { greedyActions, valueIteration } from "../rl/value_iteration.ts";
import { createOffsetMdp, type RewardBonus } from "./offset_mdp.ts";
import { REWARD_SETTINGS, type RewardSettings } from "./reward_shaping.ts";
import type { BeamScenario } from "./scenario.ts";

/** How the best actions under a reward compare with those without shaping. */
export interface OptimumComparison {
  /** States in which an action is to be chosen. */
  readonly numStates: number;
  /** States with the same best actions. */
  readonly numSame: number;
  /** States in which whatever is best now was best before. */
  readonly numKept: number;
}

/**
 * Echo strengths at a beam's peak. At 480 the beam beside the best one just
 * reaches the goal, so that P_D differs among the states of success.
 */
export const COMPARED_NONCENTRALITIES: readonly number[] = [
  30,
  100,
  300,
  480,
  1000,
];

/**
 * Solves the process of offsets without shaping and with a reward, and counts
 * the states in which the best actions stay.
 *
 * @param scenario the setting; its codebook must be the DFT one
 * @param reward the constants of the reward
 * @param bonus what is added to the reward
 * @throws {RangeError} where the codebook is not the DFT one
 */
export function compareOptimum(
  scenario: BeamScenario,
  reward: RewardSettings,
  bonus: RewardBonus = "shaping",
): OptimumComparison {
  const levels = COMPARED_NONCENTRALITIES;
  const plain = createOffsetMdp(scenario, levels, {
    ...REWARD_SETTINGS,
    discountFactor: reward.discountFactor,
    shaping: "none",
  });
  const changed = createOffsetMdp(scenario, levels, reward, bonus);
  const [before, after] = [plain, changed]
    .map((process) => valueIteration(process, reward.discountFactor));
  const counts = { numStates: 0, numSame: 0, numKept: 0 };
  for (let state = 0; state < plain.numStates; state++) {
    if (plain.isSuccess[state]) continue;
    const right = greedyActions(before, state);
    const chosen = greedyActions(after, state);
    counts.numStates++;
    if (chosen.join() === right.join()) counts.numSame++;
    if (chosen.every((action) => right.includes(action))) counts.numKept++;
  }
  return counts;
}
