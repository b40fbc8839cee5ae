// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * The arithmetic of a dense layer and of Adam, four float32 numbers at a time.
 * `deno task build:kernels` compiles it, with batch_normalization.as.ts, to
 * dense.wasm.
 *
 * A matrix lies row by row, each row padded with zeros to a multiple of four
 * columns, so that no row ends inside a vector. The rows that are computed are
 * rounded up to a multiple of four too: the caller leaves room for them, and
 * ignores what they hold. A sum runs over exactly the terms that there are,
 * always in the same order, each product rounded before it is added: the same
 * bits on every processor.
 *
 * All addresses and strides are in bytes.
 */

import { GATE, KEEP, multiply, RECTIFY, rowBytes } from "./product.as.ts";

/** The smallest float32 above zero that is not denormal. */
const SMALLEST_NORMAL: f32 = 1.17549435e-38;

/**
 * A dense layer: y = x W + b, and max(0, y) of it where `rectified`.
 *
 * @param x [batch, inputs]
 * @param weights W, [inputs, outputs]
 * @param biases b, [outputs]
 * @param y [batch, outputs]
 */
export function denseForward(
  x: usize,
  weights: usize,
  biases: usize,
  y: usize,
  batch: i32,
  inputs: i32,
  outputs: i32,
  rectified: bool,
): void {
  multiply(
    x,
    rowBytes(inputs),
    4,
    weights,
    biases,
    rectified ? RECTIFY : KEEP,
    0,
    y,
    batch,
    outputs,
    inputs,
  );
}

/**
 * The gradients of a dense layer's weights and biases, from the gradient g of
 * its output: x^T g, and the sum of g over the batch.
 *
 * @param x the layer's input, [batch, inputs]
 * @param outputGradients g, [batch, outputs]
 * @param weightGradients [inputs, outputs]
 * @param biasGradients [outputs]
 */
export function denseParameterGradients(
  x: usize,
  outputGradients: usize,
  weightGradients: usize,
  biasGradients: usize,
  batch: i32,
  inputs: i32,
  outputs: i32,
): void {
  // Row i of x^T is column i of x: one number on, and a row of x down the sum.
  multiply(
    x,
    4,
    rowBytes(inputs),
    outputGradients,
    0,
    KEEP,
    0,
    weightGradients,
    inputs,
    outputs,
    batch,
  );
  sumRows(outputGradients, biasGradients, batch, outputs);
}

/**
 * The gradient of a dense layer's input, g W^T; where the input came out of a
 * rectified layer only where it is positive, else 0.
 *
 * @param x the layer's input, [batch, inputs]
 * @param weights W, [inputs, outputs]
 * @param transposed room for W^T, [outputs, inputs]
 * @param outputGradients g, [batch, outputs]
 * @param inputGradients [batch, inputs]
 * @param rectified whether the input came out of a rectified layer
 */
export function denseInputGradients(
  x: usize,
  weights: usize,
  transposed: usize,
  outputGradients: usize,
  inputGradients: usize,
  batch: i32,
  inputs: i32,
  outputs: i32,
  rectified: bool,
): void {
  transpose(weights, transposed, inputs, outputs);
  multiply(
    outputGradients,
    rowBytes(outputs),
    4,
    transposed,
    0,
    rectified ? GATE : KEEP,
    x,
    inputGradients,
    batch,
    inputs,
    outputs,
  );
}

/**
 * A step of Adam (Kingma and Ba 2015, Algorithm 1): with the gradient g,
 *
 *     m = beta1 m + (1 - beta1) g
 *     v = beta2 v + (1 - beta2) g^2
 *     parameter -= stepSize m / (sqrt(v / correction2) + epsilon)
 *
 * where stepSize is the learning rate over 1 - beta1^t, and correction2 is
 * 1 - beta2^t, at the t-th step.
 *
 * @param count how many parameters, a multiple of four
 */
export function adamUpdate(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  count: i32,
  stepSize: f32,
  beta1: f32,
  beta2: f32,
  oneMinusBeta1: f32,
  oneMinusBeta2: f32,
  inverseCorrection2: f32,
  epsilon: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const keep2 = f32x4.splat(beta2);
  const take1 = f32x4.splat(oneMinusBeta1);
  const take2 = f32x4.splat(oneMinusBeta2);
  const scale = f32x4.splat(inverseCorrection2);
  const offset = f32x4.splat(epsilon);
  const step = f32x4.splat(stepSize);
  const end = <usize> count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const g = v128.load(gradients + at);
    const m = flush(
      f32x4.add(
        f32x4.mul(keep1, v128.load(firstMoments + at)),
        f32x4.mul(take1, g),
      ),
    );
    const v = flush(
      f32x4.add(
        f32x4.mul(keep2, v128.load(secondMoments + at)),
        f32x4.mul(take2, f32x4.mul(g, g)),
      ),
    );
    v128.store(firstMoments + at, m);
    v128.store(secondMoments + at, v);
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(v, scale)), offset);
    const change = f32x4.div(f32x4.mul(step, m), size);
    v128.store(
      parameters + at,
      f32x4.sub(v128.load(parameters + at), change),
    );
  }
}

/** The sum of a matrix's rows. */
function sumRows(matrix: usize, sums: usize, rows: i32, columns: i32): void {
  const stride = rowBytes(columns);
  for (let at: usize = 0; at < stride; at += 16) {
    let sum = f32x4.splat(0);
    let from = matrix + at;
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    v128.store(sums + at, sum);
  }
}

/** A matrix with its rows as columns; the padding stays as it is: zeros. */
function transpose(
  matrix: usize,
  transposed: usize,
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

/** Zero in place of numbers so small that processors are slow with them. */
function flush(values: v128): v128 {
  const normal = f32x4.ge(f32x4.abs(values), f32x4.splat(SMALLEST_NORMAL));
  return v128.and(values, normal);
}
