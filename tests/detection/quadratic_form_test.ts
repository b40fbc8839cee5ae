import assert from "node:assert/strict";
import fc from "fast-check";
import {
  powerSumCdf,
  powerSumSurvival,
  upperPowerSumQuantile,
} from "../../lib/detection/quadratic_form.ts";
import {
  noncentralChiSquaredCdf,
  noncentralChiSquaredSurvival,
} from "../../lib/detection/noncentral_chi_squared.ts";
import { checkProperty } from "../property.ts";

function assertClose(value: number, expected: number, relative: number) {
  const error = Math.abs(value / expected - 1);
  assert.ok(
    error <= relative,
    `${value}, expected ${expected}: off by ${error}`,
  );
}

Deno.test("exponential variables of different means: the closed form (hypoexponential)", () => {
  for (const variances of [[1, 2], [1, 1.1, 5, 100], [1, 10, 100, 1000]]) {
    for (const x of [1, 10, 100, 1000]) {
      const closedForm = variances.reduce((sum, variance, n) => {
        const factor = variances.reduce(
          (product, other, m) =>
            m === n ? product : product * variance / (variance - other),
          1,
        );
        return sum + factor * Math.exp(-x / variance);
      }, 0);
      const noncentralities = variances.map(() => 0);
      assertClose(
        powerSumSurvival({ variances, noncentralities }, x),
        closedForm,
        1e-12,
      );
    }
  }
});

Deno.test("equal variances: the non-central chi-squared distribution, in both tails", () => {
  checkProperty(fc.property(
    fc.integer({ min: 1, max: 8 }),
    fc.double({ min: 0, max: 1000, noNaN: true }),
    fc.double({ min: 0.01, max: 1500, noNaN: true }),
    (numTerms, noncentrality, x) => {
      const sum = {
        variances: Array(numTerms).fill(2),
        noncentralities: Array(numTerms).fill(noncentrality / numTerms),
      };
      const survival = noncentralChiSquaredSurvival(
        x,
        2 * numTerms,
        noncentrality,
      );
      const cdf = noncentralChiSquaredCdf(x, 2 * numTerms, noncentrality);
      if (survival > 1e-290) {
        assertClose(powerSumSurvival(sum, x), survival, 1e-11);
      }
      if (cdf > 1e-290) assertClose(powerSumCdf(sum, x), cdf, 1e-11);
    },
  ));
});

Deno.test("unequal and non-central: Ruben's series in mpmath at 60 digits", () => {
  // Another formula than the inversion that is tested; see
  // oracles/make_quadratic_form.py.
  for (const { variances, noncentralities, x, survival } of MPMATH) {
    assertClose(
      powerSumSurvival({ variances, noncentralities }, x),
      survival,
      1e-11,
    );
  }
});

Deno.test("the quantile is the inverse of the survival function", () => {
  const sum = { variances: [0.1, 1, 3], noncentralities: [5, 0, 2] };
  for (const probability of [1e-100, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-9]) {
    const x = upperPowerSumQuantile(sum, probability);
    const found = probability > 0.5
      ? 1 - powerSumCdf(sum, x)
      : powerSumSurvival(sum, x);
    assertClose(found, probability, 1e-11);
  }
});

Deno.test("scaling the variances scales the sum", () => {
  const noncentralities = [3, 0, 10];
  const small = { variances: [1, 2, 7].map((v) => v * 1e-12), noncentralities };
  const large = { variances: [1, 2, 7].map((v) => v * 1e12), noncentralities };
  assertClose(
    powerSumSurvival(small, 60e-12),
    powerSumSurvival(large, 60e12),
    1e-11,
  );
});

Deno.test("thresholds at the ends of the range of doubles", () => {
  const sum = { variances: [1, 2], noncentralities: [3, 4] };
  for (const x of [1e-61, 1e-60, 1e-100]) {
    assertClose(powerSumCdf(sum, x), x * x * Math.exp(-3.5) / 4, 1e-12);
  }
  const one = { variances: [1e-30], noncentralities: [0] };
  assertClose(powerSumCdf(one, 1e-300), 1e-270, 1e-12);
  for (const x of [1e20, 1e300, Number.MAX_VALUE]) {
    assert.equal(powerSumSurvival(sum, x), 0);
    assert.equal(powerSumCdf(sum, x), 1);
  }
});

Deno.test("bad arguments are named", () => {
  const sum = { variances: [1, 2], noncentralities: [0, 0] };
  assert.throws(() => powerSumSurvival(sum, -1), /x must be non-negative/);
  assert.throws(
    () => powerSumSurvival({ ...sum, variances: [1, 0] }, 1),
    /each variance must be from 1e-30 to 1e\+30: current value is 0/,
  );
  assert.throws(
    () => powerSumCdf({ ...sum, noncentralities: [0] }, 1),
    /noncentralities must be as many as the 2 variances: current shape is 1/,
  );
  assert.throws(
    () => powerSumCdf({ variances: [], noncentralities: [] }, 1),
    /number of terms must be an integer from 1 to 1000: current value is 0/,
  );
  assert.throws(
    () => upperPowerSumQuantile(sum, 1),
    /strictly between 0 and 1/,
  );
  assert.equal(powerSumSurvival(sum, 0), 1);
  assert.equal(powerSumCdf(sum, 0), 0);
});

const MPMATH = (await import("./oracles/quadratic_form_mpmath.json", {
  with: { type: "json" },
})).default;
