import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  QLearner,
  type QLearnerSettings,
  TARGET_KINDS,
} from "../../lib/rl/double_q_learning.ts";
import { DUELING_KINDS } from "../../lib/rl/dueling_head.ts";
import { ReplayBuffer } from "../../lib/rl/replay_buffer.ts";
import { createTransitionBatch } from "../../lib/rl/transition_batch.ts";
import { differentiate, relativeDifference } from "../nn/naive_perceptron.ts";
import {
  fillReplay,
  naiveLoss,
  naiveTargets,
  shakeWeights,
} from "./naive_q_learning.ts";

const SHAPE = { stateSize: 5, numActions: 3, hiddenSizes: [7, 6] };
const SETTINGS = { network: SHAPE, discountFactor: 0.9, batchSize: 6 };

for (const dueling of DUELING_KINDS) {
  for (const target of TARGET_KINDS) {
    for (const conservativeWeight of [0, 0.3]) {
      const name = `dueling ${dueling}, target ${target}, ` +
        `conservative weight ${conservativeWeight}`;
      Deno.test(`loss and gradients agree with float64 loops: ${name}`, () => {
        for (let seed = 1; seed <= 10; seed++) {
          const network = { ...SHAPE, dueling };
          const settings = { ...SETTINGS, network, target, conservativeWeight };
          checkGradients(settings, seed);
        }
      });
    }
  }
}

function checkGradients(
  settings: QLearnerSettings & { target: "double" | "literal" },
  seed: number,
) {
  const rng = openStream(seed, "replay");
  const replay = fillReplay(SHAPE, 50, rng);
  const learner = new QLearner(settings, rng);
  shakeWeights(learner.network, rng);
  shakeWeights(learner.targetNetwork, rng);
  const weights = learner.network.exportWeights();
  const batch = createTransitionBatch(6, SHAPE.stateSize);
  replay.sampleInto(batch, openStream(seed, "batch"));
  const lossSettings = {
    dueling: learner.network.dueling,
    target: settings.target,
    discountFactor: settings.discountFactor,
    conservativeWeight: settings.conservativeWeight ?? 0,
  };
  const targetWeights = learner.targetNetwork.exportWeights();
  const targets = naiveTargets(weights, targetWeights, batch, lossSettings);
  const expected = naiveLoss(weights, targets, batch, lossSettings);

  const loss = learner.learn(replay, 0, openStream(seed, "batch"));
  assert.ok(Math.abs(loss / expected.loss - 1) < 1e-5);
  if (lossSettings.conservativeWeight > 0) {
    const ratio = learner.conservativePenalty / expected.penalty;
    assert.ok(Math.abs(ratio - 1) < 1e-5);
  }
  const gradients = learner.network.perceptron.exportGradients();
  const difference = relativeDifference(
    gradients,
    differentiate(
      weights,
      (moved) => naiveLoss(moved, targets, batch, lossSettings).total,
    ),
  );
  assert.ok(difference < 1e-5, `seed ${seed}: ${difference}`);
}

Deno.test("the two targets are two", () => {
  const replay = fillReplay(SHAPE, 50, openStream(1, "replay"));
  const losses = TARGET_KINDS.map((target) => {
    const learner = new QLearner(
      { ...SETTINGS, target, batchSize: 50 },
      openStream(1, "weights"),
    );
    const other = new QLearner(SETTINGS, openStream(2, "weights"));
    learner.targetNetwork.copyParametersFrom(other.network);
    return learner.learn(replay, 0, openStream(1, "batch"));
  });
  assert.notEqual(losses[0], losses[1]);
});

Deno.test("the conservative penalty lowers the actions that the data do not show", () => {
  const replay = new ReplayBuffer({ ...SHAPE, capacity: 1 });
  const state = [0, 1, 0, 1, 0];
  replay.push(state, 0, 0, state, false);
  const settings = { ...SETTINGS, conservativeWeight: 1 };
  const learner = new QLearner(settings, openStream(1, "weights"));
  const rng = openStream(1, "batch");
  for (let step = 0; step < 500; step++) learner.learn(replay, 1e-2, rng);
  const [seen, ...unseen] = learner.network.qValues(state);
  for (const qValue of unseen) assert.ok(qValue < seen - 3, `${qValue}`);
});

