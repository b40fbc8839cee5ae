/**
 * A track whose belief is one Gaussian: what the Kalman filters of this folder
 * share. They differ in how a state begins, goes on and is updated.
 *
 * @module
 */

import type { StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackStart, type TrackStart } from "../track_start.ts";
import {
  beliefOf,
  foldStateInto,
  type GaussianState,
  openGaussianState,
} from "./gaussian_state.ts";
import type { Track } from "./track_filter.ts";

/** How a target moves, as a Kalman filter sees it. */
export interface GaussianMotion {
  /** The number of components of a state; x and y are the first. */
  readonly size: number;
  /** The components beside y that change their sign when mirrored along y. */
  readonly northward: readonly number[];
  /** Writes what is known at the start into a state of zeros. */
  beginInto(state: GaussianState, start: TrackStart): void;
  /** Carries a state on by a block. */
  predictInto(state: GaussianState): void;
}

/** Takes the measurements of a block into a state. */
export type GaussianUpdate = (
  state: GaussianState,
  scenario: TrackingScenario,
  measurements: readonly StationMeasurement[],
) => void;

/**
 * Begins a track of one Gaussian, which is folded back into the area after
 * each step.
 */
export function beginGaussianTrack(
  scenario: TrackingScenario,
  motion: GaussianMotion,
  update: GaussianUpdate,
  start: TrackStart,
): Track {
  const { areaWidthM } = scenario;
  const state = beginState(motion, start);
  return {
    belief: () => beliefOf(state),
    predict: () => {
      motion.predictInto(state);
      foldStateInto(state, motion.northward, areaWidthM);
    },
    update: (measurements) => {
      update(state, scenario, measurements);
      foldStateInto(state, motion.northward, areaWidthM);
    },
  };
}

/** The state in which a track begins. */
export function beginState(
  motion: GaussianMotion,
  start: TrackStart,
): GaussianState {
  requireTrackStart("begin a track", start);
  const state = openGaussianState(motion.size);
  motion.beginInto(state, start);
  return state;
}
