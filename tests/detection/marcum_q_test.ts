import assert from "node:assert/strict";
import fc from "fast-check";
import { marcumQ } from "../../lib/detection/marcum_q.ts";
import { noncentralChiSquaredSurvival } from "../../lib/detection/noncentral_chi_squared.ts";
import { checkProperty } from "../property.ts";
import mpmath from "./oracles/marcum_q_mpmath.json" with { type: "json" };

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

Deno.test("without a signal the order 1 is a Rayleigh tail", () => {
  for (const b of [0, 0.5, 3, 30]) {
    assert.ok(relativeError(marcumQ(1, 0, b), Math.exp(-b * b / 2)) < 1e-14);
  }
});

Deno.test("order, a and b agree with mpmath 1.3 at 360 digits to 1e-12, down to 1e-290", () => {
  for (const row of mpmath.tails) {
    const [order, a, b, expected] = row.split(" ").map(Number);
    if (Number.isNaN(expected)) continue;
    assert.ok(relativeError(marcumQ(order, a, b), expected) < 1e-12, row);
  }
});

Deno.test("Q_1(a, b) + Q_1(b, a) = 1 + exp(-(a^2 + b^2) / 2) I_0(ab), with mpmath's I_0", () => {
  for (const row of mpmath.symmetry) {
    const [a, b, scaledBessel] = row.split(" ").map(Number);
    const sum = marcumQ(1, a, b) + marcumQ(1, b, a);
    const expected = 1 + Math.exp(-((a - b) ** 2) / 2) * scaledBessel;
    assert.ok(relativeError(sum, expected) < 1e-14, row);
  }
});

Deno.test("it is the non-central chi-squared's survival function", () => {
  checkProperty(fc.property(
    fc.double({ min: 0.1, max: 50, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: -5, max: 10, noNaN: true }),
    (order, a, beyond) => {
      const b = Math.max(0, a + beyond);
      const survival = noncentralChiSquaredSurvival(b * b, 2 * order, a * a);
      assert.ok(relativeError(marcumQ(order, a, b), survival) < 1e-11);
    },
  ));
});

Deno.test("it falls with b, and rises with the order and with a", () => {
  checkProperty(fc.property(
    fc.double({ min: 0.1, max: 50, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: -5, max: 10, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    (order, a, beyond, more) => {
      const b = Math.max(0, a + beyond);
      const tail = marcumQ(order, a, b);
      const atMost = tail * (1 + 2e-12);
      const atLeast = tail * (1 - 2e-12);
      assert.ok(marcumQ(order, a, b + more) <= atMost);
      assert.ok(marcumQ(order, a + more, b) >= atLeast);
      assert.ok(marcumQ(order + more, a, b) >= atLeast);
    },
  ));
});

Deno.test("bad arguments are named", () => {
  for (const bad of [NaN, -1, Infinity]) {
    assert.throws(() => marcumQ(bad, 1, 1), /as order must be above 0 and at/);
    assert.throws(() => marcumQ(1, bad, 1), /as a must be from 0 to 100000/);
    assert.throws(() => marcumQ(1, 1, bad), /as b must be non-negative and/);
  }
  assert.throws(() => marcumQ(0, 1, 1), RangeError);
  assert.throws(() => marcumQ(6e5, 1, 1), RangeError);
  assert.throws(() => marcumQ(1, 1.1e5, 1), RangeError);
});
