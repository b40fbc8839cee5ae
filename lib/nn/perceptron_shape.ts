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
  /**
   * Whether each hidden layer is normalised over the batch (Ioffe and Szegedy
   * 2015) before it is rectified; not, unless given.
   */
  readonly normalizesHidden?: boolean;
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
  /** Where scale and shift begin, of a layer that is normalised. */
  readonly normalization?: {
    readonly scaleOffset: number;
    readonly shiftOffset: number;
  };
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

/** The shape in short: "18-32-16-1+10"; "20-128n-1" where normalised. */
export function describeShape(shape: PerceptronShape): string {
  const { inputSize, hiddenSizes, headSizes, normalizesHidden } = shape;
  const hidden = hiddenSizes.map((size) =>
    `${size}${normalizesHidden ? "n" : ""}`
  );
  return [inputSize, ...hidden, headSizes.join("+")].join("-");
}

/** Lays out the parameters of a shape, weights before biases, layer by layer. */
export function layOutParameters(shape: PerceptronShape): ParameterLayout {
  const { inputSize, hiddenSizes, headSizes, normalizesHidden } = shape;
  const outputSize = headSizes.reduce((sum, size) => sum + size, 0);
  const layerSizes = [inputSize, ...hiddenSizes, outputSize];
  let end = 0;
  const computedLayers = layerSizes.slice(1).map((numOutputs, i) => {
    const rowStride = paddedLength(numOutputs);
    const numInputs = layerSizes[i];
    const weightsOffset = end;
    const biasesOffset = end + paddedLength(numInputs) * rowStride;
    end = biasesOffset + rowStride;
    const layer = {
      numInputs,
      numOutputs,
      weightsOffset,
      rowStride,
      biasesOffset,
    };
    if (!normalizesHidden || i === hiddenSizes.length) return layer;
    const scaleOffset = end;
    const shiftOffset = end + rowStride;
    end = shiftOffset + rowStride;
    return { ...layer, normalization: { scaleOffset, shiftOffset } };
  });
  const layers = [
    ...computedLayers.slice(0, -1),
    ...splitIntoHeads(computedLayers[computedLayers.length - 1], headSizes),
  ];
  const numParameters = layers.flatMap(arraysOf).reduce(
    (sum, { numRows, numColumns }) => sum + numRows * numColumns,
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

/** An array of parameters, as the caller sees it, and where it lies. */
interface ParameterArray {
  readonly offset: number;
  readonly numRows: number;
  readonly numColumns: number;
  readonly rowStride: number;
}

/** Weights and biases; of a layer that is normalised also scale and shift. */
function arraysOf(layer: DenseLayer): ParameterArray[] {
  const { numInputs, numOutputs, rowStride, normalization } = layer;
  const array = (offset: number, numRows = 1) => ({
    offset,
    numRows,
    numColumns: numOutputs,
    rowStride,
  });
  return [
    array(layer.weightsOffset, numInputs),
    array(layer.biasesOffset),
    ...(normalization
      ? [array(normalization.scaleOffset), array(normalization.shiftOffset)]
      : []),
  ];
}

/**
 * Reads parameters, or anything else with a number for each, as plain arrays:
 * for every layer its weights [inputs, outputs], row by row, and its biases; of
 * a layer that is normalised then its scale and its shift.
 */
export function readParameters(
  layout: ParameterLayout,
  values: Float32Array,
): Float32Array<ArrayBuffer>[] {
  return layout.layers.flatMap(arraysOf).map((array) => {
    const { offset, numRows, numColumns, rowStride } = array;
    const plain = new Float32Array(numRows * numColumns);
    for (let i = 0; i < numRows; i++) {
      const from = offset + i * rowStride;
      plain.set(values.subarray(from, from + numColumns), i * numColumns);
    }
    return plain;
  });
}

/** Writes what `readParameters` reads; the padding stays as it is. */
export function writeParametersInto(
  values: Float32Array,
  layout: ParameterLayout,
  arrays: readonly ArrayLike<number>[],
): void {
  layout.layers.flatMap(arraysOf).forEach((array, part) => {
    const { offset, numRows, numColumns, rowStride } = array;
    for (let i = 0; i < numRows; i++) {
      for (let j = 0; j < numColumns; j++) {
        values[offset + i * rowStride + j] = arrays[part][i * numColumns + j];
      }
    }
  });
}

/** Throws unless the arrays fit the layout, with finite numbers alone. */
export function requireParameters(
  action: string,
  layout: ParameterLayout,
  arrays: readonly ArrayLike<number>[],
): void {
  const wanted = layout.layers.flatMap(arraysOf);
  requireArray(action, { "the list of weights": arrays });
  if (arrays.length !== wanted.length) {
    const rule = `have ${wanted.length} arrays`;
    throw shapeError(action, "the list of weights", rule, arrays.length);
  }
  wanted.forEach(({ numRows, numColumns }, part) => {
    const length = numRows * numColumns;
    const name = `array ${part} of the weights`;
    const array = arrays[part];
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
}
