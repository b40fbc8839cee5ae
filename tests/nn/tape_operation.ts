/**
 * An operation of a tape held against its float64 oracle: values, gradients,
 * and that neither depends on what was in the memory before.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { type Parameter, ParameterSet } from "../../lib/nn/parameter_set.ts";
import { Tape, type Tensor } from "../../lib/nn/tape.ts";
import { TapeMemory } from "../../lib/nn/tape_kernels.ts";
import {
  relativeDifference,
  type Rows,
  sampleRows,
} from "./naive_perceptron.ts";

/** The step of central differences, and how many of them a case takes. */
const STEP = 1e-5;
const NUM_PLACES = 40;

/** Rows and columns. */
export type Shape = readonly [number, number];

/** An operation, and what it should give. */
export interface OperationCase {
  /** The shapes of its inputs. */
  readonly inputs: readonly Shape[];
  /** The shapes of its parameters. */
  readonly parameters?: readonly Shape[];
  /** The seed of all numbers. */
  readonly seed: number;
  /** The operation. */
  readonly run: (
    tape: Tape,
    inputs: readonly Tensor[],
    parameters: readonly Parameter[],
  ) => Tensor;
  /** Its oracle. */
  readonly naive: (
    inputs: readonly Rows[],
    parameters: readonly Rows[],
  ) => number[][];
}

/** Parameters in a memory, and a tape behind them. */
export function openTape(shapes: readonly Shape[], seed: number) {
  const memory = new TapeMemory();
  const parameters = new ParameterSet(
    memory,
    shapes.map(([rows, columns], n) => ({
      name: `p${n}`,
      rows,
      columns,
      initial: { kind: "gaussian", deviation: 1 } as const,
    })),
    openStream(seed, "parameters"),
  );
  return { memory, parameters, tape: new Tape(memory) };
}

/** A tensor with these rows, whose columns are told where there may be none. */
export function writeTensor(
  tape: Tape,
  rows: Rows,
  hasGradient = true,
  numColumns = rows[0].length,
): Tensor {
  const tensor = tape.input(rows.length, numColumns, hasGradient);
  const values = tape.valuesOf(tensor);
  rows.forEach((row, n) => values.set(row, n * tensor.rowStride));
  return tensor;
}

/** The rows of a tensor's values or gradients, one after another. */
export function flatRows(
  { rows, columns, rowStride }: Tensor,
  values: Float32Array,
): number[] {
  const starts = Array.from({ length: rows }, (_, n) => n * rowStride);
  return starts.flatMap((at) => [...values.slice(at, at + columns)]);
}

/** Asserts that the tape does what the oracle does. */
export function checkOperation(
  { inputs, parameters = [], seed, run, naive }: OperationCase,
): void {
  const rng = openStream(seed, "inputs");
  const given = inputs.map(([rows, columns]) => sampleRows(rows, columns, rng));
  const opened = openTape(parameters, seed);
  const { tape, memory } = opened;
  const set = opened.parameters;
  const values = set.exportValues().map((array) => Array.from(array));
  const shapes = [...inputs, ...parameters];
  const arrays = [...given.map((rows) => rows.flat()), ...values];
  const expectedOf = (moved: readonly ArrayLike<number>[]) => {
    const matrices = moved.map((array, n) => toRows(array, shapes[n]));
    return naive(
      matrices.slice(0, inputs.length),
      matrices.slice(inputs.length),
    ).flat();
  };
  const expected = expectedOf(arrays);
  const pull = sampleRows(1, expected.length, rng)[0];
  const places = samplePlaces(arrays, rng);
  const slopes = places.map(([n, i]) => {
    const differ = (step: number) => {
      const moved = arrays.map((array) => [...array]);
      moved[n][i] += step;
      return dot(pull, expectedOf(moved));
    };
    return (differ(STEP) - differ(-STEP)) / (2 * STEP);
  });
  const compute = (keepsRecord: boolean, hasGradients: boolean) => {
    tape.reset(keepsRecord);
    set.clearGradients();
    const tensors = given.map((rows) => writeTensor(tape, rows, hasGradients));
    const y = run(tape, tensors, set.parameters);
    const actual = flatRows(y, tape.valuesOf(y));
    if (!keepsRecord) return { actual, gradients: [] };
    const toPull = tape.gradientsOf(y);
    pull.forEach((value, i) => {
      toPull[Math.floor(i / y.columns) * y.rowStride + i % y.columns] = value;
    });
    tape.backward();
    const ofInputs = hasGradients
      ? tensors.map((tensor) => flatRows(tensor, tape.gradientsOf(tensor)))
      : [];
    const ofParameters = set.exportGradients().map((array) => [...array]);
    return { actual, gradients: [...ofInputs, ...ofParameters] };
  };
  const first = compute(true, true);
  assert.ok(relativeDifference([first.actual], [expected]) < 2e-6);
  const sampled = places.map(([n, i]) => first.gradients[n][i]);
  assert.ok(relativeDifference([sampled], [slopes]) < 1e-5);
  dirty(memory);
  assert.deepEqual(compute(true, true), first);
  dirty(memory);
  assert.deepEqual(compute(false, true).actual, first.actual);
  dirty(memory);
  const plain = compute(true, false);
  assert.deepEqual(plain.actual, first.actual);
  assert.deepEqual(plain.gradients, first.gradients.slice(inputs.length));
  set.exportValues().forEach((array, n) =>
    assert.deepEqual([...array], values[n])
  );
}

/** Leaves other numbers wherever a tape will write, and makes the memory grow. */
export function dirty(memory: TapeMemory): void {
  const { mark } = memory;
  const numBytes = memory.buffer.byteLength - mark + 65536;
  const numFloats = Math.ceil(numBytes / 4);
  const at = memory.reserve(4 * numFloats);
  memory.floats(at, numFloats).fill(NaN);
  memory.release(mark);
}

/** Some numbers of some arrays: which array, and which of its numbers. */
function samplePlaces(
  arrays: readonly (readonly number[])[],
  rng: RandomStream,
): [number, number][] {
  return Array.from({ length: NUM_PLACES }, () => {
    const n = rng.integer(arrays.length);
    return [n, rng.integer(arrays[n].length)];
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function toRows(array: ArrayLike<number>, [rows, columns]: Shape): number[][] {
  const flat = Array.from(array);
  return Array.from(
    { length: rows },
    (_, n) => flat.slice(n * columns, (n + 1) * columns),
  );
}
