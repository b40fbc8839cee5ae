import assert from "node:assert/strict";
import fc from "fast-check";
import {
  choleskyInto,
  diagonalMatrix,
  identityMatrix,
  invertPositiveDefiniteInto,
  mirrorUpperTriangleInto,
  multiplyInto,
  propagateCovarianceInto,
  solveFactoredInto,
} from "../../lib/core/small_matrix.ts";
import { checkProperty } from "../property.ts";

function assertNear(
  actual: Float64Array,
  expected: ArrayLike<number>,
  tolerance: number,
) {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) =>
    assert.ok(
      Math.abs(value - expected[i]) <= tolerance,
      `entry ${i}: ${value} for ${expected[i]}`,
    )
  );
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  multiplyInto(out, a, b, n, n, n);
  return out;
}

function transpose(a: Float64Array, n: number): Float64Array {
  return a.map((_, i) => a[(i % n) * n + Math.floor(i / n)]);
}

/** G G^T + I / 10: positive definite, with condition numbers up to a few 1e3. */
const positiveDefinite = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: n * n,
    maxLength: n * n,
  }).map((values) => {
    const g = Float64Array.from(values);
    const a = multiply(g, transpose(g, n), n);
    for (let i = 0; i < n; i++) a[i * n + i] += 0.1;
    return { a, g, n };
  })
);

Deno.test("a rectangular product by hand", () => {
  const out = new Float64Array(4);
  const a = Float64Array.of(1, 2, 3, 4, 5, 6);
  const b = Float64Array.of(7, 8, 9, 10, 11, 12);
  multiplyInto(out, a, b, 2, 3, 2);
  assert.deepEqual([...out], [58, 64, 139, 154]);
});

Deno.test("a factor, a solution and an inverse by hand", () => {
  const a = Float64Array.of(4, 2, 2, 10);
  const factor = new Float64Array(4);
  choleskyInto(factor, a, 2);
  assert.deepEqual([...factor], [2, 0, 1, 3]);
  const solution = new Float64Array(2);
  solveFactoredInto(solution, factor, Float64Array.of(8, 22), 2);
  assert.deepEqual([...solution], [1, 2]);
  const inverse = new Float64Array(4);
  invertPositiveDefiniteInto(inverse, a, 2, new Float64Array(4));
  assertNear(inverse, [10 / 36, -2 / 36, -2 / 36, 4 / 36], 1e-16);
});

Deno.test("factor, solution and inverse undo what they should, in place as well", () => {
  checkProperty(fc.property(positiveDefinite, ({ a, n }) => {
    const factor = Float64Array.from(a);
    choleskyInto(factor, factor, n);
    assertNear(multiply(factor, transpose(factor, n), n), a, 1e-13 * 60);

    const inverse = Float64Array.from(a);
    invertPositiveDefiniteInto(inverse, inverse, n, new Float64Array(n * n));
    assertNear(multiply(a, inverse, n), identityMatrix(n), 1e-10);
    assert.deepEqual(inverse, transpose(inverse, n));

    const x = Float64Array.from({ length: n }, (_, i) => i - 1.5);
    const b = new Float64Array(n);
    multiplyInto(b, a, x, n, n, 1);
    solveFactoredInto(b, factor, b, n);
    assertNear(b, x, 1e-10);
  }));
});

Deno.test("a propagated covariance is F P F^T, symmetric to the bit, in place as well", () => {
  checkProperty(fc.property(positiveDefinite, ({ a, g, n }) => {
    const expected = multiply(multiply(g, a, n), transpose(g, n), n);
    const out = Float64Array.from(a);
    propagateCovarianceInto(out, g, out, n, new Float64Array(n * n));
    assertNear(out, expected, 1e-10);
    assert.deepEqual(out, transpose(out, n));
  }));
});

Deno.test("a matrix that is not positive definite is refused", () => {
  const bad = [
    [1, 2, 2, 1],
    [0, 0, 0, 0],
    [1, NaN, NaN, 1],
    [Infinity, 0, 0, 1],
  ];
  for (const values of bad) {
    const a = Float64Array.from(values);
    assert.throws(
      () => choleskyInto(new Float64Array(4), a, 2),
      /Cannot factor a matrix as pivot \d of the matrix must be positive/,
    );
  }
});

Deno.test("diagonals, and the upper triangle over the lower", () => {
  assert.deepEqual([...diagonalMatrix([2, 3])], [2, 0, 0, 3]);
  const matrix = Float64Array.of(1, 2, 9, 4);
  mirrorUpperTriangleInto(matrix, 2);
  assert.deepEqual([...matrix], [1, 2, 2, 4]);
});
