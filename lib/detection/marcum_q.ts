/**
 * The generalized Marcum Q-function: the tail that every detection probability
 * of this package is read from.
 *
 * With order k, Poisson mean m and point y, both tails of
 *
 *     Q = sum over j of  e^(-m) m^j / j!  Q(k + j, y)          (upper)
 *     P = sum over j of  e^(-m) m^j / j!  P(k + j, y)          (lower)
 *
 * (Gil, Segura and Temme, "Algorithm 939: computation of the Marcum Q-function",
 * ACM TOMS 40, 2014, eq. (1)). A chi-squared with n degrees of freedom and
 * non-centrality c exceeds x with probability Q, where k = n/2, m = c/2, y = x/2.
 *
 * Only the smaller tail is ever computed directly, to full relative accuracy; the
 * other is one minus it. Two methods share the plane by the size of
 * z = sqrt(k^2 + 4 m y), which is how sharp the problem's peak is:
 *
 * - z < 60: the sum over j itself, from j = 0, in a few dozen terms;
 * - else: the inversion integral of the moment generating function through its
 *   saddle point (see saddle_point_integral.ts), whatever the arguments.
 *
 * @module
 */
import { rangeError } from "../core/check.ts";
import { MAX_DEGREES_OF_FREEDOM, MAX_NONCENTRALITY } from "./tail_domain.ts";
import { smallerTailByIntegral } from "./saddle_point_integral.ts";
import { gammaOfOnePlus, upperGammaInWeights } from "./incomplete_gamma.ts";

/** The largest order, half of the largest number of degrees of freedom. */
const MAX_ORDER = MAX_DEGREES_OF_FREEDOM / 2;

/** The peak sharpness z, squared, from which the integral replaces the sum. */
const SHARP_SQUARED = 60 * 60;
/** In the sum's region both tails are below 1e-320 if m + y exceeds this. */
const MAX_EXPONENT_OF_SUM = 1600;
const MAX_TERMS = 2000;
/** A term below this share of the sum is past the peak, and the rest is too. */
const NEGLIGIBLE = 1e-17;

/**
 * The generalized Marcum Q-function: the probability that a chi-squared with
 * 2 k degrees of freedom and non-centrality a^2 exceeds b^2.
 *
 * Gil, Segura and Temme (2014), eq. (1), with their x = a^2 / 2 and y = b^2 / 2.
 * For k = 1 it is the probability that a Rician envelope exceeds b.
 *
 * @param order k, half the degrees of freedom, any real number, 0 < k <= 5e5
 * @param a root of the non-centrality, 0 <= a <= 1e5
 * @param b root of the threshold, 0 <= b < Infinity
 * @returns Q_k(a, b), relatively accurate also where it is tiny
 * @throws {RangeError} If an argument is outside its range.
 *
 * @example
 * ```ts
 * import { marcumQ } from "@isac/bench";
 * import assert from "node:assert/strict";
 *
 * const withoutSignal = marcumQ(1, 0, 3);
 * assert(Math.abs(withoutSignal / Math.exp(-4.5) - 1) < 1e-14);
 * ```
 */
export function marcumQ(order: number, a: number, b: number): number {
  const action = "compute the Marcum Q-function";
  if (!(typeof order === "number" && order > 0 && order <= MAX_ORDER)) {
    throw rangeError(action, "order", "above 0 and at most 500000", order);
  }
  if (!(typeof a === "number" && a >= 0 && a * a <= MAX_NONCENTRALITY)) {
    throw rangeError(action, "a", "from 0 to 100000", a);
  }
  if (!(typeof b === "number" && b >= 0 && b < Infinity)) {
    throw rangeError(action, "b", "non-negative and finite", b);
  }
  const excess = (b - a) * (b + a) / 2 - order;
  return upperMarcumTail(order, a * a / 2, b * b / 2, excess);
}

/**
 * The upper tail Q of the module's first equation. Arguments are trusted.
 *
 * @param order k, 0 < k <= 5e5
 * @param mean m, the Poisson mean, half the non-centrality
 * @param y half the threshold
 * @param excess y - m - k, which the caller may know with less rounding
 * @returns the probability of lying above
 */
