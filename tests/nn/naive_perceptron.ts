/**
 * A multilayer perceptron in plain float64 loops: the outside oracle of the
 * kernels.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { RandomStream } from "../../lib/core/random_stream.ts";

/** Numbers row by row. */
export type Rows = readonly (readonly number[])[];

/** Lists of numbers, such as the weights that `exportWeights` gives. */
export type Arrays = readonly ArrayLike<number>[];

/** Gives the outputs of all heads, side by side, of every row of a batch. */
export function naiveForward(
  weights: Arrays,
  numHidden: number,
  batch: Rows,
): number[][] {
  return batch.map((row) => {
    let features = row;
    for (let l = 0; l < numHidden; l++) {
      features = naiveDense(features, weights[2 * l], weights[2 * l + 1])
        .map((value) => Math.max(0, value));
    }
    const outputs: number[] = [];
    for (let l = numHidden; 2 * l < weights.length; l++) {
      outputs.push(
        ...naiveDense(features, weights[2 * l], weights[2 * l + 1]),
      );
    }
    return outputs;
  });
}

function naiveDense(
  row: readonly number[],
  kernel: ArrayLike<number>,
  biases: ArrayLike<number>,
): number[] {
  return Array.from({ length: biases.length }, (_, o) => {
    let sum = biases[o];
    for (let i = 0; i < row.length; i++) {
      sum += row[i] * kernel[i * biases.length + o];
    }
    return sum;
  });
}

/** The gradient of a function of weights, by central differences. */
export function differentiate(
  weights: Arrays,
  loss: (weights: Arrays) => number,
  step = 1e-5,
): number[][] {
  const moved = weights.map((array) => Float64Array.from(array));
  return moved.map((array) =>
    Array.from(array, (value, i) => {
      array[i] = value + step;
      const above = loss(moved);
      array[i] = value - step;
      const below = loss(moved);
      array[i] = value;
      return (above - below) / (2 * step);
    })
  );
}

/**
 * The largest difference between two lists of arrays, over the largest
 * magnitude in the second: how "relative" is measured wherever networks are
 * compared.
 */
export function relativeDifference(actual: Arrays, expected: Arrays): number {
  assert.equal(actual.length, expected.length);
  let largest = 0;
  let difference = 0;
  expected.forEach((array, l) => {
    assert.equal(actual[l].length, array.length);
    for (let i = 0; i < array.length; i++) {
      largest = Math.max(largest, Math.abs(array[i]));
      difference = Math.max(difference, Math.abs(actual[l][i] - array[i]));
    }
  });
  return difference === 0 ? 0 : difference / largest;
}

/** Rows of normal draws, each exactly a float32. */
export function sampleRows(
  numRows: number,
  numColumns: number,
  rng: RandomStream,
): number[][] {
  const sampleRow = () =>
    Array.from({ length: numColumns }, () => Math.fround(rng.gaussian()));
  return Array.from({ length: numRows }, sampleRow);
}