Deno.test("the same seeds give the same bits, saved and restored in between too", () => {
  const replay = fillReplay(SHAPE, 300, openStream(1, "replay"));
  const settings = { ...SETTINGS, conservativeWeight: 0.1 };
  const make = (seed: number) =>
    new QLearner(settings, openStream(seed, "weights"));
  const run = (learner: QLearner, from: number, to: number) => {
    for (let step = from; step < to; step++) {
      learner.learn(replay, 1e-3, openStream(step, "batch"));
    }
  };
  const [through, twin, saved, restored] = [make(1), make(1), make(1), make(2)];
  run(through, 0, 500);
  run(twin, 0, 500);
  run(saved, 0, 250);
  restored.restoreState(JSON.parse(JSON.stringify(saved.saveState())));
  run(restored, 250, 500);
  assert.deepEqual(twin.saveState(), through.saveState());
  assert.deepEqual(restored.saveState(), through.saveState());
  assert.notDeepEqual(make(2).saveState(), make(1).saveState());
});

Deno.test("acting between the steps does not change what is learnt", () => {
  const replay = fillReplay(SHAPE, 50, openStream(1, "replay"));
  const [acting, idle] = [1, 2].map(() =>
    new QLearner(SETTINGS, openStream(1, "weights"))
  );
  for (let step = 0; step < 20; step++) {
    acting.network.greedyAction([1, 2, 3, 4, 5]);
    acting.targetNetwork.qValues([5, 4, 3, 2, 1]);
    acting.learn(replay, 1e-3, openStream(step, "batch"));
    idle.learn(replay, 1e-3, openStream(step, "batch"));
  }
  assert.deepEqual(acting.saveState(), idle.saveState());
});

Deno.test("the target network follows every C gradient steps", () => {
  const replay = fillReplay(SHAPE, 50, openStream(1, "replay"));
  const settings = { ...SETTINGS, targetCopyInterval: 3 };
  const learner = new QLearner(settings, openStream(1, "weights"));
  const rng = openStream(1, "batch");
  for (let step = 1; step <= 9; step++) {
    const before = learner.targetNetwork.exportWeights();
    learner.learn(replay, 1e-3, rng);
    assert.deepEqual(
      learner.targetNetwork.exportWeights(),
      step % 3 === 0 ? learner.network.exportWeights() : before,
    );
  }
  assert.equal(learner.numGradientSteps, 9);
});

Deno.test("bad arguments are refused by name", () => {
  const rng = openStream(1, "weights");
  const make = (settings: object) => () =>
    new QLearner({ ...SETTINGS, ...settings }, rng);
  assert.throws(make({ discountFactor: 1.1 }), {
    name: "RangeError",
    message:
      "Cannot make a learner as discountFactor must be from 0 to 1: current value is 1.1",
  });
  assert.throws(make({ batchSize: 0 }), /batchSize must be an integer from 1/);
  assert.throws(make({ targetCopyInterval: 0.5 }), /targetCopyInterval must/);
  assert.throws(make({ conservativeWeight: -1 }), /conservativeWeight must/);
  assert.throws(make({ target: "triple" }), {
    name: "TypeError",
    message:
      'Cannot make a learner as target must be one of double, literal: current value is "triple"',
  });
  assert.throws(make({ network: null }), /network must be an object/);

  const learner = new QLearner(SETTINGS, rng);
  const replay = fillReplay(SHAPE, 5, rng);
  const empty = new ReplayBuffer({ ...SHAPE, capacity: 5 });
  assert.throws(() => learner.learn(empty, 1e-3, rng), {
    name: "RangeError",
    message:
      "Cannot sample transitions as the replay's size must be positive: current value is 0",
  });
  assert.throws(() => learner.learn(replay, NaN, rng), /learningRate must be/);
  const other = fillReplay({ ...SHAPE, numActions: 4 }, 5, rng);
  assert.throws(
    () => learner.learn(other, 1e-3, rng),
    /replay must have 5 numbers a state, 3 actions: current shape is 5, 4/,
  );
  const { numGradientSteps: _, ...state } = learner.saveState();
  assert.throws(
    () => learner.restoreState(state as never),
    /numGradientSteps must be an integer/,
  );
});

Deno.test("a learner that diverges says so, and keeps its last weights", () => {
  const replay = fillReplay(SHAPE, 50, openStream(1, "replay"));
  const learner = new QLearner(SETTINGS, openStream(1, "weights"));
  const rng = openStream(1, "batch");
  assert.throws(() => {
    for (let step = 0; step < 100; step++) learner.learn(replay, 1e30, rng);
  }, /Cannot learn as the loss must be finite: current value is/);
  const numbers = learner.network.exportWeights().flatMap((
    array,
  ) => [...array]);
  assert.ok(numbers.every(Number.isFinite));
});
