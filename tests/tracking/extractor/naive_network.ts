/**
 * The dynamic graph network in plain float64 loops, the graphs that it is
 * tried on, and the same numbers on its tape.
 *
 * @module
 */
import { openStream } from "../../../lib/core/random_stream.ts";
import type { Parameter } from "../../../lib/nn/parameter_set.ts";
import { LAYER_NORMALIZATION_EPSILON } from "../../../lib/nn/tape.ts";
import {
  DynamicGraphNetwork,
} from "../../../lib/tracking/extractor/dynamic_graph_network.ts";
import type { NetworkShape } from "../../../lib/tracking/extractor/network_shape.ts";
import {
  naiveAdd,
  naiveConcatenation,
  naiveDense,
  naiveEdgeAttention,
  naiveGelu,
  naiveNormalization,
  naiveRows,
  naiveWindowAttention,
} from "../../nn/naive_operations.ts";
import { type Rows, sampleRows } from "../../nn/naive_perceptron.ts";
import { flatRows, writeTensor } from "../../nn/tape_operation.ts";

/** A small network of two layers of messages. */
export const SMALL_SHAPE: NetworkShape = {
  numStationFeatures: 2,
  numEdgeFeatures: 5,
  numAnchorFeatures: 3,
  width: 8,
  numSpatialLayers: 2,
  targetsPerToken: 1,
  windowLength: 4,
  numHeads: 2,
  numNowOutputs: 2,
  numNextOutputs: 5,
};

/** The paper's: no anchors, and three targets a token. */
export const LITERAL_SHAPE: NetworkShape = {
  ...SMALL_SHAPE,
  numAnchorFeatures: 0,
  targetsPerToken: 3,
  numNowOutputs: 6,
  numNextOutputs: 6,
};

/** Graphs of some targets, and windows of their tokens. */
export interface GraphCase {
  readonly stations: Rows;
  readonly edges: Rows;
  readonly stationOfEdge: readonly number[];
  readonly targetOfEdge: readonly number[];
  readonly offsets: readonly number[];
  readonly anchors: Rows | null;
  readonly windowRows: readonly number[];
  readonly valid: readonly number[];
}

/** Random graphs, in which one target in four has no measurement. */
export function sampleGraphs(
  shape: NetworkShape,
  numTokens: number,
  numWindows: number,
  seed: number,
): GraphCase {
  const rng = openStream(seed, "graphs");
  const numStations = 4;
  const numTargets = numTokens * shape.targetsPerToken;
  const offsets = [0];
  const stationOfEdge: number[] = [];
  const targetOfEdge: number[] = [];
  for (let target = 0; target < numTargets; target++) {
    for (let edge = 0; edge < target % 4; edge++) {
      stationOfEdge.push(rng.integer(numStations));
      targetOfEdge.push(target);
    }
    offsets.push(stationOfEdge.length);
  }
  const { windowLength, numAnchorFeatures } = shape;
  return {
    stations: sampleRows(numStations, shape.numStationFeatures, rng),
    edges: sampleRows(stationOfEdge.length, shape.numEdgeFeatures, rng),
    stationOfEdge,
    targetOfEdge,
    offsets,
    anchors: numAnchorFeatures === 0
      ? null
      : sampleRows(numTargets, numAnchorFeatures, rng),
    windowRows: Array.from(
      { length: numWindows * windowLength },
      () => rng.integer(numTokens),
    ),
    valid: Array.from({ length: numWindows }, (_, n) => 1 + n % windowLength),
  };
}

/** A network whose last layers do not begin small, so that all is felt. */
export function sampleNetwork(
  shape: NetworkShape,
  seed: number,
): DynamicGraphNetwork {
  const network = new DynamicGraphNetwork(shape, openStream(seed, "network"));
  const rng = openStream(seed, "weights");
  const { parameters } = network;
  const values = parameters.exportValues();
  parameters.parameters.forEach(({ name, rows }, n) => {
    const isScale = name.endsWith("_scale");
    values[n] = values[n].map(() =>
      (isScale ? 1 : 0) + rng.gaussian() / Math.sqrt(rows + 2)
    );
  });
  parameters.importValues(values);
  return network;
}

