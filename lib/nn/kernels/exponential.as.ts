// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * The exponential function of four float32 numbers at a time: the same bits on
 * every processor, which no library of a platform promises.
 */

/** Beyond these e^x is no normal float32; x is taken to be them. */
const LEAST: f32 = -87.0;
const MOST: f32 = 88.0;
/** 1 / ln 2, and ln 2 as a sum whose first term has few digits. */
const INVERSE_LN2: f32 = 1.44269504;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/**
 * e^x = 2^n e^r with r = x - n ln 2 from -0.35 to 0.35, where e^r is a
 * polynomial (Cephes, expf). The relative error is at most 2e-7.
 */
export function exponential(x: v128): v128 {
  const bounded = f32x4.min(
    f32x4.max(x, f32x4.splat(LEAST)),
    f32x4.splat(MOST),
  );
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(INVERSE_LN2)));
  const high = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let sum = f32x4.splat(1.9875691500e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(5.0000001201e-1));
  const tail = f32x4.mul(f32x4.mul(sum, r), r);
  const power = f32x4.add(f32x4.add(tail, r), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(power, i32x4.shl(exponent, 23));
}
