/**
 * The non-central chi-squared distribution: what the test statistic of a
 * likelihood-ratio detector follows when the target is there.
 *
 * The tails are those of the generalized Marcum Q-function with half of every
 * argument (see marcum_q.ts for the method); here they get their usual names, and
 * are inverted for the threshold and for the non-centrality.
 *
 * Accuracy, against mpmath: 3e-13 relative for either tail, wherever it is above
 * 1e-290, for up to 32 degrees of freedom and non-centralities to 1e4 (2e-15
 * above 1e-2). It is as good at 1e6 and 1e10, but the rounding of x alone moves a
 * tail of 1e-290 by 3e-10 there.
 *
 * @module
 */
import { rangeError, requireProbability } from "../core/check.ts";
import { lowerMarcumTail, upperMarcumTail } from "./marcum_q.ts";
import { solveForTail } from "./solve_for_tail.ts";
import {
  MAX_NONCENTRALITY,
  requireDegreesOfFreedom,
  requireNoncentrality,
  requireThreshold,
} from "./tail_domain.ts";

/**
 * The probability that a non-central chi-squared variable exceeds x.
 *
 * Q_k(sqrt(c), sqrt(x)) of Gil, Segura and Temme (2014), eq. (1), for
 * k = n / 2 and the non-centrality c: the sum of the n squared means of
 * unit-variance normals.
 *
 * @param x threshold, 0 <= x < Infinity
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @param noncentrality c, 0 <= c <= 1e10
 * @returns the survival function at x, relatively accurate where it is tiny
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { noncentralChiSquaredSurvival } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const detectionProbability = noncentralChiSquaredSurvival(26.1245, 8, 30);
 * assert.equal(detectionProbability.toFixed(4), "0.8488");
 * ```
 */
export function noncentralChiSquaredSurvival(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const action = "compute the non-central chi-squared survival";
  requireThreshold(action, x);
  requireDegreesOfFreedom(action, degreesOfFreedom);
  requireNoncentrality(action, noncentrality);
  return survival(x, degreesOfFreedom, noncentrality);
}

/**
 * The probability that a non-central chi-squared variable is at most x.
 *
 * One minus the survival function, but computed directly where it is the smaller
 * of the two, so that a probability of missing of 1e-200 is right to 12 digits.
 *
 * @param x threshold, 0 <= x < Infinity
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @param noncentrality c, 0 <= c <= 1e10
 * @returns the distribution function at x, relatively accurate where it is tiny
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { noncentralChiSquaredCdf } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const missProbability = noncentralChiSquaredCdf(26.1245, 8, 1000);
 * assert(missProbability > 0 && missProbability < 1e-150);
 * ```
 */
export function noncentralChiSquaredCdf(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const action = "compute the non-central chi-squared distribution function";
  requireThreshold(action, x);
  requireDegreesOfFreedom(action, degreesOfFreedom);
  requireNoncentrality(action, noncentrality);
  return cdf(x, degreesOfFreedom, noncentrality);
}

/**
 * The threshold that a non-central chi-squared variable exceeds with the given
 * probability: the inverse of the survival function in x.
 *
 * A probability above one half is solved for in the lower tail, from
 * 1 - probability, which is then exact.
 *
 * @param probability strictly between 0 and 1
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @param noncentrality c, 0 <= c <= 1e10
 * @returns x with Pr[chi-squared > x] = probability
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { upperNoncentralChiSquaredQuantile } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const threshold = upperNoncentralChiSquaredQuantile(0.9, 8, 30);
 * assert.equal(threshold.toFixed(3), "23.783");
 * ```
 */
export function upperNoncentralChiSquaredQuantile(
  probability: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const action = "compute the non-central chi-squared quantile";
  requireProbability(action, { probability });
  requireDegreesOfFreedom(action, degreesOfFreedom);
  requireNoncentrality(action, noncentrality);
  const mean = degreesOfFreedom + noncentrality;
  const spread = Math.sqrt(2 * (mean + noncentrality)) / mean;
  return probability <= 0.5
    ? solveForTail(
      (x) => survival(x, degreesOfFreedom, noncentrality),
      { probability, rising: false, guess: mean, spread },
    )
    : solveForTail(
      (x) => cdf(x, degreesOfFreedom, noncentrality),
      { probability: 1 - probability, rising: true, guess: mean, spread },
    );
}

/**
 * The non-centrality at which the survival function at x equals the given
 * probability: the signal that a detector needs at its threshold x.
 *
 * The survival function rises with the non-centrality, from its central value.
 *
 * @param probability strictly between 0 and 1, at least the central survival at x
 * @param x threshold, 0 < x < Infinity
 * @param degreesOfFreedom n, any real number, 0 < n <= 1e6
 * @returns c, with 0 <= c <= 1e10, such that Pr[chi-squared > x] = probability
 * @throws {RangeError} If an argument is outside its range, if the central
 * chi-squared exceeds x with more than the probability already, or if no
 * non-centrality up to 1e10 is enough.
 *
 * @example
 * ```ts
 * import { noncentralityForSurvival } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const noncentrality = noncentralityForSurvival(0.9, 26.1244815583761, 8);
 * assert.equal(noncentrality.toFixed(3), "32.987");
 * ```
 */
export function noncentralityForSurvival(
  probability: number,
  x: number,
  degreesOfFreedom: number,
): number {
  const action = "compute the non-centrality";
  requireProbability(action, { probability });
  requireThreshold(action, x);
  requireDegreesOfFreedom(action, degreesOfFreedom);
  const rising = probability <= 0.5;
  const target = rising ? probability : 1 - probability;
  const tail = (noncentrality: number) =>
    rising
      ? survival(x, degreesOfFreedom, noncentrality)
      : cdf(x, degreesOfFreedom, noncentrality);
  const isShort = (noncentrality: number) =>
    rising ? tail(noncentrality) < target : tail(noncentrality) > target;

  if (tail(0) === target) return 0;
  if (!isShort(0)) {
    const central = survival(x, degreesOfFreedom, 0);
    const rule = `at least ${central}, which x is exceeded with already at ` +
      "non-centrality 0";
    throw rangeError(action, "probability", rule, probability);
  }
  if (isShort(MAX_NONCENTRALITY)) {
    const rule = "within reach of a non-centrality of at most 1e10";
    throw rangeError(action, "x", rule, x);
  }
  const guess = Math.max(x - degreesOfFreedom, Math.sqrt(x), 1e-3);
  const spread = Math.sqrt(2 * (degreesOfFreedom + 2 * guess)) / guess;
  return solveForTail(tail, { probability: target, rising, guess, spread });
}

function survival(x: number, dof: number, noncentrality: number): number {
  const order = 0.5 * dof;
  const mean = 0.5 * noncentrality;
  const y = 0.5 * x;
  return upperMarcumTail(order, mean, y, excess(order, mean, y));
}

function cdf(x: number, dof: number, noncentrality: number): number {
  const order = 0.5 * dof;
  const mean = 0.5 * noncentrality;
  const y = 0.5 * x;
  return lowerMarcumTail(order, mean, y, excess(order, mean, y));
}

/** y - mean - order, the larger first: near the centre that difference is exact. */
function excess(order: number, mean: number, y: number): number {
  return order > mean ? y - order - mean : y - mean - order;
}
