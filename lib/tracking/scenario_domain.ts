/**
 * What the setting of paper B is, and what each of its constants must be. The
 * check of all of them stands where a scenario is made; what runs once a block
 * or a target trusts it.
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
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import { type Position, requirePosition } from "../channel/geometry.ts";

/** More stations, antennas or blocks than this are a mistake. */
const MAX_COUNT = 65_536;

/**
 * How a target's beams pair, which eq. (12) leaves open: `"crossed"`, each of
 * some transmit beams with each of some receive beams; `"tied"`, as many beams,
 * each with itself.
 */
export type BeamPairing = "crossed" | "tied";

/** Both readings. */
export const BEAM_PAIRINGS: readonly BeamPairing[] = ["crossed", "tied"];

/** The setting in which targets are tracked. */
export interface TrackingScenario {
  /** Where the M base stations stand: not between the long edges. */
  readonly baseStations: readonly Position[];
  /** The area's extent along the x axis, from 0 [m]. */
  readonly areaLengthM: number;
  /** The area's extent along the y axis, from 0 [m]. */
  readonly areaWidthM: number;
  /** Antennas of each of a station's two arrays, N_T = N_R. */
  readonly numAntennas: number;
  /** Radio-frequency chains of each array, N_RF: targets a station. */
  readonly numChains: number;
  /** Beams of each codebook, M_T = M_R. */
  readonly numBeams: number;
  /** Beams a target gets on each side: K is their square. */
  readonly beamsPerSide: number;
  /** How the K pairs are made of transmit and receive beams. */
  readonly beamPairing: BeamPairing;
  /** The numbers of targets that are compared, I. */
  readonly targetCounts: readonly number[];
  /** Blocks an episode, Q. */
  readonly numBlocks: number;
  /** The duration of a block [s]. */
  readonly blockDurationS: number;
  /** The speed of every target [m/s]. */
  readonly speedMps: number;
  /** A block's turn is uniform between minus this and this [degrees]. */
  readonly maxTurnDeg: number;
  /** No path comes nearer to the area's edge [m]. */
  readonly edgeMarginM: number;
  /** No path comes nearer to a station [m]. */
  readonly stationClearanceM: number;
  /** The deviation of a track's first position on each axis [m]. */
  readonly initialPositionSigmaM: number;
  /** The deviation of a track's first heading [degrees]. */
  readonly initialHeadingSigmaDeg: number;
  /** The carrier's frequency [Hz]. */
  readonly carrierFrequencyHz: number;
  /** The subcarriers' spacing [Hz]. */
  readonly subcarrierSpacingHz: number;
  /** Subcarriers a station, contiguous, L. */
  readonly numSubcarriers: number;
  /** The duration of a symbol with its prefix, T_0 [s]. */
  readonly symbolDurationS: number;
  /** The power of a station, shared evenly by its chains [dBm]. */
  readonly transmitPowerDbm: number;
  /** The radar cross section of a target [m^2]. */
  readonly radarCrossSectionM2: number;
  /** The noise figure [dB]. */
  readonly noiseFigureDb: number;
  /** A target is detected where its statistic exceeds this. */
  readonly detectionThreshold: number;
  /** How far beyond its outermost beams a target can be seen [beam spacings]. */
  readonly sectorMarginBeams: number;
  /** No target is looked for beyond this range [m]. */
  readonly maxRangeM: number;
  /** What the bound's deviations are multiplied with. */
  readonly sigmaInflation: number;
  /** The least deviation of a range [m]. */
  readonly minRangeSigmaM: number;
  /** The least deviation of a cosine. */
  readonly minCosineSigma: number;
}

type Check = (action: string, scenario: TrackingScenario) => void;

/** A check that one value alone decides. */
function each(
  name: keyof TrackingScenario,
  check: (action: string, named: Readonly<Record<string, number>>) => void,
): Check {
  return (action, scenario) => {
    check(action, { [name]: scenario[name] as number });
  };
}

const count = (action: string, named: Readonly<Record<string, number>>) =>
  requireInteger(action, named, 1, MAX_COUNT);

