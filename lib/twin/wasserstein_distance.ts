/**
 * The Wasserstein-1 distance of two samples (paper A, eq. (48)).
 *
 * @module
 */

import { requireSamples, sortedValues } from "./samples.ts";

/**
 * The least mean distance by which the values of one sample must be moved to
 * become the other (paper A, eq. (48)). On a line that is the area between the
 * two distribution functions, which is exact also where the samples differ in
 * size.
 *
 * Two finite samples of one distribution are apart as well, by about
 * sqrt(1/n + 1/m) times the integral of sqrt(F (1 - F)): a twin can't be asked
 * for less.
 *
 * @param generated the values from the twin
 * @param real the values from the real world
 * @returns the distance, in the unit of the values
 * @throws {RangeError} where a sample is empty or a value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { wassersteinDistance } from "@isac/bench/twin";
 *
 * assert.equal(wassersteinDistance([0, 1], [0.5]), 0.5);
 * ```
 */
export function wassersteinDistance(
  generated: readonly number[],
  real: readonly number[],
): number {
  requireSamples("compute a Wasserstein distance", { generated, real });
  const inTwin = sortedValues(generated);
  const inReal = sortedValues(real);
  let [i, j, distance] = [0, 0, 0];
  let place = Math.min(inTwin[0], inReal[0]);
  while (i < inTwin.length || j < inReal.length) {
    const next = Math.min(inTwin[i] ?? Infinity, inReal[j] ?? Infinity);
    distance += (next - place) *
      Math.abs(i / inTwin.length - j / inReal.length);
    place = next;
    while (inTwin[i] === place) i++;
    while (inReal[j] === place) j++;
  }
  return distance;
}
