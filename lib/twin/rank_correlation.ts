/**
 * Whether two quantities rise together.
 *
 * @module
 */

import { sampleRankCorrelation } from "simple-statistics";
import { requireAsMany } from "../core/check.ts";
import { requireSamples } from "./samples.ts";

/**
 * Spearman's rank correlation. Equal values share the mean of their ranks, as
 * many detection probabilities lie on a floor.
 *
 * @param a the values of the one quantity, at least 2
 * @param b those of the other, in the same order
 * @returns from -1 to 1; 0 where one of them is constant, as it then tells
 *   nothing of the other
 * @throws {RangeError} where there are fewer than 2 or one is not finite
 * @throws {TypeError} where they are not as many
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { rankCorrelation } from "@isac/bench/twin";
 *
 * assert.equal(rankCorrelation([1, 2, 3], [10, 100, 1000]), 1);
 * assert.equal(rankCorrelation([1, 2, 3], [7, 7, 7]), 0);
 * ```
 */
export function rankCorrelation(
  a: readonly number[],
  b: readonly number[],
): number {
  const action = "compute a rank correlation";
  requireAsMany(action, { "the second values": b }, { "first values": a });
  requireSamples(action, { first: a, second: b }, 2);
  if (isConstant(a) || isConstant(b)) return 0;
  // Rounding can lead an ulp outside.
  return Math.min(1, Math.max(-1, sampleRankCorrelation([...a], [...b])));
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
