/**
 * What the metrics of this folder take: samples of numbers.
 *
 * @module
 */

import { rangeError, requireArray, requireFinite } from "../core/check.ts";

/**
 * Throws unless each is an array of at least so many finite numbers.
 *
 * @param action what can't be done: "compute a distance"
 * @param named the samples under their names
 * @param minCount the least number of values
 */
export function requireSamples(
  action: string,
  named: Readonly<Record<string, readonly number[]>>,
  minCount = 1,
): void {
  requireArray(action, named);
  for (const name in named) {
    const values = named[name];
    if (values.length < minCount) {
      throw rangeError(
        action,
        `the number of ${name} values`,
        `at least ${minCount}`,
        values.length,
      );
    }
    for (const value of values) {
      requireFinite(action, { [`each ${name} value`]: value });
    }
  }
}

/** The values in ascending order, in an array of their own. */
export function sortedValues(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
