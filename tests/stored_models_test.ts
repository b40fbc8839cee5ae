/**
 * The stored networks come from the code as it stands, and can be read back.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { tensor2d } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import {
  MODELS_FOLDER,
  toStoredModel,
  TRAINED_MODELS,
} from "../lib/experiments/trained_models.ts";
import { fromModelFiles, toModelFiles } from "../lib/nn/tfjs_model_files.ts";
import type { MultilayerPerceptron } from "../lib/nn/mlp.ts";
import { DuelingQNetwork } from "../lib/rl/dueling_q_network.ts";
import { DynamicGraphNetwork } from "../lib/tracking/extractor/dynamic_graph_network.ts";

for (const { name, train } of TRAINED_MODELS) {
  Deno.test(`${name}: training it again gives the stored bytes, and tfjs computes the same from them`, async () => {
    const stored = {
      "model.json": Deno.readTextFileSync(
        join(MODELS_FOLDER, name, "model.json"),
      ),
      "weights.bin": Deno.readFileSync(
        join(MODELS_FOLDER, name, "weights.bin"),
      ),
    };
    const network = train();
    const model = toStoredModel(network);
    assert.deepEqual(await toModelFiles(model), stored);
    model.dispose();

    // What tfjs computes of a graph network is in its own test.
    if (network instanceof DynamicGraphNetwork) return;
    const isAgent = network instanceof DuelingQNetwork;
    const loaded = await fromModelFiles(stored) as LayersModel;
    const size = isAgent ? network.stateSize : network.shape.inputSize;
    const given = Array.from({ length: size }, (_, i) => i / 20);
    const input = tensor2d([given]);
    const output = loaded.predict(input) as typeof input;
    const expected = isAgent ? network.qValues(given) : answer(network, given);
    output.arraySync()[0].forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]) < 1e-4)
    );
    [input, output].forEach((tensor) => tensor.dispose());
    loaded.dispose();
  });
}

function answer(network: MultilayerPerceptron, given: number[]): Float32Array {
  network.inputs.values.set(given);
  network.forward(1);
  return network.outputs.values.slice(0, network.outputs.numColumns);
}
