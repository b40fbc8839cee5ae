/**
 * Joint detection where each receiver has its own noise power (paper A,
 * Remark 2).
 *
 * The remark's characteristic function, eq. (25), is not that of the statistic
 * of eq. (15) but of the un-normalised sum of |eta_n^H y_n|^2, and each 2j in it
 * should be j: the same factor of two as in eqs. (16) to (23). Three forms stand
 * here: that sum as printed, the sum corrected, and the true likelihood ratio,
 * which divides each term by its own noise power and stays exactly chi-squared.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireAsMany,
  requireFinite,
  requireNonNegative,
  requireObject,
  requirePositive,
} from "../core/check.ts";
import {
  type Complex,
  type ComplexArray,
  innerProduct,
  squaredModulus,
} from "../core/complex_array.ts";
import { likelihoodRatioStatistic } from "./likelihood_ratio_test.ts";
import { type GaussianPowerSum, requirePowerSum } from "./power_sum.ts";

/** One receiver as the detector sees it. */
export interface NoisyReceiver {
  /** ||eta_n||^2, positive. */
  readonly responseEnergy: number;
  /** sigma_n^2 = E|e|^2 of each of its elements, positive. */
  readonly noisePower: number;
  /** |gamma_n|^2, at least 0; 0 is hypothesis H0. */
  readonly reflectionPower: number;
}

/**
 * The log likelihood ratio for unequal noise, sum_n |eta_n^H y_n|^2 /
 * (sigma_n^2 ||eta_n||^2). Twice this value is chi-squared with 2N degrees of
 * freedom and belongs to the threshold of `detectionThreshold`, as for equal
 * noise.
 *
 * @param snapshots y_n of each receiver, N arrays of shape [M]
 * @param responses eta_n of each receiver, N arrays of shape [M], none zero
 * @param noisePowers sigma_n^2 of each receiver, N positive numbers
 * @returns the log likelihood ratio, at least 0
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 * @throws {RangeError} where a noise power is not positive, a response is zero,
 *   or the ratio is not finite
 */
export function unequalNoiseStatistic(
  snapshots: readonly ComplexArray[],
  responses: readonly ComplexArray[],
  noisePowers: readonly number[],
): number {
  const action = "compute the likelihood ratio for unequal noise";
  requireAsMany(action, { snapshots, noisePowers }, { responses });
  let ratio = 0;
  for (const [n, noisePower] of noisePowers.entries()) {
    ratio += likelihoodRatioStatistic(
      [snapshots[n]],
      [responses[n]],
      noisePower,
    );
  }
  requireFinite(action, { "the ratio": ratio });
  return ratio;
}

/**
 * The un-normalised sum that eq. (25) describes, sum_n |eta_n^H y_n|^2.
 *
 * @param snapshots y_n of each receiver, N arrays of shape [M]
 * @param responses eta_n of each receiver, N arrays of shape [M]
 * @returns the sum, at least 0
 * @throws {TypeError} where an argument is of the wrong kind, or shapes differ
 * @throws {RangeError} where the sum is not finite
 */
export function unnormalizedStatistic(
  snapshots: readonly ComplexArray[],
  responses: readonly ComplexArray[],
): number {
  const action = "compute the un-normalised sum";
  requireAsMany(action, { snapshots }, { responses });
  let sum = 0;
  for (const [n, response] of responses.entries()) {
    sum += squaredModulus(innerProduct(response, snapshots[n]));
  }
  requireFinite(action, { "the sum": sum });
  return sum;
}

/**
 * The distribution of the un-normalised sum. The term of receiver n is the
 * power of a complex Gaussian variable with variance sigma_n^2 ||eta_n||^2 and
 * mean gamma_n ||eta_n||^2.
 *
 * @param receivers the receivers, from 1 to 1000
 * @param reading `"exact"`, or `"literal"` for eq. (25) as it is printed, which
 *   doubles the variances and so halves the non-centralities
 * @returns what `powerSumSurvival` and its companions take
 * @throws {RangeError} where an argument, or what comes out, breaks its rule
 * @throws {TypeError} where the receivers are not an array of objects
 */
export function unnormalizedPowerSum(
  receivers: readonly NoisyReceiver[],
  reading: "exact" | "literal" = "exact",
): GaussianPowerSum {
  const action = "describe a power sum";
  requireReceivers(action, receivers);
  if (reading !== "exact" && reading !== "literal") {
    throw rangeError(action, "reading", "exact or literal", reading);
  }
  const factor = reading === "literal" ? 2 : 1;
  const sum = {
    variances: receivers.map(({ noisePower, responseEnergy }) =>
      factor * noisePower * responseEnergy
    ),
    noncentralities: receivers.map((receiver) =>
      receiverNoncentrality(receiver) / factor
    ),
  };
  requirePowerSum(action, sum);
  return sum;
}

/**
 * The non-centrality of the doubled likelihood ratio for unequal noise,
 * 2 sum_n |gamma_n|^2 ||eta_n||^2 / sigma_n^2.
 *
 * @throws {RangeError} where a power breaks its rule, or the sum is not finite
 * @throws {TypeError} where the receivers are not an array of objects
 */
export function unequalNoiseNoncentrality(
  receivers: readonly NoisyReceiver[],
): number {
  const action = "compute the non-centrality";
  requireReceivers(action, receivers);
  const noncentrality = receivers.reduce(
    (sum, receiver) => sum + receiverNoncentrality(receiver),
    0,
  );
  requireFinite(action, { "the non-centrality": noncentrality });
  return noncentrality;
}

function requireReceivers(
  action: string,
  receivers: readonly NoisyReceiver[],
): void {
  requireArray(action, { receivers });
  for (const receiver of receivers) {
    requireObject(action, { "each receiver": receiver });
    const { responseEnergy, noisePower, reflectionPower } = receiver;
    requirePositive(action, { responseEnergy, noisePower });
    requireNonNegative(action, { reflectionPower });
  }
}

function receiverNoncentrality(
  { responseEnergy, noisePower, reflectionPower }: NoisyReceiver,
): number {
  return 2 * reflectionPower * responseEnergy / noisePower;
}

/**
 * The characteristic function E exp(j t S) of a power sum; for the literal
 * reading of `unnormalizedPowerSum` it is eq. (25) to the letter.
 *
 * @param sum the variances and non-centralities
 * @param t the argument
 * @returns prod_n (1 - j v_n t)^-1 exp((c_n/2) j v_n t / (1 - j v_n t))
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where the sum is not two arrays of one length
 */
export function characteristicFunction(
  sum: GaussianPowerSum,
  t: number,
): Complex {
  const action = "compute a characteristic function";
  requirePowerSum(action, sum);
  requireFinite(action, { t });
  let logModulus = 0;
  let phaseRad = 0;
  for (const [n, variance] of sum.variances.entries()) {
    const slope = variance * t;
    const squared = 1 + slope * slope;
    requireFinite(action, { "the square of a variance times t": squared });
    const half = sum.noncentralities[n] / 2;
    logModulus -= 0.5 * Math.log(squared) + half * slope * slope / squared;
    phaseRad += Math.atan(slope) + half * slope / squared;
  }
  const modulus = Math.exp(logModulus);
  return { re: modulus * Math.cos(phaseRad), im: modulus * Math.sin(phaseRad) };
}
