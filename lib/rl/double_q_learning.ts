/**
 * Double Q-learning with a dueling network: paper A, Sec. III-C, eqs. (35) and
 * (36), Algorithm 1, lines 18 to 20; with the conservative penalty of Sec. IV-B,
 * eqs. (45) and (46), for learning from stored data.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireNonNegative,
  requireObject,
  requireWithin,
  shapeError,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { type AdamSettings, DEFAULT_ADAM } from "../nn/adam.ts";
import type { PerceptronState } from "../nn/mlp.ts";
import { addConservativeGradientInto } from "./conservative_penalty.ts";
import {
  greedyActionOf,
  headGradientsInto,
  qValueOf,
  qValuesInto,
} from "./dueling_head.ts";
import { DuelingQNetwork, type QNetworkShape } from "./dueling_q_network.ts";
import { ReplayBuffer } from "./replay_buffer.ts";
import { createBatchOver, type TransitionBatch } from "./transition_batch.ts";

/** Which parameters choose the action whose value is the target. */
export const TARGET_KINDS = ["double", "literal"] as const;

/**
 * Which parameters choose the next action in the target (35). "double": the
 * trained network's, as the text says, which is double Q-learning. "literal":
 * the target network's, as the equation prints, which is plain Q-learning.
 */
export type TargetKind = (typeof TARGET_KINDS)[number];

/** How a learner learns. */
export interface QLearnerSettings {
  /** The network's sizes and its kind of head. */
  readonly network: QNetworkShape;
  /** rho, from 0 to 1. */
  readonly discountFactor: number;
  /** Transitions in a gradient step; 16 unless given. */
  readonly batchSize?: number;
  /** C, gradient steps from one copy to the target to the next; 200. */
  readonly targetCopyInterval?: number;
  /** Which parameters choose the next action; "double" unless given. */
  readonly target?: TargetKind;
  /** alpha_con of (45); 0, no penalty, unless given. */
  readonly conservativeWeight?: number;
  /** The optimiser's constants; those of Kingma and Ba unless given. */
  readonly adam?: AdamSettings;
}

/** All that learning has made of a learner: plain data, safe as JSON. */
export interface QLearnerState {
  /** The trained network, with its optimiser. */
  readonly network: PerceptronState;
  /** The target network's weights. */
  readonly targetWeights: readonly (readonly number[])[];
  /** How many gradient steps were taken. */
  readonly numGradientSteps: number;
}

/** A Q-network, its target network and its optimiser. */
export class QLearner {
  /** Q, the network that is trained and that acts. */
  readonly network: DuelingQNetwork;
  /** Q^-, the target network. */
  readonly targetNetwork: DuelingQNetwork;
  /** The settings, the defaults filled in where none was given. */
  readonly settings: Required<QLearnerSettings>;

  /** Its states are the trained network's input, the next ones the target's. */
  readonly #batch: TransitionBatch;
  /** The next states, in the target network. */
  readonly #nextStates: Float32Array;
  /** Room for them below the states, in the trained network. */
  readonly #nextStatesBelow: Float32Array;
  readonly #qValues: Float64Array;
  readonly #qGradients: Float64Array;
  #numGradientSteps = 0;
  #conservativePenalty = 0;

  /**
   * Makes a learner with fresh weights, the same in both networks.
   *
   * @param settings how it learns
   * @param rng the stream that the weights are drawn from
   * @throws {RangeError} where a number breaks its rule
   * @throws {TypeError} where an argument is of the wrong kind
   */
  constructor(settings: QLearnerSettings, rng: RandomStream) {
    this.settings = completeSettings(settings);
    const { network: shape, batchSize, adam } = this.settings;
    // Room for the states and, below them, the next states.
    const options = { maxBatchSize: 2 * batchSize, adam };
    this.network = new DuelingQNetwork(shape, rng, options);
    this.targetNetwork = new DuelingQNetwork(shape, rng, options);
    this.copyToTarget();
    const { inputs } = this.network.perceptron;
    const nextInputs = this.targetNetwork.perceptron.inputs;
    const end = batchSize * inputs.rowStride;
    this.#batch = createBatchOver(batchSize, inputs, nextInputs);
    this.#nextStates = nextInputs.values.subarray(0, end);
    this.#nextStatesBelow = inputs.values.subarray(end, 2 * end);
    this.#qValues = new Float64Array(shape.numActions);
    this.#qGradients = new Float64Array(shape.numActions);
  }

  /** How many gradient steps were taken. */
  get numGradientSteps(): number {
    return this.#numGradientSteps;
  }

  /** The penalty (46) of the last step's batch; 0 where its weight is 0. */
  get conservativePenalty(): number {
    return this.#conservativePenalty;
  }

