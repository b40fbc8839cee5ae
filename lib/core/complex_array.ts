/**
 * Arrays of complex numbers as two typed arrays, and the few operations of
 * linear algebra that the signal model needs.
 *
 * @module
 */

import { requireInteger, shapeError } from "./check.ts";

/** n complex numbers: `re[i] + j im[i]`. */
export interface ComplexArray {
  /** The real parts. */
  readonly re: Float64Array;
  /** The imaginary parts. */
  readonly im: Float64Array;
}

/** One complex number. */
export interface Complex {
  /** The real part. */
  readonly re: number;
  /** The imaginary part. */
  readonly im: number;
}

/** An array of n complex zeros. */
export function complexZeros(length: number): ComplexArray {
  requireInteger("create a complex array", { length }, 0);
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** The array times a complex number. */
export function scale(array: ComplexArray, factor: Complex): ComplexArray {
  const out = complexZeros(array.re.length);
  for (let i = 0; i < array.re.length; i++) {
    out.re[i] = factor.re * array.re[i] - factor.im * array.im[i];
    out.im[i] = factor.re * array.im[i] + factor.im * array.re[i];
  }
  return out;
}

/** The sum of two arrays of one length. */
export function add(a: ComplexArray, b: ComplexArray): ComplexArray {
  requireSameLength("add complex arrays", a, b);
  return {
    re: a.re.map((value, i) => value + b.re[i]),
    im: a.im.map((value, i) => value + b.im[i]),
  };
}

/** The inner product a^H b: the first argument is conjugated. */
export function innerProduct(a: ComplexArray, b: ComplexArray): Complex {
  requireSameLength("take an inner product", a, b);
  let re = 0;
  let im = 0;
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i] * b.re[i] + a.im[i] * b.im[i];
    im += a.re[i] * b.im[i] - a.im[i] * b.re[i];
  }
  return { re, im };
}

/** The product a^T b: nothing is conjugated. */
export function transposeProduct(a: ComplexArray, b: ComplexArray): Complex {
  requireSameLength("take a transpose product", a, b);
  let re = 0;
  let im = 0;
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i] * b.re[i] - a.im[i] * b.im[i];
    im += a.re[i] * b.im[i] + a.im[i] * b.re[i];
  }
  return { re, im };
}

/** The squared norm: the sum of the squared moduli. */
export function squaredNorm(array: ComplexArray): number {
  let sum = 0;
  for (let i = 0; i < array.re.length; i++) {
    sum += array.re[i] * array.re[i] + array.im[i] * array.im[i];
  }
  return sum;
}

/** The squared modulus of a complex number. */
export function squaredModulus(value: Complex): number {
  return value.re * value.re + value.im * value.im;
}

function requireSameLength(
  action: string,
  a: ComplexArray,
  b: ComplexArray,
): void {
  if (a.re.length !== b.re.length) {
    throw shapeError(
      action,
      "the second array",
      `have the length of the first, ${a.re.length}`,
      b.re.length,
    );
  }
}
