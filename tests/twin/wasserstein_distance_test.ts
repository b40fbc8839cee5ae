import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, standardDeviation } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { wassersteinDistance } from "../../lib/twin/wasserstein_distance.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/metrics_scipy.json" with { type: "json" };

const sample = fc.array(fc.integer({ min: -20, max: 20 }), {
  minLength: 1,
  maxLength: 12,
});

Deno.test("two of three values on a floor, by hand", () => {
  // A third of the mass goes from 4 to 1, and the rest stays.
  assert.equal(wassersteinDistance([1, 1, 4], [1]), 1);
  // One half goes up by 1, the other down.
  assert.equal(wassersteinDistance([0, 2], [1, 1, 1]), 1);
});

Deno.test("as SciPy's, with ties and samples of different sizes", () => {
  for (
    const { generated, real, wassersteinDistance: expected } of scipy.cases
  ) {
    assert.ok(
      Math.abs(wassersteinDistance(generated, real) - expected) < 1e-15,
    );
  }
});

Deno.test("it is a metric, and a shift moves it by itself", () => {
  checkProperty(
    fc.property(sample, sample, sample, fc.nat(50), (a, b, c, shift) => {
      const distance = wassersteinDistance(a, b);
      assert.equal(distance, wassersteinDistance(b, a));
      assert.equal(wassersteinDistance(a, [...a, ...a].reverse()), 0);
      assert.ok(
        distance <=
          wassersteinDistance(a, c) + wassersteinDistance(c, b) + 1e-9,
      );
      const shifted = a.map((value) => value + shift);
      assert.ok(Math.abs(wassersteinDistance(a, shifted) - shift) < 1e-9);
    }),
  );
});

Deno.test("two samples of one distribution are apart by what the sizes say", () => {
  // F_n - F_m is normal for large samples, so the mean distance is
  // sqrt(2 / pi) sqrt(1/n + 1/m) times the integral of sqrt(F (1 - F)), which
  // is pi / 8 for the uniform. Within 4 standard errors, over 400 pairs.
  const rng = openStream(1, "uniform");
  const draw = (count: number) => range(0, count).map(() => rng.uniform());
  const distances = range(0, 400).map(() =>
    wassersteinDistance(draw(900), draw(600))
  );
  const expected = Math.sqrt(2 / Math.PI * (1 / 900 + 1 / 600)) * Math.PI / 8;
  const standardError = standardDeviation(distances) / Math.sqrt(400);
  assert.ok(Math.abs(mean(distances) - expected) < 4 * standardError);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => wassersteinDistance([1], []),
    /the number of real values must be at least 1/,
  );
  assert.throws(
    () => wassersteinDistance([Infinity], [1]),
    /each generated value must be a finite number/,
  );
  assert.throws(
    () => wassersteinDistance(null as unknown as number[], [1]),
    /generated must be an array/,
  );
});