  /**
   * Takes a gradient step on a minibatch, and copies the parameters to the
   * target network at every C-th.
   *
   * @param replay where the minibatch is drawn from
   * @param learningRate of this step
   * @param rng the stream that the minibatch is drawn with
   * @returns the loss (36) before the step, without the penalty
   * @throws {RangeError} where the buffer is empty, or where the loss is not
   *   finite any more: the learning diverged
   */
  learn(replay: ReplayBuffer, learningRate: number, rng: RandomStream): number {
    this.#requireReplay(replay);
    requireNonNegative("learn", { learningRate });
    replay.sampleInto(this.#batch, rng);
    this.#evaluateBatch();
    const loss = this.#differentiateLoss();
    if (!Number.isFinite(loss + this.#conservativePenalty)) {
      throw rangeError("learn", "the loss", "finite", loss);
    }
    const { perceptron } = this.network;
    perceptron.backward(this.#batch.size);
    perceptron.adamStep(learningRate);
    this.#numGradientSteps++;
    if (this.#numGradientSteps % this.settings.targetCopyInterval === 0) {
      this.copyToTarget();
    }
    return loss;
  }

  /** Sets the target network's parameters to those of the trained one. */
  copyToTarget(): void {
    this.targetNetwork.copyParametersFrom(this.network);
  }

  /** All that learning has made of it. */
  saveState(): QLearnerState {
    return {
      network: this.network.perceptron.saveState(),
      targetWeights: this.targetNetwork.exportWeights().map((array) =>
        Array.from(array)
      ),
      numGradientSteps: this.#numGradientSteps,
    };
  }

  /**
   * Goes on where `saveState` left a learner with the same settings, bit for
   * bit.
   *
   * @throws {TypeError} where the state is not one of such a learner
   * @throws {RangeError} where a number in it breaks its rule
   */
  restoreState(state: QLearnerState): void {
    const action = "restore a learner";
    requireObject(action, { state });
    const { network, targetWeights, numGradientSteps } = state;
    requireInteger(action, { numGradientSteps }, 0);
    this.targetNetwork.importWeights(targetWeights);
    this.network.perceptron.restoreState(network);
    this.#numGradientSteps = numGradientSteps;
  }

  /**
   * Forward passes: the trained network on the states and, where it chooses
   * for them, on the next states; the target network on the next states.
   */
  #evaluateBatch(): void {
    const { size } = this.#batch;
    const trained = this.network.perceptron;
    if (this.settings.target === "double") {
      this.#nextStatesBelow.set(this.#nextStates);
      trained.forward(2 * size);
    } else {
      trained.forward(size);
    }
    this.targetNetwork.perceptron.forward(size);
  }

  /**
   * The loss (36) of the batch, L = mean (V - Q(s, a))^2, and its gradient with
   * the penalty's, written where the backward pass starts.
   */
  #differentiateLoss(): number {
    const { actions, size } = this.#batch;
    const { dueling, numActions } = this.network;
    const { outputs, outputGradients } = this.network.perceptron;
    const { conservativeWeight } = this.settings;
    const qValues = this.#qValues;
    const qGradients = this.#qGradients;
    let squaredError = 0;
    let penalty = 0;
    for (let n = 0; n < size; n++) {
      const action = actions[n];
      const qValue = qValueOf(dueling, outputs, n, action, numActions);
      const temporalDifferenceError = this.#targetValue(n) - qValue;
      squaredError += temporalDifferenceError * temporalDifferenceError;
      qGradients.fill(0);
      qGradients[action] = -2 * temporalDifferenceError / size;
      if (conservativeWeight > 0) {
        qValuesInto(qValues, dueling, outputs, n);
        penalty += addConservativeGradientInto(
          qGradients,
          qValues,
          action,
          conservativeWeight / size,
        );
      }
      headGradientsInto(outputGradients, dueling, outputs, n, qGradients);
    }
    this.#conservativePenalty = penalty / size;
    return squaredError / size;
  }

  /**
   * V = r + rho Q^-(s', a*) (35), with the action a* of the largest Q(s', a);
   * only r where the next state does not bootstrap.
   */
  #targetValue(n: number): number {
    const { rewards, bootstraps, size } = this.#batch;
    if (bootstraps[n] === 0) return rewards[n];
    const { network, targetNetwork, settings } = this;
    const { dueling, numActions } = network;
    const trained = network.perceptron.outputs;
    const target = targetNetwork.perceptron.outputs;
    const nextAction = settings.target === "double"
      ? greedyActionOf(dueling, trained, size + n, numActions)
      : greedyActionOf(dueling, target, n, numActions);
    const nextValue = qValueOf(dueling, target, n, nextAction, numActions);
    return rewards[n] + settings.discountFactor * nextValue;
  }

  #requireReplay(replay: ReplayBuffer): void {
    if (!(replay instanceof ReplayBuffer)) {
      throw kindError("learn", "replay", "a replay buffer", replay);
    }
    const { stateSize, numActions } = this.network;
    if (replay.stateSize !== stateSize || replay.numActions !== numActions) {
      const rule = `have ${stateSize} numbers a state, ${numActions} actions`;
      const shape = `${replay.stateSize}, ${replay.numActions}`;
      throw shapeError("learn", "replay", rule, shape);
    }
  }
}

function completeSettings(
  settings: QLearnerSettings,
): Required<QLearnerSettings> {
  const action = "make a learner";
  requireObject(action, { settings });
  const complete = {
    batchSize: 16,
    targetCopyInterval: 200,
    target: "double",
    conservativeWeight: 0,
    adam: DEFAULT_ADAM,
    ...settings,
  } as const;
  const { network, discountFactor, batchSize, targetCopyInterval } = complete;
  requireObject(action, { network });
  requireWithin(action, { discountFactor }, 0, 1);
  requireInteger(action, { batchSize }, 1, 32768);
  requireInteger(action, { targetCopyInterval }, 1);
  requireNonNegative(action, {
    conservativeWeight: complete.conservativeWeight,
  });
  if (!TARGET_KINDS.includes(complete.target)) {
    const rule = `one of ${TARGET_KINDS.join(", ")}`;
    throw kindError(action, "target", rule, complete.target);
  }
  return complete;
}
