/**
 * Whether there was an echo at all, and how often noise passes for one.
 *
 * The test statistic is the log likelihood ratio of an echo of unknown gain,
 * Lambda = |h^H y|^2 / (sigma^2 |h|^2). At the echo's true range and cosine it
 * is |sqrt(S) + n|^2 for the echo's energy S over the noise power and n ~
 * CN(0, 1): 2 Lambda is chi-squared with two degrees of freedom and
 * non-centrality 2 S. A search finds the largest Lambda nearby, which adds half
 * the squares of the normalised errors of range and cosine: two degrees of
 * freedom more, and 0.04 more detections where half of the echoes are detected.
 *
 * At any one place without an echo Lambda exceeds T with probability e^{-T}:
 * 2.1e-9 for T = 20. The largest Lambda of a search is that of many places.
 * Noise makes Lambda the squared modulus of a complex Gaussian field over range
 * and cosine, and the probability that its largest value exceeds a high T is
 * the expected Euler characteristic of what lies above T (Adler and Taylor,
 * "Random Fields and Geometry", 2007, for a chi-squared field with two degrees
 * of freedom): with the lengths a and b of the two axes in units of the field's
 * roughness,
 *
 *     P_FA = e^{-T} [1 + (a + b) sqrt(T / pi) + a b (2 T - 1) / (2 pi)].
 *
 * The roughness is the root of the Fisher information at 2 S = 1, so a search
 * has as many places to be wrong in as it can tell apart. Over 330 m and 2 x 2
 * beams T = 20 gives 3.1e-6.
 *
 * @module
 */

import {
  requireNonNegative,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import {
  type BeamPair,
  beamSector,
  requireBeamPairs,
} from "../channel/beam_pair.ts";
import { beamPairAmplitude } from "../channel/beam_pair_response.ts";
import { type OfdmRadar, requireOfdmRadar } from "../channel/ofdm_radar.ts";
import { noncentralChiSquaredSurvival } from "../detection/noncentral_chi_squared.ts";
import { rangeCurvature } from "./cramer_rao_bound.ts";
import type { SearchArea } from "./measurement.ts";

/** The largest threshold: e^-700 is still a number. */
const MAX_THRESHOLD = 700;

/** The largest energy: the non-centrality must stay below 1e10. */
const MAX_ENERGY = 5e9;

/** Steps of the cosine's axis, along which the responses turn smoothly. */
const NUM_STEPS = 400;

/**
 * The probability that a search detects an echo: that a non-central chi-squared
 * variable with four degrees of freedom, two for the gain and one each for
 * range and cosine, and non-centrality 2 S exceeds 2 T.
 *
 * @param energy S, as of `echoInformation`, from 0 to 5e9
 * @param threshold T, from 0 to 700
 * @throws {RangeError} where an argument breaks its rule
 */
export function echoDetectionProbability(
  energy: number,
  threshold: number,
): number {
  const action = "compute an echo's detection probability";
  requireWithin(action, { threshold }, 0, MAX_THRESHOLD);
  requireWithin(action, { energy }, 0, MAX_ENERGY);
  // So far above the threshold a miss is rarer than a double's last digit.
  if (Math.sqrt(energy) - Math.sqrt(threshold) > 7) return 1;
  return noncentralChiSquaredSurvival(2 * threshold, 4, 2 * energy);
}

/**
 * The probability that the largest statistic of a search in noise alone exceeds
 * a threshold, to first order: a tenth too high where it is 0.1, and the closer
 * the rarer.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param area where the search looks
 * @param threshold T, from 1 to 700
 * @returns P_FA of a search, at most 1
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function searchFalseAlarmProbability(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  area: SearchArea,
  threshold: number,
): number {
  const action = "compute a search's false-alarm probability";
  requireWithin(action, { threshold }, 1, MAX_THRESHOLD);
  requireOfdmRadar(action, radar);
  requireBeamPairs(action, pairs, radar.numBeams);
  requirePositive(action, { maxRangeM: area?.maxRangeM });
  const rangeLength = area.maxRangeM * Math.sqrt(rangeCurvature(radar));
  const cosineLength = arcLength(radar, pairs, area);
  const expected = Math.exp(-threshold) *
    (1 + (rangeLength + cosineLength) * Math.sqrt(threshold / Math.PI) +
      rangeLength * cosineLength * (2 * threshold - 1) / (2 * Math.PI));
  requireNonNegative(action, { "the probability": expected });
  return Math.min(1, expected);
}

/** How far the normalised responses turn from one end of a sector to the other. */
function arcLength(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  { sectorMarginBeams }: SearchArea,
): number {
  const { middleCosine, halfWidth } = beamSector(
    pairs,
    radar.numBeams,
    sectorMarginBeams,
  );
  let length = 0;
  let before: number[] | undefined;
  for (let i = 0; i <= NUM_STEPS; i++) {
    const cosine = middleCosine + halfWidth * (2 * i / NUM_STEPS - 1);
    const amplitudes = pairs.map((pair) =>
      beamPairAmplitude(radar, pair, cosine).value
    );
    const norm = Math.hypot(...amplitudes);
    if (!(norm > 0)) continue;
    const unit = amplitudes.map((amplitude) => amplitude / norm);
    if (before !== undefined) {
      const last = before;
      length += Math.hypot(...unit.map((value, k) => value - last[k]));
    }
    before = unit;
  }
  return length;
}
