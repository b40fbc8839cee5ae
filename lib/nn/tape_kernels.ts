/**
 * The WebAssembly kernels of kernels/unit.as.ts and kernels/attention.as.ts,
 * with the memory that they work on. All matrices are given as addresses.
 *
 * @module
 */
import type { AdamKernels } from "./adam.ts";
import { openKernels } from "./dense_kernels.ts";

/** The functions of kernels/unit.as.ts and kernels/attention.as.ts; and Adam's. */
export interface TapeKernels extends AdamKernels {
  /** y = GELU(x). */
  unitForward(x: number, gates: number, y: number, count: number): void;
  /** dx = g GELU'(x), or adds it. */
  unitBackward(
    x: number,
    gates: number,
    g: number,
    dx: number,
    count: number,
    adds: 0 | 1,
  ): void;
  /** y = a + b. */
  sumForward(a: number, b: number, y: number, count: number): void;
  /** y = scale xHat + shift, row by row. */
  layerNormalizationForward(
    x: number,
    scale: number,
    shift: number,
    y: number,
    normalized: number,
    inverseDeviations: number,
    rows: number,
    columns: number,
    epsilon: number,
  ): void;
  /** Adds the gradients of scale and shift, and writes or adds that of x. */
  layerNormalizationBackward(
    normalized: number,
    inverseDeviations: number,
    scale: number,
    g: number,
    dx: number,
    scaleGradients: number,
    shiftGradients: number,
    rows: number,
    columns: number,
    adds: 0 | 1,
  ): void;
  /** Row n of y is row indices[n] of the table. */
  rowsForward(
    table: number,
    indices: number,
    y: number,
    rows: number,
    columns: number,
  ): void;
  /** Adds the gradient of the table. */
  rowsBackward(
    tableGradients: number,
    indices: number,
    g: number,
    rows: number,
    columns: number,
  ): void;
  /** Copies columns, or adds them. */
  moveColumns(
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    rows: number,
    columns: number,
    adds: 0 | 1,
  ): void;
  /** y = x W + b. */
  linearForward(
    x: number,
    weights: number,
    biases: number,
    y: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  /** Adds the gradients of W and b. */
  linearParameterGradients(
    x: number,
    g: number,
    weightGradients: number,
    biasGradients: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  /** Writes or adds the gradient of x. */
  linearInputGradients(
    g: number,
    transposed: number,
    dx: number,
    rows: number,
    inputs: number,
    outputs: number,
    adds: 0 | 1,
  ): void;
  /** W^T of W. */
  transposeInto(
    transposed: number,
    matrix: number,
    rows: number,
    columns: number,
  ): void;
  /** Writes zeros. */
  clear(at: number, numBytes: number): void;
  /** y_n = sum of softmax(scores) values, over the edges of node n. */
  edgeAttentionForward(
    scores: number,
    values: number,
    offsets: number,
    weights: number,
    y: number,
    nodes: number,
    columns: number,
  ): void;
  /** Adds the gradients of scores and values. */
  edgeAttentionBackward(
    values: number,
    offsets: number,
    weights: number,
    g: number,
    scoreGradients: number,
    valueGradients: number,
    nodes: number,
    columns: number,
  ): void;
  /** y = softmax(q K^T / sqrt(d)) V within windows, head by head. */
  windowAttentionForward(
    q: number,
    qStride: number,
    k: number,
    v: number,
    kStride: number,
    valid: number,
    scratch: number,
    weights: number,
    y: number,
    yStride: number,
    windows: number,
    queries: number,
    keys: number,
    heads: number,
    headSize: number,
  ): void;
  /** Adds the gradients of q, k and v. */
  windowAttentionBackward(
    q: number,
    qStride: number,
    k: number,
    v: number,
    kStride: number,
    valid: number,
    scratch: number,
    weights: number,
    g: number,
    gStride: number,
    dq: number,
    dk: number,
    dv: number,
    windows: number,
    queries: number,
    keys: number,
    heads: number,
    headSize: number,
  ): void;
}

/** The kernels with a memory of their own, which only grows. */
export class TapeMemory {
  /** The functions. */
  readonly kernels: TapeKernels;
  readonly #memory: WebAssembly.Memory;
  #end: number;
  #bytes: ArrayBuffer;

  /** A memory with nothing reserved. */
  constructor() {
    const { kernels, memory, start } = openKernels();
    this.kernels = kernels as unknown as TapeKernels;
    this.#memory = memory;
    this.#end = start;
    this.#bytes = memory.buffer as ArrayBuffer;
  }

  /** All of it: another object whenever it has grown. */
  get buffer(): ArrayBuffer {
    return this.#bytes;
  }

  /** Where the next block will begin; `release` goes back to such a mark. */
  get mark(): number {
    return this.#end;
  }

  /**
   * A block of memory, at a multiple of 64; its bytes are whatever was there.
   *
   * @param numBytes its length
   */
  reserve(numBytes: number): number {
    const at = this.#end;
    this.#end = at + Math.ceil(numBytes / 64) * 64;
    const missing = this.#end - this.#bytes.byteLength;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(missing / 65536));
      this.#bytes = this.#memory.buffer as ArrayBuffer;
    }
    return at;
  }

  /** Gives back all blocks from a mark on. */
  release(mark: number): void {
    this.#end = mark;
  }

  /** Numbers in the memory: valid until it grows. */
  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#bytes, at, length);
  }
}
