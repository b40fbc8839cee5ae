/**
 * Rare false alarms from raw snapshots: importance sampling.
 *
 * @module
 */

import {
  requireArray,
  requireInteger,
  requirePositive,
} from "../core/check.ts";
import {
  type ComplexArray,
  innerProduct,
  squaredNorm,
} from "../core/complex_array.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { sampleComplexGaussian } from "../channel/noise.ts";
import { likelihoodRatioStatistic } from "./likelihood_ratio_test.ts";

/** These take minutes with the arrays of the paper. */
const MAX_TRIALS = 1e7;

/** A Monte Carlo estimate with its standard error. */
export interface MonteCarloEstimate {
  /** The estimate. */
  readonly estimate: number;
  /** Its standard error, itself estimated. */
  readonly standardError: number;
}

/**
 * How often noise alone passes a threshold, estimated from raw snapshots.
 *
 * The noise is drawn louder along the responses, so that about half of the
 * draws pass, and each pass counts with the ratio of the true density to the
 * one drawn from. With four receivers a rate of 1e-10 then takes a few times the
 * draws of one of 0.1 for the same relative error, not 1e9 times.
 *
 * @param responses eta_n of each receiver, N arrays of shape [M], none zero
 * @param threshold of the doubled statistic 2 Lambda, positive
 * @param numTrials the number of sets of N snapshots, from 2 to 1e7
 * @param rng the stream that the noise is drawn from
 * @returns the rate and its standard error
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where a response is not a complex array, or rng is not a
 *   random stream
 */
export function estimateFalseAlarmRate(
  responses: readonly ComplexArray[],
  threshold: number,
  numTrials: number,
  rng: RandomStream,
): MonteCarloEstimate {
  const action = "estimate a false-alarm rate";
  requirePositive(action, { threshold });
  requireInteger(action, { numTrials }, 2, MAX_TRIALS);
  requireStream(action, rng);
  requireArray(action, { responses });
  const numReceivers = responses.length;
  requireInteger(action, { "the number of responses": numReceivers }, 1);
  for (const response of responses) {
    const energy = squaredNorm(response);
    requirePositive(action, { "each response's energy": energy });
  }
  // With noise of power 1, the doubled statistic then has mean `threshold`.
  const loudness = Math.max(1, threshold / (2 * numReceivers));
  const logLoudness = Math.log(loudness);
  let sum = 0;
  let sumOfSquares = 0;
  for (let trial = 0; trial < numTrials; trial++) {
    const snapshots = responses.map((response) =>
      louderAlong(
        response,
        sampleComplexGaussian(response.re.length, 1, rng),
        Math.sqrt(loudness),
      )
    );
    const statistic = likelihoodRatioStatistic(snapshots, responses, 1);
    if (2 * statistic <= threshold) continue;
    const weight = Math.exp(
      numReceivers * logLoudness - statistic * (1 - 1 / loudness),
    );
    sum += weight;
    sumOfSquares += weight * weight;
  }
  const estimate = sum / numTrials;
  const variance = sumOfSquares / numTrials - estimate * estimate;
  return {
    estimate,
    standardError: Math.sqrt(Math.max(0, variance) / (numTrials - 1)),
  };
}

/** The snapshot with its part along the response made larger. */
function louderAlong(
  response: ComplexArray,
  snapshot: ComplexArray,
  factor: number,
): ComplexArray {
  const product = innerProduct(response, snapshot);
  const gain = (factor - 1) / squaredNorm(response);
  return {
    re: snapshot.re.map((value, m) =>
      value +
      gain * (product.re * response.re[m] - product.im * response.im[m])
    ),
    im: snapshot.im.map((value, m) =>
      value +
      gain * (product.re * response.im[m] + product.im * response.re[m])
    ),
  };
}
