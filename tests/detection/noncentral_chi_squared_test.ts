import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chiSquaredCdf,
  chiSquaredSurvival,
} from "../../lib/detection/chi_squared.ts";
import {
  noncentralChiSquaredCdf,
  noncentralChiSquaredSurvival,
  noncentralityForSurvival,
  upperNoncentralChiSquaredQuantile,
} from "../../lib/detection/noncentral_chi_squared.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/chi_squared_scipy.json" with { type: "json" };
import mpmath from "./oracles/noncentral_chi_squared_mpmath.json" with {
  type: "json",
};

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

/** The worst relative error of both tails; a tail below 1e-290 is stored as "-". */
function worstError(rows: readonly string[]): number {
  let worst = 0;
  for (const row of rows) {
    const [dof, noncentrality, x, survival, cdf] = row.split(" ").map(Number);
    const pairs = [
      [noncentralChiSquaredSurvival(x, dof, noncentrality), survival],
      [noncentralChiSquaredCdf(x, dof, noncentrality), cdf],
    ];
    for (const [actual, expected] of pairs) {
      if (Number.isNaN(expected)) continue;
      const error = relativeError(actual, expected);
      worst = error <= worst ? worst : error;
    }
  }
  return worst;
}

const degreesOfFreedom = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.double({ min: 0.1, max: 40, noNaN: true }),
);
const noncentralities = fc.double({ min: -4, max: 4, noNaN: true })
  .map((power) => 10 ** power);

Deno.test("one degree of freedom is a shifted normal squared", () => {
  // Pr[(N + 3)^2 > 4] = Q(-1) + Q(5), normal tails from mpmath 1.3.
  const expected = 0.841344746068542949 + 2.86651571879193912e-7;
  const survival = noncentralChiSquaredSurvival(4, 1, 9);
  assert.ok(relativeError(survival, expected) < 1e-14);
});

Deno.test("a vanishing non-centrality gives the central tails", () => {
  for (const [x, dof] of [[0.1, 3], [26, 8], [300, 31], [90, 200]]) {
    const survival = noncentralChiSquaredSurvival(x, dof, 1e-18);
    assert.ok(relativeError(survival, chiSquaredSurvival(x, dof)) < 1e-14);
    assert.equal(
      noncentralChiSquaredCdf(x, dof, 0),
      chiSquaredCdf(x, dof),
    );
  }
});

Deno.test("both tails agree with mpmath 1.3 at 360 digits, on a grid down to 1e-290, to 5e-13", () => {
  assert.ok(worstError(mpmath.grid) < 5e-13);
});

Deno.test("both tails agree with mpmath 1.3 at 360 digits, at random points and real degrees of freedom, to 5e-13", () => {
  assert.ok(worstError(mpmath.scattered) < 5e-13);
});

Deno.test("both tails agree with mpmath 1.3 at 360 digits, at 20000 degrees of freedom and non-centrality 1e5, to 5e-13", () => {
  assert.ok(worstError(mpmath.far) < 5e-13);
});

Deno.test("the tails agree with mpmath 1.3's inversion integral at 50 digits, to a million degrees of freedom and non-centrality 1e10, to 5e-13", () => {
  assert.ok(worstError(mpmath.huge) < 5e-13);
});

Deno.test("both tails agree with SciPy 1.17.1's ncx2, where they are above 1e-6, to 1e-11", () => {
  for (const row of scipy.noncentral) {
    const [dof, noncentrality, x, survival, cdf] = row.split(" ").map(Number);
    const point = [x, dof, noncentrality] as const;
    assert.ok(
      relativeError(noncentralChiSquaredSurvival(...point), survival) < 1e-11,
      `survival at ${point}`,
    );
    assert.ok(
      relativeError(noncentralChiSquaredCdf(...point), cdf) < 1e-11,
      `cdf at ${point}`,
    );
  }
});

Deno.test("the tails add to one; the survival falls with x and rises with the non-centrality", () => {
  checkProperty(
    fc.property(
      degreesOfFreedom,
      noncentralities,
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 0.1, noNaN: true }),
      (dof, noncentrality, factor, increase) => {
        const x = factor * (dof + noncentrality);
        const survival = noncentralChiSquaredSurvival(x, dof, noncentrality);
        const cdf = noncentralChiSquaredCdf(x, dof, noncentrality);
        assert.ok(Math.abs(survival + cdf - 1) < 1e-13);
        const more = 1 + increase;
        const further = noncentralChiSquaredSurvival(
          x * more,
          dof,
          noncentrality,
        );
        assert.ok(further <= survival * (1 + 2e-12));
        const louder = noncentralChiSquaredSurvival(
          x,
          dof,
          noncentrality * more,
        );
        assert.ok(louder >= survival * (1 - 2e-12));
      },
    ),
    1000,
  );
});

Deno.test("the sum and the integral meet without a jump, at z = 60", () => {
  // Across the switch a tail may only move by its own slope: d log S / dx is
  // between -1/2 and 0, and d log F / dx is below 3 at these points.
  for (const dof of [2, 3.7, 8, 31]) {
    for (const noncentrality of [3, 10, 40, 300]) {
      const x = (3600 - dof * dof / 4) / noncentrality;
      const step = 1e-15 * x;
      for (
        const tail of [noncentralChiSquaredSurvival, noncentralChiSquaredCdf]
      ) {
        const below = tail(x - step, dof, noncentrality);
        const above = tail(x + step, dof, noncentrality);
        assert.ok(relativeError(below, above) < 5e-13 + 6 * step);
      }
    }
  }
});

