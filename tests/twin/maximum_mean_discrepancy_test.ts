import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, standardDeviation } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  maximumMeanDiscrepancy,
  medianBandwidth,
  squaredDiscrepancy,
} from "../../lib/twin/maximum_mean_discrepancy.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/metrics_scipy.json" with { type: "json" };

const sample = fc.array(fc.integer({ min: -9, max: 9 }), {
  minLength: 2,
  maxLength: 10,
});

Deno.test("two values against two, by hand", () => {
  const near = Math.exp(-0.5);
  const far = Math.exp(-2);
  // Within {0, 1} and within {1, 2} one distance of 1; between them 1, 2, 0, 1.
  const squared = near + near - (1 + 2 * near + far) / 2;
  assert.ok(Math.abs(squaredDiscrepancy([0, 1], [1, 2], 1) - squared) < 1e-15);
  const biased = Math.sqrt((1 + near) - (1 + 2 * near + far) / 2);
  assert.ok(
    Math.abs(maximumMeanDiscrepancy([0, 1], [1, 2], 1) - biased) < 1e-15,
  );
});

Deno.test("the median leaves out pairs of equal values", () => {
  // Ten values on a floor and one at 0.5: each distance that is not 0 is 0.5.
  assert.equal(medianBandwidth(Array(9).fill(0), [0, 0.5]), 0.5);
  // Of 1, 2, 3 and the distances 1, 1, 2 between them the median is 1.
  assert.equal(medianBandwidth([1, 3], [2]), 1);
  assert.equal(medianBandwidth([2, 2], [2]), 1);
});

Deno.test("as NumPy's sums over all pairs", () => {
  for (const { generated, real, ...expected } of scipy.cases) {
    const bandwidth = medianBandwidth(generated, real);
    assert.equal(bandwidth, expected.medianBandwidth);
    const squared = squaredDiscrepancy(generated, real, bandwidth);
    assert.ok(Math.abs(squared - expected.squaredDiscrepancy) < 1e-14);
    const discrepancy = maximumMeanDiscrepancy(generated, real, bandwidth);
    assert.ok(Math.abs(discrepancy - expected.discrepancy) < 1e-13);
  }
});

Deno.test("the order of samples and values does not matter, nor does the unit", () => {
  checkProperty(fc.property(sample, sample, (a, b) => {
    const bandwidth = medianBandwidth(a, b);
    const squared = squaredDiscrepancy(a, b, bandwidth);
    assert.ok(
      Math.abs(squared - squaredDiscrepancy(b, [...a].reverse(), bandwidth)) <
        1e-12,
    );
    const [a2, b2] = [a, b].map((values) => values.map((value) => 2 * value));
    const doubled = squaredDiscrepancy(a2, b2, medianBandwidth(a2, b2));
    assert.ok(Math.abs(squared - doubled) < 1e-12);
    assert.ok(maximumMeanDiscrepancy(a, b, bandwidth) ** 2 >= squared - 1e-12);
    assert.ok(maximumMeanDiscrepancy(a, a, bandwidth) < 1e-7);
  }));
});

Deno.test("for two samples of one distribution the unbiased one is zero on average", () => {
  // Within 4 standard errors, over 300 pairs; the biased one is far from it.
  const rng = openStream(1, "uniform");
  const draw = (count: number) => range(0, count).map(() => rng.uniform());
  const pairs = range(0, 300).map(() => [draw(30), draw(20)]);
  const squares = pairs.map(([a, b]) => squaredDiscrepancy(a, b, 0.3));
  const standardError = standardDeviation(squares) / Math.sqrt(300);
  assert.ok(Math.abs(mean(squares)) < 4 * standardError);
  const roots = pairs.map(([a, b]) => maximumMeanDiscrepancy(a, b, 0.3));
  assert.ok(Math.min(...roots) > 0.01);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => squaredDiscrepancy([1], [1, 2], 1),
    /the number of generated values must be at least 2/,
  );
  assert.throws(
    () => maximumMeanDiscrepancy([1], [2], 0),
    /bandwidth must be positive/,
  );
  assert.throws(
    () => medianBandwidth(Array(5001).fill(0), [1]),
    /the number of values must be at most 5000/,
  );
});
