/**
 * What each base station would tell of each target in the coming block, as far
 * as the tracks can know: how good a measurement would be where the target is
 * predicted, with the beams that would be picked for it, and how likely it is
 * that there will be one.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";
import {
  type BeamPair,
  nearestBeamPairs,
  tiedBeamPairs,
} from "../channel/beam_pair.ts";
import type { Position } from "../channel/geometry.ts";
import type { OfdmRadar } from "../channel/ofdm_radar.ts";
import {
  measurementQuality,
  type SurrogateSettings,
} from "../estimation/measurement_surrogate.ts";
import { positionInformation, rangeTo } from "./measurement.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackingScenario } from "./scenario.ts";
import { createStationRadar, surrogateSettingsOf } from "./station_radar.ts";

/**
 * Picks the beam pairs with which a station looks for a target.
 *
 * @param station an index of the scenario's `baseStations`
 * @param place where the target is predicted
 */
export type BeamPicker = (
  station: number,
  place: PositionBelief,
) => readonly BeamPair[];

/** A scenario with the radar of its stations. */
export interface TrackingNetwork {
  /** The setting. */
  readonly scenario: TrackingScenario;
  /** The radar of each station. */
  readonly radar: OfdmRadar;
  /** The constants of the closed form of a measurement. */
  readonly surrogate: SurrogateSettings;
  /** How the beams of a link are picked. */
  readonly pickBeams: BeamPicker;
}

/**
 * A scenario's stations with their radar.
 *
 * @param scenario the setting
 * @param beams picks the beams of a link: the nearest, unless given
 * @throws {RangeError} where a constant breaks its rule
 */
export function createTrackingNetwork(
  scenario: TrackingScenario,
  beams: BeamPicker = nearestBeams(scenario),
): TrackingNetwork {
  return {
    scenario,
    radar: createStationRadar(scenario),
    surrogate: surrogateSettingsOf(scenario),
    pickBeams: beams,
  };
}

/** A number for each link, row by row: [numTargets, numBaseStations] each. */
export interface LinkTable {
  /** M. */
  readonly numBaseStations: number;
  /** I. */
  readonly numTargets: number;
  /** From the station to the predicted place [m]. */
  readonly rangesM: Float64Array;
  /** The probability of detection there. */
  readonly detectionProbabilities: Float64Array;
  /** The information J about x and x, times that probability [1/m^2]. */
  readonly xx: Float64Array;
  /** The same about x and y [1/m^2]. */
  readonly xy: Float64Array;
  /** The same about y and y [1/m^2]. */
  readonly yy: Float64Array;
}

/** Room for the links of a scenario's stations to so many targets. */
export function openLinkTable(
  { baseStations }: TrackingScenario,
  numTargets: number,
): LinkTable {
  const numBaseStations = baseStations.length;
  const numbers = () => new Float64Array(numTargets * numBaseStations);
  return {
    numBaseStations,
    numTargets,
    rangesM: numbers(),
    detectionProbabilities: numbers(),
    xx: numbers(),
    xy: numbers(),
    yy: numbers(),
  };
}

/**
 * Rates every link by where the targets are believed to be.
 *
 * A target is never nearer to a station than the scenario's clearance; a belief
 * that is, is rated as if at the clearance.
 *
 * @param out where it is written
 * @param network the stations
 * @param beliefs of each target, shape [I]
 * @throws {RangeError} where a belief is not finite
 */
export function rateLinksInto(
  out: LinkTable,
  network: TrackingNetwork,
  beliefs: readonly PositionBelief[],
): void {
  const { scenario, radar, surrogate } = network;
  const { baseStations, stationClearanceM, radarCrossSectionM2 } = scenario;
  const { numBaseStations, numTargets } = out;
  for (let target = 0; target < numTargets; target++) {
    const place = beliefs[target];
    if (!Number.isFinite(place.xM + place.yM)) {
      const name = "each belief's place";
      throw rangeError(
        "rate links",
        name,
        "finite",
        `${place.xM}, ${place.yM}`,
      );
    }
    for (let station = 0; station < numBaseStations; station++) {
      const from = baseStations[station];
      const rangeM = rangeTo(from, place);
      const angleCosine = (place.xM - from.xM) / rangeM;
      const quality = measurementQuality(
        radar,
        network.pickBeams(station, place),
        {
          rangeM: Math.max(rangeM, stationClearanceM),
          angleCosine,
          crossSectionM2: radarCrossSectionM2,
        },
        surrogate,
      );
      const probability = quality.detectionProbability;
      const { xx, xy, yy } = positionInformation(from, place, quality);
      const at = target * numBaseStations + station;
      out.rangesM[at] = rangeM;
      out.detectionProbabilities[at] = probability;
      out.xx[at] = probability * xx;
      out.xy[at] = probability * xy;
      out.yy[at] = probability * yy;
    }
  }
}

/** Picks the beams that are nearest to where the target is predicted. */
export function nearestBeams(scenario: TrackingScenario): BeamPicker {
  return (station, place) =>
    pickBeams(scenario, cosineAt(scenario.baseStations[station], place));
}

/** The cosine of the direction from a station to a place. */
export function cosineAt(from: Position, place: Position): number {
  return (place.xM - from.xM) / rangeTo(from, place);
}

/** The beam pairs for a target that is predicted at a cosine: the nearest. */
export function pickBeams(
  { numBeams, beamsPerSide, beamPairing }: TrackingScenario,
  angleCosine: number,
): BeamPair[] {
  return beamPairing === "tied"
    ? tiedBeamPairs(angleCosine, numBeams, beamsPerSide ** 2)
    : nearestBeamPairs(angleCosine, numBeams, beamsPerSide);
}
