import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  choleskyInto,
  propagateCovarianceInto,
} from "../../../lib/core/small_matrix.ts";
import {
  constantVelocityFilter,
  constantVelocityMotion,
} from "../../../lib/tracking/filters/constant_velocity_filter.ts";
import { openGaussianState } from "../../../lib/tracking/filters/gaussian_state.ts";
import { beginState } from "../../../lib/tracking/filters/gaussian_track.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";

const scenario = trackingScenario();
const motion = constantVelocityMotion(scenario, 4);

Deno.test("a block's prediction is F P F^T + sigma^2 G G^T, symmetric to the bit", () => {
  const state = openGaussianState(4);
  state.mean.set([100, 50, 6, -8]);
  const covariance = [
    ...[2, 0.3, 0.5, -0.1],
    ...[0.3, 1, 0.2, 0.4],
    ...[0.5, 0.2, 3, 0.6],
    ...[-0.1, 0.4, 0.6, 2],
  ];
  state.covariance.set(covariance);
  motion.predictInto(state);
  assert.deepEqual([...state.mean], [100.6, 49.2, 6, -8]);
  const f = Float64Array.of(1, 0, 0.1, 0, 0, 1, 0, 0.1, 0, 0, 1, 0, 0, 0, 0, 1);
  const expected = Float64Array.from(covariance);
  propagateCovarianceInto(expected, f, expected, 4, new Float64Array(16));
  const gains = [0.005, 0.1];
  for (const axis of [0, 1]) {
    for (const i of [0, 1]) {
      for (const j of [0, 1]) {
        expected[(axis + 2 * i) * 4 + axis + 2 * j] += 16 * gains[i] * gains[j];
      }
    }
  }
  for (const i of range(0, 4)) {
    for (const j of range(0, 4)) {
      const value = state.covariance[4 * i + j];
      assert.ok(Math.abs(value - expected[4 * i + j]) < 1e-14);
      assert.equal(value, state.covariance[4 * j + i]);
    }
  }
});

Deno.test("the first velocity has the moments of the known speed along an uncertain heading", () => {
  const start = {
    position: { xM: 100, yM: 50 },
    positionSigmaM: 0.5,
    headingRad: 2.5,
    headingSigmaRad: 0.6,
  };
  const state = beginState(motion, start);
  choleskyInto(new Float64Array(16), state.covariance, 4);
  const rng = openStream(1, "heading");
  const numDraws = 50_000;
  const draws = range(0, numDraws).map(() => {
    const headingRad = 2.5 + 0.6 * rng.gaussian();
    return [10 * Math.cos(headingRad), 10 * Math.sin(headingRad)];
  });
  const mean = [0, 1].map((k) =>
    draws.reduce((sum, draw) => sum + draw[k] / numDraws, 0)
  );
  for (const i of [0, 1]) {
    const error = 5 * Math.sqrt(state.covariance[5 * i + 10] / numDraws);
    assert.ok(Math.abs(mean[i] - state.mean[i + 2]) < error);
    for (const j of [0, 1]) {
      const products = draws.map((d) => (d[i] - mean[i]) * (d[j] - mean[j]));
      const covariance = products.reduce((sum, x) => sum + x / numDraws, 0);
      const power = products.reduce((sum, x) => sum + x * x / numDraws, 0);
      const off = covariance - state.covariance[(i + 2) * 4 + j + 2];
      assert.ok(Math.abs(off) < 5 * Math.sqrt(power / numDraws));
    }
  }
});

Deno.test("an acceleration that is none is refused", () => {
  assert.throws(
    () => constantVelocityFilter(scenario, { accelerationSigmaMps2: 0 }),
    /Cannot create a constant-velocity filter as accelerationSigmaMps2 must be positive/,
  );
});
