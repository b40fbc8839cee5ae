import assert from "node:assert/strict";
import fc from "fast-check";
import {
  choleskyInto,
  invertPositiveDefiniteInto,
  multiplyInto,
} from "../../../lib/core/small_matrix.ts";
import {
  beliefOf,
  foldStateInto,
  type GaussianState,
  type LinearReading,
  openGaussianState,
  takeReadingInto,
} from "../../../lib/tracking/filters/gaussian_state.ts";
import { checkProperty } from "../../property.ts";

const values = (length: number, size: number) =>
  fc.array(fc.double({ min: -size, max: size, noNaN: true }), {
    minLength: length,
    maxLength: length,
  });

/** States of 2 to 4 components, with covariances G G^T + I / 100. */
const states = fc.integer({ min: 2, max: 4 }).chain((size) =>
  fc.tuple(values(size, 100), values(size * size, 2)).map(([mean, g]) => {
    const state = openGaussianState(size);
    state.mean.set(mean);
    const factor = Float64Array.from(g);
    const transposed = factor.map((_, i) =>
      factor[(i % size) * size + Math.floor(i / size)]
    );
    multiplyInto(state.covariance, factor, transposed, size, size, size);
    for (let i = 0; i < size; i++) state.covariance[i * size + i] += 0.01;
    return state;
  })
);

const readings: fc.Arbitrary<LinearReading> = fc.record({
  perXM: fc.double({ min: -1, max: 1, noNaN: true }),
  perYM: fc.double({ min: -1, max: 1, noNaN: true }),
  innovation: fc.double({ min: -5, max: 5, noNaN: true }),
  variance: fc.double({ min: -6, max: 2, noNaN: true }).map((p) => 10 ** p),
});

function copyOf(state: GaussianState): GaussianState {
  const copy = openGaussianState(state.size);
  copy.mean.set(state.mean);
  copy.covariance.set(state.covariance);
  return copy;
}

function assertPositiveDefinite({ size, covariance }: GaussianState) {
  choleskyInto(new Float64Array(size * size), covariance, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      assert.equal(covariance[i * size + j], covariance[j * size + i]);
    }
  }
}

Deno.test("a reading of x, by hand", () => {
  const state = openGaussianState(2);
  state.mean.set([10, 20]);
  state.covariance.set([3, 1, 1, 2]);
  const total = takeReadingInto(state, {
    perXM: 1,
    perYM: 0,
    innovation: 2,
    variance: 1,
  });
  assert.equal(total, 4);
  assert.deepEqual([...state.mean], [11.5, 20.5]);
  assert.deepEqual([...state.covariance], [0.75, 0.25, 0.25, 1.75]);
});

Deno.test("a reading adds h h^T / r to the inverse of the covariance", () => {
  checkProperty(fc.property(states, readings, (state, reading) => {
    fc.pre(reading.variance > 1e-3);
    const { size } = state;
    const scratch = new Float64Array(size * size);
    const expected = new Float64Array(size * size);
    invertPositiveDefiniteInto(expected, state.covariance, size, scratch);
    const { perXM, perYM, variance } = reading;
    expected[0] += perXM * perXM / variance;
    expected[1] += perXM * perYM / variance;
    expected[size] += perXM * perYM / variance;
    expected[size + 1] += perYM * perYM / variance;
    takeReadingInto(state, reading);
    const actual = new Float64Array(size * size);
    invertPositiveDefiniteInto(actual, state.covariance, size, scratch);
    const largest = Math.max(...expected.map(Math.abs));
    actual.forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]) < 1e-6 * largest)
    );
  }));
});

Deno.test("covariances stay symmetric and positive definite, however sharp the readings", () => {
  checkProperty(
    fc.property(
      states,
      fc.array(readings, { minLength: 1, maxLength: 40 }),
      (state, sequence) => {
        for (const reading of sequence) takeReadingInto(state, reading);
        assertPositiveDefinite(state);
      },
    ),
  );
});

Deno.test("a nearly singular prediction stays definite through a hundred sharp readings", () => {
  const state = openGaussianState(2);
  state.covariance.set([1e6, 999_999.999, 999_999.999, 1e6]);
  const reading = { perXM: 0.6, perYM: 0.8, innovation: 0, variance: 1e-6 };
  for (let i = 0; i < 100; i++) takeReadingInto(state, reading);
  assertPositiveDefinite(state);
});

Deno.test("mirroring a state changes the sign of all that points north, and of no variance", () => {
  checkProperty(fc.property(states, (state) => {
    fc.pre(state.size === 4 && state.mean[1] < 0 && state.mean[1] > -100);
    const before = copyOf(state);
    foldStateInto(state, [3], 100);
    assertPositiveDefinite(state);
    const signs = [1, -1, 1, -1];
    signs.forEach((sign, i) => {
      // Adding 0 makes a zero of either sign the same.
      assert.equal(state.mean[i] + 0, sign * before.mean[i] + 0);
      signs.forEach((other, j) =>
        assert.equal(
          state.covariance[4 * i + j] + 0,
          sign * other * before.covariance[4 * i + j] + 0,
        )
      );
    });
  }));
});

Deno.test("a state inside the area is left as it is", () => {
  const state = openGaussianState(3);
  state.mean.set([10, 60, 2]);
  state.covariance.set([3, 1, 0, 1, 2, 0.5, 0, 0.5, 1]);
  const before = copyOf(state);
  foldStateInto(state, [2], 100);
  assert.deepEqual(state, before);
  assert.deepEqual(beliefOf(state), {
    xM: 10,
    yM: 60,
    varianceXM2: 3,
    covarianceXYM2: 1,
    varianceYM2: 2,
  });
});
