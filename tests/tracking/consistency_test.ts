import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import {
  chiSquaredMeanBounds,
  normalizedErrorSquared,
  normalizedInnovationSquared,
} from "../../lib/tracking/consistency.ts";
import {
  constantVelocityFilter,
  headingFilter,
  type TrackFilter,
} from "../../lib/tracking/filters/mod.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";
import { sampleLinearTrack } from "./linear_tracks.ts";
import { trackOpenLoop } from "./open_loop.ts";

const scenario = trackingScenario();
const belief = {
  xM: 190,
  yM: 60,
  varianceXM2: 4,
  covarianceXYM2: 0,
  varianceYM2: 9,
};

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** Asserts the mean of values, of independent tracks, within 99.9 %. */
function assertChiSquared(
  degreesOfFreedom: number,
  values: readonly number[],
  label: string,
) {
  const mean = meanOf(values);
  const { low, high } = chiSquaredMeanBounds(
    degreesOfFreedom,
    values.length,
    0.999,
  );
  const bounds = `${mean} in ${low} to ${high}`;
  assert.ok(mean > low && mean < high, `${label}: ${bounds}`);
}

Deno.test("an error of one deviation on each axis counts 2, however turned", () => {
  const truth = { xM: 192, yM: 57 };
  assert.equal(normalizedErrorSquared(belief, truth), 2);
  const turned = { ...belief, varianceYM2: 4, covarianceXYM2: 3 };
  const along = { xM: 190 + Math.sqrt(3.5), yM: 60 + Math.sqrt(3.5) };
  assert.ok(Math.abs(normalizedErrorSquared(turned, along) - 1) < 1e-12);
});

Deno.test("an innovation of one deviation in range counts 1", () => {
  const measurement = {
    station: 1,
    rangeM: 50 + Math.sqrt(0.64 * 9 + 0.36 * 4 + 0.25),
    cosine: 0.6,
    rangeSigmaM: 0.5,
    cosineSigma: 1e6,
  };
  const predicted = { ...belief, xM: 180, yM: 40 };
  const squared = normalizedInnovationSquared(scenario, predicted, [
    measurement,
  ]);
  assert.ok(Math.abs(squared - 1) < 1e-9);
  assert.equal(normalizedInnovationSquared(scenario, predicted, []), 0);
});

Deno.test("the bounds of a mean are SciPy 1.17.1's chi2.ppf over the count", () => {
  // chi2.ppf([0.025, 0.975], 100) / 50
  const { low, high } = chiSquaredMeanBounds(2, 50, 0.95);
  assert.ok(Math.abs(low - 74.22192747492373 / 50) < 1e-12);
  assert.ok(Math.abs(high - 129.56119718583659 / 50) < 1e-12);
});

Deno.test("where all is linear and Gaussian, errors and innovations are chi-squared", () => {
  const tracks = range(0, 300).map((seed) => sampleLinearTrack(seed));
  for (const block of [0, 1, 5, 20, 39]) {
    const steps = tracks.map((track) => track[block]);
    const errors = steps.map(({ updated, truth }) =>
      normalizedErrorSquared(updated, truth)
    );
    assertChiSquared(2, errors, `errors in block ${block}`);
    const innovations = steps.map((step) => step.innovationSquared);
    assertChiSquared(2, innovations, `innovations in block ${block}`);
  }
});

Deno.test("innovations of different blocks are independent there: all of them together", () => {
  const innovations = range(0, 100).flatMap((seed) =>
    sampleLinearTrack(seed).map((step) => step.innovationSquared)
  );
  assertChiSquared(2, innovations, "4,000 innovations");
});

Deno.test("a filter that believes in a third of the accelerations is found out", () => {
  const errors = range(0, 300).map((seed) => {
    const { updated, truth } = sampleLinearTrack(seed, 10 / 3)[20];
    return normalizedErrorSquared(updated, truth);
  });
  assert.ok(meanOf(errors) > chiSquaredMeanBounds(2, 300, 0.999).high);
});

/** The squares of a filter's errors and innovations over the paper's tracks. */
function squaresOf(filter: TrackFilter, block: number) {
  const steps = range(0, 25).flatMap((seed) =>
    trackOpenLoop(scenario, filter, seed, 8)
  ).map((track) => track[block]);
  return {
    errors: steps.map(({ updated, truth }) =>
      normalizedErrorSquared(updated, truth)
    ),
    innovations: steps.map(({ predicted, measurements }) =>
      normalizedInnovationSquared(scenario, predicted, measurements)
    ),
  };
}

Deno.test("on the paper's paths both extended filters are consistent, over 200 tracks", () => {
  for (const filter of [headingFilter, constantVelocityFilter]) {
    for (const block of [0, 10, 50, 99]) {
      const { errors, innovations } = squaresOf(filter(scenario), block);
      const label = `${filter.name}, block ${block}`;
      assertChiSquared(2, errors, `errors of ${label}`);
      assertChiSquared(4, innovations, `innovations of ${label}`);
    }
  }
});

Deno.test("the linearized heading is not: it is far too sure of the place along the way", () => {
  const filter = headingFilter(scenario, { prediction: "linearized" });
  assert.ok(meanOf(squaresOf(filter, 50).errors) > 5);
});

Deno.test("a covariance that is none is refused", () => {
  assert.throws(
    () => normalizedErrorSquared({ ...belief, covarianceXYM2: 6 }, belief),
    /Cannot normalize an error as the covariance's determinant must be positive/,
  );
  assert.throws(
    () => chiSquaredMeanBounds(2, 0, 0.95),
    /Cannot bound a mean as numValues must be an integer of at least 1/,
  );
});
