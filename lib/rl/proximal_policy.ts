/**
 * Proximal policy optimisation: an actor that scores actions and a critic that
 * values states, trained on what the actor did last (paper B, Sec. 3.3).
 *
 * The paper puts it into a replay buffer; its ratios hold only for what a
 * policy close to the present one has done, so each rollout is learnt from a
 * few times and forgotten.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { MultilayerPerceptron } from "../nn/mlp.ts";
import { clippedSurrogate } from "./clipped_surrogate.ts";
import {
  type AdvantageSettings,
  generalizedAdvantagesInto,
} from "./generalized_advantage.ts";
import {
  entropyOf,
  maskedSoftmaxInto,
  scoreGradientInto,
} from "./masked_softmax.ts";
import type { Rollout } from "./rollout.ts";

/** How a policy is trained. */
export interface ProximalPolicySettings extends AdvantageSettings {
  /** epsilon: how far a ratio may go and still be pushed on. */
  readonly clipRange: number;
  /** The weight of the policy's entropy in what is maximised. */
  readonly entropyWeight: number;
  /** How often each rollout is gone through. */
  readonly numEpochs: number;
  /** Choices of a gradient step of the actor. */
  readonly choicesPerStep: number;
  /** States of a gradient step of the critic. */
  readonly statesPerStep: number;
  /** The actor's learning rate. */
  readonly actorLearningRate: number;
  /** The critic's learning rate. */
  readonly criticLearningRate: number;
}

/** What a rollout taught. */
export interface PolicyUpdate {
  /** The mean over states of the critic's squared error, before. */
  readonly valueLoss: number;
  /** The mean entropy of a choice, in the first epoch [nats]. */
  readonly entropy: number;
  /** The share of choices that the clipping held, in the last epoch. */
  readonly clippedShare: number;
  /** The mean of log p_old - log p over choices, in the last epoch [nats]. */
  readonly divergence: number;
}

/** The networks and what they are trained with. */
export class ProximalPolicyLearner {
  /** Scores actions. */
  readonly actor: MultilayerPerceptron;
  /** Values states: one output. */
  readonly critic: MultilayerPerceptron;
  /** How they are trained. */
  readonly settings: ProximalPolicySettings;
  #probabilities = new Float64Array(0);
  #gradient = new Float64Array(0);

  /**
   * Takes an actor and a critic to train.
   *
   * @param actor scores actions; the rows of a gradient step have to fit
   * @param critic values states, with one output and room for a gradient step
   * @param settings how
   * @throws {RangeError} where a setting breaks its rule
   * @throws {TypeError} where an argument is of the wrong kind
   */
  constructor(
    actor: MultilayerPerceptron,
    critic: MultilayerPerceptron,
    settings: ProximalPolicySettings,
  ) {
    requireSettings("make a learner of policies", settings);
    for (const [name, network] of Object.entries({ actor, critic })) {
      if (network instanceof MultilayerPerceptron) continue;
      throw kindError("make a learner", name, "a perceptron", network);
    }
    const room = critic.maxBatchSize;
    const { statesPerStep } = settings;
    requireInteger("make a learner", { statesPerStep }, 1, room);
    this.actor = actor;
    this.critic = critic;
    this.settings = settings;
  }

  /**
   * Learns from a rollout: estimates advantages with the critic as it is,
   * brings them to mean 0 and deviation 1, and takes gradient steps.
   *
   * @param rollout what the actor did, as it is now
   * @param rng the stream of the minibatches
   * @param rateFactor of both learning rates
   * @throws {RangeError} where the rollout is empty, or training diverges
   */
  learn(rollout: Rollout, rng: RandomStream, rateFactor = 1): PolicyUpdate {
    const action = "learn from a rollout";
    const { numSteps, numChoices } = rollout;
    requireInteger(action, { numSteps, numChoices }, 1);
    requireNonNegative(action, { rateFactor });
    const values = this.#valuesOf(rollout);
    const advantages = new Float64Array(numSteps);
    const steps = { rewards: rollout.rewards, values, ends: rollout.ends };
    generalizedAdvantagesInto(advantages, steps, this.settings);
    const targets = advantages.map((advantage, t) => advantage + values[t]);
    const valueLoss = advantages.reduce((sum, a) => sum + a * a, 0) / numSteps;
    if (!Number.isFinite(valueLoss)) {
      throw rangeError(action, "the critic's loss", "finite", valueLoss);
    }
    standardize(advantages);
    const choices = Int32Array.from({ length: numChoices }, (_, c) => c);
    const states = Int32Array.from({ length: numSteps }, (_, t) => t);
    const { numEpochs } = this.settings;
    let first: EpochSums | undefined;
    let last: EpochSums | undefined;
    for (let epoch = 0; epoch < numEpochs; epoch++) {
      shuffle(choices, rng);
      shuffle(states, rng);
      last = this.#improveActor(rollout, choices, advantages, rateFactor);
      first ??= last;
      this.#improveCritic(rollout, states, targets, rateFactor);
    }
    return {
      valueLoss,
      entropy: first!.entropy / numChoices,
      clippedShare: last!.numClipped / numChoices,
      divergence: last!.divergence / numChoices,
    };
  }

