/**
 * The logistic function and its inverse.
 *
 * @module
 */

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * The inverse of `logistic`, of a probability that is first clipped to a range
 * in which it is finite.
 */
export function clippedLogit(
  probability: number,
  [lowest, highest]: readonly [number, number],
): number {
  const p = Math.min(highest, Math.max(lowest, probability));
  return Math.log(p / (1 - p));
}
