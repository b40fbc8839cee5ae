/**
 * The weights that a network begins with.
 *
 * @module
 */
import type { RandomStream } from "../core/random_stream.ts";
import type { ParameterLayout } from "./perceptron_shape.ts";

/**
 * Draws weights by the rule of Glorot and Bengio (2010), eq. (16): uniform on
 * [-c, c] with c = sqrt(6 / (inputs + outputs)) of the layer; biases are zero,
 * and of a layer that is normalised the scale 1 and the shift 0.
 *
 * It is tfjs's "glorotUniform", and what Keras does by itself; tfjs by itself
 * draws from a normal distribution of the same variance. Each head is a layer
 * of its own here: the scale of one does not depend on the others.
 *
 * @returns weights and biases layer by layer, as `readParameters` gives them
 */
export function sampleGlorotUniform(
  layout: ParameterLayout,
  rng: RandomStream,
): Float32Array<ArrayBuffer>[] {
  return layout.layers.flatMap((layer) => {
    const { numInputs, numOutputs, normalization } = layer;
    const limit = Math.sqrt(6 / (numInputs + numOutputs));
    const weights = Float32Array.from(
      { length: numInputs * numOutputs },
      () => limit * (2 * rng.uniform() - 1),
    );
    const biases = new Float32Array(numOutputs);
    if (normalization === undefined) return [weights, biases];
    const scale = new Float32Array(numOutputs).fill(1);
    return [weights, biases, scale, new Float32Array(numOutputs)];
  });
}
