/**
 * A base station of paper B as a radar: the scenario's constants in the form in
 * which echoes and their estimation take theirs.
 *
 * @module
 */

import { createOfdmRadar, type OfdmRadar } from "../channel/ofdm_radar.ts";
import type { SearchArea } from "../estimation/measurement.ts";
import type { SurrogateSettings } from "../estimation/measurement_surrogate.ts";
import type { TrackingScenario } from "./scenario.ts";

/**
 * The radar of each of a scenario's base stations.
 *
 * @throws {RangeError} where a constant breaks its rule
 */
export function createStationRadar(scenario: TrackingScenario): OfdmRadar {
  return createOfdmRadar({
    ...scenario,
    numTransmitAntennas: scenario.numAntennas,
    numReceiveAntennas: scenario.numAntennas,
  });
}

/** Where a base station looks for a target. */
export function searchAreaOf(
  { maxRangeM, sectorMarginBeams }: TrackingScenario,
): SearchArea {
  return { maxRangeM, sectorMarginBeams };
}

/** What the closed form of a measurement takes of a scenario. */
export function surrogateSettingsOf(
  scenario: TrackingScenario,
): SurrogateSettings {
  return {
    detectionThreshold: scenario.detectionThreshold,
    sectorMarginBeams: scenario.sectorMarginBeams,
    boundInflation: scenario.sigmaInflation,
    rangeFloorM: scenario.minRangeSigmaM,
    cosineFloor: scenario.minCosineSigma,
  };
}
