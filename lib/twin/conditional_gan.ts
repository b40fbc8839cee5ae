/**
 * A conditional generative adversarial network for numbers in (0, 1): paper A,
 * Sec. IV-A, eq. (39), and lines 4 to 9 of Algorithm 1.
 *
 * @module
 */

import {
  rangeError,
  requireInteger,
  requirePositive,
  requireWithin,
  shapeError,
} from "../core/check.ts";
import { logistic } from "../core/logistic.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import type { AdamSettings } from "../nn/adam.ts";
import { MultilayerPerceptron } from "../nn/mlp.ts";
import { FrozenGenerator } from "./frozen_generator.ts";

/**
 * What the discriminator sees. "unconditional": the number alone, as (39) is
 * printed; the generator may then ignore its condition. "conditional": the
 * number and the condition.
 */
export type DiscriminatorKind = "unconditional" | "conditional";

/**
 * What the generator lowers. "saturating": log(1 - D), as (39) and line 8 of
 * Algorithm 1, which tends to -0.693. "non-saturating": -log D, which tends to
 * the 0.693 that the text gives for Fig. 5.
 */
export type GeneratorLoss = "saturating" | "non-saturating";

/** How the two networks look and learn. */
export interface GanSettings {
  /** How many numbers a condition has. */
  readonly conditionSize: number;
  /** How many random numbers z the generator is given. */
  readonly noiseSize: number;
  /** The widths of the generator's hidden layers. */
  readonly generatorSizes: readonly number[];
  /** Whether they are normalised over the batch. */
  readonly normalizesGenerator: boolean;
  /** The widths of the discriminator's hidden layers. */
  readonly discriminatorSizes: readonly number[];
  /** What the discriminator sees. */
  readonly discriminator: DiscriminatorKind;
  /** What the generator lowers. */
  readonly generatorLoss: GeneratorLoss;
  /** Samples in a step. */
  readonly batchSize: number;
  /** The learning rate of both. */
  readonly learningRate: number;
  /** Steps of the discriminator for each of the generator. */
  readonly discriminatorSteps: number;
  /** The optimiser of both. */
  readonly adam: AdamSettings;
}

/**
 * Table I and Sec. IV-C, without the size of the condition. The size of the
 * noise is not given: 8 is our choice.
 */
export const GAN_SETTINGS: Omit<GanSettings, "conditionSize"> = {
  noiseSize: 8,
  generatorSizes: [128, 64],
  normalizesGenerator: true,
  discriminatorSizes: [64, 128],
  discriminator: "unconditional",
  generatorLoss: "non-saturating",
  batchSize: 64,
  learningRate: 2e-4,
  discriminatorSteps: 1,
  adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
};

/** Numbers with their conditions. */
export interface ConditionalSamples {
  /** The conditions row by row, [numSamples, conditionSize]. */
  readonly conditions: Float32Array;
  /** The numbers, in [0, 1], [numSamples]. */
  readonly values: Float32Array;
}

/** The mean losses of an epoch. */
export interface GanLosses {
  /** -log D(real) - log(1 - D(fake)): 1.386 where D can't tell. */
  readonly discriminator: number;
  /** -log D(fake), whichever of the two is lowered: 0.693 where D can't tell. */
  readonly generator: number;
}

/** Rows over which the normalisation is taken that a frozen generator has. */
const FREEZE_ROWS = 4096;

/** The two networks while they learn. */
export class ConditionalGan {
  /** How they look and learn. */
  readonly settings: GanSettings;
  /** From (condition, z) to a logit. */
  readonly generator: MultilayerPerceptron;
  /** From (number, condition where it sees that) to a logit. */
  readonly discriminator: MultilayerPerceptron;
  readonly #fakes: Float64Array;
  readonly #rows: Int32Array;

