import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chiSquaredCdf,
  chiSquaredSurvival,
  upperChiSquaredQuantile,
} from "../../lib/detection/chi_squared.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/chi_squared_scipy.json" with { type: "json" };

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

Deno.test("two degrees of freedom are the exponential distribution", () => {
  for (const x of [1e-9, 0.5, 2, 26, 300, 1300]) {
    const survival = chiSquaredSurvival(x, 2);
    assert.ok(relativeError(survival, Math.exp(-x / 2)) < 1e-14, `x ${x}`);
    const cdf = chiSquaredCdf(x, 2);
    assert.ok(relativeError(cdf, -Math.expm1(-x / 2)) < 1e-14, `x ${x}`);
  }
});

Deno.test("eight degrees of freedom are a finite sum", () => {
  for (const y of [4.5, 13, 100, 600]) {
    const sum = 1 + y + y ** 2 / 2 + y ** 3 / 6;
    const survival = chiSquaredSurvival(2 * y, 8);
    assert.ok(relativeError(survival, sum * Math.exp(-y)) < 1e-13, `y ${y}`);
  }
});

Deno.test("one and three degrees of freedom follow erfc (values of mpmath 1.3)", () => {
  const errorFunction = [
    [0.5, 0.479500122186953462],
    [1, 0.157299207050285131],
    [3, 0.0000220904969985854414],
    [20, 5.39586561160790093e-176],
  ];
  for (const [z, erfc] of errorFunction) {
    const x = 2 * z * z;
    const rest = 2 * z / Math.sqrt(Math.PI) * Math.exp(-z * z);
    assert.ok(relativeError(chiSquaredSurvival(x, 1), erfc) < 1e-13);
    assert.ok(relativeError(chiSquaredSurvival(x, 3), erfc + rest) < 1e-13);
  }
});

Deno.test("a false alarm in a thousand with eight degrees of freedom is at 26.12448", () => {
  const threshold = upperChiSquaredQuantile(1e-3, 8);
  assert.ok(relativeError(threshold, 26.1244815583761) < 1e-14);
});

Deno.test("both tails agree with SciPy 1.17.1's chi2.sf and chi2.cdf to 1e-12", () => {
  for (const row of scipy.central) {
    const [dof, x, survival, cdf] = row.split(" ").map(Number);
    const label = `dof ${dof}, x ${x}`;
    assert.ok(
      relativeError(chiSquaredSurvival(x, dof), survival) < 1e-12,
      label,
    );
    assert.ok(relativeError(chiSquaredCdf(x, dof), cdf) < 1e-12, label);
  }
});

Deno.test("the quantile agrees with SciPy 1.17.1's chi2.isf to 1e-12", () => {
  for (const row of scipy.quantiles) {
    const [probability, dof, expected] = row.split(" ").map(Number);
    const quantile = upperChiSquaredQuantile(probability, dof);
    const label = `probability ${probability}, dof ${dof}`;
    assert.ok(relativeError(quantile, expected) < 1e-12, label);
  }
});

Deno.test("the quantile inverts the survival function from 1e-290 to nearly 1", () => {
  checkProperty(fc.property(
    fc.double({ min: -290, max: 290, noNaN: true }),
    fc.double({ min: 0.5, max: 200, noNaN: true }),
    (power, dof) => {
      const small = 0.5 * 10 ** -Math.abs(power);
      if (power < 0) {
        const x = upperChiSquaredQuantile(small, dof);
        assert.ok(relativeError(chiSquaredSurvival(x, dof), small) < 2e-12);
      } else {
        const probability = 1 - Math.max(small, 2 ** -53);
        const x = upperChiSquaredQuantile(probability, dof);
        const below = chiSquaredCdf(x, dof);
        assert.ok(relativeError(below, 1 - probability) < 2e-12);
      }
    },
  ));
});

Deno.test("the tails add to one, and the survival falls with x", () => {
  checkProperty(fc.property(
    fc.double({ min: 0.01, max: 1000, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 0.1, noNaN: true }),
    (dof, factor, increase) => {
      const x = dof * factor;
      const survival = chiSquaredSurvival(x, dof);
      assert.ok(Math.abs(survival + chiSquaredCdf(x, dof) - 1) < 1e-13);
      const further = chiSquaredSurvival(x * (1 + increase), dof);
      assert.ok(further <= survival * (1 + 1e-12));
    },
  ));
});

Deno.test("bad arguments are named", () => {
  for (const bad of [NaN, -1, Infinity]) {
    assert.throws(() => chiSquaredSurvival(bad, 8), /as x must be non-neg/);
    assert.throws(() => chiSquaredCdf(bad, 8), /as x must be non-negative/);
  }
  for (const bad of [NaN, -1, 0, Infinity, 1.1e6]) {
    const rule = /as degreesOfFreedom must be above 0 and at most 1000000/;
    assert.throws(() => chiSquaredSurvival(1, bad), rule);
    assert.throws(() => chiSquaredCdf(1, bad), rule);
    assert.throws(() => upperChiSquaredQuantile(0.1, bad), rule);
  }
  for (const bad of [NaN, -1, 0, 1, Infinity]) {
    assert.throws(() => upperChiSquaredQuantile(bad, 8), RangeError);
  }
});
