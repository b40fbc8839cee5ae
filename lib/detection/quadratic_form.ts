/**
 * The distribution of a sum of powers of complex Gaussian variables whose
 * variances differ: a quadratic form without a closed-form distribution.
 *
 * It is found by inverting the moment generating function numerically, along a
 * parabola through the saddle point (Helstrom, "Calculating error probabilities
 * for intersymbol and cochannel interference", IEEE Trans. Commun. 34, 1986),
 * where the integrand falls off like a Gaussian and the trapezoidal rule
 * converges exponentially.
 *
 * @module
 */

import { requireProbability } from "../core/check.ts";
import type { Complex } from "../core/complex_array.ts";
import { type GaussianPowerSum, requirePowerSum } from "./power_sum.ts";
import { solveForTail } from "./solve_for_tail.ts";
import { requireThreshold } from "./tail_domain.ts";

export type { GaussianPowerSum } from "./power_sum.ts";

/** Halvings of the step: 3 or 4, above non-centralities of 1e3 sometimes all. */
const MAX_HALVINGS = 12;
const MAX_NODES = 20_000;
const RELATIVE_TOLERANCE = 1e-13;
/** So far below every variance that the tail is its first term to the bit. */
const SMALL_THRESHOLD = 1e-60;

/**
 * The probability that the sum exceeds x.
 *
 * @param sum the variances and non-centralities, from 1 to 1000 of each
 * @param x the threshold, 0 <= x < Infinity
 * @returns the survival function, relatively accurate where it is tiny
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the sum is not two arrays of one length
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { powerSumSurvival } from "@isac/bench";
 *
 * // Two exponential variables with means 1 and 2.
 * const survival = powerSumSurvival(
 *   { variances: [1, 2], noncentralities: [0, 0] },
 *   3,
 * );
 * const closedForm = 2 * Math.exp(-1.5) - Math.exp(-3);
 * assert.ok(Math.abs(survival / closedForm - 1) < 1e-12);
 * ```
 */
export function powerSumSurvival(sum: GaussianPowerSum, x: number): number {
  const action = "compute the survival of a power sum";
  requirePowerSum(action, sum);
  requireThreshold(action, x);
  if (x === 0) return 1;
  return x > mean(sum) ? tail(sum, x, "upper") : 1 - tail(sum, x, "lower");
}

/**
 * The probability that the sum is at most x.
 *
 * @param sum the variances and non-centralities, from 1 to 1000 of each
 * @param x the threshold, 0 <= x < Infinity
 * @returns the distribution function, relatively accurate where it is tiny
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the sum is not two arrays of one length
 */
export function powerSumCdf(sum: GaussianPowerSum, x: number): number {
  const action = "compute the distribution of a power sum";
  requirePowerSum(action, sum);
  requireThreshold(action, x);
  if (x === 0) return 0;
  return x > mean(sum) ? 1 - tail(sum, x, "upper") : tail(sum, x, "lower");
}

/**
 * The threshold that the sum exceeds with the given probability.
 *
 * @param sum the variances and non-centralities, from 1 to 1000 of each
 * @param probability strictly between 0 and 1
 * @returns x with Pr[sum > x] = probability
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the sum is not two arrays of one length
 */
export function upperPowerSumQuantile(
  sum: GaussianPowerSum,
  probability: number,
): number {
  const action = "compute the quantile of a power sum";
  requirePowerSum(action, sum);
  requireProbability(action, { probability });
  const guess = mean(sum);
  const rising = probability > 0.5;
  return solveForTail(
    (x) => rising ? powerSumCdf(sum, x) : powerSumSurvival(sum, x),
    {
      probability: rising ? 1 - probability : probability,
      rising,
      guess,
      spread: 0.5,
    },
  );
}

/** E of the sum: each power has mean variance (1 + noncentrality / 2). */
function mean({ variances, noncentralities }: GaussianPowerSum): number {
  return variances.reduce(
    (total, variance, n) => total + variance * (1 + noncentralities[n] / 2),
    0,
  );
}

