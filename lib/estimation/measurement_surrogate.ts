/**
 * Measurements without signals: what the estimators of this folder would report
 * of a target, in closed form, for simulations that need millions.
 *
 * - The echo has the energy A = |sqrt(S) + n|^2, n ~ CN(0, 1), where S is the
 *   expected one. It is detected where A + (e_1^2 + e_2^2) / 2 > T, for the
 *   normalised errors e_1, e_2 of range and cosine, which the search maximises
 *   over.
 * - Range and cosine are Gaussian and uncorrelated (nothing couples them in the
 *   Fisher information), with the standard deviations of the Cramer-Rao bound
 *   at the energy that the echo has, a little inflated and with floors for what
 *   the signal model leaves out.
 * - A target outside of its beams' sector is one that the beams missed: its
 *   cosine is uniform in the sector, as only side lobes place it.
 *
 * `tests/estimation/measurement_surrogate_test.ts` holds it against the signal
 * level. It leaves out wrong peaks of the periodogram, which are rare where the
 * statistic exceeds T = 20.
 *
 * @module
 */

import {
  requireNonNegative,
  requireObject,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import {
  type BeamPair,
  type BeamSector,
  beamSector,
} from "../channel/beam_pair.ts";
import {
  echoPowerGain,
  type OfdmRadar,
  unambiguousRangeM,
} from "../channel/ofdm_radar.ts";
import { type EchoInformation, echoInformation } from "./cramer_rao_bound.ts";
import { echoDetectionProbability } from "./echo_detection.ts";
import type { Measurement } from "./measurement.ts";

/** What a base station's measurements of a target depend on. */
export interface MeasuredTarget {
  /** The distance d [m]. */
  readonly rangeM: number;
  /** u = cos(theta), in [-1, 1]. */
  readonly angleCosine: number;
  /** The radar cross section [m^2]. */
  readonly crossSectionM2: number;
}

/** How far the surrogate stays from the bounds. */
export interface SurrogateSettings {
  /** T: what the test statistic of an echo must exceed. */
  readonly detectionThreshold: number;
  /** How far a sector reaches beyond its outermost beams, in spacings 2/B. */
  readonly sectorMarginBeams: number;
  /** The standard deviations over the Cramer-Rao bounds. */
  readonly boundInflation: number;
  /** The least standard deviation of a range [m]. */
  readonly rangeFloorM: number;
  /** The least standard deviation of a cosine. */
  readonly cosineFloor: number;
}

/** How good a base station's measurement of a target is. */
export interface MeasurementQuality {
  /** The standard deviation of the range [m]. */
  readonly rangeSigmaM: number;
  /** The standard deviation of the cosine: about the truth, or in the sector. */
  readonly cosineSigma: number;
  /** How probable it is that the echo is detected. */
  readonly detectionProbability: number;
  /** Whether the target is where its beams can place it. */
  readonly isInSector: boolean;
}

/**
 * How good the measurement of a target over beam pairs is.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param target where the target is
 * @param settings the constants
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   createOfdmRadar,
 *   measurementQuality,
 *   nearestBeamPairs,
 * } from "@isac/bench";
 *
 * const radar = createOfdmRadar({
 *   carrierFrequencyHz: 28e9,
 *   subcarrierSpacingHz: 120e3,
 *   numSubcarriers: 132,
 *   symbolDurationS: 8.92e-6,
 *   numTransmitAntennas: 32,
 *   numReceiveAntennas: 32,
 *   numBeams: 32,
 *   numChains: 2,
 *   transmitPowerDbm: 24,
 *   noiseFigureDb: 7,
 * });
 * const target = { rangeM: 60, angleCosine: 0.3, crossSectionM2: 1 };
 * const quality = measurementQuality(
 *   radar,
 *   nearestBeamPairs(target.angleCosine, radar.numBeams, 2),
 *   target,
 *   {
 *     detectionThreshold: 20,
 *     sectorMarginBeams: 0.75,
 *     boundInflation: 1.05,
 *     rangeFloorM: 0.03,
 *     cosineFloor: 0.0017,
 *   },
 * );
 * assert.equal(quality.rangeSigmaM.toFixed(2), "0.29");
 * ```
 */
export function measurementQuality(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  target: MeasuredTarget,
  settings: SurrogateSettings,
): MeasurementQuality {
  requireSurrogate("rate a measurement", target, settings);
  const spread = measurementSpread(radar, pairs, target, settings);
  return {
    rangeSigmaM: rangeSigmaM(spread, spread.energy, settings),
    cosineSigma: cosineSigma(spread, spread.energy, settings),
    detectionProbability: echoDetectionProbability(
      spread.energy,
      settings.detectionThreshold,
    ),
    isInSector: spread.isInSector,
  };
}

/**
 * A measurement of a target over beam pairs, or null where its echo is not
 * detected. Each call takes as many draws, detected or not.
 *
 * @param radar the base station's radar
 * @param pairs the beam pairs, shape [K]
 * @param target where the target is
 * @param settings the constants
 * @param rng the stream to draw from: four normal draws and a uniform one
 * @throws {RangeError} where a value breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function sampleMeasurement(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  target: MeasuredTarget,
  settings: SurrogateSettings,
  rng: RandomStream,
): Measurement | null {
  const action = "sample a measurement";
  requireSurrogate(action, target, settings);
  requireStream(action, rng);
  const spread = measurementSpread(radar, pairs, target, settings);
  const inPhase = Math.sqrt(spread.energy) + Math.SQRT1_2 * rng.gaussian();
  const quadrature = Math.SQRT1_2 * rng.gaussian();
  const rangeError = rng.gaussian();
  const cosineError = rng.gaussian();
  const placeInSector = 2 * rng.uniform() - 1;
  const energy = inPhase * inPhase + quadrature * quadrature;
  const statistic = energy +
    (rangeError * rangeError + cosineError * cosineError) / 2;
  if (!(statistic > settings.detectionThreshold)) return null;
  const angleCosine = spread.isInSector
    ? target.angleCosine + cosineError * cosineSigma(spread, energy, settings)
    : spread.middleCosine + spread.halfWidth * placeInSector;
  // A receiver knows the energy by its statistic, and not that its beams missed.
  const believed = spread.isInSector
    ? spread
    : measurementSpread(radar, pairs, { ...target, angleCosine }, settings);
  return {
    rangeM: target.rangeM + rangeError * rangeSigmaM(spread, energy, settings),
    angleCosine,
    rangeSigmaM: rangeSigmaM(believed, statistic, settings),
    cosineSigma: cosineSigma(believed, statistic, settings),
  };
}

/** What the standard deviations are made of. */
interface MeasurementSpread extends EchoInformation, BeamSector {
  readonly isInSector: boolean;
  /** Where nothing is known of the range [m]. */
  readonly widestRangeM: number;
}

function measurementSpread(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  { rangeM, angleCosine, crossSectionM2 }: MeasuredTarget,
  { sectorMarginBeams }: SurrogateSettings,
): MeasurementSpread {
  const { energy, rangeInformation, cosineInformation } = echoInformation(
    radar,
    pairs,
    angleCosine,
    echoPowerGain(radar, rangeM, crossSectionM2),
  );
  const { middleCosine, halfWidth } = beamSector(
    pairs,
    radar.numBeams,
    sectorMarginBeams,
  );
  return {
    energy,
    rangeInformation,
    cosineInformation,
    middleCosine,
    halfWidth,
    isInSector: Math.abs(angleCosine - middleCosine) <= halfWidth,
    widestRangeM: unambiguousRangeM(radar) / Math.sqrt(12),
  };
}

/** The range's standard deviation for an echo of some energy [m]. */
function rangeSigmaM(
  { energy, rangeInformation, widestRangeM }: MeasurementSpread,
  actualEnergy: number,
  { boundInflation, rangeFloorM }: SurrogateSettings,
): number {
  const information = energy > 0 ? rangeInformation * actualEnergy / energy : 0;
  const sigmaM = boundInflation / Math.sqrt(information);
  return Math.min(Math.max(sigmaM, rangeFloorM), widestRangeM);
}

/** The cosine's standard deviation for an echo of some energy. */
function cosineSigma(
  { energy, cosineInformation, isInSector, halfWidth }: MeasurementSpread,
  actualEnergy: number,
  { boundInflation, cosineFloor }: SurrogateSettings,
): number {
  const information = energy > 0 && isInSector
    ? cosineInformation * actualEnergy / energy
    : 0;
  const sigma = boundInflation / Math.sqrt(information);
  return Math.min(Math.max(sigma, cosineFloor), halfWidth / Math.sqrt(3));
}

function requireSurrogate(
  action: string,
  target: MeasuredTarget,
  settings: SurrogateSettings,
): void {
  // Stands in a tracker's loop: one look where all is well.
  if (
    typeof settings === "object" && settings !== null &&
    Number.isFinite(target?.angleCosine) && Math.abs(target.angleCosine) <= 1 &&
    isNonNegative(settings.detectionThreshold) &&
    settings.detectionThreshold <= 700 &&
    isNonNegative(settings.sectorMarginBeams) &&
    isNonNegative(settings.boundInflation) && settings.boundInflation > 0 &&
    isNonNegative(settings.rangeFloorM) && isNonNegative(settings.cosineFloor)
  ) return;
  requireObject(action, { target, settings });
  const { angleCosine } = target;
  requireWithin(action, { angleCosine }, -1, 1);
  const { detectionThreshold, boundInflation } = settings;
  requireWithin(action, { detectionThreshold }, 0, 700);
  requirePositive(action, { boundInflation });
  const { sectorMarginBeams, rangeFloorM, cosineFloor } = settings;
  requireNonNegative(action, { sectorMarginBeams, rangeFloorM, cosineFloor });
}

function isNonNegative(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
