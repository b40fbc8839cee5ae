/**
 * The empirical distribution function of a sample.
 *
 * @module
 */

import { rangeError, requireArray, requireFinite } from "../core/check.ts";

/**
 * The share of a sample at or below each point of a grid.
 *
 * @param sample the values, at least one
 * @param grid the points, ascending
 * @returns a share in [0, 1] for each point
 * @throws {RangeError} where there is no value, a number is not finite or the
 *   grid descends
 * @throws {TypeError} where an argument is not an array
 */
export function cumulativeShares(
  sample: readonly number[],
  grid: readonly number[],
): number[] {
  const action = "compute cumulative shares";
  requireArray(action, { sample, grid });
  if (sample.length === 0) {
    throw rangeError(action, "the number of values", "at least 1", 0);
  }
  for (const value of sample) requireFinite(action, { "each value": value });
  let last = -Infinity;
  for (const point of grid) {
    requireFinite(action, { "each point of the grid": point });
    if (point < last) {
      const rule = `at least the one before, ${last}`;
      throw rangeError(action, "each point of the grid", rule, point);
    }
    last = point;
  }
  const sorted = Float64Array.from(sample).sort();
  let count = 0;
  return grid.map((point) => {
    while (count < sorted.length && sorted[count] <= point) count++;
    return count / sorted.length;
  });
}
