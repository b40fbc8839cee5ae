/**
 * The constants of paper B, each with the place it comes from: the cooperative
 * network of Sec. 4 and, where the paper is silent, our choice and its reason.
 *
 * The paper gives no carrier, bandwidth, power, cross section or noise. Power
 * and subcarriers here were picked so that exact association with a good
 * filter comes near the printed errors of its Table 1. That is a calibration:
 * that the errors then agree confirms nothing.
 *
 * @module
 */

import {
  changeConstants,
  type ConstantRow,
  type ConstantSource,
  tabulateConstants,
} from "../core/constant_table.ts";
import {
  requireTrackingScenario,
  type TrackingScenario,
} from "./scenario_domain.ts";

export {
  BEAM_PAIRINGS,
  type BeamPairing,
  type TrackingScenario,
} from "./scenario_domain.ts";

/** Paper B's setting. `TRACKING_SCENARIO_SOURCES` says where each is from. */
export const TRACKING_SCENARIO: TrackingScenario = {
  baseStations: [
    { xM: 0, yM: 0 },
    { xM: 150, yM: 0 },
    { xM: 300, yM: 0 },
    { xM: 0, yM: 100 },
    { xM: 150, yM: 100 },
    { xM: 300, yM: 100 },
  ],
  areaLengthM: 300,
  areaWidthM: 100,
  numAntennas: 32,
  numChains: 2,
  numBeams: 32,
  beamsPerSide: 2,
  beamPairing: "crossed",
  targetCounts: [4, 6, 8],
  numBlocks: 100,
  blockDurationS: 0.1,
  speedMps: 10,
  maxTurnDeg: 15,
  edgeMarginM: 5,
  stationClearanceM: 10,
  initialPositionSigmaM: 0.5,
  initialHeadingSigmaDeg: 15,
  carrierFrequencyHz: 28e9,
  subcarrierSpacingHz: 120e3,
  numSubcarriers: 132,
  symbolDurationS: 8.92e-6,
  transmitPowerDbm: 24,
  radarCrossSectionM2: 1,
  noiseFigureDb: 7,
  detectionThreshold: 20,
  sectorMarginBeams: 0.75,
  maxRangeM: 330,
  sigmaInflation: 1.05,
  minRangeSigmaM: 0.03,
  minCosineSigma: 0.0017,
};

/** Where each constant of `TRACKING_SCENARIO` comes from. */
export const TRACKING_SCENARIO_SOURCES: Readonly<
  Record<keyof TrackingScenario, ConstantSource>
