/**
 * The constant-velocity Kalman filter, updated on ranges and cosines as an
 * extended Kalman filter. It does not know that the speed is known.
 *
 * @module
 */

import { requirePositive } from "../../core/check.ts";
import { mirrorUpperTriangleInto } from "../../core/small_matrix.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackingScenario } from "../scenario_domain.ts";
import { takeMeasurementsInto } from "./extended_update.ts";
import type { GaussianState } from "./gaussian_state.ts";
import { beginGaussianTrack, type GaussianMotion } from "./gaussian_track.ts";
import type { TrackFilter } from "./track_filter.ts";

/**
 * The deviation of the acceleration that suits the paper's turns, which change
 * the velocity by 1.5 m/s a block: 15 m/s^2 across the heading, and so 10.7 on
 * each axis where headings are even [m/s^2].
 */
export const DEFAULT_ACCELERATION_SIGMA_MPS2 = 10;

/** The settings of the constant-velocity filter. */
export interface ConstantVelocityOptions {
  /** The deviation of the acceleration on each axis [m/s^2]. */
  readonly accelerationSigmaMps2?: number;
}

/**
 * The filter of states (x, y, v_x, v_y) whose acceleration is white.
 *
 * @param scenario the setting
 * @param options the acceleration's deviation; 10 m/s^2, unless given
 * @throws {RangeError} where a constant or an option breaks its rule
 */
export function constantVelocityFilter(
  scenario: TrackingScenario,
  { accelerationSigmaMps2 = DEFAULT_ACCELERATION_SIGMA_MPS2 }:
    ConstantVelocityOptions = {},
): TrackFilter {
  const action = "create a constant-velocity filter";
  requireTrackingScenario(action, scenario);
  requirePositive(action, { accelerationSigmaMps2 });
  const motion = constantVelocityMotion(scenario, accelerationSigmaMps2);
  return {
    name: `EKF, velocity (${accelerationSigmaMps2} m/s²)`,
    begin: (start) =>
      beginGaussianTrack(scenario, motion, takeMeasurementsInto, start),
  };
}

/**
 * The motion at a velocity that a constant acceleration changes within each
 * block, drawn anew from one block to the next.
 *
 * A track begins with the mean and covariance of the velocity of the known
 * speed along an uncertain heading.
 */
export function constantVelocityMotion(
  { speedMps, blockDurationS }: TrackingScenario,
  accelerationSigmaMps2: number,
): GaussianMotion {
  const velocitySigma = accelerationSigmaMps2 * blockDurationS;
  const velocityVariance = velocitySigma * velocitySigma;
  const halfS = blockDurationS / 2;
  return {
    size: 4,
    northward: [3],
    beginInto: ({ mean, covariance }, start) => {
      const { position, positionSigmaM, headingRad, headingSigmaRad } = start;
      const cosine = Math.cos(headingRad);
      const sine = Math.sin(headingRad);
      const variance = headingSigmaRad * headingSigmaRad;
      const meanMps = speedMps * Math.exp(-variance / 2);
      mean.set([position.xM, position.yM, meanMps * cosine, meanMps * sine]);
      const power = speedMps * speedMps / 2;
      const along = power * Math.expm1(-variance) ** 2;
      const across = -power * Math.expm1(-2 * variance);
      covariance[0] = positionSigmaM * positionSigmaM;
      covariance[5] = covariance[0];
      covariance[10] = along * cosine * cosine + across * sine * sine;
      covariance[11] = (along - across) * cosine * sine;
      covariance[15] = along * sine * sine + across * cosine * cosine;
      mirrorUpperTriangleInto(covariance, 4);
    },
    predictInto: (state) => {
      moveByVelocityInto(state, blockDurationS);
      const { covariance } = state;
      for (let axis = 0; axis < 2; axis++) {
        const [place, velocity] = [5 * axis, 5 * axis + 10];
        covariance[place] += velocityVariance * halfS * halfS;
        covariance[place + 2] += velocityVariance * halfS;
        covariance[place + 8] += velocityVariance * halfS;
        covariance[velocity] += velocityVariance;
      }
    },
  };
}

/** A step with the covariance F P F^T, where x and y gain T v. */
function moveByVelocityInto(
  { mean, covariance }: GaussianState,
  durationS: number,
): void {
  mean[0] += durationS * mean[2];
  mean[1] += durationS * mean[3];
  for (let j = 0; j < 8; j++) covariance[j] += durationS * covariance[j + 8];
  for (let i = 0; i < 16; i += 4) {
    covariance[i] += durationS * covariance[i + 2];
    covariance[i + 1] += durationS * covariance[i + 3];
  }
  mirrorUpperTriangleInto(covariance, 4);
}
