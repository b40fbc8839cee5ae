/**
 * The interquartile mean: nearly as robust as the median, nearly as efficient
 * as the mean (Agarwal et al., NeurIPS 2021).
 *
 * @module
 */

import { rangeError, requireArray, requireFinite } from "../core/check.ts";

/**
 * The mean of the middle half of the values: a quarter of them, rounded down,
 * is left out at either end.
 *
 * @param values at least one
 * @returns their interquartile mean
 * @throws {RangeError} where there is no value or one is not finite
 */
export function interquartileMean(values: readonly number[]): number {
  const action = "compute an interquartile mean";
  requireArray(action, { values });
  if (values.length === 0) {
    throw rangeError(action, "the number of values", "at least 1", 0);
  }
  for (const value of values) requireFinite(action, { "each value": value });
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value / middle.length, 0);
}
