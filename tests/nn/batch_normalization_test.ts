import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { MultilayerPerceptron } from "../../lib/nn/mlp.ts";
import { checkProperty } from "../property.ts";
import {
  type Arrays,
  differentiate,
  relativeDifference,
  type Rows,
  sampleRows,
} from "./naive_perceptron.ts";

const size = fc.integer({ min: 1, max: 9 });
// A normalised layer on a single unit hardly depends on the input: what is left
// of its gradient is rounding.
const cases = fc.record({
  inputSize: size,
  hiddenSizes: fc.array(fc.integer({ min: 3, max: 9 }), {
    minLength: 1,
    maxLength: 2,
  }),
  batchSize: fc.integer({ min: 5, max: 13 }),
  seed: fc.nat(),
});

Deno.test("a normalised layer has mean 0 and variance 1 over the batch", () => {
  const rng = openStream(1, "rows");
  const perceptron = new MultilayerPerceptron(
    { inputSize: 3, hiddenSizes: [1], headSizes: [1], normalizesHidden: true },
    { maxBatchSize: 4 },
    rng,
  );
  // One unit whose output is x, scaled by 2 and shifted by 10; x is 1, 2, 3, 6.
  perceptron.importWeights([[1, 0, 0], [0], [2], [10], [1], [0]]);
  [1, 2, 3, 6].forEach((x, n) => {
    perceptron.inputs.values[n * perceptron.inputs.rowStride] = x;
  });
  perceptron.forward(4);
  const deviation = Math.sqrt((4 + 1 + 0 + 9) / 4 + 1e-5);
  [1, 2, 3, 6].forEach((x, n) => {
    const expected = 10 + 2 * (x - 3) / deviation;
    const output = perceptron.outputs.values[n * perceptron.outputs.rowStride];
    assert.ok(Math.abs(output - expected) < 1e-5);
  });
});

Deno.test("both passes agree with plain loops and central differences, down to the input", () => {
  checkProperty(
    fc.property(cases, ({ inputSize, hiddenSizes, batchSize, seed }) => {
      const rng = openStream(seed, "rows");
      const perceptron = new MultilayerPerceptron(
        { inputSize, hiddenSizes, headSizes: [2], normalizesHidden: true },
        { maxBatchSize: 13 },
        rng,
      );
      perceptron.importWeights(
        perceptron.exportWeights().map((array) =>
          array.map((value) => value + 0.3 * rng.gaussian())
        ),
      );
      const rows = sampleRows(batchSize, inputSize, rng);
      const factors = sampleRows(batchSize, 2, rng);
      const { inputs, outputs, outputGradients } = perceptron;
      rows.forEach((row, n) => inputs.values.set(row, n * inputs.rowStride));
      perceptron.forward(batchSize);
      const weights = perceptron.exportWeights();
      const expected = normalizedForward(weights, hiddenSizes.length, rows);
      const actual = expected.map((row, n) =>
        row.map((_, o) => outputs.values[n * outputs.rowStride + o])
      );
      assert.ok(relativeDifference(actual, expected) < 1e-4);
      factors.forEach((row, n) =>
        outputGradients.values.set(row, n * outputGradients.rowStride)
      );
      perceptron.backward(batchSize, "both");
      const loss = (moved: Arrays, given: Rows) =>
        normalizedForward(moved, hiddenSizes.length, given)
          .flatMap((row, n) => row.map((value, o) => factors[n][o] * value))
          .reduce((sum, term) => sum + term, 0);
      const isSmooth = !isDelicate(weights, hiddenSizes.length, rows);
      fc.pre(isSmooth);
      const gradients = perceptron.exportGradients();
      const wanted = differentiate(weights, (moved) => loss(moved, rows), 1e-6);
      assert.ok(relativeDifference(gradients, wanted) < 2e-3);
      const { values, rowStride } = perceptron.inputGradients;
      const inputGradients = rows.map((row, n) =>
        row.map((_, i) => values[n * rowStride + i])
      );
      const wantedInputs = differentiate(
        rows,
        (moved) => loss(weights, moved.map((row) => Array.from(row))),
        1e-6,
      );
      assert.ok(relativeDifference(inputGradients, wantedInputs) < 2e-3);
    }),
    50,
  );
});

