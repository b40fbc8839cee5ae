/** Small decision problems, solved from a random start. */

import assert from "node:assert/strict";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { MultilayerPerceptron } from "../../lib/nn/mlp.ts";
import {
  likeliestAction,
  maskedSoftmaxInto,
  sampleAction,
} from "../../lib/rl/masked_softmax.ts";
import {
  ProximalPolicyLearner,
  type ProximalPolicySettings,
} from "../../lib/rl/proximal_policy.ts";
import { Rollout } from "../../lib/rl/rollout.ts";

const SETTINGS: ProximalPolicySettings = {
  discountFactor: 0.9,
  traceDecay: 0.9,
  clipRange: 0.2,
  entropyWeight: 0.01,
  numEpochs: 4,
  choicesPerStep: 32,
  statesPerStep: 32,
  actorLearningRate: 5e-3,
  criticLearningRate: 1e-2,
};

/** Places in a row; a step costs 1, the right end ends the episode. */
const NUM_PLACES = 6;

function makeLearner(
  inputSize: number,
  outputSize: number,
  stateSize: number,
  changes: Partial<ProximalPolicySettings> = {},
): ProximalPolicyLearner {
  const open = (size: number, outputs: number, label: string) =>
    new MultilayerPerceptron(
      { inputSize: size, hiddenSizes: [16], headSizes: [outputs] },
      { maxBatchSize: 512 },
      openStream(1, label),
    );
  return new ProximalPolicyLearner(
    open(inputSize, outputSize, "actor"),
    open(stateSize, 1, "critic"),
    { ...SETTINGS, ...changes },
  );
}

/** Lets the actor choose and stores it; a row of inputs or more. */
function choose(
  actor: MultilayerPerceptron,
  rows: readonly (readonly number[])[],
  numActions: number,
  rollout: Rollout,
  rng: RandomStream,
): number {
  const { inputs, outputs } = actor;
  rows.forEach((row, n) => inputs.values.set(row, n * inputs.rowStride));
  actor.forward(rows.length);
  const p = new Float64Array(numActions);
  const stride = rows.length === 1 ? 1 : outputs.rowStride;
  maskedSoftmaxInto(p, outputs.values, null, 0, stride);
  const action = sampleAction(p, rng);
  rollout.pushChoice(
    {
      numRows: rows.length,
      mask: null,
      action,
      logProbability: Math.log(p[action]),
    },
    inputs.values,
    inputs.rowStride,
  );
  return action;
}

Deno.test("a corridor is solved, and its values are learnt", () => {
  const learner = makeLearner(NUM_PLACES, 2, NUM_PLACES);
  const rollout = new Rollout({
    inputSize: NUM_PLACES,
    actionsPerRow: 2,
    stateSize: NUM_PLACES,
  });
  const rng = openStream(1, "actions");
  const oneHot = (place: number) =>
    Array.from({ length: NUM_PLACES }, (_, i) => i === place ? 1 : 0);
  let first = 0;
  let last = 0;
  for (let n = 0; n < 60; n++) {
    rollout.clear();
    for (let episode = 0; episode < 10; episode++) {
      let place = 0;
      for (let step = 0; step < 40 && place < NUM_PLACES; step++) {
        rollout.beginStep(oneHot(place));
        const rows = [oneHot(place)];
        const action = choose(learner.actor, rows, 2, rollout, rng);
        place = action === 0 ? Math.max(0, place - 1) : place + 1;
        rollout.endStep(-1, step === 39 || place === NUM_PLACES);
      }
    }
    last = rollout.numSteps / 10;
    if (n === 0) first = last;
    learner.learn(rollout, rng);
  }
  assert.ok(first > 2 * NUM_PLACES && last < 1.1 * NUM_PLACES, `${last}`);
  const { actor, critic } = learner;
  for (let place = 0; place < NUM_PLACES; place++) {
    actor.inputs.values.set(oneHot(place));
    critic.inputs.values.set(oneHot(place));
    actor.forward(1);
    critic.forward(1);
    assert.equal(likeliestAction(actor.outputs.values.subarray(0, 2)), 1);
    const exact = -(1 - 0.9 ** (NUM_PLACES - place)) / (1 - 0.9);
    const value = critic.outputs.values[0];
    assert.ok(Math.abs(value - exact) < 0.5, `${value} for ${exact}`);
  }
});

Deno.test("with a row an action, it learns to take the best of any number", () => {
  const learner = makeLearner(1, 1, 1, { discountFactor: 0 });
  const shape = { inputSize: 1, actionsPerRow: 1, stateSize: 1 };
  const rollout = new Rollout(shape);
  const rng = openStream(2, "actions");
  const play = () => {
    rollout.clear();
    let missed = 0;
    for (let step = 0; step < 100; step++) {
      const worths = Array.from(
        { length: 2 + rng.integer(6) },
        () => rng.uniform(),
      );
      rollout.beginStep([0]);
      const rows = worths.map((worth) => [worth]);
      const taken = choose(learner.actor, rows, rows.length, rollout, rng);
      rollout.endStep(worths[taken], true);
      missed += (Math.max(...worths) - worths[taken]) / 100;
    }
    return missed;
  };
  const before = play();
  for (let n = 0; n < 60; n++) {
    play();
    learner.learn(rollout, rng);
  }
  const after = play();
  assert.ok(after < before / 4, `${after} ${before}`);
});

Deno.test("a learning rate of 0 leaves the policy; nothing is then clipped", () => {
  const learner = makeLearner(1, 1, 1, {
    actorLearningRate: 0,
    numEpochs: 1,
  });
  const shape = { inputSize: 1, actionsPerRow: 1, stateSize: 1 };
  const rollout = new Rollout(shape);
  const rng = openStream(3, "actions");
  for (let step = 0; step < 50; step++) {
    rollout.beginStep([0]);
    choose(learner.actor, [[0], [1], [2]], 3, rollout, rng);
    rollout.endStep(rng.gaussian(), true);
  }
  const weights = learner.actor.exportWeights();
  const update = learner.learn(rollout, rng);
  assert.deepEqual(learner.actor.exportWeights(), weights);
  assert.equal(update.clippedShare, 0);
  assert.ok(Math.abs(update.divergence) < 1e-6);
  assert.ok(update.entropy > 0 && update.entropy <= Math.log(3));
});

Deno.test("what cannot be learnt from is refused", () => {
  const shape = { inputSize: 1, actionsPerRow: 2, stateSize: 1 };
  const rollout = new Rollout(shape);
  const rng = openStream(1, "minibatches");
  const learner = makeLearner(1, 2, 1);
  assert.throws(
    () => learner.learn(rollout, rng),
    /numSteps must be an integer of at least 1: current value is 0/,
  );
  const choice = { numRows: 2, mask: null, action: 0, logProbability: 0 };
  assert.throws(
    () => rollout.pushChoice(choice, [0, 0], 1),
    /the number of steps must be positive/,
  );
  rollout.beginStep([0]);
  assert.throws(
    () => rollout.pushChoice(choice, [0, 0], 1),
    /numRows must be an integer from 1 to 1: current value is 2/,
  );
  assert.throws(() => rollout.endStep(NaN, true), /reward must be a finite/);
  assert.throws(
    () => makeLearner(1, 2, 1, { clipRange: 0 }),
    /clipRange must be positive and finite/,
  );
});
