/**
 * The gradient step of double Q-learning as one writes it with tfjs: the
 * outside oracle of the learner, and what it is timed against.
 *
 * @module
 */
import "../../lib/nn/tfjs_backend.ts";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { toTfjsModel } from "../../lib/rl/tfjs_q_network.ts";
import type { TransitionBatch } from "../../lib/rl/transition_batch.ts";

/** How the learner learns, beside its networks. */
export interface TfjsSettings {
  readonly target: "double" | "literal";
  readonly discountFactor: number;
  readonly conservativeWeight: number;
  readonly learningRate: number;
}

/** A learner with the networks of another, on tfjs's active backend. */
export class TfjsQLearner {
  readonly model: LayersModel;
  readonly targetModel: LayersModel;
  readonly #numActions: number;
  readonly #settings: TfjsSettings;
  readonly #optimizer: tf.Optimizer;
  /** Not all variables: the weight that negates is to stay as it is. */
  readonly #trained: tf.Variable[];

  constructor(
    network: DuelingQNetwork,
    targetNetwork: DuelingQNetwork,
    settings: TfjsSettings,
  ) {
    this.model = toTfjsModel(network) as LayersModel;
    this.targetModel = toTfjsModel(targetNetwork) as LayersModel;
    this.#trained = this.model.trainableWeights.map((weight) =>
      weight.read() as tf.Variable
    );
    this.#numActions = network.numActions;
    this.#settings = settings;
    this.#optimizer = tf.train.adam(settings.learningRate, 0.9, 0.999, 1e-8);
  }

  /** Takes a step on a batch without strides, and gives the loss (36). */
  learn(batch: TransitionBatch): number {
    return tf.tidy(() => {
      let squaredError = tf.scalar(0);
      const { grads } = this.#differentiate(batch, (loss) => {
        squaredError = tf.keep(loss.clone()) as tf.Scalar;
      });
      this.#optimizer.applyGradients(grads);
      const loss = squaredError.dataSync()[0];
      squaredError.dispose();
      return loss;
    });
  }

  /** The gradients of the loss (45), by the names of the weights. */
  gradients(batch: TransitionBatch): Record<string, Float32Array> {
    return tf.tidy(() =>
      Object.fromEntries(
        Object.entries(this.#differentiate(batch, () => {}).grads).map((
          [name, gradient],
        ) => [name, gradient.dataSync() as Float32Array]),
      )
    );
  }

  dispose(): void {
    this.model.dispose();
    this.targetModel.dispose();
    this.#optimizer.dispose();
  }

  #differentiate(
    batch: TransitionBatch,
    report: (loss: tf.Tensor) => void,
  ) {
    const { size, states: { numColumns } } = batch;
    const shape: [number, number] = [size, numColumns];
    const states = tf.tensor2d(batch.states.values, shape);
    const targets = this.#targets(batch, shape);
    const taken = this.#oneHot(tf.tensor1d(batch.actions, "int32"));
    return tf.variableGrads(() => {
      const qValues = this.model.apply(states) as tf.Tensor2D;
      const chosen = tf.sum(tf.mul(qValues, taken), 1);
      const loss = tf.mean(tf.squaredDifference(targets, chosen));
      report(loss);
      const weight = this.#settings.conservativeWeight;
      if (weight === 0) return loss as tf.Scalar;
      const penalty = tf.mean(tf.sub(tf.logSumExp(qValues, 1), chosen));
      return tf.add(loss, tf.mul(weight, penalty)) as tf.Scalar;
    }, this.#trained);
  }

  /** V_t of eq. (35), a constant to the gradient. */
  #targets(batch: TransitionBatch, shape: [number, number]): tf.Tensor1D {
    const nextStates = tf.tensor2d(batch.nextStates.values, shape);
    const valuing = this.targetModel.predict(nextStates) as tf.Tensor2D;
    const choosing = this.#settings.target === "double"
      ? this.model.predict(nextStates) as tf.Tensor2D
      : valuing;
    const best = this.#oneHot(tf.argMax(choosing, 1));
    const nextValues = tf.sum(tf.mul(valuing, best), 1);
    const bootstraps = tf.tensor1d(Float32Array.from(batch.bootstraps));
    const discounted = tf.mul(
      tf.mul(nextValues, bootstraps),
      this.#settings.discountFactor,
    );
    return tf.add(tf.tensor1d(batch.rewards), discounted) as tf.Tensor1D;
  }

  #oneHot(actions: tf.Tensor): tf.Tensor {
    return tf.oneHot(actions, this.#numActions, 1, 0, "float32");
  }
}
