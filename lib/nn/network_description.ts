/**
 * What a network looks like, with names: enough to draw it and to count what it
 * costs. Dense layers one after the other, and heads side by side on the last.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireInteger,
  requireObject,
  shapeError,
} from "../core/check.ts";
import { type PerceptronShape, requireShape } from "./perceptron_shape.ts";

/** What a layer does to its sums. */
export const ACTIVATIONS = ["linear", "relu", "sigmoid"] as const;

/** What a layer does to its sums. */
export type Activation = (typeof ACTIVATIONS)[number];

/** A part of what goes in. */
export type DescribedInput = {
  /** What it is. */
  readonly name: string;
  /** How many numbers it has. */
  readonly size: number;
  /** What it is a part of; "" where it stands alone. */
  readonly part: string;
};

/** A dense layer. */
export type DescribedLayer = {
  /** How many numbers come out. */
  readonly width: number;
  /** What it does to its sums. */
  readonly activation: Activation;
  /** Whether the sums pass a batch normalisation before. */
  readonly isNormalized: boolean;
};

/** A dense layer whose outputs leave the network. */
export type DescribedHead = DescribedLayer & {
  /** What comes out. */
  readonly name: string;
};

/** How several heads become one output; no parameters are in it. */
export type DescribedJoin = {
  /** The rule, in short. */
  readonly rule: string;
  /** What comes out. */
  readonly name: string;
  /** How many numbers come out. */
  readonly width: number;
};

/** What a network looks like. */
export type NetworkDescription = {
  /** What goes in, side by side. */
  readonly inputs: readonly DescribedInput[];
  /** The hidden layers, from the input on. */
  readonly layers: readonly DescribedLayer[];
  /** The layers side by side on the last hidden one. */
  readonly heads: readonly DescribedHead[];
  /** What becomes of the heads; none where they are the output. */
  readonly joins: readonly DescribedJoin[];
};

/** The names that a shape does not have. */
export interface PerceptronNames {
  /** What goes in; one input unless given. */
  readonly inputs?: readonly DescribedInput[];
  /** What each head gives; numbered unless given. */
  readonly heads?: readonly string[];
}

/**
 * Describes a perceptron: rectified layers, linear heads.
 *
 * @param shape its layers
 * @param names of its inputs and heads
 * @throws {RangeError} where a size breaks its rule
 * @throws {TypeError} where the names do not fit the shape
 */
export function describePerceptron(
  shape: PerceptronShape,
  names: PerceptronNames = {},
): NetworkDescription {
  const action = "describe a perceptron";
  requireShape(action, shape);
  requireObject(action, { names });
  const { inputSize, hiddenSizes, headSizes } = shape;
  const {
    inputs = [{ name: "input", size: inputSize, part: "" }],
    heads = headSizes.map((_, head) => `head ${head + 1}`),
  } = names;
  requireArray(action, { inputs, heads });
  if (sumOf(inputs.map(({ size }) => size)) !== inputSize) {
    const rule = `have ${inputSize} numbers`;
    const sizes = inputs.map(({ size }) => size).join(" + ");
    throw shapeError(action, "inputs", rule, sizes);
  }
  if (heads.length !== headSizes.length) {
    const rule = `name ${headSizes.length} heads`;
    throw shapeError(action, "heads", rule, heads.length);
  }
  return {
    inputs,
    layers: hiddenSizes.map((width) => ({
      width,
      activation: "relu",
      isNormalized: false,
    })),
    heads: heads.map((name, head) => ({
      name,
      width: headSizes[head],
      activation: "linear",
      isNormalized: false,
    })),
    joins: [],
  };
}

/** How many numbers go in. */
export function inputSizeOf({ inputs }: NetworkDescription): number {
  return sumOf(inputs.map(({ size }) => size));
}

/** Throws unless the description can be a network's. */
export function requireDescription(
  action: string,
  network: NetworkDescription,
): void {
  requireObject(action, { network });
  const { inputs, layers, heads, joins } = network;
  requireArray(action, { inputs, layers, heads, joins });
  if (heads.length === 0) {
    throw rangeError(action, "the number of heads", "at least 1", 0);
  }
  for (const { size } of inputs) {
    requireInteger(action, { "each input's size": size }, 1, 65536);
  }
  for (const { width, activation } of [...layers, ...heads]) {
    requireInteger(action, { "each width": width }, 1, 65536);
    if (!ACTIVATIONS.includes(activation)) {
      const rule = `one of ${ACTIVATIONS.join(", ")}`;
      throw rangeError(action, "each activation", rule, activation);
    }
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
