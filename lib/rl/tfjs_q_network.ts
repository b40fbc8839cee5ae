/**
 * The dueling Q-network as a model of tfjs: a second implementation to test
 * against, and the form in which a trained network is stored for others.
 *
 * @module
 */
import {
  initializers,
  input,
  layers,
  model as toModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import type { TfjsModel } from "../nn/tfjs_model_files.ts";
import { readLayerWeights, setLayerWeights } from "../nn/tfjs_weights.ts";
import "../nn/tfjs_backend.ts";
import { DuelingQNetwork } from "./dueling_q_network.ts";
import { kindError } from "../core/check.ts";

/**
 * The network as a model of tfjs with the same weights: from states [batch,
 * stateSize] to Q-values [batch, numActions], eq. (34) included.
 *
 * The model is made of layers that every tfjs knows. There is none that
 * subtracts, so what eq. (34) subtracts goes through a dense layer whose one
 * weight is -1 and not among `model.trainableWeights`. The model's tensors live
 * until `model.dispose()`.
 */
export function toTfjsModel(network: DuelingQNetwork): TfjsModel {
  requireNetwork("make a model of tfjs", network);
  const { stateSize, numActions, dueling } = network;
  const state = input({ shape: [stateSize], name: "state" });
  let features: SymbolicTensor = state;
  network.perceptron.shape.hiddenSizes.forEach((units, l) => {
    features = dense(features, units, `hidden_${l + 1}`, "relu");
  });
  const heads = headNames(network);
  const advantage = dense(features, numActions, heads[heads.length - 1]);
  const outputs = dueling === "none" ? advantage : layers.add({
    name: "q_values",
  }).apply([
    dense(features, 1, "value"),
    advantage,
    negatedBaseline(advantage, numActions, dueling),
  ]) as SymbolicTensor;
  const model = toModel({ inputs: state, outputs, name: "q_network" });
  setLayerWeights(model, layerNames(network), network.exportWeights());
  return model;
}

/**
 * Takes the weights of a model that was made for a network of this shape.
 *
 * @throws {TypeError} where the model's layers are others
 */
export function importTfjsWeights(
  network: DuelingQNetwork,
  model: TfjsModel,
): void {
  requireNetwork("import the weights", network);
  network.importWeights(readLayerWeights(model, layerNames(network)));
}

/** The layers with weights, in the order in which the network lists them. */
function layerNames(network: DuelingQNetwork): string[] {
  const { hiddenSizes } = network.perceptron.shape;
  return [
    ...hiddenSizes.map((_, l) => `hidden_${l + 1}`),
    ...headNames(network),
  ];
}

function headNames({ dueling }: DuelingQNetwork): string[] {
  return dueling === "none" ? ["q_values"] : ["value", "advantage"];
}

function dense(
  below: SymbolicTensor,
  units: number,
  name: string,
  activation: "relu" | "linear" = "linear",
): SymbolicTensor {
  const kernelInitializer = "glorotUniform";
  return layers.dense({ units, activation, kernelInitializer, name })
    .apply(below) as SymbolicTensor;
}

/** Minus the largest advantage, or minus their mean: [batch, 1]. */
function negatedBaseline(
  advantage: SymbolicTensor,
  numActions: number,
  dueling: "max" | "mean",
): SymbolicTensor {
  const column = layers.reshape({
    targetShape: [numActions, 1],
    name: "advantage_column",
  }).apply(advantage);
  const pool = dueling === "max"
    ? layers.globalMaxPooling1d
    : layers.globalAveragePooling1d;
  return layers.dense({
    units: 1,
    useBias: false,
    trainable: false,
    kernelInitializer: initializers.constant({ value: -1 }),
    name: "negated",
  }).apply(pool({ name: "baseline" }).apply(column)) as SymbolicTensor;
}

function requireNetwork(action: string, network: DuelingQNetwork): void {
  if (!(network instanceof DuelingQNetwork)) {
    throw kindError(action, "network", "a Q-network", network);
  }
}
