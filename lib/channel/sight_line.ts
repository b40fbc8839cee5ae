/**
 * Where a base station sees a target, and how fast it recedes (paper B,
 * Sec. 2.1).
 *
 * @module
 */

import {
  kindError,
  requireFinite,
  requireObject,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import {
  broadsideSine,
  distanceM,
  type Position,
  requirePosition,
} from "./geometry.ts";

/** Where a base station's array along the x axis sees a target. */
export interface SightLine {
  /** The distance d [m]. */
  readonly rangeM: number;
  /** u = cos(theta), with theta from the array's axis, in [-1, 1]. */
  readonly angleCosine: number;
  /** How fast the distance grows [m/s]. */
  readonly radialSpeedMps: number;
}

/**
 * The line of sight from a base station whose array lies along the x axis to a
 * target that moves: cos(theta) = (x - x_0) / d. A target and its mirror image
 * in the array's axis have the same.
 *
 * @param station where the base station stands
 * @param target where the target is
 * @param velocity its velocity [m/s], in the axes of the places
 * @throws {RangeError} where the places coincide or a value is not finite
 * @throws {TypeError} where a place or the velocity is not an object
 */
export function sightLine(
  station: Position,
  target: Position,
  velocity: { readonly xMps: number; readonly yMps: number },
): SightLine {
  const action = "see a target";
  requirePosition(action, "station", station);
  requirePosition(action, "target", target);
  requireObject(action, { velocity });
  const { xMps, yMps } = velocity;
  requireFinite(action, { xMps, yMps });
  const angleCosine = broadsideSine(station, target);
  const rangeM = distanceM(station, target);
  const angleSine = (target.yM - station.yM) / rangeM;
  const radialSpeedMps = angleCosine * xMps + angleSine * yMps;
  requireFinite(action, { "the radial speed": radialSpeedMps });
  return { rangeM, angleCosine, radialSpeedMps };
}

/** Throws unless the value is a line of sight that echoes can come along. */
export function requireSightLine(action: string, line: SightLine): void {
  if (typeof line !== "object" || line === null) {
    throw kindError(action, "each target", "an object", line);
  }
  const { rangeM, angleCosine, radialSpeedMps } = line;
  requirePositive(action, { rangeM });
  requireWithin(action, { angleCosine }, -1, 1);
  requireFinite(action, { radialSpeedMps });
}
