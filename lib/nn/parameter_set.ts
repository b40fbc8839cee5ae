/**
 * The parameters of a network that a tape differentiates: named matrices side
 * by side in one block, with their gradients and Adam's moments.
 *
 * @module
 */
import {
  rangeError,
  requireFinite,
  requireNonNegative,
  requirePositive,
  shapeError,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { Adam, type AdamClock, DEFAULT_ADAM } from "./adam.ts";
import { paddedLength } from "./dense_kernels.ts";
import type { TapeMemory } from "./tape_kernels.ts";

/** How a parameter begins. */
export type InitialValues =
  /** Uniform on [-c, c], c = sqrt(6 / (rows + columns)), times the gain. */
  | { readonly kind: "glorot"; readonly gain?: number }
  /** All the same. */
  | { readonly kind: "constant"; readonly value: number }
  /** Gaussian about 0. */
  | { readonly kind: "gaussian"; readonly deviation: number };

/** The shape of a parameter: a vector has one row. */
export interface ParameterShape {
  /** Its name, unique in the set. */
  readonly name: string;
  /** Rows. */
  readonly rows: number;
  /** Columns. */
  readonly columns: number;
  /** How it begins. */
  readonly initial: InitialValues;
}

/** A parameter in the memory of a tape. */
export interface Parameter extends ParameterShape {
  /** Where its values begin. */
  readonly address: number;
  /** Where its gradients begin. */
  readonly gradientAddress: number;
  /** Where room for the transposed matrix begins. */
  readonly transposedAddress: number;
}

/** All that training has made of a set: plain data, safe as JSON. */
export interface ParameterSetState {
  /** The values, matrix by matrix. */
  readonly values: readonly (readonly number[])[];
  /** Adam's first moments, likewise. */
  readonly firstMoments: readonly (readonly number[])[];
  /** Adam's second moments, likewise. */
  readonly secondMoments: readonly (readonly number[])[];
  /** How far Adam's bias correction has come. */
  readonly clock: AdamClock;
}

/** Named parameters in one memory. */
export class ParameterSet {
  /** The parameters, in the order in which they were named. */
  readonly parameters: readonly Parameter[];
  /** How many numbers they are. */
  readonly numParameters: number;
  readonly #memory: TapeMemory;
  readonly #numFloats: number;
  readonly #addresses: readonly [number, number, number, number];
  readonly #adam: Adam;

  /**
   * Reserves and draws the parameters.
   *
   * @param memory where they lie; nothing of it may be released below them
   * @param shapes the parameters
   * @param rng the stream that they are drawn from
   * @throws {RangeError} where two have one name
   */
  constructor(
    memory: TapeMemory,
    shapes: readonly ParameterShape[],
    rng: RandomStream,
  ) {
    const names = new Set<string>();
    for (const { name } of shapes) {
      if (names.has(name)) {
        const action = "make a set of parameters";
        throw rangeError(action, "each name", "unique", name);
      }
      names.add(name);
    }
    // A product computes four rows at a time, so each matrix has room for that.
    const lengths = shapes.map(({ rows, columns }) =>
      (rows === 1 ? 1 : paddedLength(rows)) * paddedLength(columns)
    );
    const numFloats = lengths.reduce((sum, length) => sum + length, 0);
    const block = () => {
      const address = memory.reserve(4 * numFloats);
      memory.kernels.clear(address, 4 * numFloats);
      return address;
    };
    this.#addresses = [block(), block(), block(), block()];
    const [values, gradients] = this.#addresses;
    let offset = 0;
    this.parameters = shapes.map((shape, n) => {
      const at = 4 * offset;
      offset += lengths[n];
      const { rows, columns } = shape;
      const numTransposed = paddedLength(columns) * paddedLength(rows);
      const transposedAddress = memory.reserve(4 * numTransposed);
      memory.kernels.clear(transposedAddress, 4 * numTransposed);
      return {
        ...shape,
        address: values + at,
        gradientAddress: gradients + at,
        transposedAddress,
      };
    });
    this.numParameters = shapes.reduce(
      (sum, { rows, columns }) => sum + rows * columns,
      0,
    );
    this.#memory = memory;
    this.#numFloats = numFloats;
    const [parameters, slopes, firstMoments, secondMoments] = this.#addresses
      .map((address) => ({ address, values: { length: numFloats } }));
    this.#adam = new Adam(
      memory.kernels,
      { parameters, gradients: slopes, firstMoments, secondMoments },
      DEFAULT_ADAM,
    );
    this.importValues(shapes.map((shape) => drawValues(shape, rng)));
  }

  /** The parameter of a name. */
  get(name: string): Parameter {
    const found = this.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(`There is no parameter ${name}`);
    return found;
  }

  /** Sets all gradients to zero. */
  clearGradients(): void {
    this.#memory.kernels.clear(this.#addresses[1], 4 * this.#numFloats);
  }

  /**
   * Shortens the gradients to a length, where they are longer.
   *
   * @param maxNorm the length
   * @returns their length before
   * @throws {RangeError} where it is no finite number: a step would leave no
   *   parameter that is one
   */
  clipGradients(maxNorm: number): number {
    const action = "clip the gradients";
    requirePositive(action, { maxNorm });
    const gradients = this.#memory.floats(this.#addresses[1], this.#numFloats);
    let square = 0;
    for (let i = 0; i < gradients.length; i++) square += gradients[i] ** 2;
    const norm = Math.sqrt(square);
    requireFinite(action, { "their length": norm });
    if (norm > maxNorm) {
      const factor = maxNorm / norm;
      for (let i = 0; i < gradients.length; i++) gradients[i] *= factor;
    }
    return norm;
  }

  /** Moves the parameters by a step of Adam against their gradients. */
  adamStep(learningRate: number): void {
    requireNonNegative("take a step of Adam", { learningRate });
    this.#adam.step(learningRate);
  }

  /** The values, [rows, columns] each, row by row without padding. */
  exportValues(): Float32Array<ArrayBuffer>[] {
    return this.#read(0);
  }

  /** The gradients, likewise. */
  exportGradients(): Float32Array<ArrayBuffer>[] {
    return this.#read(1);
  }

  /**
   * Sets the values to what `exportValues` gave.
   *
   * @throws {TypeError} where they do not fit the shapes
   */
  importValues(values: readonly ArrayLike<number>[]): void {
    this.#requireFit("import the parameters", values);
    this.#write(0, values);
  }

  /** All that training has made of it. */
  saveState(): ParameterSetState {
    const plain = (block: number) =>
      this.#read(block).map((array) => Array.from(array));
    return {
      values: plain(0),
      firstMoments: plain(2),
      secondMoments: plain(3),
      clock: this.#adam.clock,
    };
  }

  /**
   * Goes on where `saveState` left, bit for bit.
   *
   * @throws {TypeError} where the state does not fit the shapes
   */
  restoreState(state: ParameterSetState): void {
    const action = "restore the parameters";
    const { values, firstMoments, secondMoments } = state;
    const parts = [values, firstMoments, secondMoments];
    parts.forEach((part) => this.#requireFit(action, part));
    [0, 2, 3].forEach((block, n) => this.#write(block, parts[n]));
    this.#adam.restoreClock(state.clock);
  }

  #read(block: number): Float32Array<ArrayBuffer>[] {
    const [first] = this.#addresses;
    return this.parameters.map(({ address, rows, columns }) => {
      const stride = paddedLength(columns);
      const from = this.#memory.floats(
        this.#addresses[block] + address - first,
        rows * stride,
      );
      const out = new Float32Array(rows * columns);
      for (let row = 0; row < rows; row++) {
        const start = row * stride;
        out.set(from.subarray(start, start + columns), row * columns);
      }
      return out;
    });
  }

  #requireFit(action: string, values: readonly ArrayLike<number>[]): void {
    if (values.length !== this.parameters.length) {
      const rule = `be ${this.parameters.length} arrays`;
      throw shapeError(action, "the values", rule, values.length);
    }
    this.parameters.forEach(({ name, rows, columns }, n) => {
      if (values[n].length === rows * columns) return;
      const rule = `have ${rows} x ${columns} numbers`;
      throw shapeError(action, name, rule, values[n].length);
    });
  }

  #write(block: number, values: readonly ArrayLike<number>[]): void {
    const [first] = this.#addresses;
    this.parameters.forEach(({ address, rows, columns }, n) => {
      const stride = paddedLength(columns);
      const to = this.#memory.floats(
        this.#addresses[block] + address - first,
        rows * stride,
      );
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          to[row * stride + column] = values[n][row * columns + column];
        }
      }
    });
  }
}

function drawValues(
  { rows, columns, initial }: ParameterShape,
  rng: RandomStream,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(rows * columns);
  if (initial.kind === "constant") return values.fill(initial.value);
  if (initial.kind === "gaussian") {
    return values.map(() => initial.deviation * rng.gaussian());
  }
  const limit = (initial.gain ?? 1) * Math.sqrt(6 / (rows + columns));
  return values.map(() => limit * (2 * rng.uniform() - 1));
}
