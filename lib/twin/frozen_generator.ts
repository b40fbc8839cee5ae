/**
 * A generator that learns no more: one number from a condition and noise.
 *
 * @module
 */

import { shapeError } from "../core/check.ts";
import { logistic } from "../core/logistic.ts";
import type { RandomStream } from "../core/random_stream.ts";
import type { MultilayerPerceptron } from "../nn/mlp.ts";

/** Draws numbers in (0, 1), given a condition. */
export class FrozenGenerator {
  /** From (condition, z) to a logit; plain dense layers. */
  readonly network: MultilayerPerceptron;
  readonly #conditionSize: number;
  readonly #noiseSize: number;

  /**
   * A generator over a trained network.
   *
   * @param network from (condition, z) to a logit
   * @param conditionSize how many numbers a condition has
   * @param noiseSize how many numbers z has
   * @throws {TypeError} where the network's input has another size
   */
  constructor(
    network: MultilayerPerceptron,
    conditionSize: number,
    noiseSize: number,
  ) {
    if (network.shape.inputSize !== conditionSize + noiseSize) {
      const rule = `have ${conditionSize} + ${noiseSize} inputs`;
      const { inputSize } = network.shape;
      throw shapeError("freeze a generator", "network", rule, inputSize);
    }
    this.network = network;
    this.#conditionSize = conditionSize;
    this.#noiseSize = noiseSize;
  }

  /**
   * Where the caller writes the condition before `generate`: the first
   * conditionSize numbers.
   */
  get condition(): Float32Array {
    return this.network.inputs.values;
  }

  /** A number given what stands in `condition`. */
  generate(rng: RandomStream): number {
    const { values } = this.network.inputs;
    for (let i = 0; i < this.#noiseSize; i++) {
      values[this.#conditionSize + i] = rng.gaussian();
    }
    this.network.forward(1);
    return logistic(this.network.outputs.values[0]);
  }
}
