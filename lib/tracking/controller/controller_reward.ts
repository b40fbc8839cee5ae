/**
 * What the controller is rewarded for after each block (paper B, Sec. 3.2).
 *
 * @module
 */

import { rangeError, requirePositive } from "../../core/check.ts";
import type { TrackedBlock } from "../closed_loop.ts";
import { positionOf } from "../motion.ts";

/** What is summed over the targets of a block; the paper's first. */
export const REWARD_KINDS = ["squared error", "covariance trace"] as const;

/**
 * What is summed over the targets of a block.
 *
 * - `"squared error"`: the squared error of the estimate, as in the paper. It
 *   needs the truth, is a single draw, and a lost track makes it very large.
 * - `"covariance trace"`: the trace of the estimate's covariance, what the
 *   filter itself expects the squared error to be.
 */
export type RewardKind = (typeof REWARD_KINDS)[number];

/** How a block is rewarded. */
export interface RewardSettings {
  /** What is summed. */
  readonly kind: RewardKind;
  /**
   * The most that a target counts [m^2]; Infinity for the paper's reward as it
   * is printed.
   */
  readonly clipM2: number;
}

/**
 * Minus the mean over targets of what each counts [m^2]. The paper has the sum;
 * the mean is the same up to a factor for each number of targets, and makes
 * these comparable.
 *
 * @throws {RangeError} where a setting breaks its rule
 */
export function blockReward(
  { kind, clipM2 }: RewardSettings,
  { episode, block, updated }: TrackedBlock,
): number {
  const action = "reward a block";
  if (!REWARD_KINDS.includes(kind)) {
    throw rangeError(action, "kind", REWARD_KINDS.join(" or "), kind);
  }
  if (clipM2 !== Infinity) requirePositive(action, { clipM2 });
  let sum = 0;
  for (let target = 0; target < updated.length; target++) {
    const { xM, yM, varianceXM2, varianceYM2 } = updated[target];
    const truth = positionOf(episode, block, target);
    const count = kind === "squared error"
      ? (xM - truth.xM) ** 2 + (yM - truth.yM) ** 2
      : varianceXM2 + varianceYM2;
    sum += Math.min(clipM2, count);
  }
  return -sum / updated.length;
}
