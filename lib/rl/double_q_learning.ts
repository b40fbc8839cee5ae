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
import { DuelingQNetwork, type QNetworkShape } from "./dueling_q_network.ts";
import { ReplayBuffer } from "./replay_buffer.ts";
import {
  TARGET_KINDS,
  type TargetKind,
  TemporalDifferenceLoss,
} from "./temporal_difference.ts";

export { TARGET_KINDS, type TargetKind };

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

  readonly #loss: TemporalDifferenceLoss;
  #numGradientSteps = 0;

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
    this.#loss = new TemporalDifferenceLoss({
      ...this.settings,
      network: this.network,
      targetNetwork: this.targetNetwork,
    });
  }

  /** How many gradient steps were taken. */
  get numGradientSteps(): number {
    return this.#numGradientSteps;
  }

  /** The penalty (46) of the last step's batch; 0 where its weight is 0. */
  get conservativePenalty(): number {
    return this.#loss.conservativePenalty;
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
    replay.sampleInto(this.#loss.batch, rng);
    const loss = this.#loss.differentiate();
    if (!Number.isFinite(loss + this.#loss.conservativePenalty)) {
      throw rangeError("learn", "the loss", "finite", loss);
    }
    const { perceptron } = this.network;
    perceptron.backward(this.settings.batchSize);
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