/** A tail as the integral of e^(K(s) - s x) / s over a path beside s = 0. */
function tail(
  sum: GaussianPowerSum,
  x: number,
  side: "upper" | "lower",
): number {
  if (x < SMALL_THRESHOLD) return tailNearZero(sum, x);
  const saddle = findSaddle(sum, x, side);
  const peak = logIntegrand(sum, x, side, saddle, 0).re;
  // Not a number is the peak where the saddle is the pole, to the last bit.
  if (!(peak >= -750)) return 0;
  const { second, third } = derivatives(sum, saddle);
  const curvature = second + 1 / saddle ** 2;
  const nearestPole = 1 / Math.max(...sum.variances);
  // Opened to the right, the path has every singularity but s = 0 in it.
  const bend = Math.max(
    (third - 2 / saddle ** 3) / (3 * curvature),
    0.05 / (nearestPole - saddle),
  );
  let step = 1 / Math.sqrt(curvature);
  let previous = NaN;
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const integral = integrate(sum, x, side, { saddle, bend, peak }, step);
    if (Math.abs(integral - previous) <= RELATIVE_TOLERANCE * integral) {
      return Math.exp(peak) * integral;
    }
    previous = integral;
    step /= 2;
  }
  return Math.exp(peak) * previous;
}

/** The first term of the lower tail, prod_n x e^(-c_n/2) / (n v_n). */
function tailNearZero(
  { variances, noncentralities }: GaussianPowerSum,
  x: number,
): number {
  let log = 0;
  for (let n = 0; n < variances.length; n++) {
    log += Math.log(x / (variances[n] * (n + 1))) - noncentralities[n] / 2;
  }
  return Math.exp(log);
}

/** The parabola s = saddle + bend y^2 / 2 + j y, and the log at its vertex. */
interface Path {
  readonly saddle: number;
  readonly bend: number;
  readonly peak: number;
}

/** (1/pi) times the trapezoidal sum over the upper half of the parabola. */
function integrate(
  sum: GaussianPowerSum,
  x: number,
  side: "upper" | "lower",
  { saddle, bend, peak }: Path,
  step: number,
): number {
  let total = 0.5;
  for (let k = 1; k < MAX_NODES; k++) {
    const y = k * step;
    const log = logIntegrand(sum, x, side, saddle + 0.5 * bend * y * y, y);
    const size = Math.exp(log.re - peak);
    // e^log ds/(i dy), of which the real part is twice the half taken here.
    total += size * (Math.cos(log.im) + bend * y * Math.sin(log.im));
    if (size * (1 + bend * y) < 1e-18 * Math.abs(total)) break;
  }
  return total * step / Math.PI;
}

/**
 * K(s) - s x - log(s) in the right half plane, with log(-s) where the path
 * starts on the left: real where it crosses the real axis, and continuous.
 */
function logIntegrand(
  { variances, noncentralities }: GaussianPowerSum,
  x: number,
  side: "upper" | "lower",
  re: number,
  im: number,
): Complex {
  let logRe = -re * x - 0.5 * Math.log(re * re + im * im);
  let logIm = -im * x -
    (side === "upper" ? Math.atan2(im, re) : Math.atan2(-im, -re));
  for (let n = 0; n < variances.length; n++) {
    const a = 1 - variances[n] * re;
    const b = -variances[n] * im;
    const squared = a * a + b * b;
    const half = noncentralities[n] / 2;
    // (c/2) w s / (1 - w s) is (c/2) (1 / (1 - w s) - 1).
    logRe += -0.5 * Math.log(squared) + half * (a / squared - 1);
    logIm += -Math.atan2(b, a) - half * b / squared;
  }
  return { re: logRe, im: logIm };
}

/** The derivatives of the cumulant generating function K at a real s. */
function derivatives(
  { variances, noncentralities }: GaussianPowerSum,
  s: number,
): { first: number; second: number; third: number } {
  let [first, second, third] = [0, 0, 0];
  for (let n = 0; n < variances.length; n++) {
    const ratio = variances[n] / (1 - variances[n] * s);
    const tilted = noncentralities[n] / (1 - variances[n] * s);
    first += ratio * (1 + tilted / 2);
    second += ratio * ratio * (1 + tilted);
    third += ratio * ratio * ratio * (2 + 3 * tilted);
  }
  return { first, second, third };
}

/** Where K'(s) = x + 1/s, between s = 0 and the nearest pole on either side. */
function findSaddle(
  sum: GaussianPowerSum,
  x: number,
  side: "upper" | "lower",
): number {
  const slope = (s: number) => derivatives(sum, s).first - x - 1 / s;
  let low = 0;
  let high = 1 / Math.max(...sum.variances);
  if (side === "lower") {
    low = -high;
    high = 0;
    while (slope(low) > 0) low *= 2;
  }
  for (let i = 0; i < 100; i++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
