/**
 * The actor's part of proximal policy optimisation: gradient steps on the
 * clipped surrogate and the entropy.
 *
 * @module
 */
import type { MultilayerPerceptron } from "../nn/mlp.ts";
import { clippedSurrogate } from "./clipped_surrogate.ts";
import {
  entropyOf,
  maskedSoftmaxInto,
  scoreGradientInto,
} from "./masked_softmax.ts";
import type { Rollout } from "./rollout.ts";

/** How an actor is trained. */
export interface ActorStepSettings {
  /** epsilon: how far a ratio may go and still be pushed on. */
  readonly clipRange: number;
  /** The weight of the policy's entropy in what is maximised. */
  readonly entropyWeight: number;
  /** Choices of a gradient step of the actor. */
  readonly choicesPerStep: number;
  /** The actor's learning rate. */
  readonly actorLearningRate: number;
}

/** Sums over the choices of an epoch. */
export interface ActorSums {
  /** Of the entropy [nats]. */
  entropy: number;
  /** How many the clipping held. */
  numClipped: number;
  /** Of log p_old - log p [nats]. */
  divergence: number;
}

/** Scores actions, and learns to. */
export class ActorSteps {
  readonly #actor: MultilayerPerceptron;
  readonly #settings: ActorStepSettings;
  #probabilities = new Float64Array(0);
  #gradient = new Float64Array(0);

  /** Takes an actor to train. */
  constructor(actor: MultilayerPerceptron, settings: ActorStepSettings) {
    this.#actor = actor;
    this.#settings = settings;
  }

  /** Gradient steps on the clipped surrogate, over the choices in this order. */
  improve(
    rollout: Rollout,
    choices: Int32Array,
    advantages: Float64Array,
    rateFactor: number,
  ): ActorSums {
    const { choicesPerStep, actorLearningRate } = this.#settings;
    const sums = { entropy: 0, numClipped: 0, divergence: 0 };
    for (let from = 0; from < choices.length; from += choicesPerStep) {
      const batch = choices.subarray(from, from + choicesPerStep);
      const numRows = this.#readChoices(rollout, batch);
      this.#actor.forward(numRows);
      this.#writeGradients(rollout, batch, advantages, sums);
      this.#actor.backward(numRows);
      this.#actor.adamStep(rateFactor * actorLearningRate);
    }
    return sums;
  }

  #readChoices(rollout: Rollout, batch: Int32Array): number {
    const { inputs } = this.#actor;
    const { inputSize } = rollout.shape;
    const { values } = inputs;
    const all = rollout.inputs;
    let row = 0;
    for (const choice of batch) {
      const first = rollout.firstRows[choice];
      for (let n = 0; n < rollout.numRows[choice]; n++) {
        const from = (first + n) * inputSize;
        const to = row * inputs.rowStride;
        // Rows are short: a loop is faster than a view of each.
        for (let i = 0; i < inputSize; i++) values[to + i] = all[from + i];
        row++;
      }
    }
    return row;
  }

  #writeGradients(
    rollout: Rollout,
    batch: Int32Array,
    advantages: Float64Array,
    sums: ActorSums,
  ): void {
    const { clipRange, entropyWeight } = this.#settings;
    const { actionsPerRow } = rollout.shape;
    const { outputs, outputGradients } = this.#actor;
    const { rowStride } = outputs;
    // One action a row and many actions in a row lie at different distances.
    const stride = actionsPerRow === 1 ? rowStride : 1;
    let row = 0;
    for (const choice of batch) {
      const numRows = rollout.numRows[choice];
      const numActions = numRows * actionsPerRow;
      const p = this.#roomFor(numActions);
      const from = rollout.firstRows[choice] * actionsPerRow;
      const mask = rollout.mask.subarray(from, from + numActions);
      maskedSoftmaxInto(p, outputs.values, mask, row * rowStride, stride);
      const action = rollout.actions[choice];
      const logProbability = Math.log(p[action]);
      const logRatio = logProbability - rollout.logProbabilities[choice];
      const advantage = advantages[rollout.steps[choice]];
      const term = clippedSurrogate(logRatio, advantage, clipRange);
      sums.entropy += entropyOf(p);
      sums.divergence -= logRatio;
      if (term.isClipped) sums.numClipped++;
      const gradient = this.#gradient.subarray(0, numActions);
      const scale = -1 / batch.length;
      scoreGradientInto(
        gradient,
        p,
        action,
        scale * term.logGradient,
        scale * entropyWeight,
      );
      for (let k = 0; k < numActions; k++) {
        outputGradients.values[row * rowStride + k * stride] = gradient[k];
      }
      row += numRows;
    }
  }

  #roomFor(numActions: number): Float64Array {
    if (this.#probabilities.length < numActions) {
      this.#probabilities = new Float64Array(numActions);
      this.#gradient = new Float64Array(numActions);
    }
    return this.#probabilities.subarray(0, numActions);
  }
}
