/**
 * The gradient step of double Q-learning in tfjs, as lean as it gets: bare
 * operations with fused kernels, no layers.
 *
 * @module
 */
import "../lib/nn/tfjs_backend.ts";
import * as tf from "@tensorflow/tfjs-core";
// Imported for its effect: it registers the gradients.
import "@tensorflow/tfjs-layers";
import type { DuelingQNetwork } from "../lib/rl/dueling_q_network.ts";
import type { TransitionBatch } from "../lib/rl/transition_batch.ts";

/** Kernel and biases of both hidden layers, the value and the advantages. */
type Weights = readonly tf.Variable[];

/** Makes a step over batches without strides, on tfjs's active backend. */
export function makeTfjsStep(
  network: DuelingQNetwork,
  discountFactor: number,
  learningRate: number,
): (batch: TransitionBatch) => number {
  const { inputSize, hiddenSizes: [first, second] } = network.perceptron.shape;
  const { numActions } = network;
  const shapes = [[inputSize, first], [first], [first, second], [second]];
  shapes.push([second, 1], [1], [second, numActions], [numActions]);
  const makeWeights = (): Weights =>
    network.exportWeights().map((array, i) =>
      tf.variable(tf.tensor(array, shapes[i]))
    );
  const [weights, targetWeights] = [makeWeights(), makeWeights()];
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const oneHot = (actions: tf.Tensor) =>
    tf.oneHot(actions, numActions, 1, 0, "float32");

  return (batch) =>
    tf.tidy(() => {
      const shape: [number, number] = [batch.size, inputSize];
      const states = tf.tensor2d(batch.states.values, shape);
      const nextStates = tf.tensor2d(batch.nextStates.values, shape);
      const taken = oneHot(tf.tensor1d(batch.actions, "int32"));
      const best = oneHot(tf.argMax(qValues(weights, nextStates), 1));
      const nextValues = tf.sum(
        tf.mul(qValues(targetWeights, nextStates), best),
        1,
      );
      const discounts = tf.tensor1d(
        Float32Array.from(batch.bootstraps, (b) => b * discountFactor),
      );
      const targets = tf.add(
        tf.tensor1d(batch.rewards),
        tf.mul(discounts, nextValues),
      );
      const computeLoss = () => {
        const chosen = tf.sum(tf.mul(qValues(weights, states), taken), 1);
        return tf.mean(tf.squaredDifference(targets, chosen)) as tf.Scalar;
      };
      const loss = optimizer.minimize(computeLoss, true, [...weights]);
      return loss!.dataSync()[0];
    });
}

function qValues(weights: Weights, states: tf.Tensor2D): tf.Tensor {
  const dense = (x: tf.Tensor, layer: number, activation: "relu" | "linear") =>
    tf.fused.matMul({
      a: x as tf.Tensor2D,
      b: weights[2 * layer] as tf.Tensor as tf.Tensor2D,
      bias: weights[2 * layer + 1],
      activation,
    });
  const features = dense(dense(states, 0, "relu"), 1, "relu");
  const advantages = dense(features, 3, "linear");
  const baseline = tf.max(advantages, 1, true);
  return tf.add(tf.sub(advantages, baseline), dense(features, 2, "linear"));
}
