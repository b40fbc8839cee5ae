import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { Adam } from "../../lib/nn/adam.ts";
import {
  asRows,
  type MatrixRows,
  openArena,
  paddedLength,
} from "../../lib/nn/dense_kernels.ts";
import { compileKernels } from "../../lib/nn/kernels/build.ts";
import { checkProperty } from "../property.ts";
import { naiveForward, type Rows, sampleRows } from "./naive_perceptron.ts";

Deno.test("the committed module is what its sources compile to, byte for byte", async () => {
  const path = new URL("../../lib/nn/kernels/dense.wasm", import.meta.url);
  assert.deepEqual(await compileKernels(), Deno.readFileSync(path));
});

/** Widths below, at and above the four lanes and the eight columns. */
const layerSizes = fc.record({
  batchSize: fc.integer({ min: 1, max: 19 }),
  numInputs: fc.integer({ min: 1, max: 19 }),
  numOutputs: fc.integer({ min: 1, max: 19 }),
  seed: fc.nat(),
});

Deno.test("a dense layer is the naive loop's, at every batch and width", () => {
  checkProperty(fc.property(layerSizes, fc.boolean(), (sizes, rectified) => {
    const layer = openLayer(sizes);
    layer.kernels.denseForward(
      layer.x.address,
      layer.weights.address,
      layer.biases.address,
      layer.y.address,
      sizes.batchSize,
      sizes.numInputs,
      sizes.numOutputs,
      rectified ? 1 : 0,
    );
    const expected = naiveForward(
      [layer.given.weights.flat(), layer.given.biases[0]],
      0,
      layer.given.x,
    ).map((row) => row.map((sum) => rectified ? Math.max(0, sum) : sum));
    assertClose(readRows(layer.y, sizes.batchSize), expected);
    assertPaddingIsZero(layer.y, sizes.batchSize);
  }));
});

Deno.test("a dense layer's gradients are the naive loops', at every batch and width", () => {
  checkProperty(fc.property(layerSizes, fc.boolean(), (sizes, rectified) => {
    const { batchSize, numInputs, numOutputs } = sizes;
    const layer = openLayer(sizes);
    const { x, weights, g } = layer.given;
    layer.kernels.denseParameterGradients(
      layer.x.address,
      layer.g.address,
      layer.weightGradients.address,
      layer.biasGradients.address,
      batchSize,
      numInputs,
      numOutputs,
    );
    layer.kernels.denseInputGradients(
      layer.x.address,
      layer.weights.address,
      layer.transposed.address,
      layer.g.address,
      layer.inputGradients.address,
      batchSize,
      numInputs,
      numOutputs,
      rectified ? 1 : 0,
    );
    assertClose(
      readRows(layer.weightGradients, numInputs),
      weights.map((row, i) =>
        row.map((_, o) => sum(batchSize, (n) => x[n][i] * g[n][o]))
      ),
    );
    assertClose(readRows(layer.biasGradients, 1), [
      g[0].map((_, o) => sum(batchSize, (n) => g[n][o])),
    ]);
    assertClose(
      readRows(layer.inputGradients, batchSize),
      x.map((row, n) =>
        row.map((value, i) =>
          value > 0 || !rectified
            ? sum(numOutputs, (o) => g[n][o] * weights[i][o])
            : 0
        )
      ),
    );
    assertPaddingIsZero(layer.weightGradients, numInputs);
    assertPaddingIsZero(layer.biasGradients, 1);
    assertPaddingIsZero(layer.inputGradients, batchSize);
  }));
});

Deno.test("Adam takes the steps of Kingma and Ba's Algorithm 1", () => {
  const settings = { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };
  const { kernels, blocks } = openArena(Array(4).fill(12));
  const [parameters, gradients, firstMoments, secondMoments] = blocks;
  const adam = new Adam(
    kernels,
    { parameters, gradients, firstMoments, secondMoments },
    settings,
  );
  const rng = openStream(1, "adam");
  const expected = Array(12).fill(0);
  const [m, v] = [Array(12).fill(0), Array(12).fill(0)];
  for (let t = 1; t <= 20; t++) {
    const learningRate = 0.1 / t;
    for (let i = 0; i < 12; i++) {
      const g = Math.fround(rng.gaussian());
      gradients.values[i] = g;
      m[i] = settings.beta1 * m[i] + (1 - settings.beta1) * g;
      v[i] = settings.beta2 * v[i] + (1 - settings.beta2) * g * g;
      const firstHat = m[i] / (1 - settings.beta1 ** t);
      const secondHat = v[i] / (1 - settings.beta2 ** t);
      expected[i] -= learningRate * firstHat /
        (Math.sqrt(secondHat) + settings.epsilon);
    }
    adam.step(learningRate);
    assertClose([[...parameters.values]], [expected]);
  }
});

