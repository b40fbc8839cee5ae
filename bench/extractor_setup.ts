/**
 * What all of the extractor's benchmark times: a step of Adam on 512 windows of
 * 8 blocks, with about 2.3 measurements a target and block, for the squared
 * error of all outputs.
 *
 * @module
 */
import { openStream } from "../lib/core/random_stream.ts";
import { DynamicGraphNetwork } from "../lib/tracking/extractor/dynamic_graph_network.ts";

export const NUM_STATIONS = 6;
export const LEARNING_RATE = 1e-4;
const NUM_WINDOWS = 512;
const NUM_BLOCKS = 99;

/** How many of 100 targets have so many measurements. */
const MEASUREMENT_COUNTS = [2, 14, 42, 36, 6];

const SHAPE = {
  numStationFeatures: 2,
  numEdgeFeatures: 14,
  numAnchorFeatures: 12,
  width: 32,
  numSpatialLayers: 2,
  targetsPerToken: 1,
  windowLength: 8,
  numHeads: 4,
  numNowOutputs: 2,
  numNextOutputs: 5,
};

/** Windows with what a network should say of them, row by row. */
export interface Windows {
  readonly stations: readonly number[];
  readonly edges: readonly number[];
  readonly stationOfEdge: readonly number[];
  readonly targetOfEdge: readonly number[];
  readonly offsets: readonly number[];
  readonly anchors: readonly number[];
  /** How many of each window's blocks count, the last ones. */
  readonly valid: readonly number[];
  readonly now: readonly number[];
  readonly next: readonly number[];
}

/** A network and random windows. */
export function setUp(): { network: DynamicGraphNetwork; windows: Windows } {
  const rng = openStream(1, "benchmark");
  const draw = (count: number) =>
    Array.from({ length: count }, () => Math.fround(rng.gaussian()));
  const numTokens = NUM_WINDOWS * SHAPE.windowLength;
  const stationOfEdge: number[] = [];
  const targetOfEdge: number[] = [];
  const offsets = [0];
  for (let token = 0; token < numTokens; token++) {
    const stations = Array.from({ length: NUM_STATIONS }, (_, m) => m);
    for (let left = drawCount(rng.integer(100)); left > 0; left--) {
      const [station] = stations.splice(rng.integer(stations.length), 1);
      stationOfEdge.push(station);
      targetOfEdge.push(token);
    }
    offsets.push(stationOfEdge.length);
  }
  const network = new DynamicGraphNetwork(SHAPE, openStream(1, "network"));
  const windows = {
    stations: draw(NUM_STATIONS * SHAPE.numStationFeatures),
    edges: draw(stationOfEdge.length * SHAPE.numEdgeFeatures),
    stationOfEdge,
    targetOfEdge,
    offsets,
    anchors: draw(numTokens * SHAPE.numAnchorFeatures),
    valid: Array.from(
      { length: NUM_WINDOWS },
      () => Math.min(1 + rng.integer(NUM_BLOCKS), SHAPE.windowLength),
    ),
    now: draw(NUM_WINDOWS * SHAPE.numNowOutputs),
    next: draw(NUM_WINDOWS * SHAPE.numNextOutputs),
  };
  return { network, windows };
}

/**
 * The loss of a network and its gradients: the mean over windows of the
 * squared errors of all outputs.
 */
export function makeLoss(
  network: DynamicGraphNetwork,
  windows: Windows,
): () => number {
  const { tape, parameters } = network;
  const write = (values: readonly number[], columns: number) => {
    const given = Float32Array.from(values);
    const rows = given.length / columns;
    return () => {
      const tensor = tape.input(rows, columns);
      const to = tape.valuesOf(tensor);
      const { rowStride } = tensor;
      if (rowStride === columns) to.set(given);
      else {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            to[row * rowStride + column] = given[row * columns + column];
          }
        }
      }
      return tensor;
    };
  };
  const stations = write(windows.stations, SHAPE.numStationFeatures);
  const edges = write(windows.edges, SHAPE.numEdgeFeatures);
  const anchors = write(windows.anchors, SHAPE.numAnchorFeatures);
  const rows = windows.offsets.slice(1).map((_, token) => token);
  return () => {
    tape.reset();
    parameters.clearGradients();
    const outputs = network.attendBlocks(
      network.attendStations({
        stations: stations(),
        edges: edges(),
        anchors: anchors(),
        stationOfEdge: tape.indices(windows.stationOfEdge),
        targetOfEdge: tape.indices(windows.targetOfEdge),
        offsets: tape.indices(windows.offsets),
      }),
      tape.indices(rows),
      tape.indices(windows.valid),
    );
    let loss = 0;
    for (const name of ["now", "next"] as const) {
      const { columns, rowStride } = outputs[name];
      const values = tape.valuesOf(outputs[name]);
      const gradients = tape.gradientsOf(outputs[name]);
      const wanted = windows[name];
      for (let n = 0; n < wanted.length; n++) {
        const at = Math.floor(n / columns) * rowStride + n % columns;
        const error = values[at] - wanted[n];
        loss += error * error / NUM_WINDOWS;
        gradients[at] = 2 * error / NUM_WINDOWS;
      }
    }
    tape.backward();
    return loss;
  };
}

function drawCount(percent: number): number {
  let sum = 0;
  return MEASUREMENT_COUNTS.findIndex((share) => percent < (sum += share));
}
