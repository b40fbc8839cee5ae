import assert from "node:assert/strict";
import { io, memory, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  fromModelFiles,
  type TfjsModel,
  toModelFiles,
} from "../../lib/nn/tfjs_model_files.ts";
import { DUELING_KINDS, type DuelingKind } from "../../lib/rl/dueling_head.ts";
import { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { importTfjsWeights, toTfjsModel } from "../../lib/rl/tfjs_q_network.ts";
import { relativeDifference, sampleRows } from "../nn/naive_perceptron.ts";
import { shakeWeights } from "./naive_q_learning.ts";

const SHAPE = { stateSize: 18, numActions: 10 };

for (const dueling of DUELING_KINDS) {
  Deno.test(`a model of tfjs gives the same Q-values, and the weights back: ${dueling}`, () => {
    const numTensors = memory().numTensors;
    const network = sampleNetwork(1, dueling);
    const model = toTfjsModel(network);
    assertSameQValues(network, model);
    const other = sampleNetwork(2, dueling);
    importTfjsWeights(other, model);
    assert.deepEqual(other.exportWeights(), network.exportWeights());
    model.dispose();
    assert.equal(memory().numTensors, numTensors);
  });
}

Deno.test("a stored model has the same bytes each time, and comes back", async () => {
  const network = sampleNetwork(1, "max");
  const models = [toTfjsModel(network), toTfjsModel(network)];
  const [files, again] = await Promise.all(models.map(toModelFiles));
  assert.deepEqual(again, files);
  assert.doesNotMatch(files["model.json"], /date/i);
  // 1,323 weights, and the one that negates.
  assert.equal(files["weights.bin"].length, 4 * 1324);
  const restored = await fromModelFiles(files);
  assertSameQValues(network, restored);
  [...models, restored].forEach((model) => model.dispose());
});

Deno.test("tfjs by itself loads the stored files from a web server", async () => {
  const network = sampleNetwork(1, "max");
  const model = toTfjsModel(network);
  const files = await toModelFiles(model);
  model.dispose();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ url }) => {
      const name = new URL(url).pathname.slice(1);
      return new Response(files[name as keyof typeof files]);
    },
  );
  try {
    const url = `http://127.0.0.1:${server.addr.port}/model.json`;
    const loaded = await loadLayersModel(io.http(url, { fetchFunc: fetch }));
    assertSameQValues(network, loaded);
    loaded.dispose();
  } finally {
    await server.shutdown();
  }
});

Deno.test("bad arguments are refused by name", async () => {
  assert.throws(() => toTfjsModel({} as never), {
    name: "TypeError",
    message:
      "Cannot make a model of tfjs as network must be a Q-network: current value is an object",
  });
  assert.throws(
    () => importTfjsWeights(sampleNetwork(1, "max"), {} as never),
    /Cannot import the weights as model must be a LayersModel of tfjs/,
  );
  await assert.rejects(
    toModelFiles(null as never),
    /Cannot store a model as model must be a LayersModel of tfjs/,
  );
  const files = { "model.json": "{}", "weights.bin": new Uint8Array() };
  await assert.rejects(
    fromModelFiles(files),
    /Cannot read a model as model.json must be a model of tfjs/,
  );
});

function sampleNetwork(seed: number, dueling: DuelingKind): DuelingQNetwork {
  const rng = openStream(seed, "weights");
  const network = new DuelingQNetwork({ ...SHAPE, dueling }, rng);
  shakeWeights(network, rng);
  return network;
}

function assertSameQValues(network: DuelingQNetwork, model: TfjsModel) {
  const states = sampleRows(20, SHAPE.stateSize, openStream(1, "states"));
  const qValues = tidy(() =>
    ((model as LayersModel).predict(tensor2d(states)) as Tensor)
      .arraySync() as number[][]
  );
  const expected = states.map((state) => network.qValues(state));
  assert.ok(relativeDifference(qValues, expected) < 1e-6);
}
