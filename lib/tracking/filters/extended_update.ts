/**
 * The update of an extended Kalman filter on ranges and cosines.
 *
 * @module
 */

import {
  MIN_RANGE_M,
  requireMeasurement,
  type StationMeasurement,
} from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import { type GaussianState, takeReadingInto } from "./gaussian_state.ts";

/**
 * Takes in the measurements of a block, linearized where the state is believed
 * to be when the update begins: their order makes no difference.
 *
 * @param state changed in place
 * @param scenario the setting
 * @param measurements of any stations; none leaves the state as it is
 * @returns the logarithm of their joint density under the prediction
 * @throws {RangeError} where a measurement is none of this scenario
 */
export function takeMeasurementsInto(
  state: GaussianState,
  scenario: TrackingScenario,
  measurements: readonly StationMeasurement[],
): number {
  const { mean } = state;
  const xM = mean[0];
  const yM = mean[1];
  let logDensity = 0;
  for (const measurement of measurements) {
    requireMeasurement("update a track", scenario, measurement);
    const { rangeSigmaM, cosineSigma } = measurement;
    const station = scenario.baseStations[measurement.station];
    const eastM = xM - station.xM;
    const northM = yM - station.yM;
    const rangeM = Math.max(
      Math.sqrt(eastM * eastM + northM * northM),
      MIN_RANGE_M,
    );
    const east = eastM / rangeM;
    const north = northM / rangeM;
    logDensity += takeLinearizedInto(
      state,
      east,
      north,
      measurement.rangeM - rangeM - east * (mean[0] - xM) -
        north * (mean[1] - yM),
      rangeSigmaM * rangeSigmaM,
    );
    const perXM = north * north / rangeM;
    const perYM = -east * north / rangeM;
    logDensity += takeLinearizedInto(
      state,
      perXM,
      perYM,
      measurement.cosine - east - perXM * (mean[0] - xM) -
        perYM * (mean[1] - yM),
      cosineSigma * cosineSigma,
    );
  }
  return logDensity;
}

function takeLinearizedInto(
  state: GaussianState,
  perXM: number,
  perYM: number,
  innovation: number,
  variance: number,
): number {
  const total = takeReadingInto(state, { perXM, perYM, innovation, variance });
  return -0.5 * (Math.log(2 * Math.PI * total) +
    innovation * innovation / total);
}