Deno.test("the quantile inverts both tails, down to 1e-290", () => {
  checkProperty(fc.property(
    degreesOfFreedom,
    noncentralities,
    fc.double({ min: -290, max: 16, noNaN: true }),
    (dof, noncentrality, power) => {
      const probability = power < 0
        ? 0.5 * 10 ** power
        : 1 - 0.5 * 10 ** -power;
      if (probability === 1) return;
      const x = upperNoncentralChiSquaredQuantile(
        probability,
        dof,
        noncentrality,
      );
      const error = power < 0
        ? relativeError(
          noncentralChiSquaredSurvival(x, dof, noncentrality),
          probability,
        )
        : relativeError(
          noncentralChiSquaredCdf(x, dof, noncentrality),
          1 - probability,
        );
      assert.ok(error < 2e-12);
    },
  ));
});

Deno.test("the quantile at the stored mpmath survivals is the stored x, to 1e-13", () => {
  for (const row of mpmath.grid) {
    const [dof, noncentrality, x, survival] = row.split(" ").map(Number);
    if (!(survival > 1e-290 && survival <= 0.5)) continue;
    const quantile = upperNoncentralChiSquaredQuantile(
      survival,
      dof,
      noncentrality,
    );
    assert.ok(relativeError(quantile, x) < 1e-13, row);
  }
});

Deno.test("the non-centrality found gives the survival asked for", () => {
  checkProperty(fc.property(
    degreesOfFreedom,
    fc.double({ min: 0.1, max: 3000, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    (dof, x, share) => {
      const central = chiSquaredSurvival(x, dof);
      const probability = central ** (1 - share) * (1 - 1e-12) ** share;
      if (!(probability > Math.max(central, 1e-290) && probability < 1)) return;
      const noncentrality = noncentralityForSurvival(probability, x, dof);
      const survival = noncentralChiSquaredSurvival(x, dof, noncentrality);
      assert.ok(relativeError(survival, probability) < 2e-12);
      const missed = noncentralChiSquaredCdf(x, dof, noncentrality);
      assert.ok(
        probability <= 0.5 || relativeError(missed, 1 - probability) < 2e-12,
      );
    },
  ));
});

Deno.test("no non-centrality is needed for the central survival itself", () => {
  const central = chiSquaredSurvival(26, 8);
  assert.equal(noncentralityForSurvival(central, 26, 8), 0);
});

Deno.test("the ends of the domain give 0 or 1, never NaN", () => {
  for (const dof of [5e-324, 1e-320, 1e-9, 0.3, 1.99, 2, 8, 1e6]) {
    for (const noncentrality of [0, 1e-300, 1, 1e4, 1e10]) {
      assert.equal(noncentralChiSquaredSurvival(0, dof, noncentrality), 1);
      assert.equal(noncentralChiSquaredCdf(0, dof, noncentrality), 0);
      for (const x of [1e11, 1e200, Number.MAX_VALUE]) {
        assert.equal(noncentralChiSquaredSurvival(x, dof, noncentrality), 0);
        assert.equal(noncentralChiSquaredCdf(x, dof, noncentrality), 1);
      }
      for (const x of [5e-324, 1e-310, 1e-100, 1e-9, 0.1, 1, 1e3, 1e6, 1e9]) {
        const survival = noncentralChiSquaredSurvival(x, dof, noncentrality);
        const cdf = noncentralChiSquaredCdf(x, dof, noncentrality);
        assert.ok(Math.abs(survival + cdf - 1) < 1e-10, `${x} ${dof}`);
      }
    }
  }
});

Deno.test("both tails are probabilities over the whole domain", () => {
  const anySize = fc.double({ min: -300, max: 300, noNaN: true });
  checkProperty(
    fc.property(anySize, anySize, anySize, (first, second, third) => {
      const dof = Math.min(10 ** first, 1e6);
      const noncentrality = Math.min(10 ** second, 1e10);
      const x = 10 ** third;
      for (
        const tail of [noncentralChiSquaredSurvival, noncentralChiSquaredCdf]
      ) {
        const value = tail(x, dof, noncentrality);
        assert.ok(value >= 0 && value <= 1);
      }
    }),
    2000,
  );
});

Deno.test("a non-centrality out of reach is refused, saying why", () => {
  assert.throws(
    () => noncentralityForSurvival(1e-4, 26, 8),
    /probability must be at least 0\.00105\d+, which x is exceeded with already at non-centrality 0: current value is 0\.0001/,
  );
  assert.throws(
    () => noncentralityForSurvival(0.5, 1e11, 8),
    /x must be within reach of a non-centrality of at most 1e10/,
  );
});

Deno.test("bad arguments are named", () => {
  const tails = [noncentralChiSquaredSurvival, noncentralChiSquaredCdf];
  for (const bad of [NaN, -1, Infinity]) {
    for (const tail of tails) {
      assert.throws(() => tail(bad, 8, 1), /as x must be non-negative/);
      assert.throws(() => tail(1, bad, 1), /as degreesOfFreedom must be above/);
      assert.throws(() => tail(1, 8, bad), /as noncentrality must be from 0 /);
    }
    const quantile = upperNoncentralChiSquaredQuantile;
    assert.throws(() => quantile(bad, 8, 1), /as probability must be/);
    assert.throws(() => quantile(0.5, bad, 1), /as degreesOfFreedom must be/);
    assert.throws(() => quantile(0.5, 8, bad), /as noncentrality must be/);
    const inverse = noncentralityForSurvival;
    assert.throws(() => inverse(bad, 26, 8), /as probability must be/);
    assert.throws(() => inverse(0.5, bad, 8), /as x must be non-negative/);
    assert.throws(() => inverse(0.5, 26, bad), /as degreesOfFreedom must be/);
  }
  assert.throws(() => noncentralChiSquaredSurvival(1, 0, 1), RangeError);
  assert.throws(() => noncentralChiSquaredSurvival(1, 8, 1.1e10), RangeError);
});