Deno.test("a moment that dies out becomes zero, and never a slow denormal number", () => {
  const { kernels, blocks } = openArena(Array(4).fill(4));
  const [parameters, gradients, firstMoments, secondMoments] = blocks;
  const adam = new Adam(
    kernels,
    { parameters, gradients, firstMoments, secondMoments },
    { beta1: 0.9, beta2: 0.9, epsilon: 1e-8 },
  );
  gradients.values.fill(1);
  adam.step(1e-3);
  gradients.values.fill(0);
  for (let t = 0; t < 2000; t++) {
    adam.step(1e-3);
    for (const { values: [moment] } of [firstMoments, secondMoments]) {
      assert.ok(moment === 0 || moment >= 2 ** -126, `${moment}`);
    }
  }
  assert.equal(firstMoments.values[0], 0);
  assert.equal(secondMoments.values[0], 0);
});

interface LayerSizes {
  readonly batchSize: number;
  readonly numInputs: number;
  readonly numOutputs: number;
  readonly seed: number;
}

/** A layer with random numbers; the input is one that was rectified. */
function openLayer({ batchSize, numInputs, numOutputs, seed }: LayerSizes) {
  const rng = openStream(seed, "layer");
  const given = {
    x: sampleRows(batchSize, numInputs, rng).map((row) =>
      row.map((value) => Math.max(0, value))
    ),
    weights: sampleRows(numInputs, numOutputs, rng),
    biases: sampleRows(1, numOutputs, rng),
    g: sampleRows(batchSize, numOutputs, rng),
  };
  const shapes = {
    x: [batchSize, numInputs],
    weights: [numInputs, numOutputs],
    biases: [1, numOutputs],
    y: [batchSize, numOutputs],
    g: [batchSize, numOutputs],
    weightGradients: [numInputs, numOutputs],
    biasGradients: [1, numOutputs],
    inputGradients: [batchSize, numInputs],
    transposed: [numOutputs, numInputs],
  };
  const { kernels, blocks } = openArena(
    Object.values(shapes).map(([rows, columns]) =>
      paddedLength(rows) * paddedLength(columns)
    ),
  );
  const matrices = Object.fromEntries(
    Object.entries(shapes).map(([name, [, columns]], i) => [
      name,
      asRows(blocks[i], columns),
    ]),
  ) as Record<keyof typeof shapes, MatrixRows>;
  for (const name of ["x", "weights", "biases", "g"] as const) {
    given[name].forEach((row, r) =>
      matrices[name].values.set(row, r * matrices[name].rowStride)
    );
  }
  return { given, kernels, ...matrices };
}

function readRows(matrix: MatrixRows, numRows: number): number[][] {
  const { values, rowStride, numColumns } = matrix;
  return Array.from(
    { length: numRows },
    (_, r) => [...values.slice(r * rowStride, r * rowStride + numColumns)],
  );
}

function assertPaddingIsZero(matrix: MatrixRows, numRows: number): void {
  const { values, rowStride, numColumns } = matrix;
  for (let r = 0; r < numRows; r++) {
    for (let c = numColumns; c < rowStride; c++) {
      assert.equal(values[r * rowStride + c], 0);
    }
  }
}

/** Sums of at most twenty products of normal draws, in float32. */
function assertClose(actual: Rows, expected: Rows): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((row, r) => {
    assert.equal(actual[r].length, row.length);
    row.forEach((value, c) => {
      const error = Math.abs(actual[r][c] - value);
      assert.ok(error < 5e-6, `${actual[r][c]} for ${value} at ${r}, ${c}`);
    });
  });
}

function sum(length: number, term: (index: number) => number): number {
  let total = 0;
  for (let i = 0; i < length; i++) total += term(i);
  return total;
}
