import assert from "node:assert/strict";
import { memory, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { openStream } from "../../lib/core/random_stream.ts";
import { MultilayerPerceptron } from "../../lib/nn/mlp.ts";
import { fromModelFiles, toModelFiles } from "../../lib/nn/tfjs_model_files.ts";
import {
  importTfjsPerceptron,
  toTfjsPerceptron,
} from "../../lib/nn/tfjs_perceptron.ts";
import { sampleRows } from "./naive_perceptron.ts";

const SHAPE = { inputSize: 5, hiddenSizes: [7, 6], headSizes: [1, 3] };

function sample(seed: number, changes: object = {}): MultilayerPerceptron {
  const rng = openStream(seed, "weights");
  return new MultilayerPerceptron(
    { ...SHAPE, ...changes },
    { maxBatchSize: 4 },
    rng,
  );
}

Deno.test("tfjs computes the same, from the stored files too, and gives the weights back", async () => {
  const numTensors = memory().numTensors;
  const perceptron = sample(1);
  const rows = sampleRows(4, 5, openStream(2, "rows"));
  const { inputs, outputs } = perceptron;
  rows.forEach((row, n) => inputs.values.set(row, n * inputs.rowStride));
  perceptron.forward(4);
  const model = toTfjsPerceptron(perceptron);
  const restored = await fromModelFiles(await toModelFiles(model));
  for (const loaded of [model, restored] as LayersModel[]) {
    const given = tensor2d(rows);
    const output = loaded.predict(given) as Tensor;
    const actual = output.arraySync() as number[][];
    actual.forEach((row, n) =>
      row.forEach((value, o) => {
        const expected = outputs.values[n * outputs.rowStride + o];
        assert.ok(Math.abs(value - expected) < 1e-5);
      })
    );
    const other = sample(3);
    importTfjsPerceptron(other, loaded);
    assert.deepEqual(other.exportWeights(), perceptron.exportWeights());
    [given, output].forEach((tensor) => tensor.dispose());
    loaded.dispose();
  }
  assert.equal(memory().numTensors, numTensors);
});

Deno.test("a perceptron with batch normalisation is refused by name", () => {
  assert.throws(
    () => toTfjsPerceptron(sample(1, { normalizesHidden: true })),
    /perceptron must be a perceptron without batch normalisation/,
  );
});