Deno.test("folded, it is the same function of the last batch", () => {
  const rng = openStream(2, "rows");
  const shape = { inputSize: 5, hiddenSizes: [8, 6], headSizes: [1, 2] };
  const perceptron = new MultilayerPerceptron(
    { ...shape, normalizesHidden: true },
    { maxBatchSize: 32 },
    rng,
  );
  perceptron.importWeights(
    perceptron.exportWeights().map((array) =>
      array.map((value) => value + 0.2 * rng.gaussian())
    ),
  );
  const rows = sampleRows(32, 5, rng);
  rows.forEach((row, n) =>
    perceptron.inputs.values.set(row, n * perceptron.inputs.rowStride)
  );
  perceptron.forward(32);
  const folded = perceptron.foldNormalization(1, rng);
  assert.deepEqual(folded.shape, shape);
  rows.forEach((row, n) => {
    folded.inputs.values.set(row);
    folded.forward(1);
    const { values, rowStride } = perceptron.outputs;
    for (let o = 0; o < 3; o++) {
      const difference = folded.outputs.values[o] - values[n * rowStride + o];
      assert.ok(Math.abs(difference) < 1e-5);
    }
  });
});

/** The plain loops: dense, normalised over the batch, rectified. */
function normalizedForward(
  weights: Arrays,
  numHidden: number,
  rows: Rows,
): number[][] {
  let features = rows.map((row) => [...row]);
  for (let l = 0; l < numHidden; l++) {
    const scale = weights[4 * l + 2];
    const shift = weights[4 * l + 3];
    features = normalize(features, weights, l).map((row) =>
      row.map((value, j) => Math.max(0, scale[j] * value + shift[j]))
    );
  }
  return dense(features, weights[4 * numHidden], weights[4 * numHidden + 1]);
}

function normalize(features: Rows, weights: Arrays, l: number): number[][] {
  const before = dense(features, weights[4 * l], weights[4 * l + 1]);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const columns = before[0].map((_, j) => before.map((row) => row[j]));
  const means = columns.map(mean);
  const deviations = columns.map((column, j) =>
    Math.sqrt(mean(column.map((x) => (x - means[j]) ** 2)) + 1e-5)
  );
  return before.map((row) =>
    row.map((value, j) => (value - means[j]) / deviations[j])
  );
}

function dense(
  rows: Rows,
  kernel: ArrayLike<number>,
  biases: ArrayLike<number>,
): number[][] {
  return rows.map((row) =>
    Array.from(
      biases,
      (bias, o) =>
        row.reduce(
          (sum, x, i) => sum + x * kernel[i * biases.length + o],
          bias,
        ),
    )
  );
}

/**
 * Whether some unit stands so near 0 that rounding may switch it, or hardly
 * varies, so that dividing by its deviation blows the rounding up.
 */
function isDelicate(weights: Arrays, numHidden: number, rows: Rows): boolean {
  let features: Rows = rows;
  for (let l = 0; l < numHidden; l++) {
    const scaled = normalize(features, weights, l).map((row) =>
      row.map((value, j) =>
        weights[4 * l + 2][j] * value + weights[4 * l + 3][j]
      )
    );
    if (scaled.flat().some((value) => Math.abs(value) < 1e-3)) return true;
    const before = dense(features, weights[4 * l], weights[4 * l + 1]);
    const varies = before[0].every((_, j) => {
      const column = before.map((row) => row[j]);
      return Math.max(...column) - Math.min(...column) > 0.2;
    });
    if (!varies) return true;
    features = scaled.map((row) => row.map((value) => Math.max(0, value)));
  }
  return false;
}
