// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * What a network of attention has between its dense layers: the Gaussian error
 * linear unit, layer normalisation, sums, and rows taken from a table. All
 * addresses and strides are in bytes; matrices lie as those of dense.as.ts. A
 * value may be used twice: the first gradient is written, the others are added.
 */

import { exponential } from "./exponential.as.ts";
import { ADD, KEEP, multiply, rowBytes } from "./product.as.ts";

/** Twice sqrt(2 / pi), and what stands before the cube. */
const UNIT_SCALE: f32 = 1.5957691216;
const UNIT_CUBE: f32 = 0.044715;

/** In memory, as those of the exponential. */
const UNIT_CONSTANTS = memory.data<f32>([-UNIT_SCALE, UNIT_CUBE, 1], 16);

/** sigma(2 s (x + c x^3)), with which GELU(x) = x sigma. */
// @inline
function unitGate(x: v128): v128 {
  const one = v128.load32_splat(UNIT_CONSTANTS, 8);
  const square = f32x4.mul(x, x);
  const cube = f32x4.mul(v128.load32_splat(UNIT_CONSTANTS, 4), square);
  const inner = f32x4.mul(x, f32x4.add(one, cube));
  const power = exponential(
    f32x4.mul(v128.load32_splat(UNIT_CONSTANTS), inner),
  );
  return f32x4.div(one, f32x4.add(one, power));
}

/**
 * The Gaussian error linear unit in its form with tanh (Hendrycks and Gimpel
 * 2016): 0.5 x (1 + tanh(s (x + c x^3))).
 *
 * @param gates what x is multiplied by, for the backward pass
 * @param count how many numbers, a multiple of four
 */
export function unitForward(
  x: usize,
  gates: usize,
  y: usize,
  count: i32,
): void {
  const end = <usize> count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(x + at);
    const gate = unitGate(value);
    v128.store(gates + at, gate);
    v128.store(y + at, f32x4.mul(value, gate));
  }
}

/**
 * The gradient of `unitForward`'s x: g (sigma + x sigma').
 *
 * @param adds whether it is added to what stands there
 */
export function unitBackward(
  x: usize,
  gates: usize,
  g: usize,
  dx: usize,
  count: i32,
  adds: bool,
): void {
  const end = <usize> count << 2;
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(x + at);
    const gate = v128.load(gates + at);
    const slope = f32x4.mul(
      f32x4.splat(UNIT_SCALE),
      f32x4.add(
        one,
        f32x4.mul(f32x4.splat(3 * UNIT_CUBE), f32x4.mul(value, value)),
      ),
    );
    const rise = f32x4.mul(
      f32x4.mul(value, slope),
      f32x4.mul(gate, f32x4.sub(one, gate)),
    );
    const change = f32x4.mul(v128.load(g + at), f32x4.add(gate, rise));
    write(dx + at, change, adds);
  }
}

/** Stores four numbers, or adds them to those that stand there. */
function write(to: usize, values: v128, adds: bool): void {
  v128.store(to, adds ? f32x4.add(v128.load(to), values) : values);
}

/** y = a + b. */
export function sumForward(a: usize, b: usize, y: usize, count: i32): void {
  const end = <usize> count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
}

/** The sum of a vector's four numbers, in every one of them. */
function sumLanes(x: v128): v128 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

/**
 * Layer normalisation of each row (Ba et al. 2016): y = scale xHat + shift,
 * xHat = (x - mean) / sqrt(variance + epsilon).
 *
 * @param normalized xHat, [rows, columns], for the backward pass
 * @param inverseDeviations [rows], for the backward pass
 * @param columns a multiple of four
 */
export function layerNormalizationForward(
  x: usize,
  scale: usize,
  shift: usize,
  y: usize,
  normalized: usize,
  inverseDeviations: usize,
  rows: i32,
  columns: i32,
  epsilon: f32,
): void {
  const stride = rowBytes(columns);
  const count = f32x4.splat(<f32> columns);
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < stride; at += 16) {
      sum = f32x4.add(sum, v128.load(x + at));
    }
    const mean = f32x4.div(sumLanes(sum), count);
    let squares = f32x4.splat(0);
    for (let at: usize = 0; at < stride; at += 16) {
      const centred = f32x4.sub(v128.load(x + at), mean);
      squares = f32x4.add(squares, f32x4.mul(centred, centred));
    }
    const variance = f32x4.div(sumLanes(squares), count);
    const inverse = f32x4.div(
      f32x4.splat(1),
      f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon))),
    );
    store<f32>(inverseDeviations, f32x4.extract_lane(inverse, 0));
    for (let at: usize = 0; at < stride; at += 16) {
      const xHat = f32x4.mul(f32x4.sub(v128.load(x + at), mean), inverse);
      v128.store(normalized + at, xHat);
      v128.store(
        y + at,
        f32x4.add(
          f32x4.mul(v128.load(scale + at), xHat),
          v128.load(shift + at),
        ),
      );
    }
    x += stride;
    y += stride;
    normalized += stride;
    inverseDeviations += 4;
  }
}

/**
 * Adds the gradients of scale and shift, and gives that of x: with h = scale g
 * it is (h - mean(h) - xHat mean(h xHat)) / deviation.
 *
 * @param adds whether that of x is added to what stands there
 */