> = {
  baseStations: {
    symbol: "p_m",
    meaning: "places of the M = 6 base stations, arrays along x",
    unit: "m",
    source: "Sec. 4",
  },
  areaLengthM: {
    symbol: "",
    meaning: "extent of the area along x, from 0",
    unit: "m",
    source: "Sec. 4 gives 300 m x 100 m; from 0, as the stations' places say",
  },
  areaWidthM: {
    symbol: "",
    meaning: "extent of the area along y, from 0",
    unit: "m",
    source: "as the extent along x",
  },
  numAntennas: {
    symbol: "N_T = N_R",
    meaning: "antennas of each of a station's two arrays",
    unit: "",
    source: "Sec. 4",
  },
  numChains: {
    symbol: "N^RF",
    meaning: "radio-frequency chains: targets a station",
    unit: "",
    source: "Sec. 4",
  },
  numBeams: {
    symbol: "M_T = M_R",
    meaning: "beams of each codebook, at the cosines -1 + (2b - 1)/32",
    unit: "",
    source: "Sec. 4; it says DFT, where they point, even about broadside, is " +
      "our choice (`beamCosine`)",
  },
  beamsPerSide: {
    symbol: "sqrt(K)",
    meaning: "beams a target gets on each side; K pairs, a symbol each",
    unit: "",
    source: "K not given; 2 x 2 is our choice",
  },
  beamPairing: {
    symbol: "",
    meaning: "each transmit beam with each receive beam, or with its own",
    unit: "",
    source: "eq. (12) does not say; crossed is our choice: tied pairs lose " +
      "the angle at a beam's centre",
  },
  targetCounts: {
    symbol: "I",
    meaning: "numbers of targets",
    unit: "",
    source: "Sec. 4, Table 1",
  },
  numBlocks: {
    symbol: "Q",
    meaning: "blocks an episode",
    unit: "",
    source: "Sec. 4",
  },
  blockDurationS: {
    symbol: "Delta T",
    meaning: "duration of a block",
    unit: "s",
    source: "Sec. 4",
  },
  speedMps: {
    symbol: "v",
    meaning: "speed of every target",
    unit: "m/s",
    source: "Sec. 4",
  },
  maxTurnDeg: {
    symbol: "Delta beta",
    meaning: "a block's turn is uniform between minus this and this",
    unit: "degrees",
    source: "Sec. 4",
  },
  edgeMarginM: {
    symbol: "",
    meaning: "paths that come nearer to the edge are drawn again",
    unit: "m",
    source: "what happens at the edge is not given; our choice",
  },
  stationClearanceM: {
    symbol: "",
    meaning: "paths that come nearer to a station are drawn again",
    unit: "m",
    source: "not given; our choice; the far field begins at 5 m",
  },
  initialPositionSigmaM: {
    symbol: "",
    meaning: "deviation of a track's first position, each axis",
    unit: "m",
    source: "how tracks begin is not given; our choice",
  },
  initialHeadingSigmaDeg: {
    symbol: "",
    meaning: "deviation of a track's first heading",
    unit: "degrees",
    source: "as the first position; from 45 on, tracks are lost at the start",
  },
  carrierFrequencyHz: {
    symbol: "c / lambda",
    meaning: "carrier frequency",
    unit: "Hz",
    source: "not given beyond millimetre waves; 28 GHz is our choice",
  },
  subcarrierSpacingHz: {
    symbol: "Delta f",
    meaning: "subcarrier spacing",
    unit: "Hz",
    source: "not given; 120 kHz is usual at 28 GHz: our choice",
  },
  numSubcarriers: {
    symbol: "|L_m,q|",
    meaning: "subcarriers a station, contiguous",
    unit: "",
    source:
      "not given; 100 MHz of 66 resource blocks split six ways: our choice",
  },
  symbolDurationS: {
    symbol: "T_0",
    meaning: "duration of a symbol with its prefix",
    unit: "s",
    source: "not given; follows from the spacing with a normal prefix",
  },
  transmitPowerDbm: {
    symbol: "P",
    meaning: "power of a station, shared by its chains",
    unit: "dBm",
    source: "not given; calibrated on Table 1",
  },
  radarCrossSectionM2: {
    symbol: "in alpha",
    meaning: "radar cross section, of random phase",
    unit: "m^2",
    source: "not given; 1 m^2 with the power's calibration",
  },
  noiseFigureDb: {
    symbol: "in sigma^2",
    meaning: "noise figure",
    unit: "dB",
    source: "not given; 7 dB is our choice",
  },
  detectionThreshold: {
    symbol: "",
    meaning: "a target is detected above |sqrt(S) + n|^2 of this",
    unit: "",
    source: "not given; our choice: 3e-6 false alarms a search",
  },
  sectorMarginBeams: {
    symbol: "",
    meaning: "farther than this beyond its outermost beams a target is missed",
    unit: "beam spacings",
    source: "our choice: to within the main lobes' ends",
  },
  maxRangeM: {
    symbol: "",
    meaning: "largest range at which a target is looked for",
    unit: "m",
    source: "our choice: beyond the diagonal of the area",
  },
  sigmaInflation: {
    symbol: "",
    meaning: "deviation of an estimate over its Cramer-Rao bound",
    unit: "",
    source: "our choice: what maximum likelihood has beyond the bound",
  },
  minRangeSigmaM: {
    symbol: "",
    meaning: "least deviation of a range",
    unit: "m",
    source: "our choice, for what the model leaves out",
  },
  minCosineSigma: {
    symbol: "",
    meaning: "least deviation of a cosine",
    unit: "",
    source: "our choice: twice the largest shift by an unmodelled Doppler",
  },
};

/**
 * The constants of a scenario as a table: name, value, unit and source.
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function tabulateTrackingScenario(
  scenario: TrackingScenario,
): ConstantRow[] {
  requireTrackingScenario("tabulate the scenario", scenario);
  return tabulateConstants(scenario, TRACKING_SCENARIO_SOURCES);
}

/**
 * Paper B's setting with some constants changed.
 *
 * @throws {RangeError} where a name is not a constant of the setting, or a
 *   constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function trackingScenario(
  changes: Partial<TrackingScenario> = {},
): TrackingScenario {
  const action = "change the scenario";
  const scenario = changeConstants(action, TRACKING_SCENARIO, changes);
  requireTrackingScenario(action, scenario);
  return scenario;
}
