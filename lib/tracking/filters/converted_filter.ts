/**
 * The linear Kalman filter on converted measurements: each range and cosine
 * becomes a place first. The paper's Benchmark I has "the Kalman filter" and no
 * more (Sec. 4); this is the plainest reading of it.
 *
 * @module
 */

import { rangeError, requirePositive } from "../../core/check.ts";
import type { Position } from "../../channel/geometry.ts";
import {
  measuredCovariance,
  measuredPosition,
  measurementJacobianInto,
  requireMeasurement,
  type StationMeasurement,
} from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackingScenario } from "../scenario_domain.ts";
import {
  constantVelocityMotion,
  DEFAULT_ACCELERATION_SIGMA_MPS2,
} from "./constant_velocity_filter.ts";
import { type GaussianState, takeReadingInto } from "./gaussian_state.ts";
import { beginGaussianTrack, type GaussianUpdate } from "./gaussian_track.ts";
import type { TrackFilter } from "./track_filter.ts";

/** What the covariance of a converted measurement is taken to be. */
export const CONVERTED_NOISES = ["constant", "isotropic", "full"] as const;

/**
 * What the covariance of a converted measurement is taken to be.
 *
 * - `"constant"`: a circle, the same for all, whatever the signal.
 * - `"isotropic"`: a circle of the measurement's own mean variance.
 * - `"full"`: the full matrix, long across the line of sight, thin along it.
 */
export type ConvertedNoise = (typeof CONVERTED_NOISES)[number];

/** The settings of the converted-measurement filter. */
export interface ConvertedFilterOptions {
  /** The covariance of a converted measurement. */
  readonly noise: ConvertedNoise;
  /** The deviation on each axis where the noise is constant [m]. */
  readonly constantSigmaM?: number;
  /** The deviation of the acceleration on each axis [m/s^2]. */
  readonly accelerationSigmaMps2?: number;
}

/**
 * The linear filter of states (x, y, v_x, v_y) on converted measurements.
 *
 * @param scenario the setting
 * @param options the noise; where it is constant its deviation, 1 m unless
 *   given; the acceleration's deviation, 10 m/s^2 unless given
 * @throws {RangeError} where a constant or an option breaks its rule
 */
export function convertedFilter(
  scenario: TrackingScenario,
  {
    noise,
    constantSigmaM = 1,
    accelerationSigmaMps2 = DEFAULT_ACCELERATION_SIGMA_MPS2,
  }: ConvertedFilterOptions,
): TrackFilter {
  const action = "create a converted-measurement filter";
  requireTrackingScenario(action, scenario);
  requirePositive(action, { constantSigmaM, accelerationSigmaMps2 });
  if (!CONVERTED_NOISES.includes(noise)) {
    throw rangeError(action, "noise", CONVERTED_NOISES.join(" or "), noise);
  }
  const motion = constantVelocityMotion(scenario, accelerationSigmaMps2);
  const takeConstantInto: PlaceUpdate = (state, scenario, measurement) => {
    const place = measuredPosition(scenario, measurement);
    takeCircleInto(state, place, constantSigmaM * constantSigmaM);
  };
  const takePlaceInto: PlaceUpdate = {
    constant: takeConstantInto,
    isotropic: takeIsotropicInto,
    full: takeFullInto,
  }[noise];
  const update: GaussianUpdate = (state, scenario, measurements) => {
    for (const measurement of measurements) {
      requireMeasurement("update a track", scenario, measurement);
      takePlaceInto(state, scenario, measurement);
    }
  };
  return {
    name: `Kalman, ${noise} noise`,
    begin: (start) => beginGaussianTrack(scenario, motion, update, start),
  };
}

/** Takes a measurement's place into a state. */
type PlaceUpdate = (
  state: GaussianState,
  scenario: TrackingScenario,
  measurement: StationMeasurement,
) => void;

function takeIsotropicInto(
  state: GaussianState,
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): void {
  const { xx, yy } = measuredCovariance(scenario, measurement);
  const place = measuredPosition(scenario, measurement);
  takeCircleInto(state, place, (xx + yy) / 2);
}

/** The two coordinates of a place, each with the same variance. */
function takeCircleInto(
  state: GaussianState,
  { xM, yM }: Position,
  variance: number,
): void {
  const { mean } = state;
  const eastM = xM - mean[0];
  takeReadingInto(state, { perXM: 1, perYM: 0, innovation: eastM, variance });
  const northM = yM - mean[1];
  takeReadingInto(state, { perXM: 0, perYM: 1, innovation: northM, variance });
}

/**
 * The place with its full covariance G D G^T, where D = diag(sigma_d^2,
 * sigma_u^2): the same as the two independent readings G^-1 (x, y), where G^-1
 * is the derivative of range and cosine at the place. Unlike G, that stays
 * finite along the array.
 */
function takeFullInto(
  state: GaussianState,
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): void {
  const { mean } = state;
  const { rangeSigmaM, cosineSigma } = measurement;
  const place = measuredPosition(scenario, measurement);
  const station = scenario.baseStations[measurement.station];
  measurementJacobianInto(jacobian, station, place);
  for (let k = 0; k < 2; k++) {
    const perXM = jacobian[2 * k];
    const perYM = jacobian[2 * k + 1];
    const sigma = k === 0 ? rangeSigmaM : cosineSigma;
    takeReadingInto(state, {
      perXM,
      perYM,
      innovation: perXM * (place.xM - mean[0]) + perYM * (place.yM - mean[1]),
      variance: sigma * sigma,
    });
  }
}

/** Room for the derivatives of one measurement. */
const jacobian = new Float64Array(4);
