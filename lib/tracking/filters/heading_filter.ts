/**
 * The extended Kalman filter with the paper's own motion: x, y and a heading
 * that walks at random, at a known speed (paper B, Sec. 4).
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import { mirrorUpperTriangleInto } from "../../core/small_matrix.ts";
import type { TrackingScenario } from "../scenario.ts";
import { requireTrackingScenario } from "../scenario_domain.ts";
import { takeMeasurementsInto } from "./extended_update.ts";
import type { GaussianState } from "./gaussian_state.ts";
import { beginGaussianTrack, type GaussianMotion } from "./gaussian_track.ts";
import type { TrackFilter } from "./track_filter.ts";

/** How a Gaussian heading is carried through its cosine and sine. */
export const HEADING_PREDICTIONS = ["moments", "linearized"] as const;

/**
 * How a Gaussian heading is carried through its cosine and sine.
 *
 * - `"moments"`: by the exact mean and covariance of the step.
 * - `"linearized"`: at the mean, as the textbook's filter does. It takes every
 *   step to be 1 m along the heading, while a heading uncertain by 15 degrees
 *   gets 3 % less far; as it is then sure of the place along its way, the
 *   error piles up. Its covariance is far too small.
 */
export type HeadingPrediction = (typeof HEADING_PREDICTIONS)[number];

/** The settings of the heading filter. */
export interface HeadingFilterOptions {
  /** How the heading is carried through cosine and sine. */
  readonly prediction?: HeadingPrediction;
}

/**
 * The filter of states (x, y, heading) with known speed. The uniform turn of
 * the paper is a Gaussian of its variance to this filter.
 *
 * @param scenario the setting
 * @param options the prediction, by moments unless given
 * @throws {RangeError} where a constant or an option breaks its rule
 */
export function headingFilter(
  scenario: TrackingScenario,
  { prediction = "moments" }: HeadingFilterOptions = {},
): TrackFilter {
  const action = "create a heading filter";
  requireTrackingScenario(action, scenario);
  if (!HEADING_PREDICTIONS.includes(prediction)) {
    const rule = HEADING_PREDICTIONS.join(" or ");
    throw rangeError(action, "prediction", rule, prediction);
  }
  const motion = headingMotion(scenario, prediction);
  return {
    name: prediction === "moments" ? "EKF, heading" : "EKF, heading linearized",
    begin: (start) =>
      beginGaussianTrack(scenario, motion, takeMeasurementsInto, start),
  };
}

/**
 * The motion at a known speed along a heading. The heading turns at the end of
 * a block, so that the turn moves the target from the next block on.
 */
export function headingMotion(
  scenario: TrackingScenario,
  prediction: HeadingPrediction,
): GaussianMotion {
  const stepM = scenario.speedMps * scenario.blockDurationS;
  const maxTurnRad = scenario.maxTurnDeg * Math.PI / 180;
  const turnVariance = maxTurnRad * maxTurnRad / 3;
  const moveInto = prediction === "linearized"
    ? moveLinearlyInto
    : moveByMomentsInto;
  return {
    size: 3,
    northward: [2],
    beginInto: ({ mean, covariance }, start) => {
      mean[0] = start.position.xM;
      mean[1] = start.position.yM;
      mean[2] = start.headingRad;
      covariance[0] = start.positionSigmaM * start.positionSigmaM;
      covariance[4] = covariance[0];
      covariance[8] = start.headingSigmaRad * start.headingSigmaRad;
    },
    predictInto: (state) => {
      moveInto(state, stepM);
      state.covariance[8] += turnVariance;
    },
  };
}

/** A step with the covariance F P F^T, linearized at the mean heading. */
function moveLinearlyInto(state: GaussianState, stepM: number): void {
  const { mean } = state;
  const eastM = stepM * Math.cos(mean[2]);
  const northM = stepM * Math.sin(mean[2]);
  mean[0] += eastM;
  mean[1] += northM;
  shearByHeadingInto(state, -northM, eastM);
}

/**
 * A step with the mean and covariance of x + s cos(beta), y + s sin(beta) for a
 * Gaussian beta of variance V: E cos(beta) = e^(-V/2) cos(E beta), and along
 * and across the mean heading cos and sin vary by (1 - e^-V)^2/2 and
 * (1 - e^-2V)/2, of which the shear has V e^-V across.
 */
function moveByMomentsInto(state: GaussianState, stepM: number): void {
  const { mean, covariance } = state;
  const headingVariance = covariance[8];
  const cosine = Math.cos(mean[2]);
  const sine = Math.sin(mean[2]);
  const shrunkM = stepM * Math.exp(-headingVariance / 2);
  mean[0] += shrunkM * cosine;
  mean[1] += shrunkM * sine;
  shearByHeadingInto(state, -shrunkM * sine, shrunkM * cosine);
  const power = stepM * stepM / 2;
  const along = power * Math.expm1(-headingVariance) ** 2;
  const across = -power * Math.expm1(-2 * headingVariance) -
    headingVariance * shrunkM * shrunkM;
  covariance[0] += along * cosine * cosine + across * sine * sine;
  covariance[1] += (along - across) * cosine * sine;
  covariance[4] += along * sine * sine + across * cosine * cosine;
  mirrorUpperTriangleInto(covariance, 3);
}

/** F P F^T where x and y gain so much a radian of the heading. */
function shearByHeadingInto(
  { covariance }: GaussianState,
  perXM: number,
  perYM: number,
): void {
  const withX = covariance[2];
  const withY = covariance[5];
  const variance = covariance[8];
  covariance[0] += perXM * (2 * withX + perXM * variance);
  covariance[1] += perXM * withY + perYM * (withX + perXM * variance);
  covariance[2] += perXM * variance;
  covariance[4] += perYM * (2 * withY + perYM * variance);
  covariance[5] += perYM * variance;
  mirrorUpperTriangleInto(covariance, 3);
}
