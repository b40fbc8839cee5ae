/**
 * The reward of beam selection and its shaping (paper A, Sec. III-A and III-B).
 *
 * @module
 */

import { rangeError, requireFinite } from "../core/check.ts";

/**
 * How the potential ends.
 *
 * - `"literal"`: eq. (30) also holds in the state of success.
 * - `"zero-terminal"`: the potential of the state of success is 0, which
 *   Proposition 1 needs (Ng, Harada and Russell, ICML 1999).
 * - `"none"`: no shaping.
 */
export type ShapingReading = "literal" | "zero-terminal" | "none";

/** The constants of the reward. */
export interface RewardSettings {
  /** The reward of success, b_0. */
  readonly successReward: number;
  /** The height of the potential, b_1. */
  readonly potentialHeight: number;
  /** The steepness of the potential, b_2. */
  readonly potentialSteepness: number;
  /** How the potential ends. */
  readonly shaping: ShapingReading;
  /** The discount factor rho. */
  readonly discountFactor: number;
}

/** The constants of paper A, Sec. V-A. */
export const REWARD_SETTINGS: RewardSettings = {
  successReward: 5,
  potentialHeight: 1,
  potentialSteepness: 5,
  shaping: "literal",
  discountFactor: 0.99,
};

/**
 * The potential Phi(s) = b_1 / (1 + e^(-b_2 P_D)) (paper A, eq. (30)).
 *
 * @param detectionProbability P_D of the state
 * @param settings b_1, b_2 and how the potential ends
 * @param isTerminal whether the state is one of success
 * @returns the potential
 * @throws {RangeError} where P_D is not a finite number
 */
export function potential(
  detectionProbability: number,
  settings: RewardSettings,
  isTerminal: boolean,
): number {
  if (!Number.isFinite(detectionProbability)) {
    requireFinite("compute the potential", { detectionProbability });
  }
  const { shaping, potentialHeight, potentialSteepness } = settings;
  switch (shaping) {
    case "none":
      return 0;
    case "zero-terminal":
      if (isTerminal) return 0;
      // falls through
    case "literal":
      return potentialHeight /
        (1 + Math.exp(-potentialSteepness * detectionProbability));
    default:
      throw rangeError(
        "compute the potential",
        "shaping",
        "literal or zero-terminal or none",
        shaping,
      );
  }
}

/**
 * The shaped reward of a transition: -1, or b_0 on success (eq. (28)), plus
 * rho Phi(s') - Phi(s) (eq. (29)).
 *
 * @param before P_D before the step
 * @param after P_D after it
 * @param isSuccess whether the step reached the goal
 * @param settings the constants
 * @returns the reward
 * @throws {RangeError} where a P_D is not a finite number
 */
export function shapedReward(
  before: number,
  after: number,
  isSuccess: boolean,
  settings: RewardSettings,
): number {
  const reward = isSuccess ? settings.successReward : -1;
  return reward +
    settings.discountFactor * potential(after, settings, isSuccess) -
    potential(before, settings, false);
}