  #valuesOf(rollout: Rollout): Float64Array {
    const values = new Float64Array(rollout.numSteps);
    const { outputs, maxBatchSize } = this.critic;
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
    const { inputs } = this.critic;
    const { stateSize } = rollout.shape;
    for (let n = 0; n < batch.length; n++) {
      const from = batch[n] * stateSize;
      const state = rollout.states.subarray(from, from + stateSize);
      inputs.values.set(state, n * inputs.rowStride);
    }
    this.critic.forward(batch.length);
  }

  #improveCritic(
    rollout: Rollout,
    states: Int32Array,
    targets: Float64Array,
    rateFactor: number,
  ): void {
    const { statesPerStep, criticLearningRate } = this.settings;
    const { outputs, outputGradients } = this.critic;
    for (let from = 0; from < states.length; from += statesPerStep) {
      const batch = states.subarray(from, from + statesPerStep);
      this.#readStates(rollout, batch);
      for (let n = 0; n < batch.length; n++) {
        const error = outputs.values[n * outputs.rowStride] - targets[batch[n]];
        outputGradients.values[n * outputGradients.rowStride] = 2 * error /
          batch.length;
      }
      this.critic.backward(batch.length);
      this.critic.adamStep(rateFactor * criticLearningRate);
    }
  }

  #improveActor(
    rollout: Rollout,
    choices: Int32Array,
    advantages: Float64Array,
    rateFactor: number,
  ): EpochSums {
    const { choicesPerStep, actorLearningRate } = this.settings;
    const sums = { entropy: 0, numClipped: 0, divergence: 0 };
    for (let from = 0; from < choices.length; from += choicesPerStep) {
      const batch = choices.subarray(from, from + choicesPerStep);
      const numRows = this.#readChoices(rollout, batch);
      this.actor.forward(numRows);
      this.#writeGradients(rollout, batch, advantages, sums);
      this.actor.backward(numRows);
      this.actor.adamStep(rateFactor * actorLearningRate);
    }
    return sums;
  }

  #readChoices(rollout: Rollout, batch: Int32Array): number {
    const { inputs } = this.actor;
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
    sums: EpochSums,
  ): void {
    const { clipRange, entropyWeight } = this.settings;
    const { actionsPerRow } = rollout.shape;
    const { outputs, outputGradients } = this.actor;
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

interface EpochSums {
  entropy: number;
  numClipped: number;
  divergence: number;
}

/** To mean 0 and deviation 1; all alike, they become 0. */
function standardize(values: Float64Array): void {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const deviation = Math.sqrt(variance) + 1e-12;
  for (let t = 0; t < values.length; t++) {
    values[t] = (values[t] - mean) / deviation;
  }
}

/** Fisher and Yates's shuffle. */
function shuffle(values: Int32Array, rng: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
}

function requireSettings(
  action: string,
  settings: ProximalPolicySettings,
): void {
  requireObject(action, { settings });
  const { discountFactor, traceDecay, clipRange, entropyWeight } = settings;
  requireWithin(action, { discountFactor, traceDecay }, 0, 1);
  requirePositive(action, { clipRange });
  requireNonNegative(action, { entropyWeight });
  const { numEpochs, choicesPerStep, statesPerStep } = settings;
  requireInteger(
    action,
    { numEpochs, choicesPerStep, statesPerStep },
    1,
    65536,
  );
  const { actorLearningRate, criticLearningRate } = settings;
  requireNonNegative(action, { actorLearningRate, criticLearningRate });
}