/** The outputs on the tape, still to be differentiated. */
export function runOnTape(
  network: DynamicGraphNetwork,
  given: GraphCase,
  keepsRecord = true,
) {
  const { tape, shape } = network;
  tape.reset(keepsRecord);
  const edges = writeTensor(tape, given.edges, true, shape.numEdgeFeatures);
  const anchors = given.anchors === null
    ? null
    : writeTensor(tape, given.anchors);
  const hidden = network.attendStations({
    stations: writeTensor(tape, given.stations, false),
    edges,
    anchors,
    stationOfEdge: tape.indices(given.stationOfEdge),
    targetOfEdge: tape.indices(given.targetOfEdge),
    offsets: tape.indices(given.offsets),
  });
  const { now, next } = network.attendBlocks(
    tape.reshape(
      hidden,
      hidden.rows / shape.targetsPerToken,
      shape.width * shape.targetsPerToken,
    ),
    tape.indices(given.windowRows),
    tape.indices(given.valid),
  );
  const [nowRows, nextRows] = [now, next].map((tensor) =>
    flatRows(tensor, tape.valuesOf(tensor))
  );
  return { now, next, edges, anchors, nowRows, nextRows };
}

/** The network in float64: the outputs, row by row, of given parameters. */
export function naiveNetwork(
  shape: NetworkShape,
  parameters: readonly Parameter[],
  values: readonly ArrayLike<number>[],
  given: GraphCase,
): { readonly now: number[][]; readonly next: number[][] } {
  const named = new Map(parameters.map(({ name, rows, columns }, n) => {
    const flat = Array.from(values[n]);
    const matrix = Array.from(
      { length: rows },
      (_, row) => flat.slice(row * columns, (row + 1) * columns),
    );
    return [name, matrix];
  }));
  const of = (name: string) => named.get(name)!;
  const dense = (name: string, x: Rows) =>
    naiveDense(x, of(`${name}_weights`), of(`${name}_biases`));
  const perceptron = (name: string, x: Rows) =>
    dense(`${name}_2`, naiveGelu(dense(`${name}_1`, x)));
  const normalize = (name: string, x: Rows) =>
    naiveNormalization(
      x,
      of(`${name}_scale`),
      of(`${name}_shift`),
      LAYER_NORMALIZATION_EPSILON,
    );
  const { width, targetsPerToken, windowLength, numHeads } = shape;
  const messages = naiveConcatenation(
    naiveRows(perceptron("station", given.stations), given.stationOfEdge),
    perceptron("edge", given.edges),
  );
  let hidden: number[][] = given.anchors === null
    ? given.offsets.slice(1).map(() => Array(width).fill(0))
    : perceptron("anchor", given.anchors);
  for (let layer = 1; layer <= shape.numSpatialLayers; layer++) {
    const name = `spatial_${layer}`;
    const ofTarget = naiveDense(hidden, of(`${name}_hidden_weights`));
    const mixed = naiveGelu(naiveAdd(
      naiveRows(ofTarget, given.targetOfEdge),
      dense(`${name}_message`, messages),
    ));
    const means = naiveEdgeAttention(
      dense(`${name}_score`, mixed),
      messages,
      given.offsets,
    );
    hidden = normalize(`${name}_norm`, naiveGelu(naiveAdd(hidden, means)));
  }
  const tokens = Array.from(
    { length: hidden.length / targetsPerToken },
    (_, n) =>
      hidden.slice(n * targetsPerToken, (n + 1) * targetsPerToken).flat(),
  );
  const size = width * targetsPerToken;
  const columns = { query: 0, key: size, value: 2 * size, size };
  const sizes = { numKeys: windowLength, numHeads, valid: given.valid };
  const last = given.valid.map((_, n) => (n + 1) * windowLength - 1);
  const encode = (layer: number, x: Rows, attended: Rows) => {
    const name = `temporal_${layer}`;
    const middle = normalize(
      `${name}_norm_1`,
      naiveAdd(x, dense(`${name}_out`, attended)),
    );
    const forward = dense(
      `${name}_forward_2`,
      naiveGelu(dense(`${name}_forward_1`, middle)),
    );
    return normalize(`${name}_norm_2`, naiveAdd(middle, forward));
  };
  const embedded = naiveAdd(
    naiveRows(tokens, given.windowRows),
    given.windowRows.map((_, n) => of("position")[n % windowLength]),
  );
  const asked = dense("temporal_1_query_key_value", embedded);
  const first = encode(
    1,
    embedded,
    naiveWindowAttention(asked, asked, {
      ...columns,
      ...sizes,
      numQueries: windowLength,
    }),
  );
  const keys = dense("temporal_2_query_key_value", first);
  const firstLast = naiveRows(first, last);
  const second = encode(
    2,
    firstLast,
    naiveWindowAttention(naiveRows(keys, last), keys, {
      ...columns,
      ...sizes,
      numQueries: 1,
    }),
  );
  return { now: dense("now", firstLast), next: dense("next", second) };
}