  /**
   * Makes both networks with fresh weights.
   *
   * @param settings how they look and learn
   * @param open the streams "generator" and "discriminator" are drawn from
   * @throws {RangeError} where a setting breaks its rule
   */
  constructor(settings: GanSettings, open: StreamOpener) {
    const action = "make a conditional GAN";
    const { conditionSize, noiseSize, batchSize, learningRate } = settings;
    requireInteger(action, { conditionSize, noiseSize }, 1, 65536);
    requireInteger(action, { batchSize }, 2, 4096);
    requireInteger(
      action,
      {
        discriminatorSteps: settings.discriminatorSteps,
      },
      1,
      1000,
    );
    requirePositive(action, { learningRate });
    this.settings = settings;
    const { adam } = settings;
    this.generator = new MultilayerPerceptron(
      {
        inputSize: conditionSize + noiseSize,
        hiddenSizes: settings.generatorSizes,
        headSizes: [1],
        normalizesHidden: settings.normalizesGenerator,
      },
      { maxBatchSize: FREEZE_ROWS, adam },
      open("generator"),
    );
    const seesCondition = settings.discriminator === "conditional";
    this.discriminator = new MultilayerPerceptron(
      {
        inputSize: seesCondition ? 1 + conditionSize : 1,
        hiddenSizes: settings.discriminatorSizes,
        headSizes: [1],
      },
      { maxBatchSize: 2 * batchSize, adam },
      open("discriminator"),
    );
    this.#fakes = new Float64Array(batchSize);
    this.#rows = new Int32Array(batchSize);
  }

  /**
   * Trains both on a pass over the samples, in random order.
   *
   * @param samples what is imitated; at least a batch of them
   * @param rng the stream of the order and of z
   * @returns the mean losses
   * @throws {RangeError} where there are fewer samples than a batch
   * @throws {TypeError} where values and conditions are not as many
   */
  trainEpoch(samples: ConditionalSamples, rng: RandomStream): GanLosses {
    const { batchSize } = this.settings;
    const { length } = samples.values;
    this.#requireSamples(samples);
    const order = shuffledOrder(length, rng);
    const numSteps = Math.floor(length / batchSize);
    let [discriminator, generator] = [0, 0];
    for (let step = 0; step < numSteps; step++) {
      const rows = order.subarray(step * batchSize, (step + 1) * batchSize);
      const losses = this.#trainStep(samples, rows, rng);
      discriminator += losses.discriminator / numSteps;
      generator += losses.generator / numSteps;
    }
    return { discriminator, generator };
  }

