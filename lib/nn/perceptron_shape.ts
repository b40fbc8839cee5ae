/**
 * The shape of a multilayer perceptron, and where its parameters lie: a trunk
 * of hidden layers, and on top of it one or more heads side by side. The heads
 * are computed as one layer; to the caller each is a layer of its own.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireArray,
  requireInteger,
  requireObject,
  shapeError,
} from "../core/check.ts";
import { paddedLength } from "./dense_kernels.ts";

/** A wider layer than this is a mistake, or work for another library. */
const MAX_WIDTH = 65536;

/** What a multilayer perceptron looks like. */
export interface PerceptronShape {
  /** How many numbers go in. */
  readonly inputSize: number;
  /** The widths of the hidden layers, each with rectified linear units. */
  readonly hiddenSizes: readonly number[];
  /** The widths of the linear heads, side by side on the last hidden layer. */
  readonly headSizes: readonly number[];
}

/** One dense layer of the shape, hidden or head, and where it lies. */
export interface DenseLayer {
  /** Rows of its weights. */
  readonly numInputs: number;
  /** Columns of its weights. */
  readonly numOutputs: number;
  /** Where its weights begin among the parameters. */
  readonly weightsOffset: number;
  /** From one row of its weights to the next. */
  readonly rowStride: number;
  /** Where its biases begin among the parameters. */
  readonly biasesOffset: number;
}

/** Where all parameters lie. */
export interface ParameterLayout {
  /** The widths of the layers as computed, from the input on. */
  readonly layerSizes: readonly number[];
  /** The layers as computed: the heads are one. */
  readonly computedLayers: readonly DenseLayer[];
  /** The layers as the caller sees them: the hidden ones, then each head. */
  readonly layers: readonly DenseLayer[];
  /** How many parameters there are, without the padding. */
  readonly numParameters: number;
  /** How many floats they take, with the padding: a multiple of four. */
  readonly paddedLength: number;
}

/** Throws unless the shape can be a perceptron's. */
export function requireShape(action: string, shape: PerceptronShape): void {
  requireObject(action, { shape });
  const { inputSize, hiddenSizes, headSizes } = shape;
  requireInteger(action, { inputSize }, 1, MAX_WIDTH);
  requireArray(action, { hiddenSizes, headSizes });
  if (headSizes.length === 0) {
    throw rangeError(action, "the number of heads", "at least 1", 0);
  }
  for (const hiddenSize of hiddenSizes) {
    requireInteger(action, { "each hidden size": hiddenSize }, 1, MAX_WIDTH);
  }
  for (const headSize of headSizes) {
    requireInteger(action, { "each head size": headSize }, 1, MAX_WIDTH);
  }
}

/** The shape in short: "18-32-16-1+10". */
export function describeShape(shape: PerceptronShape): string {
  const { inputSize, hiddenSizes, headSizes } = shape;
  return [inputSize, ...hiddenSizes, headSizes.join("+")].join("-");
}

/** Lays out the parameters of a shape, weights before biases, layer by layer. */
export function layOutParameters(shape: PerceptronShape): ParameterLayout {
  const { inputSize, hiddenSizes, headSizes } = shape;
  const outputSize = headSizes.reduce((sum, size) => sum + size, 0);
  const layerSizes = [inputSize, ...hiddenSizes, outputSize];
  let end = 0;
  const computedLayers = layerSizes.slice(1).map((numOutputs, i) => {
    const rowStride = paddedLength(numOutputs);
    const numInputs = layerSizes[i];
    const weightsOffset = end;
    const biasesOffset = end + paddedLength(numInputs) * rowStride;
    end = biasesOffset + rowStride;
    return { numInputs, numOutputs, weightsOffset, rowStride, biasesOffset };
  });
  const layers = [
    ...computedLayers.slice(0, -1),
    ...splitIntoHeads(computedLayers[computedLayers.length - 1], headSizes),
  ];
  const numParameters = layers.reduce(
    (sum, layer) => sum + (layer.numInputs + 1) * layer.numOutputs,
    0,
  );
  return {
    layerSizes,
    computedLayers,
    layers,
    numParameters,
    paddedLength: end,
  };
}

function splitIntoHeads(
  joint: DenseLayer,
  headSizes: readonly number[],
): DenseLayer[] {
  let firstColumn = 0;
  return headSizes.map((numOutputs) => {
    const head = {
      ...joint,
      numOutputs,
      weightsOffset: joint.weightsOffset + firstColumn,
      biasesOffset: joint.biasesOffset + firstColumn,
    };
    firstColumn += numOutputs;
    return head;
  });
}

/**
 * Reads parameters, or anything else with a number for each, as plain arrays:
 * for every layer its weights [inputs, outputs], row by row, and its biases.
 */
export function readParameters(
  layout: ParameterLayout,
  values: Float32Array,
): Float32Array<ArrayBuffer>[] {
  return layout.layers.flatMap((layer) => {
    const { numInputs, numOutputs, weightsOffset, rowStride } = layer;
    const weights = new Float32Array(numInputs * numOutputs);
    for (let i = 0; i < numInputs; i++) {
      const from = weightsOffset + i * rowStride;
      weights.set(values.subarray(from, from + numOutputs), i * numOutputs);
    }
    const { biasesOffset } = layer;
    return [weights, values.slice(biasesOffset, biasesOffset + numOutputs)];
  });
}

/** Writes what `readParameters` reads; the padding stays as it is. */
export function writeParametersInto(
  values: Float32Array,
  layout: ParameterLayout,
  arrays: readonly ArrayLike<number>[],
): void {
  layout.layers.forEach((layer, l) => {
    const { numInputs, numOutputs, weightsOffset, rowStride } = layer;
    const [weights, biases] = [arrays[2 * l], arrays[2 * l + 1]];
    for (let i = 0; i < numInputs; i++) {
      for (let j = 0; j < numOutputs; j++) {
        values[weightsOffset + i * rowStride + j] = weights[i * numOutputs + j];
      }
    }
    for (let j = 0; j < numOutputs; j++) {
      values[layer.biasesOffset + j] = biases[j];
    }
  });
}

/** Throws unless the arrays fit the layout, with finite numbers alone. */
export function requireParameters(
  action: string,
  layout: ParameterLayout,
  arrays: readonly ArrayLike<number>[],
): void {
  requireArray(action, { "the list of weights": arrays });
  if (arrays.length !== 2 * layout.layers.length) {
    const rule = `have ${2 * layout.layers.length} arrays`;
    throw shapeError(action, "the list of weights", rule, arrays.length);
  }
  layout.layers.forEach(({ numInputs, numOutputs }, l) => {
    const lengths = [numInputs * numOutputs, numOutputs];
    lengths.forEach((length, part) => {
      const name = `array ${2 * l + part} of the weights`;
      const array = arrays[2 * l + part];
      if (array?.length === undefined) {
        throw kindError(action, name, "an array of numbers", array);
      }
      if (array.length !== length) {
        throw shapeError(action, name, `have length ${length}`, array.length);
      }
      for (let i = 0; i < length; i++) {
        if (!Number.isFinite(array[i])) {
          const rule = "made of finite numbers";
          throw rangeError(action, name, rule, array[i]);
        }
      }
    });
  });
}
