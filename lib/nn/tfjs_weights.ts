/**
 * Weights on their way to and from the layers of tfjs.
 *
 * @module
 */
import { LayersModel } from "@tensorflow/tfjs-layers";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { kindError } from "../core/check.ts";
import type { TfjsModel } from "./tfjs_model_files.ts";

/**
 * Sets the weights of a model's layers.
 *
 * @param model the model
 * @param names the layers with weights
 * @param weights of each layer all that it has, such as kernel and biases
 */
export function setLayerWeights(
  model: LayersModel,
  names: readonly string[],
  weights: readonly Float32Array[],
): void {
  let next = 0;
  names.forEach((name) => {
    const layer = model.getLayer(name);
    const tensors: Tensor[] = layer.getWeights().map(({ shape }) =>
      tensor(weights[next++], shape)
    );
    layer.setWeights(tensors);
    tensors.forEach((copied) => copied.dispose());
  });
}

/**
 * The weights of a model's layers, as `setLayerWeights` takes them.
 *
 * @throws {TypeError} where it is no model of tfjs
 */
export function readLayerWeights(
  model: TfjsModel,
  names: readonly string[],
): Float32Array[] {
  if (!(model instanceof LayersModel)) {
    const rule = "a LayersModel of tfjs";
    throw kindError("import the weights", "model", rule, model);
  }
  return names.flatMap((name) =>
    model.getLayer(name).getWeights().map((weights) =>
      weights.dataSync() as Float32Array
    )
  );
}
