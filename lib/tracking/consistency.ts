/**
 * Whether a filter's covariance tells the truth: its errors, squared and
 * measured by its own covariance, follow a chi-squared distribution where the
 * model is linear and Gaussian and the filter is right (Bar-Shalom, Li and
 * Kirubarajan, 2001, Sec. 5.4).
 *
 * @module
 */

import {
  rangeError,
  requireInteger,
  requireProbability,
} from "../core/check.ts";
import { choleskyInto, solveFactoredInto } from "../core/small_matrix.ts";
import type { Position } from "../channel/geometry.ts";
import { upperChiSquaredQuantile } from "../detection/chi_squared.ts";
import {
  measurementJacobianInto,
  rangeTo,
  requireMeasurement,
  type StationMeasurement,
} from "./measurement.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackingScenario } from "./scenario.ts";

/**
 * The normalized estimation error squared (NEES) of a place: e^T P^-1 e, of two
 * degrees of freedom.
 *
 * @param belief what a filter believes
 * @param truth where the target is
 * @throws {RangeError} where the covariance is not positive definite
 */
export function normalizedErrorSquared(
  belief: PositionBelief,
  truth: Position,
): number {
  const { varianceXM2, covarianceXYM2, varianceYM2 } = belief;
  const determinant = varianceXM2 * varianceYM2 -
    covarianceXYM2 * covarianceXYM2;
  if (!(varianceXM2 > 0 && determinant > 0)) {
    throw rangeError(
      "normalize an error",
      "the covariance's determinant",
      "positive",
      determinant,
    );
  }
  const eastM = truth.xM - belief.xM;
  const northM = truth.yM - belief.yM;
  return (eastM * eastM * varianceYM2 - 2 * eastM * northM * covarianceXYM2 +
    northM * northM * varianceXM2) / determinant;
}

/**
 * The normalized innovation squared (NIS) of a block's measurements, all
 * together: v^T S^-1 v with S = H P H^T + R, of two degrees of freedom a
 * measurement.
 *
 * @param scenario the setting
 * @param predicted what a filter believes before it takes them in
 * @param measurements what stations measured; none gives 0
 * @throws {RangeError} where a measurement or the covariance breaks its rule
 */
export function normalizedInnovationSquared(
  scenario: TrackingScenario,
  predicted: PositionBelief,
  measurements: readonly StationMeasurement[],
): number {
  const size = 2 * measurements.length;
  const jacobian = new Float64Array(2 * size);
  const innovation = new Float64Array(size);
  measurements.forEach((measurement, k) => {
    requireMeasurement("normalize an innovation", scenario, measurement);
    const station = scenario.baseStations[measurement.station];
    const rangeM = rangeTo(station, predicted);
    measurementJacobianInto(
      jacobian.subarray(4 * k, 4 * k + 4),
      station,
      predicted,
    );
    innovation[2 * k] = measurement.rangeM - rangeM;
    innovation[2 * k + 1] = measurement.cosine -
      (predicted.xM - station.xM) / rangeM;
  });
  const { varianceXM2, covarianceXYM2, varianceYM2 } = predicted;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const [perXM, perYM] = [jacobian[2 * i], jacobian[2 * i + 1]];
    const withX = perXM * varianceXM2 + perYM * covarianceXYM2;
    const withY = perXM * covarianceXYM2 + perYM * varianceYM2;
    for (let j = 0; j < size; j++) {
      covariance[i * size + j] = withX * jacobian[2 * j] +
        withY * jacobian[2 * j + 1];
    }
    const { rangeSigmaM, cosineSigma } = measurements[i >> 1];
    covariance[i * size + i] += (i % 2 === 0 ? rangeSigmaM : cosineSigma) ** 2;
  }
  choleskyInto(covariance, covariance, size);
  const solution = new Float64Array(size);
  solveFactoredInto(solution, covariance, innovation, size);
  return innovation.reduce((sum, value, i) => sum + value * solution[i], 0);
}

/** An interval of a mean. */
export interface MeanBounds {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/**
 * Where the mean of independent chi-squared values lies with a probability:
 * their sum is chi-squared too. As much is left out below as above.
 *
 * @param degreesOfFreedom of each value; 2 for a place or a measurement
 * @param numValues how many values there are
 * @param level the probability, 0.99 for instance
 * @throws {RangeError} where an argument breaks its rule
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { chiSquaredMeanBounds } from "@isac/bench/tracking";
 *
 * const { low, high } = chiSquaredMeanBounds(2, 50, 0.95);
 * assert.equal(`${low.toFixed(2)} ${high.toFixed(2)}`, "1.48 2.59");
 * ```
 */
export function chiSquaredMeanBounds(
  degreesOfFreedom: number,
  numValues: number,
  level: number,
): MeanBounds {
  const action = "bound a mean";
  requireInteger(action, { numValues }, 1);
  requireProbability(action, { level });
  const total = degreesOfFreedom * numValues;
  const outside = (1 - level) / 2;
  return {
    low: upperChiSquaredQuantile(1 - outside, total) / numValues,
    high: upperChiSquaredQuantile(outside, total) / numValues,
  };
}
