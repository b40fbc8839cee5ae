/**
 * Arrays of complex numbers as two typed arrays, and the few operations of
 * linear algebra that the signal model needs.
 *
 * @module
 */

import {
  kindError,
  rangeError,
  requireFinite,
  requireInteger,
  shapeError,
} from "./check.ts";

/** The most numbers that one array may hold: 16 MB. */
export const MAX_ARRAY_LENGTH = 2 ** 20;

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

/** An array of n complex zeros, at most `MAX_ARRAY_LENGTH`. */
export function complexZeros(length: number): ComplexArray {
  const action = "create a complex array";
  requireInteger(action, { length }, 0, MAX_ARRAY_LENGTH);
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/**
 * The array times a complex number.
 *
 * @throws {TypeError} where the array is not one
 * @throws {RangeError} where a number or a product is not finite
 */
export function scale(array: ComplexArray, factor: Complex): ComplexArray {
  const action = "scale a complex array";
  requireComplexArray(action, "the array", array);
  requireComplex(action, "the factor", factor);
  const out = complexZeros(array.re.length);
  for (let i = 0; i < array.re.length; i++) {
    out.re[i] = factor.re * array.re[i] - factor.im * array.im[i];
    out.im[i] = factor.re * array.im[i] + factor.im * array.re[i];
  }
  requireFiniteArray(action, "each product", out);
  return out;
}

/**
 * The sum of two arrays of one length.
 *
 * @throws {TypeError} where they are not
 * @throws {RangeError} where a sum is not finite
 */
export function add(a: ComplexArray, b: ComplexArray): ComplexArray {
  const action = "add complex arrays";
  requireSameLength(action, a, b);
  const sum = {
    re: a.re.map((value, i) => value + b.re[i]),
    im: a.im.map((value, i) => value + b.im[i]),
  };
  requireFiniteArray(action, "each sum", sum);
  return sum;
}

/**
 * The inner product a^H b: the first argument is conjugated.
 *
 * @throws {TypeError} where they are not arrays of one length
 * @throws {RangeError} where the product is not finite
 */
export function innerProduct(a: ComplexArray, b: ComplexArray): Complex {
  const action = "take an inner product";
  requireSameLength(action, a, b);
  let re = 0;
  let im = 0;
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i] * b.re[i] + a.im[i] * b.im[i];
    im += a.re[i] * b.im[i] - a.im[i] * b.re[i];
  }
  const product = { re, im };
  requireComplex(action, "the product", product);
  return product;
}

/**
 * The product a^T b: nothing is conjugated.
 *
 * @throws {TypeError} where they are not arrays of one length
 * @throws {RangeError} where the product is not finite
 */
export function transposeProduct(a: ComplexArray, b: ComplexArray): Complex {
  const action = "take a transpose product";
  requireSameLength(action, a, b);
  let re = 0;
  let im = 0;
  for (let i = 0; i < a.re.length; i++) {
    re += a.re[i] * b.re[i] - a.im[i] * b.im[i];
    im += a.re[i] * b.im[i] + a.im[i] * b.re[i];
  }
  const product = { re, im };
  requireComplex(action, "the product", product);
  return product;
}

/**
 * The squared norm: the sum of the squared moduli.
 *
 * @throws {TypeError} where the array is not one
 * @throws {RangeError} where the sum is not finite
 */
export function squaredNorm(array: ComplexArray): number {
  const action = "take a squared norm";
  requireComplexArray(action, "the array", array);
  let sum = 0;
  for (let i = 0; i < array.re.length; i++) {
    sum += array.re[i] * array.re[i] + array.im[i] * array.im[i];
  }
  requireFinite(action, { "the sum of the squares": sum });
  return sum;
}

/**
 * The squared modulus of a complex number.
 *
 * @throws {TypeError} where the value is not one
 * @throws {RangeError} where a part or the square is not finite
 */
export function squaredModulus(value: Complex): number {
  const action = "take a squared modulus";
  requireComplex(action, "the value", value);
  const square = value.re * value.re + value.im * value.im;
  requireFinite(action, { "the square": square });
  return square;
}

/** Throws unless the value is a complex number of two finite parts. */
export function requireComplex(
  action: string,
  name: string,
  value: Complex,
): void {
  if (Number.isFinite(value?.re) && Number.isFinite(value?.im)) return;
  if (typeof value !== "object" || value === null) {
    throw kindError(action, name, "a complex number { re, im }", value);
  }
  requireFinite(action, {
    [`the real part of ${name}`]: value.re,
    [`the imaginary part of ${name}`]: value.im,
  });
}

/**
 * Throws a TypeError unless the value is two Float64Arrays of one length. What
 * they hold is not looked at: a result that is not finite tells it.
 */
export function requireComplexArray(
  action: string,
  name: string,
  value: ComplexArray,
): void {
  if (
    !(value?.re instanceof Float64Array && value.im instanceof Float64Array)
  ) {
    const rule = "a complex array { re, im } of two Float64Arrays";
    throw kindError(action, name, rule, value);
  }
  if (value.re.length !== value.im.length) {
    throw shapeError(
      action,
      `the imaginary part of ${name}`,
      `have the length of the real part, ${value.re.length}`,
      value.im.length,
    );
  }
}

function requireSameLength(
  action: string,
  a: ComplexArray,
  b: ComplexArray,
): void {
  requireComplexArray(action, "the first array", a);
  requireComplexArray(action, "the second array", b);
  if (a.re.length !== b.re.length) {
    throw shapeError(
      action,
      "the second array",
      `have the length of the first, ${a.re.length}`,
      b.re.length,
    );
  }
}

/**
 * Throws a RangeError unless all numbers of a result are finite. They are not
 * where an argument was not.
 */
export function requireFiniteArray(
  action: string,
  name: string,
  array: ComplexArray,
): void {
  requireComplexArray(action, name, array);
  const { re, im } = array;
  for (let i = 0; i < re.length; i++) {
    if (!(Number.isFinite(re[i]) && Number.isFinite(im[i]))) {
      const value = Number.isFinite(re[i]) ? im[i] : re[i];
      throw rangeError(action, name, "finite", value);
    }
  }
}
