/**
 * A small multilayer perceptron that trains fast: all its numbers lie in one
 * WebAssembly memory, where nothing is allocated or copied while it trains.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireNonNegative,
  requireObject,
  shapeError,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import {
  Adam,
  type AdamClock,
  type AdamSettings,
  DEFAULT_ADAM,
  requireAdamSettings,
} from "./adam.ts";
import type { Block, MatrixRows } from "./dense_kernels.ts";
import { sampleGlorotUniform } from "./initial_weights.ts";
import {
  openPerceptronMemory,
  passBackward,
  passForward,
  type PerceptronMemory,
  type WantedGradients,
} from "./perceptron_passes.ts";
import {
  describeShape,
  layOutParameters,
  type PerceptronShape,
  readParameters,
  requireParameters,
  requireShape,
  writeParametersInto,
} from "./perceptron_shape.ts";

export type { WantedGradients };

/** A batch beyond this is a mistake. */
const MAX_BATCH_SIZE = 65536;

/** How a perceptron works, beside its shape. */
export interface PerceptronOptions {
  /** The most rows that a pass can take. */
  readonly maxBatchSize: number;
  /** The optimiser's constants; `DEFAULT_ADAM` unless given. */
  readonly adam?: AdamSettings;
}

/** All that training has made of a perceptron: plain data, safe as JSON. */
export interface PerceptronState {
  /** The weights, as `exportWeights` lists them. */
  readonly weights: readonly (readonly number[])[];
  /** Adam's first moments, in the same order. */
  readonly firstMoments: readonly (readonly number[])[];
  /** Adam's second moments, in the same order. */
  readonly secondMoments: readonly (readonly number[])[];
  /** How far Adam's bias correction has come. */
  readonly clock: AdamClock;
}

/**
 * A trunk of rectified layers with linear heads side by side.
 *
 * A training step: write the batch into `inputs`, call `forward`, read
 * `outputs`, write the gradient of the loss into `outputGradients`, call
 * `backward` and then `adamStep`.
 */
export class MultilayerPerceptron {
  /** The layers that it was made with. */
  readonly shape: PerceptronShape;
  /** The most rows that a pass can take. */
  readonly maxBatchSize: number;
  /** How many weights and biases there are. */
  readonly numParameters: number;
  /** Where the caller writes a batch, [batch, inputSize]. */
  readonly inputs: MatrixRows;
  /** Where a forward pass leaves its result, [batch, all heads]. */
  readonly outputs: MatrixRows;
  /** Where the caller writes the gradient of the loss, [batch, all heads]. */
  readonly outputGradients: MatrixRows;
  /** Where `backward` leaves the gradient of `inputs`, where it is wanted. */
  readonly inputGradients: MatrixRows;

  readonly #memory: PerceptronMemory;
  readonly #adam: Adam;

  /**
   * Makes a perceptron with Glorot's uniform weights and zero biases.
   *
   * @param shape its layers
   * @param options the largest batch, and Adam's constants
   * @param rng the stream that the weights are drawn from
   * @throws {RangeError} where a size breaks its rule
   * @throws {TypeError} where an argument is of the wrong kind
   */
  constructor(
    shape: PerceptronShape,
    options: PerceptronOptions,
    rng: RandomStream,
  ) {
    const action = "make a perceptron";
    requireShape(action, shape);
    requireObject(action, { options });
    const { maxBatchSize, adam = DEFAULT_ADAM } = options;
    requireInteger(action, { maxBatchSize }, 1, MAX_BATCH_SIZE);
    requireAdamSettings(action, adam);
    requireStream(action, rng);
    const layout = layOutParameters(shape);
    this.#memory = openPerceptronMemory(layout, maxBatchSize);
    this.#adam = new Adam(this.#memory.kernels, this.#memory, adam);
    this.shape = shape;
    this.maxBatchSize = maxBatchSize;
    this.numParameters = layout.numParameters;
    const { activations, activationGradients } = this.#memory;
    this.inputs = activations[0];
    this.outputs = activations[activations.length - 1];
    this.outputGradients = activationGradients[activations.length - 1];
    this.inputGradients = activationGradients[0];
    this.importWeights(sampleGlorotUniform(layout, rng));
  }

