import assert from "node:assert/strict";
import fc from "fast-check";
import { mean } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { rankCorrelation } from "../../lib/twin/rank_correlation.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/metrics_scipy.json" with { type: "json" };

const sample = fc.array(fc.integer({ min: 0, max: 5 }), {
  minLength: 8,
  maxLength: 8,
});

Deno.test("three equal values share a rank, by hand", () => {
  // Ranks 2, 2, 2, 4 against 1, 2, 3, 4: covariance 3, variances 3 and 5.
  const correlation = rankCorrelation([1, 1, 1, 9], [1, 2, 3, 4]);
  assert.ok(Math.abs(correlation - 3 / Math.sqrt(15)) < 1e-15);
});

Deno.test("as SciPy's spearmanr, with ties", () => {
  for (const { generated, paired, rankCorrelation: expected } of scipy.cases) {
    assert.ok(Math.abs(rankCorrelation(generated, paired) - expected) < 1e-14);
  }
});

Deno.test("it stays within -1 and 1 and knows only the order", () => {
  checkProperty(fc.property(sample, sample, (a, b) => {
    const correlation = rankCorrelation(a, b);
    assert.ok(Math.abs(correlation) <= 1);
    const stretched = a.map((value) => value ** 3 - 40);
    assert.ok(Math.abs(rankCorrelation(stretched, b) - correlation) < 1e-12);
    const reversed = a.map((value) => -value);
    assert.ok(Math.abs(rankCorrelation(reversed, b) + correlation) < 1e-12);
  }));
});

Deno.test("what is unrelated has none on average", () => {
  // Its variance is 1 / (n - 1). Within 4 standard errors, over 400 pairs.
  const rng = openStream(1, "gaussian");
  const draw = () => range(0, 50).map(() => rng.gaussian());
  const correlations = range(0, 400).map(() => rankCorrelation(draw(), draw()));
  assert.ok(Math.abs(mean(correlations)) < 4 / Math.sqrt(49 * 400));
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => rankCorrelation([1, 2], [1]),
    /the second values must be as many as the 2 first values/,
  );
  assert.throws(
    () => rankCorrelation([1], [1]),
    /the number of first values must be at least 2/,
  );
  assert.throws(
    () => rankCorrelation([1, NaN], [1, 2]),
    /each first value must be a finite number/,
  );
});
