// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * The matrix product that all three passes of a dense layer are, four float32
 * numbers at a time. All addresses and strides are in bytes.
 *
 * Blocks of four rows by eight columns stay in registers while the sum runs: a
 * number that is loaded then serves four or eight multiplications.
 */

/** What becomes of an element of a product: it stays as it is. */
export const KEEP = 0;
/** max(0, element): the rectified linear unit. */
export const RECTIFY = 1;
/** The element where the gate is positive, else 0: that unit's derivative. */
export const GATE = 2;
/** The element added to what stands there: a gradient that has several parts. */
export const ADD = 3;

/** From one row of a matrix to the next: rows are padded to four columns. */
export function rowBytes(columns: i32): usize {
  return <usize> ((columns + 3) & ~3) << 2;
}

/**
 * C = A B + start, where every row of C begins with the row `start` (0: with
 * zeros).
 *
 * @param a [rows, depth]; A's strides are arguments, so that x^T is x, walked
 *   through the other way
 * @param b [depth, columns]
 * @param gate [rows, columns], read where the mode is GATE
 * @param c [rows, columns], with room for a multiple of four rows
 */
export function multiply(
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  start: usize,
  mode: i32,
  gate: usize,
  c: usize,
  rows: i32,
  columns: i32,
  depth: i32,
): void {
  const stride = rowBytes(columns);
  for (let row = 0; row < rows; row += 4) {
    let at: usize = 0;
    for (; at + 32 <= stride; at += 32) {
      multiplyBy8(
        a,
        aRowStride,
        aDepthStride,
        b + at,
        start ? start + at : 0,
        mode,
        gate + at,
        c + at,
        stride,
        depth,
      );
    }
    if (at < stride) {
      multiplyBy4(
        a,
        aRowStride,
        aDepthStride,
        b + at,
        start ? start + at : 0,
        mode,
        gate + at,
        c + at,
        stride,
        depth,
      );
    }
    a += aRowStride << 2;
    gate += stride << 2;
    c += stride << 2;
  }
}

/** Four rows by eight columns of a product. */
function multiplyBy8(
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  start: usize,
  mode: i32,
  gate: usize,
  c: usize,
  stride: usize,
  depth: i32,
): void {
  let left0 = start ? v128.load(start) : f32x4.splat(0);
  let right0 = start ? v128.load(start, 16) : f32x4.splat(0);
  let left1 = left0, left2 = left0, left3 = left0;
  let right1 = right0, right2 = right0, right3 = right0;
  let a1 = a + aRowStride, a2 = a1 + aRowStride, a3 = a2 + aRowStride;
  for (; depth > 0; depth--) {
    const leftOfB = v128.load(b), rightOfB = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    left0 = f32x4.add(left0, f32x4.mul(x0, leftOfB));
    right0 = f32x4.add(right0, f32x4.mul(x0, rightOfB));
    const x1 = v128.load32_splat(a1);
    left1 = f32x4.add(left1, f32x4.mul(x1, leftOfB));
    right1 = f32x4.add(right1, f32x4.mul(x1, rightOfB));
    const x2 = v128.load32_splat(a2);
    left2 = f32x4.add(left2, f32x4.mul(x2, leftOfB));
    right2 = f32x4.add(right2, f32x4.mul(x2, rightOfB));
    const x3 = v128.load32_splat(a3);
    left3 = f32x4.add(left3, f32x4.mul(x3, leftOfB));
    right3 = f32x4.add(right3, f32x4.mul(x3, rightOfB));
    a += aDepthStride;
    a1 += aDepthStride;
    a2 += aDepthStride;
    a3 += aDepthStride;
    b += stride;
  }
  finish(left0, mode, gate, c);
  finish(right0, mode, gate + 16, c + 16);
  finish(left1, mode, gate += stride, c += stride);
  finish(right1, mode, gate + 16, c + 16);
  finish(left2, mode, gate += stride, c += stride);
  finish(right2, mode, gate + 16, c + 16);
  finish(left3, mode, gate += stride, c += stride);
  finish(right3, mode, gate + 16, c + 16);
}

/** Four rows by four columns of a product. */
function multiplyBy4(
  a: usize,
  aRowStride: usize,
  aDepthStride: usize,
  b: usize,
  start: usize,
  mode: i32,
  gate: usize,
  c: usize,
  stride: usize,
  depth: i32,
): void {
  let sum0 = start ? v128.load(start) : f32x4.splat(0);
  let sum1 = sum0, sum2 = sum0, sum3 = sum0;
  let a1 = a + aRowStride, a2 = a1 + aRowStride, a3 = a2 + aRowStride;
  for (; depth > 0; depth--) {
    const rowOfB = v128.load(b);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(a), rowOfB));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(a1), rowOfB));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(a2), rowOfB));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(a3), rowOfB));
    a += aDepthStride;
    a1 += aDepthStride;
    a2 += aDepthStride;
    a3 += aDepthStride;
    b += stride;
  }
  finish(sum0, mode, gate, c);
  finish(sum1, mode, gate += stride, c += stride);
  finish(sum2, mode, gate += stride, c += stride);
  finish(sum3, mode, gate += stride, c += stride);
}

/** Stores four elements of a product, as the mode says. */
function finish(sum: v128, mode: i32, gate: usize, c: usize): void {
  const zero = f32x4.splat(0);
  if (mode == RECTIFY) sum = f32x4.max(sum, zero);
  if (mode == GATE) sum = v128.and(sum, f32x4.gt(v128.load(gate), zero));
  if (mode == ADD) sum = f32x4.add(v128.load(c), sum);
  v128.store(c, sum);
}