  /** Computes `outputs` from the first rows of `inputs`. */
  forward(batchSize: number): void {
    this.#requireBatch("pass forward", batchSize);
    passForward(this.#memory, batchSize);
  }

  /**
   * Computes gradients from `outputGradients`, for the first rows of the last
   * forward pass; once for each forward pass.
   *
   * @param wanted those of the parameters unless given; "inputs" fills
   *   `inputGradients` alone, for a network that only passes them on
   */
  backward(batchSize: number, wanted: WantedGradients = "parameters"): void {
    this.#requireBatch("pass backward", batchSize);
    passBackward(this.#memory, batchSize, wanted);
  }

  /** Moves the parameters by a step of Adam against their gradients. */
  adamStep(learningRate: number): void {
    requireNonNegative("take a step of Adam", { learningRate });
    this.#adam.step(learningRate);
  }

  /** Takes over the weights of a perceptron of the same shape. */
  copyParametersFrom(other: MultilayerPerceptron): void {
    const action = "copy the parameters";
    if (!(other instanceof MultilayerPerceptron)) {
      throw kindError(action, "other", "a perceptron", other);
    }
    const sizes = describeShape(this.shape);
    if (describeShape(other.shape) !== sizes) {
      const rule = `have the layers ${sizes}`;
      throw shapeError(action, "other", rule, describeShape(other.shape));
    }
    this.#memory.parameters.values.set(other.#memory.parameters.values);
  }

  /**
   * The weights as plain arrays: of every hidden layer, then of every head, the
   * kernel [inputs, outputs] row by row and the biases. It is the order and the
   * layout of the same dense layers in tfjs.
   */
  exportWeights(): Float32Array<ArrayBuffer>[] {
    return this.#read(this.#memory.parameters);
  }

  /** The gradients that the last backward pass left, as the weights are. */
  exportGradients(): Float32Array<ArrayBuffer>[] {
    return this.#read(this.#memory.gradients);
  }

  /**
   * Sets the weights to what `exportWeights` gave.
   *
   * @throws {TypeError} where they do not fit the layers
   * @throws {RangeError} where one is not finite
   */
  importWeights(weights: readonly ArrayLike<number>[]): void {
    const { layout, parameters } = this.#memory;
    requireParameters("import the weights", layout, weights);
    writeParametersInto(parameters.values, layout, weights);
  }

  /**
   * The same function without batch normalisation, with the means and
   * deviations of the last forward pass folded into weights and biases.
   *
   * @param maxBatchSize the most rows that a pass of the new one can take
   * @param rng draws weights that are then replaced
   */
  foldNormalization(
    maxBatchSize: number,
    rng: RandomStream,
  ): MultilayerPerceptron {
    const { normalizesHidden: _, ...shape } = this.shape;
    const folded = new MultilayerPerceptron(shape, { maxBatchSize }, rng);
    const { layout, parameters, normalizations } = this.#memory;
    const arrays = readParameters(layout, parameters.values);
    const plain = layout.layers.flatMap(({ numOutputs, normalization }, l) => {
      if (normalization === undefined) return arrays.splice(0, 2);
      const [weights, biases, scale, shift] = arrays.splice(0, 4);
      const { means, inverseDeviations } = normalizations[l]!;
      const factor = scale.map((value, j) =>
        value * inverseDeviations.values[j]
      );
      return [
        weights.map((value, i) => value * factor[i % numOutputs]),
        biases.map((value, j) =>
          (value - means.values[j]) * factor[j] + shift[j]
        ),
      ];
    });
    folded.importWeights(plain);
    return folded;
  }

  /** All that training has made of it. */
  saveState(): PerceptronState {
    const { parameters, firstMoments, secondMoments } = this.#memory;
    const plain = (block: Block) =>
      this.#read(block).map((array) => Array.from(array));
    return {
      weights: plain(parameters),
      firstMoments: plain(firstMoments),
      secondMoments: plain(secondMoments),
      clock: this.#adam.clock,
    };
  }

  /**
   * Goes on where `saveState` left, bit for bit.
   *
   * @throws {TypeError} where the state is not one of this shape
   * @throws {RangeError} where a number in it is not finite
   */
  restoreState(state: PerceptronState): void {
    const action = "restore a perceptron";
    requireObject(action, { state });
    const { clock } = state;
    requireObject(action, { "the state's clock": clock });
    const names = ["weights", "firstMoments", "secondMoments"] as const;
    const { layout, parameters, firstMoments, secondMoments } = this.#memory;
    for (const name of names) requireParameters(action, layout, state[name]);
    this.#adam.restoreClock(clock);
    writeParametersInto(parameters.values, layout, state.weights);
    writeParametersInto(firstMoments.values, layout, state.firstMoments);
    writeParametersInto(secondMoments.values, layout, state.secondMoments);
  }

  #read({ values }: Block): Float32Array<ArrayBuffer>[] {
    return readParameters(this.#memory.layout, values);
  }

  #requireBatch(action: string, batchSize: number): void {
    const inRange = batchSize >= 1 && batchSize <= this.maxBatchSize;
    if (!(inRange && Number.isInteger(batchSize))) {
      const rule = `an integer from 1 to ${this.maxBatchSize}`;
      throw rangeError(action, "batchSize", rule, batchSize);
    }
  }
}
