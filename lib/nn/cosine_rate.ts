/**
 * A learning rate that falls along half a cosine (Loshchilov and Hutter, "SGDR",
 * 2017, without restarts).
 *
 * @module
 */

import {
  requireInteger,
  requireNonNegative,
  requireWithin,
} from "../core/check.ts";

/**
 * The learning rate of a step, (1 + cos(pi step / numSteps)) / 2 of the first.
 *
 * @param rate of the first step
 * @param step from 0 to numSteps
 * @param numSteps after which it is 0, at least 1
 * @throws {RangeError} where a value breaks its rule
 */
export function cosineRate(
  rate: number,
  step: number,
  numSteps: number,
): number {
  const action = "compute a learning rate";
  requireNonNegative(action, { rate });
  requireInteger(action, { numSteps }, 1);
  requireWithin(action, { step }, 0, numSteps);
  return rate * (1 + Math.cos(Math.PI * step / numSteps)) / 2;
}
