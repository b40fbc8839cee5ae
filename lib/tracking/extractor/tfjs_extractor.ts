/**
 * The dynamic graph network as layers of tfjs: the form in which a trained one
 * is stored for others, and a second implementation to test against.
 *
 * @module
 */
import {
  input,
  layers,
  model as toModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { kindError, requireInteger } from "../../core/check.ts";
import { LAYER_NORMALIZATION_EPSILON } from "../../nn/tape.ts";
import type { TfjsModel } from "../../nn/tfjs_model_files.ts";
import { readLayerWeights, setLayerWeights } from "../../nn/tfjs_weights.ts";
import { DynamicGraphNetwork } from "./dynamic_graph_network.ts";
import { type NetworkShape, tokenWidth } from "./network_shape.ts";
import {
  EdgeAttention,
  GaussianUnit,
  LastBlock,
  StationMessages,
  TargetMessages,
  WindowAttention,
  WindowPlaces,
  ZeroNodes,
} from "./tfjs_attention_layers.ts";

type Node = SymbolicTensor;

/** The last word of a parameter's name: the rest is its layer's. */
const PART = /_(weights|biases|scale|shift)$/;

/**
 * The network as a model of tfjs with the same weights. It takes windows of W
 * blocks of T targets, those of a block side by side in slots, slot
 * block T + target:
 *
 * - `stations` [batch, M, numStationFeatures],
 * - `edges` [batch, W T, M, numEdgeFeatures], of each target to each station,
 * - `edge_mask` [batch, W T, M]: 1 where the station measured the target, else 0,
 * - `anchors` [batch, W T, numAnchorFeatures], where the network has any,
 * - `window_mask` [batch, W]: 1 for the blocks that count, the last ones, else 0,
 *
 * and gives what the network says of now [batch, numNowOutputs] and of the next
 * block [batch, numNextOutputs]. What is masked may be any finite number. The
 * model's tensors live until `model.dispose()`.
 *
 * @param network the network
 * @param numStations M
 * @throws {TypeError} where it is no network
 */
export function toTfjsExtractor(
  network: DynamicGraphNetwork,
  numStations: number,
): TfjsModel {
  const action = "make a model of tfjs";
  requireNetwork(action, network);
  requireInteger(action, { numStations }, 1);
  const { shape } = network;
  const { windowLength, targetsPerToken } = shape;
  const numSlots = windowLength * targetsPerToken;
  const given = (name: string, ...sizes: number[]) =>
    input({ shape: sizes, name });
  const stations = given("stations", numStations, shape.numStationFeatures);
  const edges = given("edges", numSlots, numStations, shape.numEdgeFeatures);
  const edgeMask = given("edge_mask", numSlots, numStations);
  const anchors = shape.numAnchorFeatures === 0
    ? []
    : [given("anchors", numSlots, shape.numAnchorFeatures)];
  const windowMask = given("window_mask", windowLength);
  const hidden = attendStations(shape, stations, edges, edgeMask, anchors[0]);
  const targetShape = [windowLength, tokenWidth(shape)];
  const tokens = layers.reshape({ targetShape, name: "tokens" })
    .apply(hidden) as Node;
  const model = toModel({
    inputs: [stations, edges, edgeMask, ...anchors, windowMask],
    outputs: attendBlocks(shape, tokens, windowMask),
    name: "dynamic_graph_network",
  });
  setLayerWeights(
    model,
    layerNames(network),
    network.parameters.exportValues(),
  );
  return model;
}

/**
 * Takes the weights of a model that was made for a network of this shape.
 *
 * @throws {TypeError} where the model's layers are others
 */
export function importTfjsExtractor(
  network: DynamicGraphNetwork,
  model: TfjsModel,
): void {
  requireNetwork("import the weights", network);
  const weights = readLayerWeights(model, layerNames(network));
  network.parameters.importValues(weights);
}

/** h^(L) of each slot, (6) to (8). */
function attendStations(
  shape: NetworkShape,
  stations: Node,
  edges: Node,
  edgeMask: Node,
  anchors: Node | undefined,
): Node {
  const { width } = shape;
  const messages = new StationMessages({ name: "messages" }).apply([
    perceptron("station", stations, width / 2, width / 2),
    perceptron("edge", edges, width, width / 2),
  ]) as Node;
  let hidden = anchors === undefined
    ? new ZeroNodes({ units: width, name: "zeros" }).apply(edgeMask) as Node
    : perceptron("anchor", anchors, width, width);
  for (let l = 1; l <= shape.numSpatialLayers; l++) {
    const name = `spatial_${l}`;
    const ofTarget = layers.dense({
      units: width,
      useBias: false,
      name: `${name}_hidden`,
    }).apply(hidden) as Node;
    const mixed = new TargetMessages({ name: `${name}_mixed` })
      .apply([ofTarget, dense(`${name}_message`, messages, width)]) as Node;
    const scores = dense(`${name}_score`, gelu(mixed), 1);
    const means = new EdgeAttention({ name: `${name}_attention` })
      .apply([scores, messages, edgeMask]) as Node;
    hidden = normalize(`${name}_norm`, gelu(sum([hidden, means])));
  }
  return hidden;
}

/** What the two layers of (9) give of the last block. */
function attendBlocks(
  shape: NetworkShape,
  tokens: Node,
  windowMask: Node,
): Node[] {
  const size = tokenWidth(shape);
  const { numHeads } = shape;
  const ask = (layer: number, x: Node) =>
    dense(`temporal_${layer}_query_key_value`, x, 3 * size);
  const attend = (layer: number, asking: Node, asked: Node) =>
    new WindowAttention({ numHeads, name: `temporal_${layer}_attention` })
      .apply([asking, asked, windowMask]) as Node;
  const last = (name: string, x: Node) =>
    new LastBlock({ name }).apply(x) as Node;
  const encode = (layer: number, x: Node, attended: Node) => {
    const name = `temporal_${layer}`;
    const out = dense(`${name}_out`, attended, size);
    const middle = normalize(`${name}_norm_1`, sum([x, out]));
    const inner = gelu(dense(`${name}_forward_1`, middle, 2 * size));
    const forward = dense(`${name}_forward_2`, inner, size);
    return normalize(`${name}_norm_2`, sum([middle, forward]));
  };
  const embedded = new WindowPlaces({ name: "position" }).apply(tokens) as Node;
  const asked = ask(1, embedded);
  const first = encode(1, embedded, attend(1, asked, asked));
  const keys = ask(2, first);
  const firstLast = last("first_last", first);
  const second = encode(
    2,
    firstLast,
    attend(2, last("queries_last", keys), keys),
  );
  const head = (name: string, x: Node, units: number) =>
    dense(name, layers.flatten().apply(x) as Node, units);
  return [
    head("now", firstLast, shape.numNowOutputs),
    head("next", second, shape.numNextOutputs),
  ];
}

function perceptron(name: string, x: Node, inner: number, units: number) {
  return dense(`${name}_2`, gelu(dense(`${name}_1`, x, inner)), units);
}

function dense(name: string, x: Node, units: number): Node {
  return layers.dense({ units, name }).apply(x) as Node;
}

function gelu(x: Node): Node {
  return new GaussianUnit({}).apply(x) as Node;
}

function sum(parts: Node[]): Node {
  return layers.add().apply(parts) as Node;
}

function normalize(name: string, x: Node): Node {
  const epsilon = LAYER_NORMALIZATION_EPSILON;
  return layers.layerNormalization({ epsilon, name }).apply(x) as Node;
}

/** The layers with weights, in the order of the parameters. */
function layerNames({ parameters }: DynamicGraphNetwork): string[] {
  const names = parameters.parameters.map(({ name }) => name.replace(PART, ""));
  return [...new Set(names)];
}

function requireNetwork(action: string, network: DynamicGraphNetwork): void {
  if (!(network instanceof DynamicGraphNetwork)) {
    throw kindError(action, "network", "a dynamic graph network", network);
  }
}
