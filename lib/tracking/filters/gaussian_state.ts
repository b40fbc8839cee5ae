/**
 * The state of a Kalman filter, whose first two components are x and y, and the
 * one step by which it takes in a measurement.
 *
 * @module
 */

import { mirrorUpperTriangleInto } from "../../core/small_matrix.ts";
import {
  foldedY,
  isMirrored,
  type PositionBelief,
} from "../position_belief.ts";

/** A Gaussian belief of n components: x and y [m], then others. */
export interface GaussianState {
  /** How many components there are, n. */
  readonly size: number;
  /** The mean, shape [n]. */
  readonly mean: Float64Array;
  /** The covariance, shape [n, n]. */
  readonly covariance: Float64Array;
  /** Room for a gain, and for a product with the covariance, [n] each. */
  readonly scratch: Float64Array;
}

/** A state of n components, all zero. */
export function openGaussianState(size: number): GaussianState {
  return {
    size,
    mean: new Float64Array(size),
    covariance: new Float64Array(size * size),
    scratch: new Float64Array(2 * size),
  };
}

/** A number that is linear in x and y, measured with Gaussian noise. */
export interface LinearReading {
  /** What it gains a metre of x. */
  readonly perXM: number;
  /** What it gains a metre of y. */
  readonly perYM: number;
  /** What was measured less what the mean lets expect. */
  readonly innovation: number;
  /** The variance of the noise, positive. */
  readonly variance: number;
}

/**
 * Takes in one reading z = h^T x + n, in Joseph's form:
 *
 * P' = (I - k h^T) P (I - k h^T)^T + k r k^T, which stays positive definite
 * whatever rounding does to the gain k = P h / (h^T P h + r).
 *
 * Readings of independent noise may be taken in one after the other: the end
 * is that of all at once.
 *
 * @param state changed in place
 * @param reading what was measured
 * @returns the variance of the innovation, h^T P h + r
 */
export function takeReadingInto(
  { size, mean, covariance, scratch }: GaussianState,
  { perXM, perYM, innovation, variance }: LinearReading,
): number {
  for (let i = 0; i < size; i++) {
    scratch[i] = covariance[i * size] * perXM +
      covariance[i * size + 1] * perYM;
  }
  const total = scratch[0] * perXM + scratch[1] * perYM + variance;
  for (let i = 0; i < size; i++) {
    scratch[size + i] = scratch[i] / total;
    mean[i] += scratch[size + i] * innovation;
  }
  for (let i = 0; i < size; i++) {
    const gain = scratch[size + i];
    const row = i * size;
    for (let j = 0; j < size; j++) covariance[row + j] -= gain * scratch[j];
    const left = covariance[row] * perXM + covariance[row + 1] * perYM -
      gain * variance;
    for (let j = 0; j < size; j++) {
      covariance[row + j] -= left * scratch[size + j];
    }
  }
  mirrorUpperTriangleInto(covariance, size);
  return total;
}

/** What the state says of the place. */
export function beliefOf(
  { size, mean, covariance }: GaussianState,
): PositionBelief {
  return {
    xM: mean[0],
    yM: mean[1],
    varianceXM2: covariance[0],
    covarianceXYM2: covariance[1],
    varianceYM2: covariance[size + 1],
  };
}

/**
 * Folds a state that has slipped across a long edge of the area back inside:
 * what points along y changes its sign, in the mean and in the covariance.
 *
 * @param state changed in place
 * @param northward the components beside y that change their sign
 * @param areaWidthM the area's width [m]
 */
export function foldStateInto(
  { size, mean, covariance }: GaussianState,
  northward: readonly number[],
  areaWidthM: number,
): void {
  const yM = mean[1];
  if (yM >= 0 && yM <= areaWidthM) return;
  mean[1] = foldedY(yM, areaWidthM);
  if (!isMirrored(yM, areaWidthM)) return;
  for (const k of northward) mean[k] = -mean[k];
  for (const k of [1, ...northward]) {
    for (let i = 0; i < size; i++) {
      covariance[k * size + i] = -covariance[k * size + i];
      covariance[i * size + k] = -covariance[i * size + k];
    }
  }
}