export function upperMarcumTail(
  order: number,
  mean: number,
  y: number,
  excess: number,
): number {
  const sharpness = order * order + 4 * mean * y;
  if (sharpness >= SHARP_SQUARED) {
    const tail = smallerTailByIntegral(order, mean, y, excess, sharpness);
    return excess > 0 ? tail : 1 - tail;
  }
  if (y === 0) return 1;
  const upperMayBeTiny = excess > 0 || (order < 0.5 && mean < 1);
  return upperMayBeTiny
    ? upperTailBySum(order, mean, y)
    : 1 - lowerTailBySum(order, mean, y);
}

/**
 * The lower tail P of the module's second equation. Arguments are trusted.
 *
 * @param order k, 0 < k <= 5e5
 * @param mean m, the Poisson mean, half the non-centrality
 * @param y half the threshold
 * @param excess y - m - k, which the caller may know with less rounding
 * @returns the probability of lying at or below
 */
export function lowerMarcumTail(
  order: number,
  mean: number,
  y: number,
  excess: number,
): number {
  const sharpness = order * order + 4 * mean * y;
  if (sharpness >= SHARP_SQUARED) {
    const tail = smallerTailByIntegral(order, mean, y, excess, sharpness);
    return excess > 0 ? 1 - tail : tail;
  }
  if (y === 0) return 0;
  return excess > 0
    ? 1 - upperTailBySum(order, mean, y)
    : lowerTailBySum(order, mean, y);
}

/**
 * Q as the sum over j of p_j Q(k + j, y), upwards by
 * Q(k + j + 1, y) = Q(k + j, y) + t(k + j, y), in units of p_0 t(k, y).
 * Both factors are log-concave in j, so terms that fall never rise again.
 */
function upperTailBySum(order: number, mean: number, y: number): number {
  if (mean + y > MAX_EXPONENT_OF_SUM) return 0;
  let poisson = 1;
  let weight = 1;
  let upper = upperGammaInWeights(order, y);
  let sum = upper;
  for (let j = 1; j < MAX_TERMS; j++) {
    upper += weight;
    const shifted = order + j;
    const reciprocal = 1 / (j * shifted);
    poisson *= mean * shifted * reciprocal;
    weight *= y * j * reciprocal;
    const term = poisson * upper;
    sum += term;
    // Both are 0 where the order is nearly 0 and there is no signal.
    if (term <= NEGLIGIBLE * sum) break;
  }
  return withLeadingFactor(sum, order, mean, y);
}

/**
 * P as the sum over n of t(k + n, y) (p_0 + ... + p_n): the double sum of
 * p_j P(k + j, y) with P(a, y) = t(a, y) + t(a + 1, y) + ... read by columns,
 * which runs upwards and needs no starting value.
 */
function lowerTailBySum(order: number, mean: number, y: number): number {
  if (mean + y > MAX_EXPONENT_OF_SUM) return 0;
  let poisson = 1;
  let weight = 1;
  let poissonSum = 1;
  let sum = 1;
  for (let n = 1; n < MAX_TERMS; n++) {
    const shifted = order + n;
    const reciprocal = 1 / (n * shifted);
    poisson *= mean * shifted * reciprocal;
    weight *= y * n * reciprocal;
    poissonSum += poisson;
    const term = weight * poissonSum;
    sum += term;
    if (term < NEGLIGIBLE * sum) break;
  }
  return withLeadingFactor(sum, order, mean, y);
}

/**
 * sum times p_0 t(k, y) = e^(-m - y) y^k / gamma(k + 1); the exponential in two
 * halves, so that nothing underflows before the result does, and with the
 * rounding error of m + y put back. Rounding does not take it above 1.
 */
function withLeadingFactor(
  sum: number,
  order: number,
  mean: number,
  y: number,
): number {
  const exponent = mean + y;
  const yAsAdded = exponent - mean;
  const lost = mean - (exponent - yAsAdded) + (y - yAsAdded);
  const half = Math.exp(-0.5 * exponent);
  const power = y ** order / gammaOfOnePlus(order);
  return Math.min(1, sum * power * half * (1 - lost) * half);
}
