/**
 * Linear algebra of small matrices, up to six rows or so: what a tracking
 * filter does some ten thousand times a second. A library's matrix object costs
 * more than the arithmetic at this size, so a matrix is a flat Float64Array,
 * row by row, and results go where the caller says.
 *
 * Shapes are the caller's duty: nothing here looks at them. Only what a number
 * can break is refused.
 *
 * @module
 */

import { rangeError } from "./check.ts";

/** The identity matrix, shape [n, n]. */
export function identityMatrix(n: number): Float64Array {
  return diagonalMatrix(new Float64Array(n).fill(1));
}

/** The matrix of a diagonal, shape [n, n]. */
export function diagonalMatrix(diagonal: ArrayLike<number>): Float64Array {
  const n = diagonal.length;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = diagonal[i];
  return out;
}

/**
 * The product A B.
 *
 * @param out where it is written, shape [rows, columns]; neither factor
 * @param a shape [rows, inner]
 * @param b shape [inner, columns]
 */
export function multiplyInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += a[i * inner + k] * b[k * columns + j];
      }
      out[i * columns + j] = sum;
    }
  }
}

/**
 * The covariance of F x, which is F P F^T, where that of x is P. It is
 * symmetric to the bit.
 *
 * @param out where it is written, shape [n, n]; may be the covariance itself
 * @param f the matrix F, shape [n, n]
 * @param covariance the symmetric matrix P, shape [n, n]
 * @param scratch room for n n numbers
 */
export function propagateCovarianceInto(
  out: Float64Array,
  f: Float64Array,
  covariance: Float64Array,
  n: number,
  scratch: Float64Array,
): void {
  multiplyInto(scratch, f, covariance, n, n, n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += scratch[i * n + k] * f[j * n + k];
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
}

/**
 * The Cholesky factor L of a positive definite matrix, A = L L^T, with zeros
 * above its diagonal. Only the lower triangle of A is read.
 *
 * @param out where it is written, shape [n, n]; may be A itself
 * @param a the matrix A, shape [n, n]
 * @throws {RangeError} where A is not positive definite, or not finite
 */
export function choleskyInto(
  out: Float64Array,
  a: Float64Array,
  n: number,
): void {
  for (let j = 0; j < n; j++) {
    let pivot = a[j * n + j];
    for (let k = 0; k < j; k++) pivot -= out[j * n + k] * out[j * n + k];
    if (!(pivot > 0 && pivot < Infinity)) {
      const name = `pivot ${j} of the matrix`;
      throw rangeError("factor a matrix", name, "positive and finite", pivot);
    }
    const root = Math.sqrt(pivot);
    out[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= out[i * n + k] * out[j * n + k];
      out[i * n + j] = sum / root;
    }
    for (let i = 0; i < j; i++) out[i * n + j] = 0;
  }
}

/**
 * The solution x of L L^T x = b.
 *
 * @param out where it is written, shape [n]; may be b itself
 * @param factor L, as `choleskyInto` gives it, shape [n, n]
 * @param b the right-hand side, shape [n]
 */
export function solveFactoredInto(
  out: Float64Array,
  factor: Float64Array,
  b: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * out[k];
    out[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = out[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * out[k];
    out[i] = sum / factor[i * n + i];
  }
}

/**
 * The inverse of a positive definite matrix, symmetric to the bit.
 *
 * @param out where it is written, shape [n, n]; may be A itself
 * @param a the matrix A, shape [n, n]
 * @param scratch room for n n numbers
 * @throws {RangeError} where A is not positive definite, or not finite
 */
export function invertPositiveDefiniteInto(
  out: Float64Array,
  a: Float64Array,
  n: number,
  scratch: Float64Array,
): void {
  choleskyInto(scratch, a, n);
  invertLowerTriangleInto(scratch, n);
  // A^-1 = L^-T L^-1, whose entry (i, j) sums over the rows from the later on.
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = j; k < n; k++) {
        sum += scratch[k * n + i] * scratch[k * n + j];
      }
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
  }
}

/** Replaces a lower triangle with its inverse. */
function invertLowerTriangleInto(triangle: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    triangle[j * n + j] = 1 / triangle[j * n + j];
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) {
        sum += triangle[i * n + k] * triangle[k * n + j];
      }
      triangle[i * n + j] = -sum / triangle[i * n + i];
    }
  }
}

/**
 * Copies the upper triangle over the lower one, so that rounding cannot make a
 * covariance unsymmetric.
 *
 * @param matrix changed in place, shape [n, n]
 */
export function mirrorUpperTriangleInto(matrix: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[i * n + j] = matrix[j * n + i];
  }
}
