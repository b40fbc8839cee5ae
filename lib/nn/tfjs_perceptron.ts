/**
 * A perceptron as a model of tfjs: the form in which the twins' networks are
 * stored for others.
 *
 * @module
 */
import {
  input,
  layers,
  model as toModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { kindError } from "../core/check.ts";
import { MultilayerPerceptron } from "./mlp.ts";
import "./tfjs_backend.ts";
import type { TfjsModel } from "./tfjs_model_files.ts";
import { readLayerWeights, setLayerWeights } from "./tfjs_weights.ts";

/**
 * The perceptron as a model of tfjs with the same weights: from inputs [batch,
 * inputSize] to its heads side by side, [batch, all heads]. The model's tensors
 * live until `model.dispose()`.
 *
 * @throws {TypeError} where it is no perceptron, or one that is normalised over
 *   the batch: `foldNormalization` makes a plain one of it
 */
export function toTfjsPerceptron(perceptron: MultilayerPerceptron): TfjsModel {
  requirePlain("make a model of tfjs", perceptron);
  const { inputSize, hiddenSizes, headSizes } = perceptron.shape;
  const given = input({ shape: [inputSize], name: "input" });
  let features: SymbolicTensor = given;
  const dense = (units: number, name: string, activation: "relu" | "linear") =>
    layers.dense({ units, activation, name }).apply(features) as SymbolicTensor;
  hiddenSizes.forEach((units, l) => {
    features = dense(units, `hidden_${l + 1}`, "relu");
  });
  const heads = headSizes.map((units, h) =>
    dense(units, `head_${h + 1}`, "linear")
  );
  const outputs = heads.length === 1
    ? heads[0]
    : layers.concatenate({ name: "heads" }).apply(heads) as SymbolicTensor;
  const model = toModel({ inputs: given, outputs, name: "perceptron" });
  setLayerWeights(model, layerNames(perceptron), perceptron.exportWeights());
  return model;
}

/**
 * Takes the weights of a model that was made for a perceptron of this shape.
 *
 * @throws {TypeError} where the model's layers are others
 */
export function importTfjsPerceptron(
  perceptron: MultilayerPerceptron,
  model: TfjsModel,
): void {
  requirePlain("import the weights", perceptron);
  perceptron.importWeights(readLayerWeights(model, layerNames(perceptron)));
}

function layerNames({ shape }: MultilayerPerceptron): string[] {
  return [
    ...shape.hiddenSizes.map((_, l) => `hidden_${l + 1}`),
    ...shape.headSizes.map((_, h) => `head_${h + 1}`),
  ];
}

function requirePlain(action: string, perceptron: MultilayerPerceptron): void {
  if (
    !(perceptron instanceof MultilayerPerceptron) ||
    perceptron.shape.normalizesHidden
  ) {
    const rule = "a perceptron without batch normalisation";
    throw kindError(action, "perceptron", rule, perceptron);
  }
}
