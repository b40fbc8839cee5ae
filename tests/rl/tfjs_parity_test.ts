/**
 * The learner against automatic differentiation: tfjs, plain CPU backend, from
 * the same weights on the same minibatches. "Relative" is the largest
 * difference over the largest magnitude, of all parameters together.
 */

import assert from "node:assert/strict";
import { memory } from "@tensorflow/tfjs-core";
import { openStream } from "../../lib/core/random_stream.ts";
import { QLearner, TARGET_KINDS } from "../../lib/rl/double_q_learning.ts";
import { DUELING_KINDS } from "../../lib/rl/dueling_head.ts";
import { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { importTfjsWeights } from "../../lib/rl/tfjs_q_network.ts";
import { createTransitionBatch } from "../../lib/rl/transition_batch.ts";
import { relativeDifference } from "../nn/naive_perceptron.ts";
import { fillReplay, shakeWeights } from "./naive_q_learning.ts";
import { TfjsQLearner } from "./tfjs_q_learner.ts";

const SHAPE = { stateSize: 18, numActions: 10 };
const LEARNING_RATE = 1e-3;
const TOLERANCE = 1e-5;

for (const dueling of DUELING_KINDS) {
  for (const target of TARGET_KINDS) {
    for (const conservativeWeight of [0, 0.1]) {
      const name = `dueling ${dueling}, target ${target}, ` +
        `conservative weight ${conservativeWeight}`;
      Deno.test(`a hundred steps agree with tfjs: ${name}`, () => {
        const numTensors = memory().numTensors;
        const settings = { discountFactor: 0.99, target, conservativeWeight };
        checkParity(
          new QLearner(
            { network: { ...SHAPE, dueling }, ...settings },
            openStream(1, "weights"),
          ),
          settings,
        );
        assert.equal(memory().numTensors, numTensors);
      });
    }
  }
}

function checkParity(
  learner: QLearner,
  settings: {
    readonly discountFactor: number;
    readonly target: "double" | "literal";
    readonly conservativeWeight: number;
  },
) {
  const replay = fillReplay(SHAPE, 500, openStream(1, "replay"));
  shakeWeights(learner.network, openStream(2, "weights"));
  shakeWeights(learner.targetNetwork, openStream(3, "weights"));
  const reference = new TfjsQLearner(learner.network, learner.targetNetwork, {
    ...settings,
    learningRate: LEARNING_RATE,
  });
  const batch = createTransitionBatch(16, SHAPE.stateSize);
  const [ours, theirs] = [openStream(1, "batch"), openStream(1, "batch")];
  for (let step = 0; step < 100; step++) {
    replay.sampleInto(batch, theirs);
    const gradients = step === 0 ? reference.gradients(batch) : undefined;
    const expected = reference.learn(batch);
    const loss = learner.learn(replay, LEARNING_RATE, ours);
    assert.ok(Math.abs(loss / expected - 1) < TOLERANCE, `step ${step}`);
    if (gradients !== undefined) compareGradients(learner, gradients);
  }
  const trained = new DuelingQNetwork(
    learner.settings.network,
    openStream(1, "weights"),
  );
  importTfjsWeights(trained, reference.model);
  const difference = relativeDifference(
    learner.network.exportWeights(),
    trained.exportWeights(),
  );
  assert.ok(difference < TOLERANCE, `weights after 100 steps: ${difference}`);
  reference.dispose();
}

/** tfjs names a weight "value/kernel", with a number where the name is taken. */
function compareGradients(
  learner: QLearner,
  gradients: Record<string, Float32Array>,
) {
  const { dueling } = learner.network;
  const heads = dueling === "none" ? ["q_values"] : ["value", "advantage"];
  const ordered = ["hidden_1", "hidden_2", ...heads].flatMap((layer) =>
    ["kernel", "bias"].map((part) => {
      const name = Object.keys(gradients).filter((key) =>
        key.startsWith(`${layer}/${part}`)
      );
      assert.equal(name.length, 1);
      return gradients[name[0]];
    })
  );
  const actual = learner.network.perceptron.exportGradients();
  const difference = relativeDifference(actual, ordered);
  assert.ok(difference < TOLERANCE, `gradients: ${difference}`);
}
