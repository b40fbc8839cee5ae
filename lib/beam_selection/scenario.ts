/**
 * The constants of paper A, each with the place it comes from: the setting of
 * the cell-free network (Sec. II and V-A) and, where the paper is silent, our
 * choice and its reason.
 *
 * @module
 */

import { requireObject, requirePositive } from "../core/check.ts";
import {
  changeConstants,
  type ConstantRow,
  type ConstantSource,
  tabulateConstants,
} from "../core/constant_table.ts";
import { decibelToLinear } from "../core/decibel.ts";
import { createCodebook } from "../channel/codebook.ts";
import { noisePowerDbm } from "../channel/noise.ts";
import type { ComplexArray } from "../core/complex_array.ts";
import { type BeamScenario, requireScenario } from "./scenario_domain.ts";

export type { ConstantRow, ConstantSource } from "../core/constant_table.ts";
export type { BeamScenario } from "./scenario_domain.ts";

/** Paper A's setting. `BEAM_SCENARIO_SOURCES` says where each value is from. */
export const BEAM_SCENARIO: BeamScenario = {
  numAntennas: 64,
  numBeams: 64,
  codebook: "dft",
  transmitter: { xM: 250, yM: 250 },
  receivers: [
    { xM: 100, yM: 100 },
    { xM: 100, yM: 400 },
    { xM: 400, yM: 100 },
    { xM: 400, yM: 400 },
  ],
  areaMinM: 50,
  areaMaxM: 450,
  pathLoss: { gainAtOneMetreDb: -34.5, exponent: 3.7 },
  radarCrossSectionVariance: 1,
  bandwidthHz: 20e6,
  noiseFigureDb: 9,
  processingGain: 1,
  transmitPowerDbm: 20,
  falseAlarmProbability: 1e-3,
  requiredDetectionProbability: 0.9,
  minSpeedMps: 0,
  maxSpeedMps: 5,
  blockDurationS: 0.1,
  blocksPerHeading: 10,
};

/** Where each constant of `BEAM_SCENARIO` comes from. */
export const BEAM_SCENARIO_SOURCES: Readonly<
  Record<keyof BeamScenario, ConstantSource>
> = {
  numAntennas: {
    symbol: "M",
    meaning: "antennas of each access point",
    unit: "",
    source: "Sec. V-A",
  },
  numBeams: {
    symbol: "|W|",
    meaning: "beams of the codebook",
    unit: "",
    source: "Sec. V-A",
  },
  codebook: {
    symbol: "W",
    meaning: "how the beams are laid",
    unit: "",
    source:
      "Sec. II-C says DFT; Sec. V-A says even in azimuth. DFT: our choice",
  },
  transmitter: {
    symbol: "",
    meaning: "place of the transmitter",
    unit: "m",
    source: "Sec. V-A",
  },
  receivers: {
    symbol: "",
    meaning: "places of the N = 4 receivers",
    unit: "m",
    source: "Sec. V-A",
  },
  areaMinM: {
    symbol: "",
    meaning: "lower edge of the area, both axes",
    unit: "m",
    source:
      "Sec. V-A gives 400 m x 400 m; centred on the transmitter: our choice",
  },
  areaMaxM: {
    symbol: "",
    meaning: "upper edge of the area, both axes",
    unit: "m",
    source: "as the lower edge",
  },
  pathLoss: {
    symbol: "beta",
    meaning: "gain at 1 m [dB] and path-loss exponent",
    unit: "dB",
    source:
      "Sec. V-A; taken once over d_0 + d_n, as Sec. II-A has one beta_n a path",
  },
  radarCrossSectionVariance: {
    symbol: "sigma_alpha^2",
    meaning: "variance of the radar cross section",
    unit: "",
    source: "not given; 1 is our choice",
  },
  bandwidthHz: {
    symbol: "B",
    meaning: "bandwidth",
    unit: "Hz",
    source: "Sec. V-A",
  },
  noiseFigureDb: {
    symbol: "n_f",
    meaning: "noise figure",
    unit: "dB",
    source: "Sec. V-A",
  },
  processingGain: {
    symbol: "",
    meaning: "gain of the matched filter over the noise",
    unit: "",
    source: "eqs. (5) to (7) keep sigma^2, which is a gain of 1; B T_s is 2e6",
  },
  transmitPowerDbm: {
    symbol: "TP",
    meaning: "transmit power",
    unit: "dBm",
    source: "Sec. V-A",
  },
  falseAlarmProbability: {
    symbol: "P_FA",
    meaning: "false-alarm probability",
    unit: "",
    source: "Sec. V-A",
  },
  requiredDetectionProbability: {
    symbol: "zeta",
    meaning: "detection probability that ends an episode",
    unit: "",
    source: "Sec. V-A",
  },
  minSpeedMps: {
    symbol: "v",
    meaning: "lowest speed of the target; speeds are uniform",
    unit: "m/s",
    source: "Sec. V-A",
  },
  maxSpeedMps: {
    symbol: "v",
    meaning: "highest speed of the target",
    unit: "m/s",
    source: "Sec. V-A",
  },
  blockDurationS: {
    symbol: "T_s",
    meaning: "duration of a block: one beam a block",
    unit: "s",
    source: "not given; our choice",
  },
  blocksPerHeading: {
    symbol: "",
    meaning: "blocks between changes of heading",
    unit: "",
    source: "not given; our choice",
  },
};

/**
 * The constants of a scenario as a table: name, value, unit and source.
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function tabulateScenario(scenario: BeamScenario): ConstantRow[] {
  requireScenario("tabulate the scenario", scenario);
  return tabulateConstants(scenario, BEAM_SCENARIO_SOURCES);
}

/**
 * Paper A's setting with some constants changed.
 *
 * @throws {RangeError} where a name is not a constant of the setting, or a
 *   constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function beamScenario(
  changes: Partial<BeamScenario> = {},
): BeamScenario {
  const action = "change the scenario";
  const scenario = changeConstants(action, BEAM_SCENARIO, changes);
  requireScenario(action, scenario);
  return scenario;
}

/**
 * The noise power sigma^2 of an antenna after the matched filter [mW]. The
 * paper leaves it where it was before the filter, which is a processing gain
 * of 1 and the default here.
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function noisePowerMw(scenario: BeamScenario): number {
  const action = "compute the noise power";
  requireObject(action, { scenario });
  const { bandwidthHz, noiseFigureDb, processingGain } = scenario;
  requirePositive(action, { processingGain });
  const powerMw = decibelToLinear(noisePowerDbm(bandwidthHz, noiseFigureDb)) /
    processingGain;
  requirePositive(action, { "the noise power": powerMw });
  return powerMw;
}

/**
 * The scenario's codebook as unit-norm vectors, each of shape [M].
 *
 * @throws {RangeError} where a constant breaks its rule
 * @throws {TypeError} where a constant is of the wrong kind
 */
export function scenarioCodebook(scenario: BeamScenario): ComplexArray[] {
  requireScenario("create the scenario's codebook", scenario);
  return createCodebook(
    scenario.codebook,
    scenario.numAntennas,
    scenario.numBeams,
  );
}
