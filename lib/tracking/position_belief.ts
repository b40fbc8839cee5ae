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
  const count = countMirrorings(yM, areaWidthM);
  if (count === 0) return yM;
  // Two mirrorings shift by twice the width; what is left is at most one.
  const shiftM = 2 * areaWidthM * Math.floor(count / 2);
  const shiftedM = yM < 0 ? yM + shiftM : yM - shiftM;
  const mirroredM = yM < 0 ? -shiftedM : 2 * areaWidthM - shiftedM;
  const foldedM = count % 2 === 1 ? mirroredM : shiftedM;
  return Math.max(0, Math.min(areaWidthM, foldedM));
}

/**
 * Whether folding mirrors y an odd number of times, which changes the sign of
 * all that points along y.
 */
export function isMirrored(yM: number, areaWidthM: number): boolean {
  return countMirrorings(yM, areaWidthM) % 2 === 1;
}

function countMirrorings(yM: number, areaWidthM: number): number {
  if (yM >= 0 && yM <= areaWidthM) return 0;
  const widths = yM < 0 ? -yM / areaWidthM : yM / areaWidthM - 1;
  return Math.max(1, Math.ceil(widths));
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
