/**
 * What a network costs: parameters and floating-point operations, counted from
 * its description (paper A, Sec. IV-C). The paper gives the order of a forward
 * pass, the sum over the layers of C_in C_out; here every operation counts, and
 * the backward pass and the optimiser too.
 *
 * A multiplication and an addition are an operation each, as are a maximum, a
 * division, a square root and an exponential. The counts of the dense layers
 * are those of the kernels in this folder: a sum begins with the bias, and
 * nothing asks for the gradient of the input. What is done once a unit and
 * batch, and not a sample, is left out, as is the loss.
 *
 * @module
 */

import {
  type Activation,
  type DescribedLayer,
  inputSizeOf,
  type NetworkDescription,
  requireDescription,
} from "./network_description.ts";

/** Operations a unit and sample. */
interface UnitOperations {
  readonly forward: number;
  readonly backward: number;
}

/** relu: max(0, x), and its gate. sigmoid: 1 / (1 + e^-x), and g y (1 - y). */
const ACTIVATION_OPERATIONS: Readonly<Record<Activation, UnitOperations>> = {
  linear: { forward: 0, backward: 0 },
  relu: { forward: 1, backward: 1 },
  sigmoid: { forward: 4, backward: 3 },
};

/**
 * Batch normalisation. In use it is a factor and a shift. In training: 1 for
 * the mean, 3 for the variance, 1 to normalise, then the factor and the shift.
 * Backward: 3 for the gradients of these two, 4 for the gradient of its input.
 */
const NORMALIZATION = {
  numParameters: 2,
  inUse: 2,
  training: { forward: 7, backward: 7 },
} as const;

/** Adam, a parameter: 3 for m, 4 for v, 6 for the step. */
const ADAM_OPERATIONS = 13;

/** What a network costs. */
export type NetworkCost = {
  /** What is trained: weights, biases, and of a normalisation two a unit. */
  readonly numParameters: number;
  /** Multiply-adds of a forward pass of one sample: the sum of C_in C_out. */
  readonly multiplyAdds: number;
  /** Operations of a forward pass of one sample. */
  readonly forward: number;
  /** The same in training, where a normalisation looks at the batch. */
  readonly trainingForward: number;
  /** Operations a sample for the gradients of all parameters. */
  readonly backward: number;
  /** Operations a sample for the gradient of the input, and of no parameter. */
  readonly backwardToInput: number;
  /** Operations of a step of Adam, whatever the batch. */
  readonly adamStep: number;
};

/**
 * Counts what a network costs.
 *
 * @param network its description
 * @returns the counts; a gradient step on a batch of B samples takes
 *   B (trainingForward + backward) + adamStep operations
 * @throws {RangeError} where a size breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 *
 * @example
 * ```ts
 * import { describePerceptron, networkCost } from "@isac/bench/learning";
 *
 * const shape = { inputSize: 18, hiddenSizes: [32, 16], headSizes: [1, 10] };
 * const cost = networkCost(describePerceptron(shape));
 * console.log(cost.numParameters, cost.multiplyAdds); // 1323 1264
 * ```
 */
export function networkCost(network: NetworkDescription): NetworkCost {
  requireDescription("count what a network costs", network);
  const { layers, heads } = network;
  const inputSize = inputSizeOf(network);
  const lastWidth = layers.at(-1)?.width ?? inputSize;
  return [
    ...layers.map((layer, l) =>
      layerCost(layer, l === 0 ? inputSize : layers[l - 1].width, l === 0)
    ),
    ...heads.map((head) => layerCost(head, lastWidth, layers.length === 0)),
  ].reduce(addCosts);
}

function layerCost(
  { width, activation, isNormalized }: DescribedLayer,
  numInputs: number,
  isFirst: boolean,
): NetworkCost {
  const product = numInputs * width;
  const { forward, backward } = ACTIVATION_OPERATIONS[activation];
  const { training } = NORMALIZATION;
  const extra = isNormalized ? NORMALIZATION.numParameters : 0;
  const numParameters = product + (1 + extra) * width;
  const inUse = isNormalized ? NORMALIZATION.inUse : 0;
  const trainedForward = isNormalized ? training.forward : 0;
  const back = (isNormalized ? training.backward : 0) + backward;
  return {
    numParameters,
    multiplyAdds: product,
    forward: 2 * product + (forward + inUse) * width,
    trainingForward: 2 * product + (forward + trainedForward) * width,
    // The weights, the biases and, but at the first layer, the layer below.
    backward: (isFirst ? 2 : 4) * product + (1 + back) * width,
    backwardToInput: 2 * product + back * width,
    adamStep: ADAM_OPERATIONS * numParameters,
  };
}

function addCosts(a: NetworkCost, b: NetworkCost): NetworkCost {
  return {
    numParameters: a.numParameters + b.numParameters,
    multiplyAdds: a.multiplyAdds + b.multiplyAdds,
    forward: a.forward + b.forward,
    trainingForward: a.trainingForward + b.trainingForward,
    backward: a.backward + b.backward,
    backwardToInput: a.backwardToInput + b.backwardToInput,
    adamStep: a.adamStep + b.adamStep,
  };
}
