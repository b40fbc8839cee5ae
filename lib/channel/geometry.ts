/**
 * Places in the plane, and what an array along the x axis sees of them.
 *
 * @module
 */

import { rangeError, requireFinite } from "../core/check.ts";

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
 * @throws {RangeError} where a coordinate is not a finite number
 */
export function distanceM(from: Position, to: Position): number {
  const separationM = Math.hypot(to.xM - from.xM, to.yM - from.yM);
  requireFinite("compute a distance", { "the separation": separationM });
  return separationM;
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
