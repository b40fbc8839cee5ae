/**
 * The stored networks come from the code as it stands, and can be read back.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { tensor2d } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import {
  MODELS_FOLDER,
  TRAINED_MODELS,
} from "../lib/experiments/trained_models.ts";
import { fromModelFiles, toModelFiles } from "../lib/nn/tfjs_model_files.ts";
import { toTfjsModel } from "../lib/rl/tfjs_q_network.ts";

for (const { name, train } of TRAINED_MODELS) {
  Deno.test(`${name}: training it again gives the stored bytes, and tfjs reads the same Q-values from them`, async () => {
    const stored = {
      "model.json": Deno.readTextFileSync(
        join(MODELS_FOLDER, name, "model.json"),
      ),
      "weights.bin": Deno.readFileSync(
        join(MODELS_FOLDER, name, "weights.bin"),
      ),
    };
    const network = train();
    const model = toTfjsModel(network);
    assert.deepEqual(await toModelFiles(model), stored);
    model.dispose();

    const loaded = await fromModelFiles(stored) as LayersModel;
    const state = Array.from({ length: network.stateSize }, (_, i) => i / 20);
    const input = tensor2d([state]);
    const output = loaded.predict(input) as typeof input;
    const qValues = network.qValues(state);
    output.arraySync()[0].forEach((value, action) =>
      assert.ok(Math.abs(value - qValues[action]) < 1e-5)
    );
    [input, output].forEach((tensor) => tensor.dispose());
    loaded.dispose();
  });
}
