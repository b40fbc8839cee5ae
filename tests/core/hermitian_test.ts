import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import { complexZeros } from "../../lib/core/complex_array.ts";
import { choleskyFactor, solveFactored } from "../../lib/core/hermitian.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { sampleComplexGaussian } from "../../lib/channel/noise.ts";

const complexOf = (re: number[], im: number[]) => ({
  re: Float64Array.from(re),
  im: Float64Array.from(im),
});

/** A B^H for two arrays of shape [n k]. */
function timesConjugate(
  a: ReturnType<typeof complexZeros>,
  b: ReturnType<typeof complexZeros>,
  n: number,
) {
  const k = a.re.length / n;
  const product = complexZeros(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let l = 0; l < k; l++) {
        const [x, y] = [i * k + l, j * k + l];
        product.re[i * n + j] += a.re[x] * b.re[y] + a.im[x] * b.im[y];
        product.im[i * n + j] += a.im[x] * b.re[y] - a.re[x] * b.im[y];
      }
    }
  }
  return product;
}

Deno.test("a factor of 2 rows, by hand", () => {
  // [4, 2j; -2j, 5] = C C^H for C = [2, 0; -j, 2].
  const factor = choleskyFactor(complexOf([4, 0, 0, 5], [0, 2, -2, 0]), 2);
  assert.deepEqual([...factor.re], [2, 0, 0, 2]);
  assert.deepEqual([...factor.im], [0, 0, -1, 0]);
});

Deno.test("C C^H is the matrix, and C C^H x = b", () => {
  checkProperty(fc.property(
    fc.integer({ min: 1, max: 12 }),
    fc.nat(),
    (n, seed) => {
      const rng = openStream(seed, "matrix");
      const root = sampleComplexGaussian(n * (n + 2), 1, rng);
      const matrix = timesConjugate(root, root, n);
      const factor = choleskyFactor(matrix, n);
      const again = timesConjugate(factor, factor, n);
      for (let i = 0; i < n * n; i++) {
        assert.ok(Math.abs(again.re[i] - matrix.re[i]) < 1e-11);
        assert.ok(Math.abs(again.im[i] - matrix.im[i]) < 1e-11);
      }
      const right = sampleComplexGaussian(n, 1, rng);
      const { re, im } = solveFactored(factor, right);
      for (let i = 0; i < n; i++) {
        let [sumRe, sumIm] = [-right.re[i], -right.im[i]];
        for (let j = 0; j < n; j++) {
          const at = i * n + j;
          sumRe += matrix.re[at] * re[j] - matrix.im[at] * im[j];
          sumIm += matrix.re[at] * im[j] + matrix.im[at] * re[j];
        }
        assert.ok(Math.hypot(sumRe, sumIm) < 1e-7);
      }
    },
  ));
});

Deno.test("what lacks rank gets columns of zeros", () => {
  const factor = choleskyFactor(complexOf([1, 1, 1, 1], [0, 0, 0, 0]), 2);
  assert.deepEqual([...factor.re], [1, 0, 1, 0]);
  const { re } = solveFactored(factor, complexOf([3, 3], [0, 0]));
  assert.deepEqual([...re], [3, 0]);
});

Deno.test("bad shapes are named", () => {
  assert.throws(
    () => choleskyFactor(complexZeros(3), 2),
    /the matrix must have 2 rows and columns: current shape is 3/,
  );
  assert.throws(
    () => solveFactored(complexZeros(4), complexZeros(3)),
    /the matrix must have 3 rows/,
  );
});
