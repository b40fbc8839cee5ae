/**
 * Whole numbers in a row.
 *
 * @module
 */

import { rangeError, requireInteger } from "./check.ts";

/** The most numbers in a row. */
const MAX_COUNT = 10_000_000;

/**
 * The whole numbers from start up to, but without, end.
 *
 * @throws {RangeError} where an end is no integer, or there are more than
 *   10,000,000 between them
 */
export function range(start: number, end: number): number[] {
  const action = "count";
  requireInteger(action, { start, end }, Number.MIN_SAFE_INTEGER);
  const length = Math.max(0, end - start);
  if (length > MAX_COUNT) {
    const rule = `at most ${MAX_COUNT} above start`;
    throw rangeError(action, "end", rule, end);
  }
  return Array.from({ length }, (_, i) => start + i);
}
