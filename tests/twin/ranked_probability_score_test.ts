import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, standardDeviation } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { rankedProbabilityScore } from "../../lib/twin/ranked_probability_score.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/metrics_scipy.json" with { type: "json" };

Deno.test("one draw scores its distance, two score by hand", () => {
  assert.equal(rankedProbabilityScore([0.25], 1), 0.75);
  // (1 + 3) / 2 less a quarter of the two distances of 2.
  assert.equal(rankedProbabilityScore([1, 3], 0), 1.5);
});

Deno.test("as properscoring's crps_ensemble", () => {
  for (const { generated, real, scoreOfFirst } of scipy.cases) {
    const score = rankedProbabilityScore(generated, real[0]);
    assert.ok(Math.abs(score - scoreOfFirst) < 1e-15);
  }
});

Deno.test("it is the area between the two distribution functions, squared", () => {
  const draws = fc.array(fc.integer({ min: 0, max: 20 }), {
    minLength: 1,
    maxLength: 8,
  });
  checkProperty(fc.property(draws, fc.nat(20), (ensemble, observation) => {
    const area = range(0, 20).reduce((sum, x) => {
      const share = ensemble.filter((value) => value <= x).length /
        ensemble.length;
      return sum + (share - (observation <= x ? 1 : 0)) ** 2;
    }, 0);
    const score = rankedProbabilityScore(ensemble, observation);
    assert.ok(Math.abs(score - area) < 1e-12);
  }));
});

Deno.test("the true distribution scores best, by what is documented", () => {
  // Uniform draws: 1/6 for the distribution itself, 1/6 (1 + 1/m) for m draws
  // of it; draws squeezed to a half do worse. 4 standard errors, 4000 times.
  const rng = openStream(1, "uniform");
  const score = (width: number) => {
    const ensemble = range(0, 10).map(() =>
      0.5 + width * (rng.uniform() - 0.5)
    );
    return rankedProbabilityScore(ensemble, rng.uniform());
  };
  const scores = range(0, 4000).map(() => score(1));
  const standardError = standardDeviation(scores) / Math.sqrt(4000);
  assert.ok(Math.abs(mean(scores) - 1.1 / 6) < 4 * standardError);
  const squeezed = range(0, 4000).map(() => score(0.5));
  assert.ok(mean(squeezed) > mean(scores) + 4 * standardError);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => rankedProbabilityScore([], 1),
    /the number of ensemble values must be at least 1/,
  );
  assert.throws(
    () => rankedProbabilityScore([1], NaN),
    /observation must be a finite number/,
  );
});
