/**
 * The error that the best filter would be left with along a given association,
 * by the recursion of the posterior Cramer-Rao bound (Tichavsky, Muravchik and
 * Nehorai, 1998), linearized along the true path.
 *
 * Where motion and measurements are linear and Gaussian this is a bound, which
 * the Kalman filter meets. Paper B's are neither: the turns are uniform, so
 * that no posterior bound of this kind exists, and the path is one draw. There
 * it is a reference, and may be beaten.
 *
 * @module
 */

import { requireInteger } from "../core/check.ts";
import {
  diagonalMatrix,
  identityMatrix,
  invertPositiveDefiniteInto,
  propagateCovarianceInto,
} from "../core/small_matrix.ts";
import type { PlaneMatrix } from "./measurement.ts";
import type { Episode } from "./motion.ts";
import type { TrackingScenario } from "./scenario.ts";

/** A motion of n components, of which x and y are the first, made linear. */
export interface LinearizedMotion {
  /** The number of components, n. */
  readonly size: number;
  /** The covariance in block 0, before it is measured, shape [n, n]. */
  readonly initialCovariance: Float64Array;
  /** What a block adds to the covariance, shape [n, n]. */
  readonly noiseCovariance: Float64Array;
  /** The matrix from a block to the next, shape [n, n]. */
  transition(block: number): Float64Array;
}

/**
 * The mean squared error of the place in each block, after its measurements:
 *
 * P_q = (P_q|q-1^-1 + sum_m J_m)^-1, P_q+1|q = F_q P_q F_q^T + Q.
 *
 * @param motion how the target moves
 * @param numBlocks how many blocks
 * @param informationAt the information about x and y that a block's stations
 *   gather, summed over them [1/m^2]
 * @returns tr P_q over x and y, shape [Q] [m^2]
 * @throws {RangeError} where a covariance is not positive definite
 */
export function cramerRaoRecursion(
  motion: LinearizedMotion,
  numBlocks: number,
  informationAt: (block: number) => PlaneMatrix,
): Float64Array {
  requireInteger("run the Cramer-Rao recursion", { numBlocks }, 1);
  const { size, noiseCovariance } = motion;
  const covariance = Float64Array.from(motion.initialCovariance);
  const information = new Float64Array(size * size);
  const scratch = new Float64Array(size * size);
  const squaredErrorsM2 = new Float64Array(numBlocks);
  for (let block = 0; block < numBlocks; block++) {
    if (block > 0) {
      const f = motion.transition(block - 1);
      propagateCovarianceInto(covariance, f, covariance, size, scratch);
      for (let i = 0; i < size * size; i++) covariance[i] += noiseCovariance[i];
    }
    const { xx, xy, yy } = informationAt(block);
    invertPositiveDefiniteInto(information, covariance, size, scratch);
    information[0] += xx;
    information[1] += xy;
    information[size] += xy;
    information[size + 1] += yy;
    invertPositiveDefiniteInto(covariance, information, size, scratch);
    squaredErrorsM2[block] = covariance[0] + covariance[size + 1];
  }
  return squaredErrorsM2;
}

/**
 * Paper B's motion about the true path of a target, with components x, y and
 * the heading; a uniform turn counts with its variance.
 *
 * @param scenario the setting
 * @param episode the truth
 * @param target which target
 */
export function linearizeHeadingMotion(
  scenario: TrackingScenario,
  { numTargets, headingsRad }: Episode,
  target: number,
): LinearizedMotion {
  const stepM = scenario.speedMps * scenario.blockDurationS;
  const maxTurnRad = scenario.maxTurnDeg * Math.PI / 180;
  const positionVariance = scenario.initialPositionSigmaM ** 2;
  const headingSigmaRad = scenario.initialHeadingSigmaDeg * Math.PI / 180;
  return {
    size: 3,
    initialCovariance: diagonalMatrix([
      positionVariance,
      positionVariance,
      headingSigmaRad ** 2,
    ]),
    noiseCovariance: diagonalMatrix([0, 0, maxTurnRad ** 2 / 3]),
    transition: (block) => {
      const headingRad = headingsRad[block * numTargets + target];
      const f = identityMatrix(3);
      f[2] = -stepM * Math.sin(headingRad);
      f[5] = stepM * Math.cos(headingRad);
      return f;
    },
  };
}
