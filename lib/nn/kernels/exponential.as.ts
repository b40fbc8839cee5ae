// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * The exponential function of four float32 numbers at a time: the same bits on
 * every processor, which no library of a platform promises.
 */

/**
 * Constants in memory, where one instruction loads one: V8 puts a literal
 * together by three, and does so each time round a loop.
 */
const CONSTANTS = memory.data<f32>([
  // Beyond these e^x is no normal float32; x is taken to be them.
  -87.0,
  88.0,
  // 1 / ln 2, and ln 2 as a sum whose first term has few digits.
  1.44269504,
  0.693359375,
  -2.12194440e-4,
  // 1.5 * 2^23: a float32 beside it has no place for a fraction, so that adding
  // it rounds to the nearest integer, which then stands in the lowest bits.
  12582912,
  // Of the polynomial (Cephes, expf).
  1.9875691500e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  1.0,
], 16);
const LEAST = CONSTANTS;
const MOST = CONSTANTS + 4;
const INVERSE_LN2 = CONSTANTS + 8;
const LN2_HIGH = CONSTANTS + 12;
const LN2_LOW = CONSTANTS + 16;
const ROUNDING_SHIFT = CONSTANTS + 20;
const POLYNOMIAL = CONSTANTS + 24;
const ONE = CONSTANTS + 48;

/**
 * e^x = 2^n e^r with r = x - n ln 2 from -0.35 to 0.35, where e^r is a
 * polynomial. The relative error is at most 2e-7.
 */
// @inline
export function exponential(x: v128): v128 {
  const bounded = f32x4.pmin(
    f32x4.pmax(x, v128.load32_splat(LEAST)),
    v128.load32_splat(MOST),
  );
  const shift = v128.load32_splat(ROUNDING_SHIFT);
  const shifted = f32x4.add(
    f32x4.mul(bounded, v128.load32_splat(INVERSE_LN2)),
    shift,
  );
  const n = f32x4.sub(shifted, shift);
  const high = f32x4.sub(
    bounded,
    f32x4.mul(n, v128.load32_splat(LN2_HIGH)),
  );
  const r = f32x4.sub(high, f32x4.mul(n, v128.load32_splat(LN2_LOW)));
  let sum = v128.load32_splat(POLYNOMIAL);
  sum = f32x4.add(f32x4.mul(sum, r), v128.load32_splat(POLYNOMIAL, 4));
  sum = f32x4.add(f32x4.mul(sum, r), v128.load32_splat(POLYNOMIAL, 8));
  sum = f32x4.add(f32x4.mul(sum, r), v128.load32_splat(POLYNOMIAL, 12));
  sum = f32x4.add(f32x4.mul(sum, r), v128.load32_splat(POLYNOMIAL, 16));
  sum = f32x4.add(f32x4.mul(sum, r), v128.load32_splat(POLYNOMIAL, 20));
  const tail = f32x4.mul(f32x4.mul(sum, r), r);
  const power = f32x4.add(f32x4.add(tail, r), v128.load32_splat(ONE));
  const exponent = i32x4.add(shifted, i32x4.splat(127));
  return f32x4.mul(power, i32x4.shl(exponent, 23));
}
