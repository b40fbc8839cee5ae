/**
 * Where the tails of the chi-squared distributions are defined here, and the
 * checks of it that their public functions share.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";

/** The largest number of degrees of freedom. */
export const MAX_DEGREES_OF_FREEDOM = 1e6;

/** The largest number of receivers: two degrees of freedom each. */
export const MAX_RECEIVERS: number = MAX_DEGREES_OF_FREEDOM / 2;

/** The largest non-centrality. */
export const MAX_NONCENTRALITY = 1e10;

// The type is asked for because null, "" and [] are all at least zero.

/** Throws a RangeError unless the threshold x is finite and at least zero. */
export function requireThreshold(action: string, x: number): void {
  if (!(typeof x === "number" && x >= 0 && x < Infinity)) {
    throw rangeError(action, "x", "non-negative and finite", x);
  }
}

/** Throws a RangeError unless there may be so many degrees of freedom. */
export function requireDegreesOfFreedom(
  action: string,
  degreesOfFreedom: number,
): void {
  if (
    !(typeof degreesOfFreedom === "number" && degreesOfFreedom > 0 &&
      degreesOfFreedom <= MAX_DEGREES_OF_FREEDOM)
  ) {
    const rule = `above 0 and at most ${MAX_DEGREES_OF_FREEDOM}`;
    throw rangeError(action, "degreesOfFreedom", rule, degreesOfFreedom);
  }
}

/** Throws a RangeError unless the non-centrality may be so large. */
export function requireNoncentrality(
  action: string,
  noncentrality: number,
): void {
  if (
    !(typeof noncentrality === "number" && noncentrality >= 0 &&
      noncentrality <= MAX_NONCENTRALITY)
  ) {
    const rule = `from 0 to ${MAX_NONCENTRALITY}`;
    throw rangeError(action, "noncentrality", rule, noncentrality);
  }
}
