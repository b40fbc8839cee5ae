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
      if (aDepthStride == 4) {
        rowsBy8(
          a,
          aRowStride,
          b + at,
          start ? start + at : 0,
          mode,
          gate + at,
          c + at,
          stride,
          depth,
        );
      } else {
        columnsBy8(
          a,
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

/** Four rows by eight columns of a product, A lying row by row. */
function rowsBy8(
  a: usize,
  aStride: usize,
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
  let a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
  let x: v128, y: v128;
  for (; depth > 1; depth -= 2) {
    const left = v128.load(b), right = v128.load(b, 16);
    b += stride;
    const leftBelow = v128.load(b), rightBelow = v128.load(b, 16);
    b += stride;
    x = v128.load64_splat(a);
    y = lane1(x);
    x = lane0(x);
    left0 = addProduct(addProduct(left0, x, left), y, leftBelow);
    right0 = addProduct(addProduct(right0, x, right), y, rightBelow);
    x = v128.load64_splat(a1);
    y = lane1(x);
    x = lane0(x);
    left1 = addProduct(addProduct(left1, x, left), y, leftBelow);
    right1 = addProduct(addProduct(right1, x, right), y, rightBelow);
    x = v128.load64_splat(a2);
    y = lane1(x);
    x = lane0(x);
    left2 = addProduct(addProduct(left2, x, left), y, leftBelow);
    right2 = addProduct(addProduct(right2, x, right), y, rightBelow);
    x = v128.load64_splat(a3);
    y = lane1(x);
    x = lane0(x);
    left3 = addProduct(addProduct(left3, x, left), y, leftBelow);
    right3 = addProduct(addProduct(right3, x, right), y, rightBelow);
    a += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
  }
  if (depth > 0) {
    const left = v128.load(b), right = v128.load(b, 16);
    x = v128.load32_splat(a);
    left0 = addProduct(left0, x, left);
    right0 = addProduct(right0, x, right);
    x = v128.load32_splat(a1);
    left1 = addProduct(left1, x, left);
    right1 = addProduct(right1, x, right);
    x = v128.load32_splat(a2);
    left2 = addProduct(left2, x, left);
    right2 = addProduct(right2, x, right);
    x = v128.load32_splat(a3);
    left3 = addProduct(left3, x, left);
    right3 = addProduct(right3, x, right);
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

/** Four rows by eight columns of a product, A lying column by column. */
function columnsBy8(
  a: usize,
  aStride: usize,
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
  for (; depth > 0; depth--) {
    const four = v128.load(a);
    const left = v128.load(b), right = v128.load(b, 16);
    const x0 = lane0(four);
    left0 = addProduct(left0, x0, left);
    right0 = addProduct(right0, x0, right);
    const x1 = lane1(four);
    left1 = addProduct(left1, x1, left);
    right1 = addProduct(right1, x1, right);
    const x2 = lane2(four);
    left2 = addProduct(left2, x2, left);
    right2 = addProduct(right2, x2, right);
    const x3 = lane3(four);
    left3 = addProduct(left3, x3, left);
    right3 = addProduct(right3, x3, right);
    a += aStride;
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

/** sum + x y, the product rounded before it is added. */
function addProduct(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

function lane0(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 0, 0, 0, 0);
}

function lane1(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 1, 1, 1, 1);
}

function lane2(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 2, 2, 2);
}

function lane3(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 3, 3, 3, 3);
}

/** Stores four elements of a product, as the mode says. */
function finish(sum: v128, mode: i32, gate: usize, c: usize): void {
  const zero = f32x4.splat(0);
  if (mode == RECTIFY) sum = f32x4.max(sum, zero);
  if (mode == GATE) sum = v128.and(sum, f32x4.gt(v128.load(gate), zero));
  if (mode == ADD) sum = f32x4.add(v128.load(c), sum);
  v128.store(c, sum);
}
