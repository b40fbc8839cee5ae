/**
 * A tape: it records what is computed from matrices, and then goes back over
 * the record for the gradients of a loss. A network is a function that calls
 * the operations; how many rows there are may change from call to call, as a
 * graph changes from block to block.
 *
 * All numbers lie in one WebAssembly memory. `reset` forgets the record and
 * uses the memory again.
 *
 * @module
 */
import { rangeError } from "../core/check.ts";
import { paddedLength } from "./dense_kernels.ts";
import type { Parameter } from "./parameter_set.ts";
import type { TapeKernels, TapeMemory } from "./tape_kernels.ts";

/** Keeps the deviation of a row that is constant from zero. */
export const LAYER_NORMALIZATION_EPSILON = 1e-5;

/** A matrix on a tape, rows padded to four columns. */
export interface Tensor {
  /** Rows. */
  readonly rows: number;
  /** Columns. */
  readonly columns: number;
  /** From one row to the next, in numbers. */
  readonly rowStride: number;
  /** Where the values begin. */
  readonly address: number;
  /** Where the gradients begin; 0 where none are kept. */
  readonly gradientAddress: number;
}

/** Which rows of other matrices an operation reads, in a tape's memory. */
export interface Indices {
  /** Where they begin. */
  readonly address: number;
  /** How many there are. */
  readonly length: number;
}

/** The sizes of a self-attention within windows. */
export interface WindowSizes {
  /** Keys a window, a multiple of four. */
  readonly numKeys: number;
  /** Queries a window. */
  readonly numQueries: number;
  /** Heads. */
  readonly numHeads: number;
}

/** A record of operations on matrices. */
export class Tape {
  readonly #memory: TapeMemory;
  readonly #kernels: TapeKernels;
  readonly #start: number;
  readonly #backward: (() => void)[] = [];
  #keepsRecord = true;
  #transposed = new Set<Parameter>();
  /** The gradients that nothing was added to yet, not even zeros: their bytes. */
  readonly #untouched = new Map<number, number>();

  /**
   * An empty tape.
   *
   * @param memory where it lies: after what was reserved there before
   */
  constructor(memory: TapeMemory) {
    this.#memory = memory;
    this.#kernels = memory.kernels;
    this.#start = memory.mark;
  }

  /**
   * Forgets all tensors.
   *
   * @param keepsRecord whether the operations from here on are recorded; a
   *   tape that only computes needs half of the memory
   */
  reset(keepsRecord = true): void {
    this.#memory.release(this.#start);
    this.#backward.length = 0;
    this.#transposed.clear();
    this.#untouched.clear();
    this.#keepsRecord = keepsRecord;
  }

  /** The values of a tensor, `rowStride` a row; valid until the next call. */
  valuesOf({ address, rows, rowStride }: Tensor): Float32Array<ArrayBuffer> {
    return this.#memory.floats(address, rows * rowStride);
  }

  /** The gradients of a tensor, likewise. */
  gradientsOf(x: Tensor): Float32Array<ArrayBuffer> {
    if (x.gradientAddress === 0) {
      throw new Error("Cannot read gradients that the tape does not keep");
    }
    return this.#memory.floats(this.#touch(x), x.rows * x.rowStride);
  }

  /**
   * A matrix of zeros for the caller to fill.
   *
   * @param hasGradient whether its gradient is wanted
   */
  input(rows: number, columns: number, hasGradient = false): Tensor {
    const tensor = this.#open(rows, columns, hasGradient);
    this.#kernels.clear(tensor.address, bytesOf(tensor));
    return tensor;
  }

