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
  readonly parameters: Block;
  readonly gradients: Block;
  readonly firstMoments: Block;
  readonly secondMoments: Block;
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
  /** What each normalised layer leaves for its backward pass, by layer. */
  readonly normalizations: readonly (Normalization | undefined)[];
}

/** The batch normalisation of a layer in the last forward pass. */
export interface Normalization {
  /** What the layer gave, less the means, over the deviations. */
  readonly normalized: Block;
  /** The means over the batch, [outputs]. */
  readonly means: Block;
  /** One over the deviations over the batch, [outputs]. */
  readonly inverseDeviations: Block;
}

/** Keeps the deviation of a column that is constant from zero. */
const NORMALIZATION_EPSILON = 1e-5;

/** Opens the memory for a perceptron and so many rows at a time. */
export function openPerceptronMemory(
  layout: ParameterLayout,
  maxBatchSize: number,
): PerceptronMemory {
  const { layerSizes } = layout;
  const numRows = paddedLength(maxBatchSize);
  const widths = layerSizes.map(paddedLength);
  const normalizedWidths = layout.computedLayers
    .filter(({ normalization }) => normalization !== undefined)
    .map(({ rowStride }) => rowStride);
  const { kernels, blocks } = openArena([
    ...Array<number>(4).fill(layout.paddedLength),
    Math.max(...widths.slice(1).map((width, l) => widths[l] * width)),
    ...widths.map((width) => numRows * width),
    ...widths.map((width) => numRows * width),
    ...normalizedWidths.flatMap((width) => [numRows * width, width, width]),
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
    normalizations: layout.computedLayers.map(({ normalization }, l) => {
      if (normalization === undefined) return undefined;
      // Hidden layers are normalised all or none, so the l-th has the l-th.
      const [normalized, means, inverseDeviations] = blocks.slice(
        5 + 2 * widths.length + 3 * l,
      );
      return { normalized, means, inverseDeviations };
    }),
  };
}

/** Computes the activations of all layers, from the first rows of the input. */
export function passForward(memory: PerceptronMemory, batchSize: number): void {
  const { kernels, parameters, activations } = memory;
  const { computedLayers } = memory.layout;
  const addressOf = (offset: number) => parameters.address + 4 * offset;
  for (let l = 0; l < computedLayers.length; l++) {
    const layer = computedLayers[l];
    const { normalization } = layer;
    const isHidden = l < computedLayers.length - 1;
    kernels.denseForward(
      activations[l].address,
      addressOf(layer.weightsOffset),
      addressOf(layer.biasesOffset),
      activations[l + 1].address,
      batchSize,
      layer.numInputs,
      layer.numOutputs,
      isHidden && normalization === undefined ? 1 : 0,
    );
    if (normalization === undefined) continue;
    const { normalized, means, inverseDeviations } = memory.normalizations[l]!;
    kernels.batchNormalizationForward(
      activations[l + 1].address,
      normalized.address,
      means.address,
      inverseDeviations.address,
      addressOf(normalization.scaleOffset),
      addressOf(normalization.shiftOffset),
      batchSize,
      layer.numOutputs,
      NORMALIZATION_EPSILON,
    );
  }
}

/** Which gradients a backward pass computes. */
export type WantedGradients = "parameters" | "inputs" | "both";

/** Computes the gradients that are wanted, from that of the last layer. */
export function passBackward(
  memory: PerceptronMemory,
  batchSize: number,
  wanted: WantedGradients,
): void {
  const { kernels, parameters, gradients, activations, activationGradients } =
    memory;
  const { computedLayers } = memory.layout;
  for (let l = computedLayers.length - 1; l >= 0; l--) {
    const {
      weightsOffset,
      biasesOffset,
      numInputs,
      numOutputs,
      normalization,
    } = computedLayers[l];
    if (normalization !== undefined) {
      const { normalized, inverseDeviations } = memory.normalizations[l]!;
      kernels.batchNormalizationBackward(
        normalized.address,
        inverseDeviations.address,
        parameters.address + 4 * normalization.scaleOffset,
        activationGradients[l + 1].address,
        gradients.address + 4 * normalization.scaleOffset,
        gradients.address + 4 * normalization.shiftOffset,
        batchSize,
        numOutputs,
      );
    }
    if (wanted !== "inputs") {
      kernels.denseParameterGradients(
        activations[l].address,
        activationGradients[l + 1].address,
        gradients.address + 4 * weightsOffset,
        gradients.address + 4 * biasesOffset,
        batchSize,
        numInputs,
        numOutputs,
      );
    }
    if (l === 0 && wanted === "parameters") return;
    kernels.denseInputGradients(
      activations[l].address,
      parameters.address + 4 * weightsOffset,
      memory.transposed.address,
      activationGradients[l + 1].address,
      activationGradients[l].address,
      batchSize,
      numInputs,
      numOutputs,
      l > 0 ? 1 : 0,
    );
  }
}
