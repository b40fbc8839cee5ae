/**
 * The WebAssembly kernels of kernels/dense.as.ts, and the memory that they work
 * on. A network has a memory of its own: an arena that is cut into blocks once
 * and then never grows, so that nothing is allocated while it trains.
 *
 * @module
 */

// @ts-expect-error: TypeScript does not know this form of import yet
const compiled: WebAssembly.Module = await import.source(
  "./kernels/dense.wasm"
);

/** Floats in a vector of the kernels: rows are padded to a multiple of it. */
const LANES = 4;
/** A block begins with a cache line, so that no vector lies across two. */
const CACHE_LINE_BYTES = 64;
const PAGE_BYTES = 65536;

/** The functions of kernels/dense.as.ts; all matrices are given as addresses. */
export interface DenseKernels {
  /** y = x W + b, and max(0, y) of it where `rectified` is 1. */
  denseForward(
    x: number,
    weights: number,
    biases: number,
    y: number,
    batchSize: number,
    numInputs: number,
    numOutputs: number,
    rectified: 0 | 1,
  ): void;
  /** The gradients of W and b, from the gradient of y. */
  denseParameterGradients(
    x: number,
    outputGradients: number,
    weightGradients: number,
    biasGradients: number,
    batchSize: number,
    numInputs: number,
    numOutputs: number,
  ): void;
  /** The gradient of x, which came out of a rectified layer where `rectified`. */
  denseInputGradients(
    x: number,
    weights: number,
    transposed: number,
    outputGradients: number,
    inputGradients: number,
    batchSize: number,
    numInputs: number,
    numOutputs: number,
    rectified: 0 | 1,
  ): void;
  /** y = max(0, scale (x - mean) / deviation + shift), in the place of x. */
  batchNormalizationForward(
    x: number,
    normalized: number,
    means: number,
    inverseDeviations: number,
    scale: number,
    shift: number,
    batchSize: number,
    numColumns: number,
    epsilon: number,
  ): void;
  /** The gradients of scale and shift, and of x in the place of y's. */
  batchNormalizationBackward(
    normalized: number,
    inverseDeviations: number,
    scale: number,
    outputGradients: number,
    scaleGradients: number,
    shiftGradients: number,
    batchSize: number,
    numColumns: number,
  ): void;
  /** sums[i] += min((target - predictions[i])^2, largest). */
  addClippedSquaredErrors(
    predictions: number,
    sums: number,
    count: number,
    target: number,
    largest: number,
  ): void;
  /** A step of Adam on `count` parameters, a multiple of four. */
  adamUpdate(
    parameters: number,
    gradients: number,
    firstMoments: number,
    secondMoments: number,
    count: number,
    stepSize: number,
    beta1: number,
    beta2: number,
    oneMinusBeta1: number,
    oneMinusBeta2: number,
    inverseCorrection2: number,
    epsilon: number,
  ): void;
}

/** A part of the arena: what the kernels call by its address. */
export interface Block {
  /** The byte in the memory where the block begins. */
  readonly address: number;
  /** The block's numbers, zeros at first. */
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * A matrix row by row in a part of the arena: row n, column j stands at
 * `values[n * rowStride + j]`. What lies between the columns and the next row
 * is zero, and has to stay so.
 */
export interface MatrixRows extends Block {
  /** How many columns are the matrix's own. */
  readonly numColumns: number;
  /** From one row to the next, at least the number of columns. */
  readonly rowStride: number;
}

/** Kernels with a memory that is cut into blocks. */
export interface Arena {
  /** The kernels that work on this memory. */
  readonly kernels: DenseKernels;
  /** The blocks, in the order in which their lengths were given. */
  readonly blocks: readonly Block[];
}

/** The next multiple of the kernels' four lanes. */
export function paddedLength(length: number): number {
  return Math.ceil(length / LANES) * LANES;
}

/**
 * Opens a memory with a block for each length.
 *
 * @param lengths how many floats each block holds
 */
export function openArena(lengths: readonly number[]): Arena {
  const { kernels, memory, start } = openKernels();
  let end = start;
  const addresses = lengths.map((length) => {
    const address = end;
    const numLines = Math.ceil(4 * length / CACHE_LINE_BYTES);
    end += numLines * CACHE_LINE_BYTES;
    return address;
  });
  memory.grow(Math.ceil(end / PAGE_BYTES));
  return {
    kernels: kernels as unknown as DenseKernels,
    blocks: lengths.map((length, i) => ({
      address: addresses[i],
      values: new Float32Array(memory.buffer, addresses[i], length),
    })),
  };
}

/**
 * An instance of the kernels, with a memory of its own, which is the caller's
 * from `start` on: never address 0, which means "none" to the kernels.
 */
export function openKernels(): {
  readonly kernels: WebAssembly.Exports;
  readonly memory: WebAssembly.Memory;
  readonly start: number;
} {
  const { exports } = new WebAssembly.Instance(compiled);
  const { endOfConstants } = exports as { endOfConstants(): number };
  const numLines = Math.ceil(endOfConstants() / CACHE_LINE_BYTES);
  return {
    kernels: exports,
    memory: exports.memory as WebAssembly.Memory,
    start: numLines * CACHE_LINE_BYTES,
  };
}

/** The block as a matrix with so many columns of its own. */
export function asRows(block: Block, numColumns: number): MatrixRows {
  return { ...block, numColumns, rowStride: paddedLength(numColumns) };
}
