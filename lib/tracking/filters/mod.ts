/**
 * The filters, and where to list another one.
 *
 * @module
 */

import type { TrackingScenario } from "../scenario.ts";
import { constantVelocityFilter } from "./constant_velocity_filter.ts";
import { convertedFilter } from "./converted_filter.ts";
import { headingFilter } from "./heading_filter.ts";
import { interactingModelsFilter } from "./interacting_models_filter.ts";
import { particleFilter } from "./particle_filter.ts";
import type { TrackFilter } from "./track_filter.ts";

export * from "./constant_velocity_filter.ts";
export * from "./converted_filter.ts";
export * from "./extended_update.ts";
export * from "./gaussian_state.ts";
export * from "./gaussian_track.ts";
export * from "./heading_filter.ts";
export * from "./interacting_models_filter.ts";
export * from "./particle_filter.ts";
export * from "./track_filter.ts";

/** Makes each filter that is compared, for a scenario; listed by its name. */
export const TRACK_FILTERS: Readonly<
  Record<string, (scenario: TrackingScenario) => TrackFilter>
> = {
  "Kalman, constant noise": (scenario) =>
    convertedFilter(scenario, { noise: "constant" }),
  "Kalman, isotropic noise": (scenario) =>
    convertedFilter(scenario, { noise: "isotropic" }),
  "Kalman, full noise": (scenario) =>
    convertedFilter(scenario, { noise: "full" }),
  "EKF, velocity": (scenario) => constantVelocityFilter(scenario),
  "EKF, heading": (scenario) => headingFilter(scenario),
  "EKF, heading linearized": (scenario) =>
    headingFilter(scenario, { prediction: "linearized" }),
  "IMM, velocity": (scenario) => interactingModelsFilter(scenario),
  "particle filter": (scenario) => particleFilter(scenario),
};
