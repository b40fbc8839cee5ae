import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { propagateCovarianceInto } from "../../../lib/core/small_matrix.ts";
import {
  type GaussianState,
  openGaussianState,
} from "../../../lib/tracking/filters/gaussian_state.ts";
import {
  headingFilter,
  headingMotion,
  type HeadingPrediction,
} from "../../../lib/tracking/filters/heading_filter.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import { checkProperty } from "../../property.ts";

const scenario = trackingScenario();
const TURN_VARIANCE = (15 * Math.PI / 180) ** 2 / 3;

function predicted(
  prediction: HeadingPrediction,
  mean: readonly number[],
  covariance: readonly number[],
): GaussianState {
  const state = openGaussianState(3);
  state.mean.set(mean);
  state.covariance.set(covariance);
  headingMotion(scenario, prediction).predictInto(state);
  return state;
}

function assertNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
) {
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]);
    assert.ok(error <= tolerance, `entry ${i} is off by ${error}`);
  }
}

const headings = fc.double({ min: -4, max: 4, noNaN: true });

Deno.test("the linearized prediction is F P F^T with a turn", () => {
  checkProperty(fc.property(headings, (headingRad) => {
    const covariance = [0.4, 0.1, 0.05, 0.1, 0.3, -0.1, 0.05, -0.1, 0.2];
    const state = predicted("linearized", [100, 50, headingRad], covariance);
    const [cosine, sine] = [Math.cos(headingRad), Math.sin(headingRad)];
    assertNear(state.mean, [100 + cosine, 50 + sine, headingRad], 1e-12);
    const f = Float64Array.of(1, 0, -sine, 0, 1, cosine, 0, 0, 1);
    const expected = Float64Array.from(covariance);
    propagateCovarianceInto(expected, f, expected, 3, new Float64Array(9));
    expected[8] += TURN_VARIANCE;
    assertNear(state.covariance, expected, 1e-12);
  }));
});

Deno.test("where the heading is known, both predictions are the same", () => {
  checkProperty(fc.property(headings, (headingRad) => {
    const covariance = [0.4, 0.1, 0, 0.1, 0.3, 0, 0, 0, 1e-8];
    const [linear, moments] = (["linearized", "moments"] as const).map(
      (prediction) => predicted(prediction, [100, 50, headingRad], covariance),
    );
    assertNear(moments.mean, linear.mean, 1e-8);
    assertNear(moments.covariance, linear.covariance, 1e-8);
  }));
});

Deno.test("the predicted moments are those of draws, within 5 standard errors", () => {
  const numDraws = 100_000;
  const rng = openStream(1, "heading");
  // Position and heading correlated: x and y lean on the heading's error.
  const sigma = 0.5;
  const state = predicted("moments", [0, 50, 0.8], [
    ...[0.25 + 0.09 * 0.25, -0.06 * 0.25, 0.3 * 0.25],
    ...[-0.06 * 0.25, 0.16 + 0.04 * 0.25, -0.2 * 0.25],
    ...[0.3 * 0.25, -0.2 * 0.25, 0.25],
  ]);
  const draws = range(0, numDraws).map(() => {
    const error = sigma * rng.gaussian();
    const x = 0.5 * rng.gaussian() + 0.3 * error + Math.cos(0.8 + error);
    const y = 50 + 0.4 * rng.gaussian() - 0.2 * error + Math.sin(0.8 + error);
    return [x, y, 0.8 + error];
  });
  const mean = [0, 1, 2].map((k) =>
    draws.reduce((sum, draw) => sum + draw[k] / numDraws, 0)
  );
  state.mean.forEach((value, k) => {
    const error = 5 * Math.sqrt(state.covariance[4 * k] / numDraws);
    assert.ok(Math.abs(mean[k] - value) < error);
  });
  for (const [i, j] of [[0, 0], [0, 1], [0, 2], [1, 1], [1, 2], [2, 2]]) {
    const products = draws.map((d) => (d[i] - mean[i]) * (d[j] - mean[j]));
    const covariance = products.reduce((sum, value) => sum + value, 0) /
      numDraws;
    const power = products.reduce((sum, value) => sum + value ** 2, 0) /
      numDraws;
    const turn = i === 2 && j === 2 ? TURN_VARIANCE : 0;
    const error = 5 * Math.sqrt((power - covariance ** 2) / numDraws);
    const off = state.covariance[3 * i + j] - turn - covariance;
    assert.ok(Math.abs(off) < error, `${i}, ${j}: ${off}`);
  }
});

Deno.test("a heading that is anything at all gets nowhere", () => {
  const covariance = [0.4, 0, 0, 0, 0.3, 0, 0, 0, 100];
  const state = predicted("moments", [100, 50, 1], covariance);
  assertNear(state.mean, [100, 50, 1], 1e-15);
  assertNear(state.covariance, [0.9, 0, 0, 0, 0.8], 1e-15);
});

Deno.test("a prediction that is none is refused", () => {
  assert.throws(
    () => headingFilter(scenario, { prediction: "exact" as HeadingPrediction }),
    /Cannot create a heading filter as prediction must be moments or linearized/,
  );
});