  /**
   * The generator as it stands, for good: its normalisation is taken over 4096
   * of the samples' conditions.
   *
   * @param samples whose conditions it was trained on
   * @param rng draws the conditions and z
   */
  freeze(samples: ConditionalSamples, rng: RandomStream): FrozenGenerator {
    this.#requireSamples(samples);
    const { inputs } = this.generator;
    for (let n = 0; n < FREEZE_ROWS; n++) {
      const row = rng.integer(samples.values.length);
      this.#writeGeneratorRow(
        inputs.values,
        n * inputs.rowStride,
        samples,
        row,
        rng,
      );
    }
    this.generator.forward(FREEZE_ROWS);
    const { conditionSize, noiseSize } = this.settings;
    return new FrozenGenerator(
      this.generator.foldNormalization(1, rng),
      conditionSize,
      noiseSize,
    );
  }

  #trainStep(
    samples: ConditionalSamples,
    rows: Int32Array,
    rng: RandomStream,
  ): GanLosses {
    this.#generate(samples, rows, rng);
    let discriminator = 0;
    const { discriminatorSteps } = this.settings;
    for (let i = 0; i < discriminatorSteps; i++) {
      if (i > 0) {
        this.#drawRows(samples, rng);
        this.#generate(samples, this.#rows, rng);
      }
      discriminator += this.#trainDiscriminator(
        samples,
        i > 0 ? this.#rows : rows,
      ) / discriminatorSteps;
    }
    const generator = this.#trainGenerator(
      samples,
      discriminatorSteps > 1 ? this.#rows : rows,
    );
    return { discriminator, generator };
  }

  #drawRows(samples: ConditionalSamples, rng: RandomStream): void {
    for (let n = 0; n < this.#rows.length; n++) {
      this.#rows[n] = rng.integer(samples.values.length);
    }
  }

  /** Fakes for the conditions of these samples. */
  #generate(
    samples: ConditionalSamples,
    rows: Int32Array,
    rng: RandomStream,
  ): void {
    const { inputs, outputs } = this.generator;
    for (let n = 0; n < rows.length; n++) {
      this.#writeGeneratorRow(
        inputs.values,
        n * inputs.rowStride,
        samples,
        rows[n],
        rng,
      );
    }
    this.generator.forward(rows.length);
    for (let n = 0; n < rows.length; n++) {
      this.#fakes[n] = logistic(outputs.values[n * outputs.rowStride]);
    }
  }

  #writeGeneratorRow(
    out: Float32Array,
    at: number,
    { conditions }: ConditionalSamples,
    row: number,
    rng: RandomStream,
  ): void {
    const { conditionSize, noiseSize } = this.settings;
    const from = row * conditionSize;
    for (let i = 0; i < conditionSize; i++) out[at + i] = conditions[from + i];
    for (let i = 0; i < noiseSize; i++) {
      out[at + conditionSize + i] = rng.gaussian();
    }
  }

  /** A row of the discriminator's input: the number, and what else it sees. */
  #writeDiscriminatorRow(
    n: number,
    value: number,
    { conditions }: ConditionalSamples,
    row: number,
  ): void {
    const { values, rowStride } = this.discriminator.inputs;
    const at = n * rowStride;
    values[at] = value;
    if (this.settings.discriminator === "unconditional") return;
    const { conditionSize } = this.settings;
    const from = row * conditionSize;
    for (let i = 0; i < conditionSize; i++) {
      values[at + 1 + i] = conditions[from + i];
    }
  }

  /** A step on as many real numbers as fakes; its loss before. */
  #trainDiscriminator(samples: ConditionalSamples, rows: Int32Array): number {
    const size = rows.length;
    for (let n = 0; n < size; n++) {
      const row = rows[n];
      this.#writeDiscriminatorRow(n, samples.values[row], samples, row);
      this.#writeDiscriminatorRow(size + n, this.#fakes[n], samples, row);
    }
    const { discriminator } = this;
    const { outputs, outputGradients } = discriminator;
    discriminator.forward(2 * size);
    let loss = 0;
    for (let n = 0; n < 2 * size; n++) {
      const logit = outputs.values[n * outputs.rowStride];
      const isReal = n < size;
      loss += softplus(isReal ? -logit : logit) / size;
      outputGradients.values[n * outputGradients.rowStride] =
        (logistic(logit) - (isReal ? 1 : 0)) / size;
    }
    discriminator.backward(2 * size);
    discriminator.adamStep(this.settings.learningRate);
    return loss;
  }

  /** A step on the last fakes; -log D before. */
  #trainGenerator(samples: ConditionalSamples, rows: Int32Array): number {
    const size = rows.length;
    for (let n = 0; n < size; n++) {
      this.#writeDiscriminatorRow(n, this.#fakes[n], samples, rows[n]);
    }
    const { discriminator, generator } = this;
    const { outputs, outputGradients, inputGradients } = discriminator;
    const isSaturating = this.settings.generatorLoss === "saturating";
    discriminator.forward(size);
    let loss = 0;
    for (let n = 0; n < size; n++) {
      const logit = outputs.values[n * outputs.rowStride];
      loss += softplus(-logit) / size;
      outputGradients.values[n * outputGradients.rowStride] =
        (isSaturating ? -logistic(logit) : logistic(logit) - 1) / size;
    }
    discriminator.backward(size, "inputs");
    const { values, rowStride } = generator.outputGradients;
    for (let n = 0; n < size; n++) {
      const fake = this.#fakes[n];
      values[n * rowStride] =
        inputGradients.values[n * inputGradients.rowStride] *
        fake * (1 - fake);
    }
    generator.backward(size);
    generator.adamStep(this.settings.learningRate);
    return loss;
  }

  #requireSamples({ conditions, values }: ConditionalSamples): void {
    const action = "train a conditional GAN";
    const { batchSize, conditionSize } = this.settings;
    if (values.length < batchSize) {
      const rule = `at least a batch, ${batchSize}`;
      throw rangeError(action, "the number of samples", rule, values.length);
    }
    if (conditions.length !== values.length * conditionSize) {
      const rule = `have ${conditionSize} numbers a sample`;
      throw shapeError(action, "conditions", rule, conditions.length);
    }
    let [low, high] = [1, 0];
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    requireWithin(action, { "the lowest value": low }, 0, 1);
    requireWithin(action, { "the highest value": high }, 0, 1);
  }
}

/** log(1 + e^x), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** The numbers below count in random order (Fisher and Yates). */
function shuffledOrder(count: number, rng: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
