import assert from "node:assert/strict";
import fc from "fast-check";
import {
  gammaOfOnePlus,
  upperGammaInWeights,
} from "../../lib/detection/incomplete_gamma.ts";
import { checkProperty } from "../property.ts";

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

/** t(a, y), the unit of upperGammaInWeights. */
function weight(a: number, y: number): number {
  return Math.exp(a * Math.log(y) - y) / gammaOfOnePlus(a);
}

Deno.test("gamma(1 + a) is the factorial, and root pi over two at a half", () => {
  assert.equal(gammaOfOnePlus(0), 1);
  assert.equal(gammaOfOnePlus(5), 120);
  assert.ok(relativeError(gammaOfOnePlus(0.5), Math.sqrt(Math.PI) / 2) < 1e-15);
});

Deno.test("gamma(1 + a) agrees with mpmath 1.3 to 1e-14", () => {
  assert.ok(relativeError(gammaOfOnePlus(0.25), 0.906402477055477078) < 1e-15);
  assert.ok(relativeError(gammaOfOnePlus(7.25), 8376.51235091992523) < 1e-14);
  assert.ok(
    relativeError(gammaOfOnePlus(39.75), 3.23678857794120111e47) < 1e-14,
  );
});

Deno.test("for a = 1 the upper gamma is e^-y, so 1 / y in its weights", () => {
  for (const y of [1.1, 3, 700]) {
    assert.ok(relativeError(upperGammaInWeights(1, y), 1 / y) < 1e-15);
  }
});

Deno.test("the upper gamma agrees with mpmath 1.3's gammainc to 1e-13", () => {
  const cases = [
    [0.3, 0.2, 0.342493275730278284],
    [0.75, 1.5, 0.147599554364750432],
    [1e-6, 0.0625, 2.25690811635927678e-6],
    [7.25, 9.5, 0.188513340687809537],
    [59.5, 60, 0.457061112843746795],
  ];
  for (const [a, y, expected] of cases) {
    const actual = upperGammaInWeights(a, y) * weight(a, y);
    assert.ok(relativeError(actual, expected) < 1e-13, `a ${a}, y ${y}`);
  }
});

Deno.test("a step of a adds one weight, in every one of the three methods", () => {
  checkProperty(fc.property(
    fc.oneof(
      fc.integer({ min: 1, max: 58 }),
      fc.double({ min: 0.01, max: 58, noNaN: true }),
    ),
    fc.double({ min: 1.01, max: 20, noNaN: true }),
    (a, factor) => {
      const y = (a + 1) * factor;
      const stepped = upperGammaInWeights(a + 1, y) * y / (a + 1);
      assert.ok(relativeError(stepped, upperGammaInWeights(a, y) + 1) < 1e-13);
    },
  ));
});
