// @ts-nocheck: AssemblyScript, TypeScript's syntax over WebAssembly's types
/**
 * The two attentions of a dynamic graph network: of a target to the stations
 * that measured it, and of a block to the blocks before it. All addresses and
 * strides are in bytes; matrices lie as those of dense.as.ts. A gradient is
 * added to what stands there.
 */

import { exponential } from "./exponential.as.ts";
import { rowBytes } from "./product.as.ts";

/** What a score that does not count is set to. */
const NEVER: f32 = -1e9;

/** The sum of a vector's four numbers. */
function sumOf(x: v128): f32 {
  return (f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** The largest of a vector's four numbers. */
function mostOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/**
 * Attention over the edges of each node: y_n = sum over e of w_e v_e with
 * w = softmax of the scores of the node's edges. A node without edges gets 0.
 *
 * @param scores [edges, 1]: a row is four numbers wide
 * @param values v, [edges, columns]
 * @param offsets [nodes + 1]: the edges of node n are those from offsets[n] to
 *   below offsets[n + 1]; 32-bit integers
 * @param weights w, [edges], for the backward pass
 * @param y [nodes, columns]
 */
export function edgeAttentionForward(
  scores: usize,
  values: usize,
  offsets: usize,
  weights: usize,
  y: usize,
  nodes: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  for (let node = 0; node < nodes; node++) {
    const first = load<i32>(offsets);
    const end = load<i32>(offsets, 4);
    offsets += 4;
    memory.fill(y, 0, stride);
    let most: f32 = NEVER;
    for (let edge = first; edge < end; edge++) {
      most = max(most, load<f32>(scores + (<usize> edge << 4)));
    }
    let total: f32 = 0;
    for (let edge = first; edge < end; edge++) {
      const score = load<f32>(scores + (<usize> edge << 4)) - most;
      const weight = f32x4.extract_lane(exponential(f32x4.splat(score)), 0);
      store<f32>(weights + (<usize> edge << 2), weight);
      total += weight;
    }
    for (let edge = first; edge < end; edge++) {
      const place = weights + (<usize> edge << 2);
      const weight = load<f32>(place) / total;
      store<f32>(place, weight);
      const factor = f32x4.splat(weight);
      const value = values + <usize> edge * stride;
      for (let at: usize = 0; at < stride; at += 16) {
        v128.store(
          y + at,
          f32x4.add(
            v128.load(y + at),
            f32x4.mul(factor, v128.load(value + at)),
          ),
        );
      }
    }
    y += stride;
  }
}

/**
 * Adds the gradients of `edgeAttentionForward`'s values, w g, and scores,
 * w (g v - sum over the node's edges of w g v).
 */
export function edgeAttentionBackward(
  values: usize,
  offsets: usize,
  weights: usize,
  g: usize,
  scoreGradients: usize,
  valueGradients: usize,
  nodes: i32,
  columns: i32,
): void {
  const stride = rowBytes(columns);
  for (let node = 0; node < nodes; node++) {
    const first = load<i32>(offsets);
    const end = load<i32>(offsets, 4);
    offsets += 4;
    let mean: f32 = 0;
    for (let edge = first; edge < end; edge++) {
      const weight = load<f32>(weights + (<usize> edge << 2));
      const factor = f32x4.splat(weight);
      const value = values + <usize> edge * stride;
      const dValue = valueGradients + <usize> edge * stride;
      let dot = f32x4.splat(0);
      for (let at: usize = 0; at < stride; at += 16) {
        const gradient = v128.load(g + at);
        dot = f32x4.add(dot, f32x4.mul(gradient, v128.load(value + at)));
        v128.store(
          dValue + at,
          f32x4.add(v128.load(dValue + at), f32x4.mul(factor, gradient)),
        );
      }
      const slope = weight * sumOf(dot);
      mean += slope;
      const place = scoreGradients + (<usize> edge << 4);
      store<f32>(place, load<f32>(place) + slope);
    }
    for (let edge = first; edge < end; edge++) {
      const weight = load<f32>(weights + (<usize> edge << 2));
      const place = scoreGradients + (<usize> edge << 4);
      store<f32>(place, load<f32>(place) - weight * mean);
    }
    g += stride;
  }
}

/**
 * Multi-head self-attention within windows (Vaswani et al. 2017): of each query
 * to the last `valid` keys of its window,
 *
 *     y = softmax(q K^T / sqrt(d)) V, head by head.
 *
 * @param q the queries' first column; [windows, queries, heads, d]
 * @param k the keys' first column; [windows, keys, heads, d]
 * @param v the values' first column, as the keys
 * @param valid [windows]: how many of a window's keys count, the last ones, at
 *   least 1; 32-bit integers
 * @param scratch room for d rows of `keys` numbers
 * @param weights the softmax, [windows, heads, queries, keys], for the backward
 *   pass
 * @param y [windows, queries, heads, d]
 * @param keys a multiple of four
 * @param headSize d, a multiple of four
 */
export function windowAttentionForward(
  q: usize,
  qStride: usize,
  k: usize,
  v: usize,
  kStride: usize,
  valid: usize,
  scratch: usize,
  weights: usize,
  y: usize,
  yStride: usize,
  windows: i32,
  queries: i32,
  keys: i32,
  heads: i32,
  headSize: i32,
): void {
  const headBytes = <usize> headSize << 2;
  const keyBytes = <usize> keys << 2;
  const scale = <f32> (1 / Math.sqrt(<f64> headSize));
  for (let window = 0; window < windows; window++) {
    const masked = keys - load<i32>(valid);
    const first = <usize> masked << 2;
    const skipped = kStride * <usize> masked;
    valid += 4;
    for (let head = 0; head < heads; head++) {
      const shift = <usize> head * headBytes;
      transposeKeys(k + shift, kStride, scratch, keys, headBytes, keyBytes);
      for (let query = 0; query < queries; query++) {
        const qRow = q + shift + <usize> query * qStride;
        scoreKeys(qRow, scratch, weights, headBytes, keyBytes, scale);
        for (let key = 0; key < masked; key++) {
          store<f32>(weights + (<usize> key << 2), NEVER);
        }
        softmaxInPlace(weights, keyBytes);
        // Of the softmax a trace is left: e^-87, and times that even less,
        // which processors are slow with.
        memory.fill(weights, 0, first);
        const yRow = y + shift + <usize> query * yStride;
        for (let at: usize = 0; at < headBytes; at += 16) {
          let sum = f32x4.splat(0);
          let from = v + shift + at + skipped;
          for (let key = first; key < keyBytes; key += 4) {
            sum = f32x4.add(
              sum,
              f32x4.mul(v128.load32_splat(weights + key), v128.load(from)),
            );
            from += kStride;
          }
          v128.store(yRow + at, sum);
        }
        weights += keyBytes;
      }
    }
    q += qStride * <usize> queries;
    y += yStride * <usize> queries;
    k += kStride * <usize> keys;
    v += kStride * <usize> keys;
  }
}

/** Column by column what stands row by row. */
function transposeKeys(
  k: usize,
  kStride: usize,
  scratch: usize,
  keys: i32,
  headBytes: usize,
  keyBytes: usize,
): void {
  // Four keys by four components at a time.
  for (let key = 0; key < keys; key += 4) {
    const row0 = k + <usize> key * kStride;
    const row1 = row0 + kStride;
    const row2 = row1 + kStride;
    const row3 = row2 + kStride;
    let to = scratch + (<usize> key << 2);
    for (let at: usize = 0; at < headBytes; at += 16) {
      const a = v128.load(row0 + at);
      const b = v128.load(row1 + at);
      const c = v128.load(row2 + at);
      const d = v128.load(row3 + at);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(to + keyBytes, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
      to += keyBytes << 1;
      v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      v128.store(to + keyBytes, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
      to += keyBytes << 1;
    }
  }
}

/** scale q K^T of one query. */
function scoreKeys(
  q: usize,
  transposed: usize,
  scores: usize,
  headBytes: usize,
  keyBytes: usize,
  scale: f32,
): void {
  const factor = f32x4.splat(scale);
  for (let key: usize = 0; key < keyBytes; key += 16) {
    let sum = f32x4.splat(0);
    let from = transposed + key;
    for (let at: usize = 0; at < headBytes; at += 4) {
      sum = f32x4.add(
        sum,
        f32x4.mul(v128.load32_splat(q + at), v128.load(from)),
      );
      from += keyBytes;
    }
    v128.store(scores + key, f32x4.mul(sum, factor));
  }
}

function softmaxInPlace(scores: usize, keyBytes: usize): void {
  let most = v128.load(scores);
  for (let key: usize = 16; key < keyBytes; key += 16) {
    most = f32x4.max(most, v128.load(scores + key));
  }
  const top = f32x4.splat(mostOf(most));
  let total = f32x4.splat(0);
  for (let key: usize = 0; key < keyBytes; key += 16) {
    const power = exponential(f32x4.sub(v128.load(scores + key), top));
    v128.store(scores + key, power);
    total = f32x4.add(total, power);
  }
  const inverse = f32x4.splat(<f32> 1 / sumOf(total));
  for (let key: usize = 0; key < keyBytes; key += 16) {
    v128.store(scores + key, f32x4.mul(v128.load(scores + key), inverse));
  }
}

/**
 * Adds the gradients of `windowAttentionForward`'s q, k and v: with w the
 * softmax and h = w (g V^T - sum of w g V^T),
 *
 *     dv = w^T g,  dq = h K / sqrt(d),  dk = h^T q / sqrt(d).
 *
 * @param scratch room for d rows of `keys` numbers, and one row more
 */
export function windowAttentionBackward(
  q: usize,
  qStride: usize,
  k: usize,
  v: usize,
  kStride: usize,
  valid: usize,
  scratch: usize,
  weights: usize,
  g: usize,
  gStride: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  windows: i32,
  queries: i32,
  keys: i32,
  heads: i32,
  headSize: i32,
): void {
  const headBytes = <usize> headSize << 2;
  const keyBytes = <usize> keys << 2;
  const scale = <f32> (1 / Math.sqrt(<f64> headSize));
  const slopes = scratch + keyBytes * <usize> headSize;
  for (let window = 0; window < windows; window++) {
    const masked = keys - load<i32>(valid);
    const first = <usize> masked << 2;
    const skipped = kStride * <usize> masked;
    valid += 4;
    for (let head = 0; head < heads; head++) {
      const shift = <usize> head * headBytes;
      transposeKeys(v + shift, kStride, scratch, keys, headBytes, keyBytes);
      for (let query = 0; query < queries; query++) {
        const gRow = g + shift + <usize> query * gStride;
        const qRow = q + shift + <usize> query * qStride;
        const dqRow = dq + shift + <usize> query * qStride;
        scoreKeys(gRow, scratch, slopes, headBytes, keyBytes, 1);
        let mean = f32x4.splat(0);
        for (let key: usize = 0; key < keyBytes; key += 16) {
          const product = f32x4.mul(
            v128.load(weights + key),
            v128.load(slopes + key),
          );
          mean = f32x4.add(mean, product);
        }
        const total = f32x4.splat(sumOf(mean));
        const factor = f32x4.splat(scale);
        for (let key: usize = 0; key < keyBytes; key += 16) {
          const centred = f32x4.sub(v128.load(slopes + key), total);
          const slope = f32x4.mul(v128.load(weights + key), centred);
          v128.store(slopes + key, f32x4.mul(slope, factor));
        }
        for (let at: usize = 0; at < headBytes; at += 16) {
          const gradient = v128.load(gRow + at);
          const queryPart = v128.load(qRow + at);
          let sum = v128.load(dqRow + at);
          let kRow = k + shift + at + skipped;
          let dkRow = dk + shift + at + skipped;
          let dvRow = dv + shift + at + skipped;
          for (let key = first; key < keyBytes; key += 4) {
            const slope = v128.load32_splat(slopes + key);
            const weight = v128.load32_splat(weights + key);
            sum = f32x4.add(sum, f32x4.mul(slope, v128.load(kRow)));
            v128.store(
              dkRow,
              f32x4.add(v128.load(dkRow), f32x4.mul(slope, queryPart)),
            );
            v128.store(
              dvRow,
              f32x4.add(v128.load(dvRow), f32x4.mul(weight, gradient)),
            );
            kRow += kStride;
            dkRow += kStride;
            dvRow += kStride;
          }
          v128.store(dqRow + at, sum);
        }
        weights += keyBytes;
      }
    }
    q += qStride * <usize> queries;
    dq += qStride * <usize> queries;
    g += gStride * <usize> queries;
    k += kStride * <usize> keys;
    v += kStride * <usize> keys;
    dk += kStride * <usize> keys;
    dv += kStride * <usize> keys;
  }
}
