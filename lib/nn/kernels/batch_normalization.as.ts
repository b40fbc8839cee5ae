// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * Batch normalisation of a rectified layer, four float32 numbers at a time. All
 * addresses and strides are in bytes; matrices lie as those of dense.as.ts.
 */

import { rowBytes } from "./product.as.ts";

/**
 * y = max(0, scale xHat + shift) with xHat = (x - mean) / sqrt(variance +
 * epsilon), mean and variance of each column over the batch.
 *
 * @param x [batch, columns], what the dense layer gave; y takes its place
 * @param normalized xHat, [batch, columns], for the backward pass
 * @param means [columns]
 * @param inverseDeviations 1 / sqrt(variance + epsilon), [columns]
 * @param scale [columns]
 * @param shift [columns]
 */
export function batchNormalizationForward(
  x: usize,
  normalized: usize,
  means: usize,
  inverseDeviations: usize,
  scale: usize,
  shift: usize,
  batch: i32,
  columns: i32,
  epsilon: f32,
): void {
  const stride = rowBytes(columns);
  const count = f32x4.splat(<f32> batch);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < stride; at += 16) {
    let sum = zero;
    let from = x + at;
    for (let row = 0; row < batch; row++) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    const mean = f32x4.div(sum, count);
    let squares = zero;
    from = x + at;
    for (let row = 0; row < batch; row++) {
      const centred = f32x4.sub(v128.load(from), mean);
      squares = f32x4.add(squares, f32x4.mul(centred, centred));
      from += stride;
    }
    const variance = f32x4.div(squares, count);
    const inverse = f32x4.div(
      one,
      f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon))),
    );
    v128.store(means + at, mean);
    v128.store(inverseDeviations + at, inverse);
    const factor = v128.load(scale + at);
    const offset = v128.load(shift + at);
    from = x + at;
    let to = normalized + at;
    for (let row = 0; row < batch; row++) {
      const xHat = f32x4.mul(f32x4.sub(v128.load(from), mean), inverse);
      v128.store(to, xHat);
      const y = f32x4.add(f32x4.mul(factor, xHat), offset);
      v128.store(from, f32x4.max(y, zero));
      from += stride;
      to += stride;
    }
  }
}

/**
 * The gradients of scale and shift, and that of x, which takes the place of g:
 * scale inverseDeviation (g - mean(g) - xHat mean(g xHat)).
 *
 * @param normalized xHat, [batch, columns]
 * @param inverseDeviations [columns]
 * @param scale [columns]
 * @param g the gradient of scale xHat + shift, [batch, columns]
 * @param scaleGradients [columns]
 * @param shiftGradients [columns]
 */
export function batchNormalizationBackward(
  normalized: usize,
  inverseDeviations: usize,
  scale: usize,
  g: usize,
  scaleGradients: usize,
  shiftGradients: usize,
  batch: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  const count = f32x4.splat(<f32> batch);
  for (let at: usize = 0; at < stride; at += 16) {
    let sum = f32x4.splat(0);
    let products = f32x4.splat(0);
    let from = g + at;
    let hat = normalized + at;
    for (let row = 0; row < batch; row++) {
      const gradient = v128.load(from);
      sum = f32x4.add(sum, gradient);
      products = f32x4.add(products, f32x4.mul(gradient, v128.load(hat)));
      from += stride;
      hat += stride;
    }
    v128.store(shiftGradients + at, sum);
    v128.store(scaleGradients + at, products);
    const mean = f32x4.div(sum, count);
    const meanProduct = f32x4.div(products, count);
    const factor = f32x4.mul(
      v128.load(scale + at),
      v128.load(inverseDeviations + at),
    );
    from = g + at;
    hat = normalized + at;
    for (let row = 0; row < batch; row++) {
      const rest = f32x4.sub(
        f32x4.sub(v128.load(from), mean),
        f32x4.mul(v128.load(hat), meanProduct),
      );
      v128.store(from, f32x4.mul(factor, rest));
      from += stride;
      hat += stride;
    }
  }
}
