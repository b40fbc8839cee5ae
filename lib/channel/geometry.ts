/**
 * Places in the plane, and what an array along the x axis sees of them.
 *
 * @module
 */

import { rangeError, requireFinite, requireObject } from "../core/check.ts";

/** A place in the plane. */
export interface Position {
  /** East [m]. */
  readonly xM: number;
  /** North [m]. */
  readonly yM: number;
}

/**
 * The Euclidean distance between two places [m].
 *
 * @throws {RangeError} where a coordinate or the distance is not finite
 * @throws {TypeError} where a place is not an object
 */
export function distanceM(from: Position, to: Position): number {
  const action = "compute a distance";
  requirePosition(action, "from", from);
  requirePosition(action, "to", to);
  const separationM = Math.hypot(to.xM - from.xM, to.yM - from.yM);
  requireFinite(action, { "the separation": separationM });
  return separationM;
}

/** Throws unless the value is a place with two finite coordinates. */
export function requirePosition(
  action: string,
  name: string,
  position: Position,
): void {
  if (Number.isFinite(position?.xM) && Number.isFinite(position?.yM)) return;
  requireObject(action, { [name]: position });
  requireFinite(action, {
    [`xM of ${name}`]: position.xM,
    [`yM of ${name}`]: position.yM,
  });
}

/**
 * The sine of the angle from broadside at which an array along the x axis
 * sees a place: sin(phi) = (x - x_0) / d.
 *
 * @param array where the array stands
 * @param target the place that it sees
 * @returns sin(phi), in [-1, 1]
 * @throws {RangeError} where the two places coincide
 */
export function broadsideSine(array: Position, target: Position): number {
  const rangeM = distanceM(array, target);
  if (!(rangeM > 0)) {
    throw rangeError(
      "compute an angle",
      "the distance",
      "positive and finite",
      rangeM,
    );
  }
  return (target.xM - array.xM) / rangeM;
}
