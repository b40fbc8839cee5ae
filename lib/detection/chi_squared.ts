/**
 * The central chi-squared distribution: what the test statistic of a
 * likelihood-ratio detector follows when there is no target, and so where its
 * threshold for a false-alarm probability comes from.
 *
 * The tails are the regularized incomplete gamma functions (NIST DLMF 8.2.4) of
 * half the degrees of freedom and half the threshold: the Marcum Q-function
 * without a signal, and computed as such.
 *
 * @module
 */
import { requireProbability } from "../core/check.ts";
import { lowerMarcumTail, upperMarcumTail } from "./marcum_q.ts";
import { solveForTail } from "./solve_for_tail.ts";
import { requireDegreesOfFreedom, requireThreshold } from "./tail_domain.ts";

/**
 * The probability that a chi-squared variable exceeds x.
 *
 * The regularized upper incomplete gamma function Q(n/2, x/2), DLMF 8.2.4.
 *
 * @param x threshold, 0 <= x < Infinity
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @returns the survival function at x, relatively accurate where it is tiny
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { chiSquaredSurvival } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const falseAlarmProbability = chiSquaredSurvival(1000, 2);
 * assert(Math.abs(falseAlarmProbability / Math.exp(-500) - 1) < 1e-13);
 * ```
 */
export function chiSquaredSurvival(
  x: number,
  degreesOfFreedom: number,
): number {
  const action = "compute the chi-squared survival";
  requireThreshold(action, x);
  requireDegreesOfFreedom(action, degreesOfFreedom);
  return survival(x, degreesOfFreedom);
}

/**
 * The probability that a chi-squared variable is at most x.
 *
 * The regularized lower incomplete gamma function P(n/2, x/2), DLMF 8.2.4.
 *
 * @param x threshold, 0 <= x < Infinity
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @returns the distribution function at x, relatively accurate where it is tiny
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { chiSquaredCdf } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const tiny = chiSquaredCdf(2e-30, 2);
 * assert(Math.abs(tiny / 1e-30 - 1) < 1e-14);
 * ```
 */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  const action = "compute the chi-squared distribution function";
  requireThreshold(action, x);
  requireDegreesOfFreedom(action, degreesOfFreedom);
  return cdf(x, degreesOfFreedom);
}

/**
 * The threshold that a chi-squared variable exceeds with the given probability:
 * the detection threshold for a false-alarm probability.
 *
 * A probability above one half is solved for in the lower tail, from
 * 1 - probability, which is then exact.
 *
 * @param probability strictly between 0 and 1
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @returns x with Pr[chi-squared > x] = probability
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { upperChiSquaredQuantile } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const detectionThreshold = upperChiSquaredQuantile(1e-3, 8);
 * assert.equal(detectionThreshold.toFixed(9), "26.124481558");
 * ```
 */
export function upperChiSquaredQuantile(
  probability: number,
  degreesOfFreedom: number,
): number {
  const action = "compute the chi-squared quantile";
  requireProbability(action, { probability });
  requireDegreesOfFreedom(action, degreesOfFreedom);
  const guess = degreesOfFreedom;
  const spread = Math.sqrt(2 / degreesOfFreedom);
  return probability <= 0.5
    ? solveForTail((x) => survival(x, degreesOfFreedom), {
      probability,
      rising: false,
      guess,
      spread,
    })
    : solveForTail((x) => cdf(x, degreesOfFreedom), {
      probability: 1 - probability,
      rising: true,
      guess,
      spread,
    });
}

function survival(x: number, degreesOfFreedom: number): number {
  const order = 0.5 * degreesOfFreedom;
  return upperMarcumTail(order, 0, 0.5 * x, 0.5 * x - order);
}

function cdf(x: number, degreesOfFreedom: number): number {
  const order = 0.5 * degreesOfFreedom;
  return lowerMarcumTail(order, 0, 0.5 * x, 0.5 * x - order);
}
