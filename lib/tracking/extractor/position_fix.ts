/**
 * Where a track is before the network corrects it: at its own prediction, or at
 * the prediction fused with the measurements.
 *
 * @module
 */
import {
  measurementJacobianInto,
  rangeTo,
  type StationMeasurement,
} from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { TrackStates } from "./track_states.ts";

/**
 * What the network corrects.
 *
 * - `"fuse"`: the least-squares fix of prediction and measurements, in two steps
 *   of Gauss and Newton. The network has what no fix sees: the blocks before.
 * - `"none"`: the prediction itself. What the measurements say of the place has
 *   to come out of the network.
 */
export type ExtractorBase = "fuse" | "none";

/** Both bases. */
export const EXTRACTOR_BASES: readonly ExtractorBase[] = ["fuse", "none"];

/** Steps of Gauss and Newton. */
const NUM_STEPS = 2;

/** A place with its covariance, and how it follows the prediction. */
export interface PositionFix {
  /** The place [m]. */
  readonly xM: number;
  /** The place [m]. */
  readonly yM: number;
  /** Its covariance: of x and x [m^2]. */
  readonly xx: number;
  /** Its covariance: of x and y [m^2]. */
  readonly xy: number;
  /** Its covariance: of y and y [m^2]. */
  readonly yy: number;
  /** The derivatives of its x to the predicted x and y. */
  readonly perX: readonly [number, number];
  /** The derivatives of its y to the predicted x and y. */
  readonly perY: readonly [number, number];
}

/** The prediction of a track as a fix: the base `"none"`. */
export function predictedFix(states: TrackStates, track: number): PositionFix {
  return {
    xM: states.xM[track],
    yM: states.yM[track],
    xx: states.varianceXM2[track],
    xy: states.covarianceXYM2[track],
    yy: states.varianceYM2[track],
    perX: [1, 0],
    perY: [0, 1],
  };
}

const jacobian = new Float64Array(4);

/**
 * The fix of a track's prediction and its measurements: the least of
 *
 *     (u - p)^T P^-1 (u - p) + sum of (z - h(u))^T R^-1 (z - h(u)),
 *
 * with the covariance of the last step, A^-1 where A = P^-1 + J^T R^-1 J. To
 * first order it follows the prediction p by A^-1 P^-1.
 *
 * @param scenario the setting
 * @param states the tracks: p and P
 * @param track which of them
 * @param measurements what stations measured of it: z and R
 * @returns the fix; the prediction itself, where nothing was measured
 */
export function fusedFix(
  { baseStations }: TrackingScenario,
  states: TrackStates,
  track: number,
  measurements: readonly StationMeasurement[],
): PositionFix {
  const prior = predictedFix(states, track);
  if (measurements.length === 0) return prior;
  const determinant = prior.xx * prior.yy - prior.xy * prior.xy;
  const priorXX = prior.yy / determinant;
  const priorXY = -prior.xy / determinant;
  const priorYY = prior.xx / determinant;
  let { xM, yM, xx, xy, yy } = prior;
  for (let step = 0; step < NUM_STEPS; step++) {
    const awayX = prior.xM - xM;
    const awayY = prior.yM - yM;
    let informationXX = priorXX;
    let informationXY = priorXY;
    let informationYY = priorYY;
    let pullX = priorXX * awayX + priorXY * awayY;
    let pullY = priorXY * awayX + priorYY * awayY;
    const place = { xM, yM };
    for (const measurement of measurements) {
      const station = baseStations[measurement.station];
      measurementJacobianInto(jacobian, station, place);
      const rangeM = rangeTo(station, place);
      const innovations = [
        measurement.rangeM - rangeM,
        measurement.cosine - (xM - station.xM) / rangeM,
      ];
      const sigmas = [measurement.rangeSigmaM, measurement.cosineSigma];
      for (let row = 0; row < 2; row++) {
        const perX = jacobian[2 * row];
        const perY = jacobian[2 * row + 1];
        const weight = 1 / (sigmas[row] * sigmas[row]);
        informationXX += weight * perX * perX;
        informationXY += weight * perX * perY;
        informationYY += weight * perY * perY;
        pullX += weight * perX * innovations[row];
        pullY += weight * perY * innovations[row];
      }
    }
    const inverse = 1 /
      (informationXX * informationYY - informationXY * informationXY);
    xx = informationYY * inverse;
    xy = -informationXY * inverse;
    yy = informationXX * inverse;
    xM += xx * pullX + xy * pullY;
    yM += xy * pullX + yy * pullY;
  }
  return {
    xM,
    yM,
    xx,
    xy,
    yy,
    perX: [xx * priorXX + xy * priorXY, xx * priorXY + xy * priorYY],
    perY: [xy * priorXX + yy * priorXY, xy * priorXY + yy * priorYY],
  };
}
