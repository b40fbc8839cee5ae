/**
 * Small Hermitian matrices: their Cholesky factor, and linear equations.
 *
 * A matrix of n rows is a complex array of n^2 numbers, a row after the other.
 * Only the lower triangle is read.
 *
 * @module
 */

import { requireInteger, shapeError } from "./check.ts";
import {
  type ComplexArray,
  complexZeros,
  requireComplexArray,
} from "./complex_array.ts";

/** A pivot below this share of its diagonal element is rounding, not rank. */
const NEGLIGIBLE_PIVOT = 1e-13;

/**
 * The lower triangular C with C C^H equal to a Hermitian, positive semidefinite
 * matrix. A column in which nothing is left, as the matrix lacks rank, is zero.
 *
 * @param matrix shape [n n]
 * @param numRows n, from 1 to 1024
 * @returns C, shape [n n]
 * @throws {RangeError} where n breaks its rule
 * @throws {TypeError} where the matrix has another shape
 */
export function choleskyFactor(
  matrix: ComplexArray,
  numRows: number,
): ComplexArray {
  const action = "factor a matrix";
  requireMatrix(action, matrix, numRows);
  const factor = complexZeros(numRows * numRows);
  const { re, im } = factor;
  for (let j = 0; j < numRows; j++) {
    const diagonal = matrix.re[j * numRows + j];
    let pivot = diagonal;
    for (let k = 0; k < j; k++) {
      const at = j * numRows + k;
      pivot -= re[at] * re[at] + im[at] * im[at];
    }
    if (!(pivot > NEGLIGIBLE_PIVOT * diagonal)) continue;
    const root = Math.sqrt(pivot);
    re[j * numRows + j] = root;
    for (let i = j + 1; i < numRows; i++) {
      let [sumRe, sumIm] = [
        matrix.re[i * numRows + j],
        matrix.im[i * numRows + j],
      ];
      for (let k = 0; k < j; k++) {
        const [a, b] = [i * numRows + k, j * numRows + k];
        sumRe -= re[a] * re[b] + im[a] * im[b];
        sumIm -= im[a] * re[b] - re[a] * im[b];
      }
      re[i * numRows + j] = sumRe / root;
      im[i * numRows + j] = sumIm / root;
    }
  }
  return factor;
}

/**
 * The solution x of C C^H x = b for a Cholesky factor C. An unknown whose
 * column of C is zero is zero.
 *
 * @param factor C, shape [n n]
 * @param right b, shape [n]
 * @returns x, shape [n]
 * @throws {TypeError} where the shapes do not fit
 */
export function solveFactored(
  factor: ComplexArray,
  right: ComplexArray,
): ComplexArray {
  const action = "solve equations";
  requireComplexArray(action, "the right side", right);
  const numRows = right.re.length;
  requireMatrix(action, factor, numRows);
  const solution = complexZeros(numRows);
  const { re, im } = solution;
  for (let i = 0; i < numRows; i++) {
    let [sumRe, sumIm] = [right.re[i], right.im[i]];
    for (let k = 0; k < i; k++) {
      const at = i * numRows + k;
      sumRe -= factor.re[at] * re[k] - factor.im[at] * im[k];
      sumIm -= factor.re[at] * im[k] + factor.im[at] * re[k];
    }
    const pivot = factor.re[i * numRows + i];
    re[i] = pivot > 0 ? sumRe / pivot : 0;
    im[i] = pivot > 0 ? sumIm / pivot : 0;
  }
  for (let i = numRows - 1; i >= 0; i--) {
    let [sumRe, sumIm] = [re[i], im[i]];
    for (let k = i + 1; k < numRows; k++) {
      const at = k * numRows + i;
      sumRe -= factor.re[at] * re[k] + factor.im[at] * im[k];
      sumIm -= factor.re[at] * im[k] - factor.im[at] * re[k];
    }
    const pivot = factor.re[i * numRows + i];
    re[i] = pivot > 0 ? sumRe / pivot : 0;
    im[i] = pivot > 0 ? sumIm / pivot : 0;
  }
  return solution;
}

function requireMatrix(
  action: string,
  matrix: ComplexArray,
  numRows: number,
): void {
  requireComplexArray(action, "the matrix", matrix);
  requireInteger(action, { numRows }, 1, 1024);
  if (matrix.re.length !== numRows * numRows) {
    const rule = `have ${numRows} rows and columns`;
    throw shapeError(action, "the matrix", rule, matrix.re.length);
  }
}
