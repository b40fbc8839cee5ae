/**
 * The operations of a tape in plain float64 loops, and a network of them: the
 * outside oracle of the kernels.
 *
 * @module
 */
import type { Rows } from "./naive_perceptron.ts";

/** x W + b. */
export function naiveDense(x: Rows, weights: Rows, biases?: Rows): number[][] {
  return x.map((row) =>
    weights[0].map((_, o) =>
      row.reduce((sum, value, i) => sum + value * weights[i][o], 0) +
      (biases?.[0][o] ?? 0)
    )
  );
}

/** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
export function naiveGelu(x: Rows): number[][] {
  return x.map((row) =>
    row.map((value) => {
      const inner = Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3);
      return value * (1 + Math.tanh(inner)) / 2;
    })
  );
}

/** a + b. */
export function naiveAdd(a: Rows, b: Rows): number[][] {
  return a.map((row, n) => row.map((value, i) => value + b[n][i]));
}

/** Each row with mean 0 and variance 1, then scaled and shifted. */
export function naiveNormalization(
  x: Rows,
  scale: Rows,
  shift: Rows,
  epsilon: number,
): number[][] {
  return x.map((row) => {
    const mean = meanOf(row);
    const variance = meanOf(row.map((value) => (value - mean) ** 2));
    return row.map((value, i) =>
      scale[0][i] * (value - mean) / Math.sqrt(variance + epsilon) +
      shift[0][i]
    );
  });
}

/** The rows that are named. */
export function naiveRows(x: Rows, indices: readonly number[]): number[][] {
  return indices.map((index) => [...x[index]]);
}

/** The columns of a and then those of b. */
export function naiveConcatenation(a: Rows, b: Rows): number[][] {
  return a.map((row, n) => [...row, ...b[n]]);
}

/** The softmax of some scores. */
export function naiveSoftmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Of each node the mean of its edges' values; zeros where it has none. */
export function naiveEdgeAttention(
  scores: Rows,
  values: Rows,
  offsets: readonly number[],
  numColumns = values[0].length,
): number[][] {
  return offsets.slice(1).map((end, node) => {
    const first = offsets[node];
    const weights = naiveSoftmax(
      scores.slice(first, end).map(([score]) => score),
    );
    return Array.from(
      { length: numColumns },
      (_, i) =>
        weights.reduce(
          (sum, weight, e) => sum + weight * values[first + e][i],
          0,
        ),
    );
  });
}

/** What `Tape.windowAttention` takes, beside its matrices. */
export interface WindowCase {
  readonly query: number;
  readonly key: number;
  readonly value: number;
  readonly size: number;
  readonly numKeys: number;
  readonly numQueries: number;
  readonly numHeads: number;
  readonly valid: readonly number[];
}

/** Of each query the mean of its window's last values, head by head. */
export function naiveWindowAttention(
  queries: Rows,
  keysAndValues: Rows,
  { query, key, value, size, numKeys, numQueries, numHeads, valid }: WindowCase,
): number[][] {
  const headSize = size / numHeads;
  return queries.map((row, n) => {
    const window = Math.floor(n / numQueries);
    const seen = keysAndValues.slice(
      (window + 1) * numKeys - valid[window],
      (window + 1) * numKeys,
    );
    return Array.from({ length: size }, (_, i) => {
      const head = i - i % headSize;
      const weights = naiveSoftmax(seen.map((other) => {
        let sum = 0;
        for (let j = head; j < head + headSize; j++) {
          sum += row[query + j] * other[key + j];
        }
        return sum / Math.sqrt(headSize);
      }));
      return weights.reduce(
        (sum, weight, k) => sum + weight * seen[k][value + i],
        0,
      );
    });
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
