import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, standardDeviation } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { klDivergence } from "../../lib/twin/kl_divergence.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/metrics_scipy.json" with { type: "json" };

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});

Deno.test("two bins, by hand; the order of the samples matters", () => {
  // Shares of 3.5/4 and 0.5/4 against 1.5/4 and 2.5/4.
  const [generated, real] = [[0.1, 0.2, 0.3], [0.1, 0.5, 1]];
  const expected = 7 / 8 * Math.log(7 / 3) + 1 / 8 * Math.log(1 / 5);
  const reversed = 3 / 8 * Math.log(3 / 7) + 5 / 8 * Math.log(5);
  const settings = { numBins: 2 };
  assert.ok(
    Math.abs(klDivergence(generated, real, settings) - expected) < 1e-15,
  );
  assert.ok(
    Math.abs(klDivergence(real, generated, settings) - reversed) < 1e-15,
  );
});

Deno.test("as SciPy's entropy of the same histograms", () => {
  for (const { generated, real, klDivergence7Bins } of scipy.cases) {
    const divergence = klDivergence(generated, real, { numBins: 7 });
    assert.ok(Math.abs(divergence - klDivergence7Bins) < 1e-14);
  }
});

Deno.test("it is never negative, and zero for a sample and itself in any order", () => {
  checkProperty(fc.property(probabilities, probabilities, (a, b) => {
    assert.ok(klDivergence(a, b) >= 0);
    assert.equal(klDivergence(a, [...a].reverse()), 0);
  }));
});

Deno.test("the bias of two samples of one distribution is as documented", () => {
  // Within 4 standard errors of (K - 1) / 2 (1/n + 1/m), over 300 pairs.
  const rng = openStream(1, "uniform");
  const draw = (count: number) => range(0, count).map(() => rng.uniform());
  const divergences = range(0, 300).map(() =>
    klDivergence(draw(3000), draw(2000), { numBins: 20 })
  );
  const bias = 19 / 2 * (1 / 3000 + 1 / 2000);
  const standardError = standardDeviation(divergences) / Math.sqrt(300);
  assert.ok(Math.abs(mean(divergences) - bias) < 4 * standardError);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => klDivergence([], [0.5]),
    /the number of generated values must be at least 1/,
  );
  assert.throws(
    () => klDivergence([0.5], [NaN]),
    /each real value must be a finite number/,
  );
  assert.throws(
    () => klDivergence([0.5], [1.1]),
    /each value must be from 0 to 1: current value is 1.1/,
  );
  assert.throws(
    () => klDivergence([0.5], [0.5], { numBins: 1 }),
    /numBins must be an integer from 2/,
  );
});
