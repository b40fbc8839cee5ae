/**
 * How well an ensemble of draws foretells one value: a metric that sees whether
 * a twin heeds its condition, which distances between marginal distributions
 * can't.
 *
 * @module
 */

import { requireFinite } from "../core/check.ts";
import { requireSamples, sortedValues } from "./samples.ts";

/**
 * The continuous ranked probability score of an ensemble, which is the energy
 * score in one dimension (Gneiting and Raftery, JASA 102, 2007):
 * E|X - y| - E|X - X'| / 2 with X and X' drawn from the ensemble. It is also
 * the integral over x of (F(x) - 1{y <= x})^2. Smaller is better, and on
 * average no distribution scores better than the true one.
 *
 * An ensemble of m draws from the true distribution scores E|X - X'| / (2 m)
 * worse than that distribution itself, so only ensembles of one size may be
 * compared.
 *
 * @param ensemble the draws, at least one
 * @param observation y, what came to be
 * @returns the score, in the unit of the values, at least 0
 * @throws {RangeError} where there is no draw or a number is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rankedProbabilityScore } from "@isac/bench/twin";
 *
 * assert.equal(rankedProbabilityScore([2], 5), 3);
 * assert.equal(rankedProbabilityScore([0, 1], 0.5), 0.25);
 * ```
 */
export function rankedProbabilityScore(
  ensemble: readonly number[],
  observation: number,
): number {
  const action = "compute a ranked probability score";
  requireSamples(action, { ensemble });
  requireFinite(action, { observation });
  const count = ensemble.length;
  const sorted = sortedValues(ensemble);
  // Sorted, the sum of |x_i - x_j| over all pairs needs no second loop.
  return sorted.reduce(
    (sum, value, i) =>
      sum + Math.abs(value - observation) / count -
      (2 * i + 1 - count) * value / count ** 2,
    0,
  );
}
