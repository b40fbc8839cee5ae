import assert from "node:assert/strict";
import {
  add,
  memory,
  type Scalar,
  sum,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  fromModelFiles,
  toModelFiles,
} from "../../../lib/nn/tfjs_model_files.ts";
import type { NetworkShape } from "../../../lib/tracking/extractor/network_shape.ts";
import {
  importTfjsExtractor,
  toTfjsExtractor,
} from "../../../lib/tracking/extractor/tfjs_extractor.ts";
import { relativeDifference } from "../../nn/naive_perceptron.ts";
import {
  type GraphCase,
  LITERAL_SHAPE,
  runOnTape,
  sampleNetwork,
  SMALL_SHAPE,
} from "./naive_network.ts";

const NUM_STATIONS = 3;
const NUM_WINDOWS = 5;

const SHAPES: Readonly<Record<string, NetworkShape>> = {
  "a token a target": SMALL_SHAPE,
  "a token of all targets, from zeros": LITERAL_SHAPE,
  "one layer, one head, from anchors of all targets": {
    ...SMALL_SHAPE,
    numSpatialLayers: 1,
    targetsPerToken: 2,
    numHeads: 1,
  },
};

for (const [name, shape] of Object.entries(SHAPES)) {
  Deno.test(`tfjs computes the same outputs and gradients: ${name}`, async () => {
    const numTensors = memory().numTensors;
    const network = sampleNetwork(shape, 1);
    const { padded, graphs } = sampleWindows(shape, 2);
    const { now, next, nowRows, nextRows } = runOnTape(network, graphs);
    for (const output of [now, next]) network.tape.gradientsOf(output).fill(1);
    network.parameters.clearGradients();
    network.tape.backward();
    const expected = network.parameters.exportGradients();
    const model = toTfjsExtractor(network, NUM_STATIONS);
    const restored = await fromModelFiles(await toModelFiles(model));
    for (const loaded of [model, restored] as LayersModel[]) {
      const outputs = loaded.predict(padded) as Tensor[];
      const actual = outputs.map((output) => output.dataSync());
      assert.ok(relativeDifference(actual, [nowRows, nextRows]) < 1e-5);
      outputs.forEach((output) => output.dispose());
      const gradients = gradientsOf(loaded, padded);
      const byName = network.parameters.parameters.map(({ name }) =>
        gradients.get(name)!
      );
      assert.ok(relativeDifference(byName, expected) < 1e-5);
      const other = sampleNetwork(shape, 3);
      importTfjsExtractor(other, loaded);
      assert.deepEqual(
        other.parameters.exportValues(),
        network.parameters.exportValues(),
      );
      loaded.dispose();
    }
    padded.forEach((given) => given.dispose());
    assert.equal(memory().numTensors, numTensors);
  });
}

Deno.test("what is masked changes nothing", () => {
  const network = sampleNetwork(SMALL_SHAPE, 1);
  const model = toTfjsExtractor(network, NUM_STATIONS) as LayersModel;
  const outputs = [0, 1e3].map((filler) => {
    const { padded } = sampleWindows(SMALL_SHAPE, 2, filler);
    const given = model.predict(padded) as Tensor[];
    const flat = given.map((output) => [...output.dataSync()]);
    [...padded, ...given].forEach((used) => used.dispose());
    return flat;
  });
  model.dispose();
  assert.deepEqual(outputs[1], outputs[0]);
});

Deno.test("what is no network, or no number of stations, is refused by name", () => {
  const network = sampleNetwork(SMALL_SHAPE, 1);
  assert.throws(
    () => toTfjsExtractor({} as typeof network, NUM_STATIONS),
    /make a model of tfjs as network must be a dynamic graph network/,
  );
  assert.throws(() => toTfjsExtractor(network, 0), /as numStations must be/);
});

/**
 * Windows as tfjs takes them, padded with a number, and the same as graphs of
 * the blocks and stations that count.
 */
