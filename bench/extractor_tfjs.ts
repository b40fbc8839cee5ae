/**
 * The step of the extractor's benchmark in tfjs on WebAssembly.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { DynamicGraphNetwork } from "../lib/tracking/extractor/dynamic_graph_network.ts";
import { toTfjsExtractor } from "../lib/tracking/extractor/tfjs_extractor.ts";
import {
  LEARNING_RATE,
  NUM_STATIONS,
  type Windows,
} from "./extractor_setup.ts";

/** Makes a step; from then on tfjs computes in WebAssembly. */
export async function makeTfjsStep(
  network: DynamicGraphNetwork,
  windows: Windows,
): Promise<() => number> {
  await tf.setBackend("wasm");
  const model = toTfjsExtractor(network, NUM_STATIONS) as LayersModel;
  const inputs = padWindows(network, windows);
  const numWindows = windows.valid.length;
  const wanted = [windows.now, windows.next].map((values) =>
    tf.tensor2d([...values], [numWindows, values.length / numWindows])
  );
  const variables = model.trainableWeights.map((weight) =>
    weight.read() as tf.Variable
  );
  const optimizer = tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-8);
  const computeLoss = () => {
    const outputs = model.apply(inputs, { training: true }) as tf.Tensor[];
    const errors = outputs.map((output, n) =>
      tf.sum(tf.squaredDifference(output, wanted[n]))
    );
    return tf.div(tf.addN(errors), numWindows) as tf.Scalar;
  };
  return () =>
    tf.tidy(() =>
      optimizer.minimize(computeLoss, true, variables)!.dataSync()[0]
    );
}

/** The windows with an edge from every station, masked where there is none. */
function padWindows(
  { shape }: DynamicGraphNetwork,
  windows: Windows,
): tf.Tensor[] {
  const { windowLength, numEdgeFeatures } = shape;
  const numWindows = windows.valid.length;
  const numTokens = numWindows * windowLength;
  const edges = new Float32Array(numTokens * NUM_STATIONS * numEdgeFeatures);
  const mask = new Float32Array(numTokens * NUM_STATIONS);
  windows.stationOfEdge.forEach((station, edge) => {
    const cell = windows.targetOfEdge[edge] * NUM_STATIONS + station;
    const from = edge * numEdgeFeatures;
    mask[cell] = 1;
    edges.set(
      windows.edges.slice(from, from + numEdgeFeatures),
      cell * numEdgeFeatures,
    );
  });
  const windowMask = windows.valid.flatMap((count) =>
    Array.from(
      { length: windowLength },
      (_, block) => block < windowLength - count ? 0 : 1,
    )
  );
  const shapes: [ArrayLike<number>, number[]][] = [
    [
      Array(numWindows).fill(windows.stations).flat(),
      [NUM_STATIONS, shape.numStationFeatures],
    ],
    [edges, [windowLength, NUM_STATIONS, numEdgeFeatures]],
    [mask, [windowLength, NUM_STATIONS]],
    [windows.anchors, [windowLength, shape.numAnchorFeatures]],
    [windowMask, [windowLength]],
  ];
  return shapes.map(([values, sizes]) =>
    tf.tensor(Float32Array.from(values), [numWindows, ...sizes])
  );
}
