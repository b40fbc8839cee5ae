/**
 * Joint target detection by the generalized likelihood ratio test (paper A,
 * Sec. II-B).
 *
 * The statistic of the paper's eq. (15) is Lambda = sum_n |y_n|^2 / sigma^2 in
 * the direction of each response. For noise of power sigma^2 = E|e|^2 it is
 * *twice* this statistic that follows a chi-squared distribution with 2N
 * degrees of freedom: the squared modulus of CN(0, sigma^2) is sigma^2/2 times
 * a chi-squared variable. The paper's eqs. (16) to (23) leave the 2 out. Every
 * function here that speaks of a threshold or a non-centrality means the
 * doubled statistic, which is exact.
 *
 * @module
 */

import {
  requireArray,
  requireAsMany,
  requireFinite,
  requireInteger,
  requirePositive,
  shapeError,
} from "../core/check.ts";
import {
  type Complex,
  type ComplexArray,
  innerProduct,
  requireComplex,
  requireComplexArray,
  squaredModulus,
  squaredNorm,
} from "../core/complex_array.ts";
import { upperChiSquaredQuantile } from "./chi_squared.ts";
import { noncentralChiSquaredSurvival } from "./noncentral_chi_squared.ts";
import { MAX_RECEIVERS } from "./tail_domain.ts";

/**
 * The maximum-likelihood estimate of a reflection coefficient,
 * gamma_hat = eta^H y / ||eta||^2 (paper A, eq. (13)).
 *
 * @param snapshot y_n, shape [M]
 * @param response eta_n, shape [M], not all zero
 * @returns the estimate
 * @throws {TypeError} where the shapes differ
 * @throws {RangeError} where the response is zero, or nearly
 */
export function estimateReflection(
  snapshot: ComplexArray,
  response: ComplexArray,
): Complex {
  const action = "estimate a reflection";
  const energy = squaredNorm(response);
  requirePositive(action, { "the response's energy": energy });
  const product = innerProduct(response, snapshot);
  const estimate = { re: product.re / energy, im: product.im / energy };
  requireComplex(action, "the estimate", estimate);
  return estimate;
}

/**
 * The log generalized likelihood ratio Lambda (paper A, eq. (15)), summed over
 * the receivers: sum_n |eta_n^H y_n|^2 / (sigma^2 ||eta_n||^2).
 *
 * Twice this value is to be held against `detectionThreshold`.
 *
 * @param snapshots y_n of each receiver, N arrays of shape [M]
 * @param responses eta_n of each receiver, N arrays of shape [M], none zero
 * @param noisePower sigma^2 = E|e|^2 of each element, positive
 * @returns Lambda, at least 0
 * @throws {TypeError} where the shapes differ
 * @throws {RangeError} where the noise power or a response's energy is zero
 */
export function likelihoodRatioStatistic(
  snapshots: readonly ComplexArray[],
  responses: readonly ComplexArray[],
  noisePower: number,
): number {
  const action = "compute the likelihood ratio";
  requirePositive(action, { noisePower });
  requireAsMany(action, { snapshots }, { responses });
  let sum = 0;
  for (const [n, response] of responses.entries()) {
    const estimate = estimateReflection(snapshots[n], response);
    sum += squaredModulus(estimate) * squaredNorm(response);
  }
  const ratio = sum / noisePower;
  requireFinite(action, { "the ratio": ratio });
  return ratio;
}

/**
 * The non-centrality of the doubled statistic under H1,
 * 2 sum_n |gamma_n|^2 ||eta_n||^2 / sigma^2 (paper A, eq. (21), doubled).
 *
 * @param reflections gamma_n of each receiver, shape [N]
 * @param responses eta_n of each receiver, N arrays of shape [M]
 * @param noisePower sigma^2 = E|e|^2 of each element, positive
 * @returns the non-centrality, at least 0
 * @throws {TypeError} where the shapes differ
 * @throws {RangeError} where the noise power is not positive
 */
export function echoNoncentrality(
  reflections: ComplexArray,
  responses: readonly ComplexArray[],
  noisePower: number,
): number {
  const action = "compute the non-centrality";
  requirePositive(action, { noisePower });
  requireComplexArray(action, "reflections", reflections);
  requireArray(action, { responses });
  if (reflections.re.length !== responses.length) {
    throw shapeError(
      action,
      "reflections",
      `be as many as the ${responses.length} responses`,
      reflections.re.length,
    );
  }
  let sum = 0;
  for (const [n, response] of responses.entries()) {
    const reflection = { re: reflections.re[n], im: reflections.im[n] };
    sum += squaredModulus(reflection) * squaredNorm(response);
  }
  const noncentrality = 2 * sum / noisePower;
  requireFinite(action, { "the non-centrality": noncentrality });
  return noncentrality;
}

/**
 * The threshold on the doubled statistic that keeps the false-alarm
 * probability (paper A, eqs. (18) and (19)): the upper quantile of a
 * chi-squared distribution with 2N degrees of freedom.
 *
 * @param falseAlarmProbability P_FA, strictly between 0 and 1
 * @param numReceivers the number of receivers N, from 1 to 500,000
 * @returns the threshold for 2 Lambda
 * @throws {RangeError} where an argument breaks its rule
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { detectionThreshold } from "@isac/bench";
 *
 * assert.equal(detectionThreshold(1e-3, 4).toFixed(10), "26.1244815584");
 * ```
 */
export function detectionThreshold(
  falseAlarmProbability: number,
  numReceivers: number,
): number {
  const action = "set the detection threshold";
  requireInteger(action, { numReceivers }, 1, MAX_RECEIVERS);
  return upperChiSquaredQuantile(falseAlarmProbability, 2 * numReceivers);
}

/**
 * The detection probability P_D (paper A, eqs. (23) and (24)): the survival
 * function of a non-central chi-squared distribution with 2N degrees of
 * freedom.
 *
 * @param noncentrality that of the doubled statistic, at least 0
 * @param threshold that of the doubled statistic, at least 0
 * @param numReceivers the number of receivers N, from 1 to 500,000
 * @returns P_D, in [0, 1]
 * @throws {RangeError} where an argument breaks its rule
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { detectionProbability, detectionThreshold } from "@isac/bench";
 *
 * const threshold = detectionThreshold(1e-3, 4);
 * assert.equal(detectionProbability(0, threshold, 4).toFixed(12), "0.001000000000");
 * assert.equal(detectionProbability(33, threshold, 4).toFixed(4), "0.9002");
 * ```
 */
export function detectionProbability(
  noncentrality: number,
  threshold: number,
  numReceivers: number,
): number {
  requireInteger("compute P_D", { numReceivers }, 1, MAX_RECEIVERS);
  return noncentralChiSquaredSurvival(
    threshold,
    2 * numReceivers,
    noncentrality,
  );
}