  /** Row numbers, or counts, for the operations that take them. */
  indices(values: ArrayLike<number>): Indices {
    const address = this.#memory.reserve(4 * values.length);
    new Int32Array(this.#memory.buffer, address, values.length).set(values);
    return { address, length: values.length };
  }

  /** x W + b. */
  dense(x: Tensor, weights: Parameter, biases: Parameter | null): Tensor {
    if (x.columns !== weights.rows) {
      const rule = `as many as the ${weights.rows} rows of ${weights.name}`;
      throw rangeError("pass a layer", "the columns", rule, x.columns);
    }
    const { rows } = x;
    const y = this.#open(rows, weights.columns);
    this.#kernels.linearForward(
      x.address,
      weights.address,
      biases?.address ?? 0,
      y.address,
      rows,
      weights.rows,
      weights.columns,
    );
    this.#recordFor(y, () => {
      this.#kernels.linearParameterGradients(
        x.address,
        y.gradientAddress,
        weights.gradientAddress,
        biases?.gradientAddress ?? 0,
        rows,
        weights.rows,
        weights.columns,
      );
      if (x.gradientAddress === 0) return;
      // The weights stay as they are until the tape is reset.
      if (!this.#transposed.has(weights)) {
        this.#kernels.transposeInto(
          weights.transposedAddress,
          weights.address,
          weights.rows,
          weights.columns,
        );
        this.#transposed.add(weights);
      }
      this.#kernels.linearInputGradients(
        y.gradientAddress,
        weights.transposedAddress,
        x.gradientAddress,
        rows,
        weights.rows,
        weights.columns,
        this.#addsTo(x),
      );
    });
    return y;
  }

  /** The Gaussian error linear unit, in its form with tanh. */
  gelu(x: Tensor): Tensor {
    const y = this.#open(x.rows, x.columns);
    const count = bytesOf(x) / 4;
    const gates = this.#memory.reserve(4 * count);
    this.#kernels.unitForward(x.address, gates, y.address, count);
    this.#recordFor(y, () => {
      if (x.gradientAddress === 0) return;
      this.#kernels.unitBackward(
        x.address,
        gates,
        y.gradientAddress,
        x.gradientAddress,
        count,
        this.#addsTo(x),
      );
    });
    return y;
  }

  /** a + b, of the same shape. */
  add(a: Tensor, b: Tensor): Tensor {
    if (a.rows !== b.rows || a.columns !== b.columns) {
      const rule = `${a.rows} x ${a.columns}`;
      const shape = `${b.rows} x ${b.columns}`;
      throw rangeError("add matrices", "the second", rule, shape);
    }
    const y = this.#open(a.rows, a.columns);
    const count = bytesOf(y) / 4;
    this.#kernels.sumForward(a.address, b.address, y.address, count);
    this.#recordFor(y, () => {
      for (const x of [a, b]) {
        if (x.gradientAddress === 0) continue;
        const [from, to] = [y.gradientAddress, x.gradientAddress];
        this.#kernels.moveColumns(from, 0, to, 0, 1, count, this.#addsTo(x));
      }
    });
    return y;
  }

  /** Each row normalised, then scaled and shifted. */
  layerNormalization(x: Tensor, scale: Parameter, shift: Parameter): Tensor {
    const action = "normalise rows";
    requireQuads(action, x.columns);
    if (scale.columns !== x.columns || shift.columns !== x.columns) {
      const rule = `as many as the ${scale.columns} of ${scale.name}`;
      throw rangeError(action, "the columns", rule, x.columns);
    }
    const y = this.#open(x.rows, x.columns);
    const normalized = this.#memory.reserve(bytesOf(x));
    const inverseDeviations = this.#memory.reserve(4 * x.rows);
    this.#kernels.layerNormalizationForward(
      x.address,
      scale.address,
      shift.address,
      y.address,
      normalized,
      inverseDeviations,
      x.rows,
      x.columns,
      LAYER_NORMALIZATION_EPSILON,
    );
    const slopes = this.#gradientAddress(x);
    this.#recordFor(y, () =>
      this.#kernels.layerNormalizationBackward(
        normalized,
        inverseDeviations,
        scale.address,
        y.gradientAddress,
        slopes,
        scale.gradientAddress,
        shift.gradientAddress,
        x.rows,
        x.columns,
        this.#addsTo(x),
      ));
    return y;
  }

  /** The rows of x, or of a parameter, that the indices name. */
  rowsOf(x: Tensor | Parameter, indices: Indices): Tensor {
    const y = this.#open(indices.length, x.columns);
    this.#kernels.rowsForward(
      x.address,
      indices.address,
      y.address,
      y.rows,
      y.columns,
    );
    if (x.gradientAddress !== 0) {
      this.#recordFor(y, () =>
        this.#kernels.rowsBackward(
          this.#touch(x),
          indices.address,
          y.gradientAddress,
          y.rows,
          y.columns,
        ));
    }
    return y;
  }

  /** The columns of a and then those of b, whose numbers are multiples of 4. */
  concatenate(a: Tensor, b: Tensor): Tensor {
    const action = "concatenate matrices";
    requireQuads(action, a.columns);
    requireQuads(action, b.columns);
    if (a.rows !== b.rows) {
      throw rangeError(action, "the second", `of ${a.rows} rows`, b.rows);
    }
    const y = this.#open(a.rows, a.columns + b.columns);
    this.#moveParts(y.address, [a.address, b.address], [a, b], y, false);
    this.#recordFor(y, () =>
      this.#moveParts(
        y.gradientAddress,
        [a.gradientAddress, b.gradientAddress],
        [a, b],
        y,
        true,
      ));
    return y;
  }

  /**
   * For each node the mean of its edges' values, weighted by the softmax of
   * their scores; a node without edges gets zeros.
   *
   * @param scores [edges, 1]
   * @param values [edges, columns]
   * @param offsets [nodes + 1]: the edges of node n are offsets[n], ...,
   *   offsets[n + 1] - 1
   * @returns the means, [nodes, columns], and where the weights lie, [edges]
   */
  edgeAttention(
    scores: Tensor,
    values: Tensor,
    offsets: Indices,
  ): { readonly means: Tensor; readonly weightsAddress: number } {
    const means = this.#open(offsets.length - 1, values.columns);
    const weightsAddress = this.#memory.reserve(4 * values.rows);
    const scoreSlopes = this.#gradientAddress(scores);
    const valueSlopes = this.#gradientAddress(values);
    this.#kernels.edgeAttentionForward(
      scores.address,
      values.address,
      offsets.address,
      weightsAddress,
      means.address,
      means.rows,
      means.columns,
    );
    this.#recordFor(means, () => {
      this.#touch(scores);
      this.#touch(values);
      this.#kernels.edgeAttentionBackward(
        values.address,
        offsets.address,
        weightsAddress,
        means.gradientAddress,
        scoreSlopes,
        valueSlopes,
        means.rows,
        means.columns,
      );
    });
    return { means, weightsAddress };
  }

  /**
   * Multi-head self-attention within windows: of each query to the last
   * `valid` keys of its window.
   *
   * @param queries [windows * numQueries, columns], its first `size` columns
   * @param keysAndValues [windows * numKeys, ...]
   * @param columns where the queries', keys' and values' columns begin, and how
   *   many each have: multiples of 4, a head's too
   * @param valid [windows], at least 1
   * @returns the means, [windows * numQueries, size]
   */
  windowAttention(
    queries: Tensor,
    keysAndValues: Tensor,
    columns: {
      readonly query: number;
      readonly key: number;
      readonly value: number;
      readonly size: number;
    },
    valid: Indices,
    { numKeys, numQueries, numHeads }: WindowSizes,
  ): Tensor {
    const numWindows = valid.length;
    const y = this.#open(numWindows * numQueries, columns.size);
    const headSize = columns.size / numHeads;
    const scratch = this.#memory.reserve(4 * (headSize + 1) * numKeys);
    const weights = this.#memory.reserve(
      4 * numWindows * numHeads * numQueries * numKeys,
    );
    const querySlopes = this.#gradientAddress(queries);
    const otherSlopes = this.#gradientAddress(keysAndValues);
    const sizes = [
      numWindows,
      numQueries,
      numKeys,
      numHeads,
      headSize,
    ] as const;
    this.#kernels.windowAttentionForward(
      queries.address + 4 * columns.query,
      4 * queries.rowStride,
      keysAndValues.address + 4 * columns.key,
      keysAndValues.address + 4 * columns.value,
      4 * keysAndValues.rowStride,
      valid.address,
      scratch,
      weights,
      y.address,
      4 * y.rowStride,
      ...sizes,
    );
    this.#recordFor(y, () => {
      this.#touch(queries);
      this.#touch(keysAndValues);
      this.#kernels.windowAttentionBackward(
        queries.address + 4 * columns.query,
        4 * queries.rowStride,
        keysAndValues.address + 4 * columns.key,
        keysAndValues.address + 4 * columns.value,
        4 * keysAndValues.rowStride,
        valid.address,
        scratch,
        weights,
        y.gradientAddress,
        4 * y.rowStride,
        querySlopes + 4 * columns.query,
        otherSlopes + 4 * columns.key,
        otherSlopes + 4 * columns.value,
        ...sizes,
      );
    });
    return y;
  }

  /**
   * Copies the rows of x into a larger matrix, from a row on. What is read of
   * the matrix afterwards passes its gradients on to x.
   */
  writeRows(table: Tensor, firstRow: number, x: Tensor): void {
    const action = "write rows";
    if (x.columns !== table.columns) {
      const rule = `the ${table.columns} of the table`;
      throw rangeError(action, "the columns", rule, x.columns);
    }
    const lastRow = firstRow + x.rows - 1;
    if (!(lastRow < table.rows)) {
      const rule = `from 0 to ${table.rows - 1}`;
      throw rangeError(action, "the last row", rule, lastRow);
    }
    const offset = 4 * firstRow * table.rowStride;
    const stride = 4 * table.rowStride;
    const move = (from: number, to: number, adds: 0 | 1) =>
      this.#kernels.moveColumns(
        from,
        stride,
        to,
        stride,
        x.rows,
        table.rowStride,
        adds,
      );
    move(x.address, table.address + offset, 0);
    if (table.gradientAddress === 0 || x.gradientAddress === 0) return;
    this.#recordFor(table, () => {
      move(table.gradientAddress + offset, x.gradientAddress, this.#addsTo(x));
    });
  }

  /**
   * The same numbers as a matrix of other rows and columns. Both numbers of
   * columns are multiples of four; where one of rows is not, only `rowsOf` may
   * read the matrix, as other operations go four rows at a time.
   */
  reshape(x: Tensor, rows: number, columns: number): Tensor {
    const action = "reshape a matrix";
    requireQuads(action, x.columns);
    requireQuads(action, columns);
    if (rows * columns !== x.rows * x.columns) {
      const rule = `of ${x.rows * x.columns} numbers`;
      throw rangeError(action, "the shape", rule, `${rows} x ${columns}`);
    }
    return { ...x, rows, columns, rowStride: columns };
  }

  /**
   * Records a step that the caller computes by itself: it takes the gradients
   * of what it made, and adds those of what it made it from.
   */
  record(backward: () => void): void {
    this.#record(backward);
  }

  /**
   * Goes back over the record. The caller has added the gradients of the loss
   * to `gradientsOf` of the last tensors; those of parameters are added up.
   */
  backward(): void {
    for (let n = this.#backward.length - 1; n >= 0; n--) this.#backward[n]();
    this.#backward.length = 0;
  }

  #record(backward: () => void): void {
    if (this.#keepsRecord) this.#backward.push(backward);
  }

  /** Records what passes the gradients of y on, if there will be some. */
  #recordFor({ gradientAddress }: Tensor, backward: () => void): void {
    this.#record(() => {
      if (!this.#untouched.has(gradientAddress)) backward();
    });
  }

  /** Where the gradients of x are, zeros where nothing was added to them yet. */
  #touch({ gradientAddress }: Tensor | Parameter): number {
    const numBytes = this.#untouched.get(gradientAddress);
    if (numBytes !== undefined) {
      this.#kernels.clear(gradientAddress, numBytes);
      this.#untouched.delete(gradientAddress);
    }
    return gradientAddress;
  }

  /**
   * Whether gradients of x have to be added to those that stand there (1), or
   * are the first and may be written in their place (0).
   */
  #addsTo({ gradientAddress }: Tensor): 0 | 1 {
    return this.#untouched.delete(gradientAddress) ? 0 : 1;
  }

  /** Where the gradients of x go: aside, where it keeps none. */
  #gradientAddress(x: Tensor): number {
    if (x.gradientAddress !== 0 || !this.#keepsRecord) return x.gradientAddress;
    return this.#memory.reserve(bytesOf(x));
  }

  #open(rows: number, columns: number, hasGradient = true): Tensor {
    const rowStride = paddedLength(columns);
    // The kernels compute four rows at a time.
    const numBytes = 4 * paddedLength(rows) * rowStride;
    const address = this.#memory.reserve(numBytes);
    let gradientAddress = 0;
    if (hasGradient && this.#keepsRecord) {
      gradientAddress = this.#memory.reserve(numBytes);
      this.#untouched.set(gradientAddress, numBytes);
    }
    const used = 4 * rows * rowStride;
    if (used < numBytes) {
      this.#kernels.clear(address + used, numBytes - used);
    }
    return { rows, columns, rowStride, address, gradientAddress };
  }

  #moveParts(
    whole: number,
    parts: readonly [number, number],
    tensors: readonly [Tensor, Tensor],
    { rowStride }: Tensor,
    isBackward: boolean,
  ): void {
    let at = whole;
    tensors.forEach(({ rows, columns, rowStride: partStride }, n) => {
      const [from, to] = isBackward ? [at, parts[n]] : [parts[n], at];
      const strides = isBackward
        ? [rowStride, partStride]
        : [partStride, rowStride];
      if (to !== 0) {
        this.#kernels.moveColumns(
          from,
          4 * strides[0],
          to,
          4 * strides[1],
          rows,
          columns,
          isBackward ? this.#addsTo(tensors[n]) : 0,
        );
      }
      at += 4 * columns;
    });
  }
}

function requireQuads(action: string, columns: number): void {
  if (columns % 4 !== 0) {
    throw rangeError(action, "the columns", "a multiple of 4", columns);
  }
}

function bytesOf({ rows, rowStride }: Tensor): number {
  return 4 * paddedLength(rows) * rowStride;
}