/** A check a constant: a new constant does not compile without one. */
const CHECKS: Readonly<Record<keyof TrackingScenario, Check>> = {
  areaLengthM: each("areaLengthM", requirePositive),
  areaWidthM: each("areaWidthM", requirePositive),
  baseStations: requireStations,
  numAntennas: each("numAntennas", count),
  numChains: each("numChains", count),
  numBeams: each("numBeams", count),
  beamsPerSide: (action, { beamsPerSide, numBeams }) =>
    requireInteger(action, { beamsPerSide }, 1, numBeams),
  beamPairing: (action, { beamPairing }) => {
    if (BEAM_PAIRINGS.includes(beamPairing)) return;
    const rule = BEAM_PAIRINGS.join(" or ");
    throw rangeError(action, "beamPairing", rule, beamPairing);
  },
  targetCounts: (action, scenario) => {
    requireArray(action, { targetCounts: scenario.targetCounts });
    const most = maxTargets(scenario);
    for (const numTargets of scenario.targetCounts) {
      requireInteger(action, { "each target count": numTargets }, 1, most);
    }
  },
  numBlocks: each("numBlocks", count),
  blockDurationS: each("blockDurationS", requirePositive),
  speedMps: each("speedMps", requirePositive),
  maxTurnDeg: each(
    "maxTurnDeg",
    (action, named) => requireWithin(action, named, 0, 180),
  ),
  edgeMarginM: (action, { edgeMarginM, areaLengthM, areaWidthM }) =>
    requireWithin(
      action,
      { edgeMarginM },
      0,
      Math.min(areaLengthM, areaWidthM) / 2,
    ),
  stationClearanceM: each("stationClearanceM", requireNonNegative),
  initialPositionSigmaM: each("initialPositionSigmaM", requirePositive),
  initialHeadingSigmaDeg: each("initialHeadingSigmaDeg", requirePositive),
  carrierFrequencyHz: each("carrierFrequencyHz", requirePositive),
  subcarrierSpacingHz: each("subcarrierSpacingHz", requirePositive),
  numSubcarriers: each("numSubcarriers", count),
  symbolDurationS: each("symbolDurationS", requirePositive),
  transmitPowerDbm: each("transmitPowerDbm", requireFinite),
  radarCrossSectionM2: each("radarCrossSectionM2", requirePositive),
  noiseFigureDb: each("noiseFigureDb", requireFinite),
  detectionThreshold: each("detectionThreshold", requireNonNegative),
  sectorMarginBeams: each("sectorMarginBeams", requirePositive),
  maxRangeM: each("maxRangeM", requirePositive),
  sigmaInflation: each("sigmaInflation", requirePositive),
  minRangeSigmaM: each("minRangeSigmaM", requireNonNegative),
  minCosineSigma: each("minCosineSigma", requireNonNegative),
};

/**
 * Throws unless every constant of the scenario is what it must be.
 *
 * @param action what cannot be done: "sample an episode"
 * @param scenario the setting as given
 */
export function requireTrackingScenario(
  action: string,
  scenario: TrackingScenario,
): void {
  requireObject(action, { scenario });
  for (const check of Object.values(CHECKS)) check(action, scenario);
}

/** The most targets that the stations can cover, M N_RF (paper B, Sec. 2.1). */
export function maxTargets(scenario: TrackingScenario): number {
  return scenario.baseStations.length * scenario.numChains;
}

// An array along x cannot tell y from its mirror image. With every station on
// a long edge or beyond it, all mirror images of the area lie outside it.
function requireStations(
  action: string,
  { baseStations, areaWidthM }: TrackingScenario,
): void {
  requireArray(action, { baseStations });
  const numStations = baseStations.length;
  requireInteger(
    action,
    { "the number of stations": numStations },
    1,
    MAX_COUNT,
  );
  for (const station of baseStations) {
    requirePosition(action, "each base station", station);
    if (station.yM > 0 && station.yM < areaWidthM) {
      const rule = `at most 0 or at least ${areaWidthM}`;
      throw rangeError(action, "yM of each base station", rule, station.yM);
    }
  }
}