export function layerNormalizationBackward(
  normalized: usize,
  inverseDeviations: usize,
  scale: usize,
  g: usize,
  dx: usize,
  scaleGradients: usize,
  shiftGradients: usize,
  rows: i32,
  columns: i32,
  adds: bool,
): void {
  const stride = rowBytes(columns);
  const count = f32x4.splat(<f32> columns);
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let at: usize = 0; at < stride; at += 16) {
      const gradient = v128.load(g + at);
      const xHat = v128.load(normalized + at);
      const withHat = f32x4.mul(gradient, xHat);
      v128.store(
        shiftGradients + at,
        f32x4.add(v128.load(shiftGradients + at), gradient),
      );
      v128.store(
        scaleGradients + at,
        f32x4.add(v128.load(scaleGradients + at), withHat),
      );
      const factor = v128.load(scale + at);
      sum = f32x4.add(sum, f32x4.mul(factor, gradient));
      products = f32x4.add(products, f32x4.mul(factor, withHat));
    }
    const mean = f32x4.div(sumLanes(sum), count);
    const meanProduct = f32x4.div(sumLanes(products), count);
    const inverse = v128.load32_splat(inverseDeviations);
    for (let at: usize = 0; at < stride; at += 16) {
      const h = f32x4.mul(v128.load(scale + at), v128.load(g + at));
      const rest = f32x4.sub(
        f32x4.sub(h, mean),
        f32x4.mul(v128.load(normalized + at), meanProduct),
      );
      write(dx + at, f32x4.mul(inverse, rest), adds);
    }
    g += stride;
    dx += stride;
    normalized += stride;
    inverseDeviations += 4;
  }
}

/**
 * Row n of y is row indices[n] of the table.
 *
 * @param indices [rows], 32-bit integers
 */
export function rowsForward(
  table: usize,
  indices: usize,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  for (let row = 0; row < rows; row++) {
    memory.copy(y, table + <usize> load<i32>(indices) * stride, stride);
    y += stride;
    indices += 4;
  }
}

/** Adds the gradient of `rowsForward`'s table. */
export function rowsBackward(
  tableGradients: usize,
  indices: usize,
  g: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  for (let row = 0; row < rows; row++) {
    const to = tableGradients + <usize> load<i32>(indices) * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(g + at)));
    }
    g += stride;
    indices += 4;
  }
}

/**
 * Copies columns between matrices of other widths, or adds them.
 *
 * @param from the first column's address in the first row
 * @param to likewise
 * @param columns how many, a multiple of four
 * @param adds whether they are added to what stands there
 */
export function moveColumns(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: i32,
  columns: i32,
  adds: bool,
): void {
  const width = <usize> columns << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < width; at += 16) {
      write(to + at, v128.load(from + at), adds);
    }
    from += fromStride;
    to += toStride;
  }
}

/** A dense layer: y = x W + b (b 0: none). */
export function linearForward(
  x: usize,
  weights: usize,
  biases: usize,
  y: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  multiply(
    x,
    rowBytes(inputs),
    4,
    weights,
    biases,
    KEEP,
    0,
    y,
    rows,
    outputs,
    inputs,
  );
}

/**
 * Rows whose product is summed before the next: x and g of as many rows stay in
 * the first cache, which all of the weights' gradients then read.
 */
const TILE_ROWS = 128;

/** Adds the gradients of W and b (0: none) of `linearForward`. */
export function linearParameterGradients(
  x: usize,
  g: usize,
  weightGradients: usize,
  biasGradients: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const xStride = rowBytes(inputs);
  const gStride = rowBytes(outputs);
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const tile = min(TILE_ROWS, rows - row);
    const xTile = x + <usize> row * xStride;
    const gTile = g + <usize> row * gStride;
    multiply(
      xTile,
      4,
      xStride,
      gTile,
      0,
      ADD,
      0,
      weightGradients,
      inputs,
      outputs,
      tile,
    );
    if (!biasGradients) continue;
    for (let at: usize = 0; at < gStride; at += 16) {
      let sum = v128.load(biasGradients + at);
      let from = gTile + at;
      for (let n = 0; n < tile; n++) {
        sum = f32x4.add(sum, v128.load(from));
        from += gStride;
      }
      v128.store(biasGradients + at, sum);
    }
  }
}

/**
 * The gradient of x of `linearForward`, g W^T.
 *
 * @param transposed W^T, [outputs, inputs], as `transposeInto` leaves it
 * @param adds whether it is added to what stands there
 */
export function linearInputGradients(
  g: usize,
  transposed: usize,
  dx: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  adds: bool,
): void {
  multiply(
    g,
    rowBytes(outputs),
    4,
    transposed,
    0,
    adds ? ADD : KEEP,
    0,
    dx,
    rows,
    inputs,
    outputs,
  );
}

/** A matrix with its rows as columns; the padding stays as it is: zeros. */
export function transposeInto(
  transposed: usize,
  matrix: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  const newStride = rowBytes(rows);
  for (let row = 0; row < rows; row++) {
    let from = matrix + <usize> row * stride;
    let to = transposed + (<usize> row << 2);
    for (let column = 0; column < columns; column++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += newStride;
    }
  }
}

/** The kernels' constants lie below this address. */
export function endOfConstants(): usize {
  return __heap_base;
}

/** Zeros. */
export function clear(at: usize, numBytes: usize): void {
  memory.fill(at, 0, numBytes);
}