function sampleWindows(shape: NetworkShape, seed: number, filler = 0) {
  const rng = openStream(seed, "windows");
  const { windowLength, targetsPerToken } = shape;
  const numSlots = windowLength * targetsPerToken;
  const draw = (count: number) =>
    Array.from({ length: count }, () => Math.fround(rng.gaussian()));
  const stations = Array.from(
    { length: NUM_STATIONS },
    () => draw(shape.numStationFeatures),
  );
  const valid = Array.from(
    { length: NUM_WINDOWS },
    () => 1 + rng.integer(windowLength),
  );
  const edges: number[][] = [];
  const stationOfEdge: number[] = [];
  const targetOfEdge: number[] = [];
  const offsets = [0];
  const anchors: number[][] = [];
  const windowRows: number[] = [];
  const flat = {
    edges: [] as number[],
    mask: [] as number[],
    anchors: [] as number[],
    window: [] as number[],
  };
  for (let window = 0; window < NUM_WINDOWS; window++) {
    for (let slot = 0; slot < numSlots; slot++) {
      const block = Math.floor(slot / targetsPerToken);
      const counts = block >= windowLength - valid[window];
      if (slot % targetsPerToken === 0) {
        windowRows.push(window * windowLength + block);
        flat.window.push(counts ? 1 : 0);
      }
      const target = offsets.length - 1;
      const anchor = draw(shape.numAnchorFeatures);
      anchors.push(anchor);
      flat.anchors.push(...anchor.map((value) => counts ? value : filler));
      for (let station = 0; station < NUM_STATIONS; station++) {
        const edge = draw(shape.numEdgeFeatures);
        const isSeen = rng.uniform() < 0.5;
        flat.mask.push(isSeen ? 1 : 0);
        flat.edges.push(...edge.map((value) => isSeen ? value : filler));
        if (!isSeen) continue;
        edges.push(edge);
        stationOfEdge.push(station);
        targetOfEdge.push(target);
      }
      offsets.push(edges.length);
    }
  }
  const graphs: GraphCase = {
    stations,
    edges,
    stationOfEdge,
    targetOfEdge,
    offsets,
    anchors: shape.numAnchorFeatures === 0 ? null : anchors,
    windowRows,
    valid,
  };
  const all = Array(NUM_WINDOWS).fill(stations);
  const padded = [
    tensor(all.flat(2), [NUM_WINDOWS, ...sizesOf(stations)]),
    tensor(flat.edges, [
      NUM_WINDOWS,
      numSlots,
      NUM_STATIONS,
      shape.numEdgeFeatures,
    ]),
    tensor(flat.mask, [NUM_WINDOWS, numSlots, NUM_STATIONS]),
    ...(shape.numAnchorFeatures === 0 ? [] : [
      tensor(flat.anchors, [NUM_WINDOWS, numSlots, shape.numAnchorFeatures]),
    ]),
    tensor(flat.window, [NUM_WINDOWS, windowLength]),
  ];
  return { padded, graphs };
}

function sizesOf(rows: readonly (readonly number[])[]): [number, number] {
  return [rows.length, rows[0].length];
}

/** The gradients of the sum of all outputs, under our parameters' names. */
function gradientsOf(
  model: LayersModel,
  padded: Tensor[],
): Map<string, Float32Array> {
  const parts: Readonly<Record<string, string>> = {
    kernel: "_weights",
    bias: "_biases",
    gamma: "_scale",
    beta: "_shift",
    places: "",
  };
  const variables = new Map(
    model.layers.flatMap((layer) =>
      layer.trainableWeights.map((weight): [string, Variable] => {
        const part = weight.originalName.split("/").at(-1)!;
        return [layer.name + parts[part], weight.read() as Variable];
      })
    ),
  );
  const { value, grads } = variableGrads(
    () =>
      tidy(() => {
        const [now, next] = model.apply(padded, { training: true }) as Tensor[];
        return add(sum(now), sum(next)) as Scalar;
      }),
    [...variables.values()],
  );
  value.dispose();
  return new Map([...variables].map(([name, variable]) => {
    const gradient = grads[variable.name];
    const values = gradient.dataSync() as Float32Array;
    gradient.dispose();
    return [name, values];
  }));
}
