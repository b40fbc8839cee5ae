/**
 * What each beam of the codebook achieves on one target: from a place and its
 * radar cross sections to the non-centrality, and from there to the detection
 * probability that is fed back to the transmitter (paper A, Sec. II).
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireFinite,
  requireInteger,
  requireNonNegative,
  requireObject,
  shapeError,
} from "../core/check.ts";
import {
  type ComplexArray,
  MAX_ARRAY_LENGTH,
  requireComplexArray,
} from "../core/complex_array.ts";
import { decibelToLinear } from "../core/decibel.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import { beamSines, relativeBeamGain } from "../channel/codebook.ts";
import {
  broadsideSine,
  distanceM,
  type Position,
  requirePosition,
} from "../channel/geometry.ts";
import { pathGainDb } from "../channel/path_loss.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import { noncentralityForSurvival } from "../detection/noncentral_chi_squared.ts";
import { MAX_RECEIVERS } from "../detection/tail_domain.ts";
import { type BeamScenario, noisePowerMw } from "./scenario.ts";
import { requireScenario } from "./scenario_domain.ts";

/**
 * The power gain beta_n of the path transmitter - target - receiver n, shape
 * [N]: one path-loss law over the whole length d_0 + d_n.
 *
 * @throws {RangeError} where a number breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function echoPathGains(
  scenario: BeamScenario,
  target: Position,
): Float64Array {
  const action = "compute the path gains";
  requireObject(action, { scenario });
  const { transmitter, receivers, pathLoss } = scenario;
  requirePosition(action, "transmitter", transmitter);
  requirePosition(action, "target", target);
  requireArray(action, { receivers });
  const outM = distanceM(transmitter, target);
  const gains = new Float64Array(receivers.length);
  for (let n = 0; n < gains.length; n++) {
    requirePosition(action, "each receiver", receivers[n]);
    const lengthM = outM + distanceM(target, receivers[n]);
    gains[n] = decibelToLinear(pathGainDb(lengthM, pathLoss));
  }
  return gains;
}

/**
 * The non-centrality of the doubled statistic for each beam of the codebook,
 * 2 M^2 (P / sigma^2) D(beam) sum_n |alpha_n|^2 beta_n: eq. (21) of paper A,
 * doubled, with ||eta_n||^2 = M |a^T w|^2 = M^2 D written out.
 *
 * @param scenario the setting
 * @param target where the target is, not on the transmitter
 * @param radarCrossSections alpha_n, shape [N]
 * @returns the non-centralities, shape [numBeams]
 * @throws {RangeError} where the target stands on the transmitter, or a number
 *   breaks its rule
 * @throws {TypeError} where the cross sections are not one a receiver
 */
export function beamNoncentralities(
  scenario: BeamScenario,
  target: Position,
  radarCrossSections: ComplexArray,
): Float64Array {
  const action = "compute the beams' non-centralities";
  const gains = echoPathGains(scenario, target);
  requireComplexArray(action, "radarCrossSections", radarCrossSections);
  const { re, im } = radarCrossSections;
  if (re.length !== gains.length) {
    throw shapeError(
      action,
      "radarCrossSections",
      `be as many as the ${gains.length} receivers`,
      re.length,
    );
  }
  let reflectedGain = 0;
  for (let n = 0; n < gains.length; n++) {
    reflectedGain += (re[n] * re[n] + im[n] * im[n]) * gains[n];
  }
  const { numAntennas, transmitPowerDbm } = scenario;
  requireInteger(action, { numAntennas }, 1, MAX_ARRAY_LENGTH);
  requireFinite(action, { transmitPowerDbm });
  const signalToNoise = decibelToLinear(transmitPowerDbm) /
    noisePowerMw(scenario);
  const peak = 2 * numAntennas * numAntennas * signalToNoise * reflectedGain;
  requireFinite(action, { "the non-centrality at a beam's peak": peak });
  const targetSine = broadsideSine(scenario.transmitter, target);
  const sines = beamSines(scenario.codebook, scenario.numBeams);
  const noncentralities = new Float64Array(sines.length);
  for (let beam = 0; beam < sines.length; beam++) {
    noncentralities[beam] = peak *
      relativeBeamGain(numAntennas, targetSine - sines[beam]);
  }
  return noncentralities;
}

