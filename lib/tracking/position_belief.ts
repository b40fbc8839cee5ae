/**
 * What is believed of a target's place: a mean and a covariance. A belief
 * across a long edge of the area stands for its mirror image inside: a station
 * on that edge measures the same of both, and a target is never outside.
 *
 * @module
 */

import type { Position } from "../channel/geometry.ts";

/** A Gaussian belief of where a target is: the mean and the covariance. */
export interface PositionBelief extends Position {
  /** The variance of x [m^2]. */
  readonly varianceXM2: number;
  /** The covariance of x and y [m^2]. */
  readonly covarianceXYM2: number;
  /** The variance of y [m^2]. */
  readonly varianceYM2: number;
}

/**
 * The coordinate y, mirrored at 0 and at the area's width as often as it takes
 * to be between them.
 *
 * @param yM the coordinate [m]
 * @param areaWidthM the area's width [m]
 */
export function foldedY(yM: number, areaWidthM: number): number {
  if (yM >= 0 && yM <= areaWidthM) return yM;
  const foldedM = yM - 2 * areaWidthM * Math.floor(yM / (2 * areaWidthM));
  // A y just below 0 may round to itself, or to the whole period.
  return Math.max(0, Math.min(foldedM, 2 * areaWidthM - foldedM));
}

/**
 * Whether folding mirrors y an odd number of times, which changes the sign of
 * all that points along y.
 */
export function isMirrored(yM: number, areaWidthM: number): boolean {
  if (yM >= 0 && yM <= areaWidthM) return false;
  return Math.abs(Math.floor(yM / areaWidthM)) % 2 === 1;
}

/**
 * The belief folded back into the area: its mean by mirroring, its covariance
 * with it, which changes the sign of that of x and y.
 */
export function foldBelief(
  belief: PositionBelief,
  areaWidthM: number,
): PositionBelief {
  const { yM, covarianceXYM2 } = belief;
  if (yM >= 0 && yM <= areaWidthM) return belief;
  return {
    ...belief,
    yM: foldedY(yM, areaWidthM),
    covarianceXYM2: isMirrored(yM, areaWidthM)
      ? -covarianceXYM2
      : covarianceXYM2,
  };
}
