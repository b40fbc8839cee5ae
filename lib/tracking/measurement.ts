/**
 * What a base station measures of a target, the range d and the cosine
 * u = cos(theta) of its angle from the array, and what that says of x and y.
 *
 * The paper has the angle itself (Sec. 2.2). An array senses its cosine, whose
 * error stays Gaussian where the angle's does not: along the array. And it
 * cannot tell a place from its mirror image across its own line; every mirror
 * image of the area lies outside it, as `requireTrackingScenario` sees to.
 *
 * @module
 */

import {
  requireFinite,
  requireInteger,
  requirePositive,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import type { Position } from "../channel/geometry.ts";
import type { TrackingScenario } from "./scenario.ts";

/**
 * A place nearer to a station than this is taken to be this far, so that no
 * derivative is infinite where a lost track runs over a station [m].
 */
export const MIN_RANGE_M = 0.1;

/** The deviations of a measurement; its two errors are independent. */
export interface MeasurementNoise {
  /** The deviation of the range [m]. */
  readonly rangeSigmaM: number;
  /** The deviation of the cosine. */
  readonly cosineSigma: number;
}

/** What a station measured of a target in a block. */
export interface StationMeasurement extends MeasurementNoise {
  /** Which station, an index of the scenario's `baseStations`. */
  readonly station: number;
  /** The range d [m]. */
  readonly rangeM: number;
  /** The cosine u; noise may take it beyond -1 and 1. */
  readonly cosine: number;
}

/** A symmetric 2 x 2 matrix about x and y. */
export interface PlaneMatrix {
  /** The entry of x and x. */
  readonly xx: number;
  /** The entry of x and y. */
  readonly xy: number;
  /** The entry of y and y. */
  readonly yy: number;
}

/** The range from a station to a place, at least `MIN_RANGE_M` [m]. */
export function rangeTo(station: Position, place: Position): number {
  const eastM = place.xM - station.xM;
  const northM = place.yM - station.yM;
  // Ten times as fast as Math.hypot, whose care these lengths do not need.
  return Math.max(Math.sqrt(eastM * eastM + northM * northM), MIN_RANGE_M);
}

/**
 * What a station measures of a target, with Gaussian errors.
 *
 * @param scenario the setting
 * @param station which station, an index of `baseStations`
 * @param target where the target is
 * @param noise the errors' deviations, which the measurement then states
 * @param rng the stream of the errors: two normal draws
 * @throws {RangeError} where the station is none of the scenario
 */
export function sampleMeasurement(
  scenario: TrackingScenario,
  station: number,
  target: Position,
  { rangeSigmaM, cosineSigma }: MeasurementNoise,
  rng: RandomStream,
): StationMeasurement {
  requireStation("sample a measurement", scenario, station);
  const from = scenario.baseStations[station];
  const rangeM = rangeTo(from, target);
  return {
    station,
    rangeM: rangeM + rangeSigmaM * rng.gaussian(),
    cosine: (target.xM - from.xM) / rangeM + cosineSigma * rng.gaussian(),
    rangeSigmaM,
    cosineSigma,
  };
}

/**
 * The derivatives of range and cosine with respect to x and y:
 * dd = (dx, dy)/d, du = (dy^2, -dx dy)/d^3.
 *
 * @param out where they are written: those of d, then those of u, shape [2, 2]
 * @param station where the station stands
 * @param place where the derivatives are taken
 */
export function measurementJacobianInto(
  out: Float64Array,
  station: Position,
  place: Position,
): void {
  const rangeM = rangeTo(station, place);
  const east = (place.xM - station.xM) / rangeM;
  const north = (place.yM - station.yM) / rangeM;
  out[0] = east;
  out[1] = north;
  out[2] = north * north / rangeM;
  out[3] = -east * north / rangeM;
}

/**
 * The Fisher information of a measurement about x and y, J^T R^-1 J [1/m^2]. It
 * adds up over stations.
 *
 * @param station where the station stands
 * @param target where the target is
 * @param noise the measurement's deviations
 */
export function positionInformation(
  station: Position,
  target: Position,
  { rangeSigmaM, cosineSigma }: MeasurementNoise,
): PlaneMatrix {
  const rangeM = rangeTo(station, target);
  const east = (target.xM - station.xM) / rangeM;
  const north = (target.yM - station.yM) / rangeM;
  const along = 1 / (rangeSigmaM * rangeSigmaM);
  const across = (north / (rangeM * cosineSigma)) ** 2;
  return {
    xx: east * east * along + north * north * across,
    xy: east * north * (along - across),
    yy: north * north * along + east * east * across,
  };
}

/**
 * The place that a measurement names: x = p_x + d u, y = p_y +- d sqrt(1 - u^2),
 * on the side of the station's line on which the area lies. A cosine beyond -1
 * or 1 is taken as that.
 */
export function measuredPosition(
  scenario: TrackingScenario,
  { station, rangeM, cosine }: StationMeasurement,
): Position {
  const from = scenario.baseStations[station];
  const clipped = Math.max(-1, Math.min(1, cosine));
  const northM = rangeM * Math.sqrt(1 - clipped * clipped);
  return {
    xM: from.xM + rangeM * clipped,
    yM: from.yM <= 0 ? from.yM + northM : from.yM - northM,
  };
}

/**
 * The covariance of `measuredPosition`, to first order in the errors [m^2].
 * Along the array the first order ends, as y turns there: the sine is taken to
 * be at least sqrt(sigma_u), about what it is uncertain by.
 */
export function measuredCovariance(
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): PlaneMatrix {
  const { rangeM, cosine, rangeSigmaM, cosineSigma } = measurement;
  const east = Math.max(-1, Math.min(1, cosine));
  const sine = Math.sqrt(Math.max(1 - east * east, cosineSigma));
  const isBelow = scenario.baseStations[measurement.station].yM <= 0;
  const north = isBelow ? sine : -sine;
  const along = rangeSigmaM * rangeSigmaM;
  const across = (rangeM * cosineSigma / north) ** 2;
  return {
    xx: east * east * along + north * north * across,
    xy: east * north * (along - across),
    yy: north * north * along + east * east * across,
  };
}

/** Throws unless the measurement is finite and of one of the stations. */
export function requireMeasurement(
  action: string,
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): void {
  const { station, rangeM, cosine, rangeSigmaM, cosineSigma } = measurement;
  if (
    scenario.baseStations[station] !== undefined &&
    Number.isFinite(rangeM + cosine) && rangeSigmaM > 0 && cosineSigma > 0 &&
    rangeSigmaM + cosineSigma < Infinity
  ) return;
  requireStation(action, scenario, station);
  requireFinite(action, { rangeM, cosine });
  requirePositive(action, { rangeSigmaM, cosineSigma });
}

/** Throws unless the number is the index of a station. */
export function requireStation(
  action: string,
  { baseStations }: TrackingScenario,
  station: number,
): void {
  requireInteger(action, { station }, 0, baseStations.length - 1);
}
