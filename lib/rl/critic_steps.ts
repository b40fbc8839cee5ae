/**
 * The critic's part of proximal policy optimisation: the squared error of its
 * values.
 *
 * @module
 */
import type { MultilayerPerceptron } from "../nn/mlp.ts";
import type { Rollout } from "./rollout.ts";

/** How a critic is trained. */
export interface CriticSettings {
  /** States of a gradient step of the critic. */
  readonly statesPerStep: number;
  /** The critic's learning rate. */
  readonly criticLearningRate: number;
}

/** Values states, and learns to. */
export class CriticSteps {
  readonly #critic: MultilayerPerceptron;
  readonly #settings: CriticSettings;

  /** Takes a critic to train. */
  constructor(critic: MultilayerPerceptron, settings: CriticSettings) {
    this.#critic = critic;
    this.#settings = settings;
  }

  /** V(s_t) of every step. */
  valuesOf(rollout: Rollout): Float64Array {
    const values = new Float64Array(rollout.numSteps);
    const { outputs, maxBatchSize } = this.#critic;
    const order = Int32Array.from(values, (_, t) => t);
    for (let from = 0; from < values.length; from += maxBatchSize) {
      const batch = order.subarray(from, from + maxBatchSize);
      this.#readStates(rollout, batch);
      for (let n = 0; n < batch.length; n++) {
        values[from + n] = outputs.values[n * outputs.rowStride];
      }
    }
    return values;
  }

  #readStates(rollout: Rollout, batch: Int32Array): void {
    const { inputs } = this.#critic;
    const { stateSize } = rollout.shape;
    for (let n = 0; n < batch.length; n++) {
      const from = batch[n] * stateSize;
      const state = rollout.states.subarray(from, from + stateSize);
      inputs.values.set(state, n * inputs.rowStride);
    }
    this.#critic.forward(batch.length);
  }

  /** Gradient steps towards the targets, over the states in this order. */
  improve(
    rollout: Rollout,
    states: Int32Array,
    targets: Float64Array,
    rateFactor: number,
  ): void {
    const { statesPerStep, criticLearningRate } = this.#settings;
    const { outputs, outputGradients } = this.#critic;
    for (let from = 0; from < states.length; from += statesPerStep) {
      const batch = states.subarray(from, from + statesPerStep);
      this.#readStates(rollout, batch);
      for (let n = 0; n < batch.length; n++) {
        const error = outputs.values[n * outputs.rowStride] - targets[batch[n]];
        outputGradients.values[n * outputGradients.rowStride] = 2 * error /
          batch.length;
      }
      this.#critic.backward(batch.length);
      this.#critic.adamStep(rateFactor * criticLearningRate);
    }
  }
}