/**
 * What the receivers know of the reflection coefficients when they report a
 * detection probability. The paper's Sec. III-A speaks of estimates; its
 * Fig. 7 fits the second reading.
 *
 * - `"genie"`: gamma_n itself.
 * - `"plug-in"`: the estimates' mean power, E|gamma_hat|^2 = |gamma|^2 +
 *   sigma^2/||eta||^2, which adds 2N to the non-centrality.
 * - `"one-snapshot"`: the estimates from the one noisy snapshot at hand.
 */
export type Feedback = "genie" | "plug-in" | "one-snapshot";

/** The readings of the feedback, the one with the least error first. */
export const FEEDBACKS: readonly Feedback[] = [
  "genie",
  "plug-in",
  "one-snapshot",
];

/**
 * The non-centrality that the receivers believe in under a reading of the
 * feedback.
 *
 * @param feedback which reading
 * @param noncentrality the true non-centrality of the doubled statistic
 * @param numReceivers the number of receivers N, from 1 to 500,000
 * @param rng the stream of the snapshot's noise; 2N normal draws for
 *   `"one-snapshot"`, none for the others
 * @returns the believed non-centrality, at least 0
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where a stream is needed and rng is none
 */
export function believedNoncentrality(
  feedback: Feedback,
  noncentrality: number,
  numReceivers: number,
  rng: RandomStream,
): number {
  const action = "compute the believed non-centrality";
  requireNonNegative(action, { noncentrality });
  requireInteger(action, { numReceivers }, 1, MAX_RECEIVERS);
  switch (feedback) {
    case "genie":
      return noncentrality;
    case "plug-in":
      return noncentrality + 2 * numReceivers;
    case "one-snapshot":
      requireStream(action, rng);
      return sampleDoubledStatistic(noncentrality, numReceivers, rng);
    default:
      throw rangeError(action, "feedback", FEEDBACKS.join(" or "), feedback);
  }
}

/**
 * A draw of the doubled statistic 2 Lambda under H1: the squared norm of 2N
 * unit normal variables of which one has mean sqrt(noncentrality). The
 * estimates of one snapshot have exactly this power, as 2 Lambda is
 * 2 sum_n |gamma_hat_n|^2 ||eta_n||^2 / sigma^2.
 */
function sampleDoubledStatistic(
  noncentrality: number,
  numReceivers: number,
  rng: RandomStream,
): number {
  const shifted = rng.gaussian() + Math.sqrt(noncentrality);
  let sum = shifted * shifted;
  for (let i = 1; i < 2 * numReceivers; i++) {
    const draw = rng.gaussian();
    sum += draw * draw;
  }
  return sum;
}

/**
 * The detection probability that is fed back for a beam.
 *
 * @param feedback what the receivers know
 * @param noncentrality the true non-centrality of the doubled statistic
 * @param threshold the threshold of the doubled statistic
 * @param numReceivers the number of receivers N, from 1 to 500,000
 * @param rng the stream of the snapshot's noise
 * @returns P_D, in [0, 1]
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where a stream is needed and rng is none
 */
export function feedbackDetectionProbability(
  feedback: Feedback,
  noncentrality: number,
  threshold: number,
  numReceivers: number,
  rng: RandomStream,
): number {
  requireFinite("compute the fed-back P_D", { threshold });
  return detectionProbability(
    believedNoncentrality(feedback, noncentrality, numReceivers, rng),
    threshold,
    numReceivers,
  );
}

/**
 * The true non-centrality from which on the plug-in feedback reaches the goal.
 *
 * @throws {RangeError} where the goal is below what noise alone feeds back, or
 *   a constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function requiredNoncentrality(scenario: BeamScenario): number {
  requireScenario("compute the non-centrality that is required", scenario);
  const numReceivers = scenario.receivers.length;
  const threshold = detectionThreshold(
    scenario.falseAlarmProbability,
    numReceivers,
  );
  return noncentralityForSurvival(
    scenario.requiredDetectionProbability,
    threshold,
    2 * numReceivers,
  ) - 2 * numReceivers;
}
