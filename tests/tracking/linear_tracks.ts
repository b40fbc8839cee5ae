/**
 * Tracks that are linear and Gaussian throughout: white accelerations, and
 * readings of x and y. There the Kalman filter is exact, and what theory says
 * of its errors can be asserted.
 *
 * @module
 */

import { openStream } from "../../lib/core/random_stream.ts";
import { choleskyInto } from "../../lib/core/small_matrix.ts";
import type { Position } from "../../lib/channel/geometry.ts";
import { constantVelocityMotion } from "../../lib/tracking/filters/constant_velocity_filter.ts";
import {
  beliefOf,
  takeReadingInto,
} from "../../lib/tracking/filters/gaussian_state.ts";
import { beginState } from "../../lib/tracking/filters/gaussian_track.ts";
import type { PositionBelief } from "../../lib/tracking/position_belief.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";

export const ACCELERATION_SIGMA_MPS2 = 10;
export const READING_SIGMA_M = 0.4;
export const NUM_BLOCKS = 40;

const scenario = trackingScenario();
const start = {
  position: { xM: 150, yM: 50 },
  positionSigmaM: 0.5,
  headingRad: 0.3,
  headingSigmaRad: 0.26,
};

/** The state before the first reading: its mean and covariance. */
export function openingState() {
  return beginState(
    constantVelocityMotion(scenario, ACCELERATION_SIGMA_MPS2),
    start,
  );
}

/** What a Kalman filter believed in a block, and what was true. */
export interface LinearStep {
  readonly truth: Position;
  readonly updated: PositionBelief;
  /** The innovation squared over its variance, x and y together. */
  readonly innovationSquared: number;
}

/** A track of a Kalman filter that believes in a deviation of accelerations. */
export function sampleLinearTrack(
  seed: number,
  believedSigmaMps2 = ACCELERATION_SIGMA_MPS2,
): LinearStep[] {
  const rng = openStream(seed, "linear track");
  const motion = constantVelocityMotion(scenario, believedSigmaMps2);
  const state = openingState();
  const factor = new Float64Array(16);
  choleskyInto(factor, state.covariance, 4);
  const draws = [0, 1, 2, 3].map(() => rng.gaussian());
  const truth = [0, 1, 2, 3].map((i) =>
    draws.reduce(
      (sum, draw, k) => sum + factor[4 * i + k] * draw,
      state.mean[i],
    )
  );
  return Array.from({ length: NUM_BLOCKS }, (_, block) => {
    if (block > 0) {
      motion.predictInto(state);
      const durationS = scenario.blockDurationS;
      for (const axis of [0, 1]) {
        const acceleration = ACCELERATION_SIGMA_MPS2 * rng.gaussian();
        truth[axis] += durationS * truth[axis + 2] +
          acceleration * durationS ** 2 / 2;
        truth[axis + 2] += acceleration * durationS;
      }
    }
    let innovationSquared = 0;
    for (const axis of [0, 1]) {
      const reading = truth[axis] + READING_SIGMA_M * rng.gaussian();
      const innovation = reading - state.mean[axis];
      const total = takeReadingInto(state, {
        perXM: 1 - axis,
        perYM: axis,
        innovation,
        variance: READING_SIGMA_M ** 2,
      });
      innovationSquared += innovation ** 2 / total;
    }
    return {
      truth: { xM: truth[0], yM: truth[1] },
      updated: beliefOf(state),
      innovationSquared,
    };
  });
}
