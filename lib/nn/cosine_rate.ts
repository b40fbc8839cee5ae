/**
 * A learning rate that falls along half a cosine (Loshchilov and Hutter, "SGDR",
 * 2017, without restarts).
 *
 * @module
 */

/**
 * The learning rate of a step.
 *
 * @param rate of the first step
 * @param step from 0
 * @param numSteps after which it would be 0
 */
export function cosineRate(
  rate: number,
  step: number,
  numSteps: number,
): number {
  return rate * (1 + Math.cos(Math.PI * step / numSteps)) / 2;
}
