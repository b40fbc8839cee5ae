/**
 * The loss of a minibatch and its gradient: paper A, Sec. III-C, eqs. (35) and
 * (36), with the penalty of Sec. IV-B, eqs. (45) and (46).
 *
 * @module
 */
import { addConservativeGradientInto } from "./conservative_penalty.ts";
import {
  greedyActionOf,
  headGradientsInto,
  qValueOf,
  qValuesInto,
} from "./dueling_head.ts";
import type { DuelingQNetwork } from "./dueling_q_network.ts";
import { createBatchOver, type TransitionBatch } from "./transition_batch.ts";

/** Which parameters choose the action whose value is the target. */
export const TARGET_KINDS = ["double", "literal"] as const;

/**
 * Which parameters choose the next action in the target (35). "double": the
 * trained network's, as the text says, which is double Q-learning. "literal":
 * the target network's, as the equation prints, which is plain Q-learning.
 */
export type TargetKind = (typeof TARGET_KINDS)[number];

/** What the loss is made of, beside the minibatch. */
export interface LossSettings {
  /** Q, with room for twice the batch. */
  readonly network: DuelingQNetwork;
  /** Q^-, which gives the targets. */
  readonly targetNetwork: DuelingQNetwork;
  /** Transitions in a minibatch. */
  readonly batchSize: number;
  /** Which network chooses the next action. */
  readonly target: TargetKind;
  /** rho. */
  readonly discountFactor: number;
  /** alpha_con. */
  readonly conservativeWeight: number;
}

/** The loss of one minibatch after another, all in the same memory. */
export class TemporalDifferenceLoss {
  /** Filled by the caller: its states lie where the networks read them. */
  readonly batch: TransitionBatch;

  readonly #settings: LossSettings;
  /** The next states, in the target network. */
  readonly #nextStates: Float32Array;
  /** Room for them below the states, in the trained network. */
  readonly #nextStatesBelow: Float32Array;
  readonly #qValues: Float64Array;
  readonly #qGradients: Float64Array;
  #conservativePenalty = 0;

  /** Lays the minibatch into the networks' inputs. */
  constructor(settings: LossSettings) {
    const { network, targetNetwork, batchSize } = settings;
    const { inputs } = network.perceptron;
    const nextInputs = targetNetwork.perceptron.inputs;
    const end = batchSize * inputs.rowStride;
    this.#settings = settings;
    this.batch = createBatchOver(batchSize, inputs, nextInputs);
    this.#nextStates = nextInputs.values.subarray(0, end);
    this.#nextStatesBelow = inputs.values.subarray(end, 2 * end);
    this.#qValues = new Float64Array(network.numActions);
    this.#qGradients = new Float64Array(network.numActions);
  }

  /** The penalty (46) of the last minibatch; 0 where its weight is 0. */
  get conservativePenalty(): number {
    return this.#conservativePenalty;
  }

  /**
   * Computes the loss (36), L = mean (V - Q(s, a))^2, and writes its gradient,
   * with the penalty's, where the network's backward pass starts.
   *
   * @returns the loss, without the penalty
   */
  differentiate(): number {
    this.#evaluate();
    const { size } = this.batch;
    let squaredError = 0;
    let penalty = 0;
    for (let n = 0; n < size; n++) {
      const temporalDifferenceError = this.#temporalDifferenceError(n);
      squaredError += temporalDifferenceError * temporalDifferenceError;
      penalty += this.#writeGradients(n, -2 * temporalDifferenceError / size);
    }
    this.#conservativePenalty = penalty / size;
    return squaredError / size;
  }

  /**
   * Forward passes: the trained network on the states and, where it chooses
   * for them, on the next states; the target network on the next states.
   */
  #evaluate(): void {
    const { network, targetNetwork, target } = this.#settings;
    const { size } = this.batch;
    if (target === "double") {
      this.#nextStatesBelow.set(this.#nextStates);
      network.perceptron.forward(2 * size);
    } else {
      network.perceptron.forward(size);
    }
    targetNetwork.perceptron.forward(size);
  }

  /** V - Q(s, a) of transition n. */
  #temporalDifferenceError(n: number): number {
    const { dueling, numActions, perceptron } = this.#settings.network;
    const action = this.batch.actions[n];
    const { outputs } = perceptron;
    const qValue = qValueOf(dueling, outputs, n, action, numActions);
    return this.#targetValue(n) - qValue;
  }

  /**
   * V = r + rho Q^-(s', a*) (35), with the action a* of the largest Q(s', a);
   * only r where the next state does not bootstrap.
   */
  #targetValue(n: number): number {
    const { rewards, bootstraps, size } = this.batch;
    if (bootstraps[n] === 0) return rewards[n];
    const { network, targetNetwork, target, discountFactor } = this.#settings;
    const { dueling, numActions } = network;
    const valuing = targetNetwork.perceptron.outputs;
    const nextAction = target === "double"
      ? greedyActionOf(
        dueling,
        network.perceptron.outputs,
        size + n,
        numActions,
      )
      : greedyActionOf(dueling, valuing, n, numActions);
    const nextValue = qValueOf(dueling, valuing, n, nextAction, numActions);
    return rewards[n] + discountFactor * nextValue;
  }

  /** Writes the gradient of transition n, and gives its penalty. */
  #writeGradients(n: number, chosenGradient: number): number {
    const { network, conservativeWeight } = this.#settings;
    const { dueling, perceptron: { outputs, outputGradients } } = network;
    const qGradients = this.#qGradients;
    const action = this.batch.actions[n];
    qGradients.fill(0);
    qGradients[action] = chosenGradient;
    let penalty = 0;
    if (conservativeWeight > 0) {
      const scale = conservativeWeight / this.batch.size;
      const qValues = this.#qValues;
      qValuesInto(qValues, dueling, outputs, n);
      penalty = addConservativeGradientInto(qGradients, qValues, action, scale);
    }
    headGradientsInto(outputGradients, dueling, outputs, n, qGradients);
    return penalty;
  }
}
