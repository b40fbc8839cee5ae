/**
 * The memory of a multilayer perceptron, and the forward and the backward pass
 * over it: a kernel call a layer and pass.
 *
 * @module
 */
import type { AdamBlocks } from "./adam.ts";
import {
  asRows,
  type Block,
  type DenseKernels,
  type MatrixRows,
  openArena,
  paddedLength,
} from "./dense_kernels.ts";
import type { ParameterLayout } from "./perceptron_shape.ts";

/** All numbers of a perceptron, in one arena. */
export interface PerceptronMemory extends AdamBlocks {
  /** Where the parameters lie in their block, as the gradients in theirs. */
  readonly layout: ParameterLayout;
  /** The kernels that work on this memory. */
  readonly kernels: DenseKernels;
  /** The input, then what each layer gives. */
  readonly activations: readonly MatrixRows[];
  /** The gradient of the loss with respect to each of them. */
  readonly activationGradients: readonly MatrixRows[];
  /** Room for the transposed weights of a layer. */
  readonly transposed: Block;
}

/** Opens the memory for a perceptron and so many rows at a time. */
export function openPerceptronMemory(
  layout: ParameterLayout,
  maxBatchSize: number,
): PerceptronMemory {
  const { layerSizes } = layout;
  const numRows = paddedLength(maxBatchSize);
  const widths = layerSizes.map(paddedLength);
  const { kernels, blocks } = openArena([
    ...Array<number>(4).fill(layout.paddedLength),
    Math.max(...widths.slice(1).map((width, l) => widths[l] * width)),
    ...widths.map((width) => numRows * width),
    ...widths.map((width) => numRows * width),
  ]);
  const [parameters, gradients, firstMoments, secondMoments, transposed] =
    blocks;
  const rowsFrom = (first: number) =>
    layerSizes.map((size, l) => asRows(blocks[first + l], size));
  return {
    layout,
    kernels,
    parameters,
    gradients,
    firstMoments,
    secondMoments,
    transposed,
    activations: rowsFrom(5),
    activationGradients: rowsFrom(5 + widths.length),
  };
}

/** Computes the activations of all layers, from the first rows of the input. */
export function passForward(memory: PerceptronMemory, batchSize: number): void {
  const { kernels, parameters, activations } = memory;
  const { computedLayers } = memory.layout;
  for (let l = 0; l < computedLayers.length; l++) {
    const layer = computedLayers[l];
    kernels.denseForward(
      activations[l].address,
      parameters.address + 4 * layer.weightsOffset,
      parameters.address + 4 * layer.biasesOffset,
      activations[l + 1].address,
      batchSize,
      layer.numInputs,
      layer.numOutputs,
      l < computedLayers.length - 1 ? 1 : 0,
    );
  }
}

/** Computes the gradients of all parameters, from that of the last layer. */
export function passBackward(
  memory: PerceptronMemory,
  batchSize: number,
): void {
  const { kernels, parameters, gradients, activations, activationGradients } =
    memory;
  const { computedLayers } = memory.layout;
  for (let l = computedLayers.length - 1; l >= 0; l--) {
    const { weightsOffset, biasesOffset, numInputs, numOutputs } =
      computedLayers[l];
    kernels.denseParameterGradients(
      activations[l].address,
      activationGradients[l + 1].address,
      gradients.address + 4 * weightsOffset,
      gradients.address + 4 * biasesOffset,
      batchSize,
      numInputs,
      numOutputs,
    );
    // Nothing asks for the gradient of the input.
    if (l === 0) return;
    kernels.denseInputGradients(
      activations[l].address,
      parameters.address + 4 * weightsOffset,
      memory.transposed.address,
      activationGradients[l + 1].address,
      activationGradients[l].address,
      batchSize,
      numInputs,
      numOutputs,
    );
  }
}
