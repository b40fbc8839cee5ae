import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  BEAM_ACTIONS,
  MEMORY_TRAINING_SETTINGS,
  PROBED_STATES,
  StateEncoder,
  trainAgent,
  TRAINING_SETTINGS,
} from "../../lib/beam_selection/mod.ts";
import {
  commonestActionShare,
  createWorld,
  trainAndScore,
} from "../../lib/experiments/online_training.ts";
import { LITERAL_LEARNING_RATE } from "../../lib/beam_selection/train.ts";

const open = (seed: number) => (label: string) => openStream(seed, label);

Deno.test("two trainings with the same seed are the same, bit for bit, and with another not", () => {
  const [first, second, other] = [1, 1, 2].map((seed) =>
    trainAgent(createWorld(20), TRAINING_SETTINGS, 30, open(seed))
  );
  assert.deepEqual(first.episodes, second.episodes);
  assert.deepEqual(
    first.network.exportWeights(),
    second.network.exportWeights(),
  );
  assert.notDeepEqual(first.episodes, other.episodes);
});

Deno.test("training makes an agent that needs far fewer beams than a constant stride", () => {
  const { score } = trainAndScore(
    createWorld(20),
    TRAINING_SETTINGS,
    { numEpisodes: 600, numEvaluations: 200 },
    open(1001),
  );
  // The constant stride needs 21 beams; the agents of ten seeds 9 to 12.
  assert.ok(score.meanSteps < 16, `${score.meanSteps}`);
  assert.ok(commonestActionShare(score) < 0.6);
});

Deno.test("with the learning rate as printed nothing is learnt", () => {
  const { score } = trainAndScore(
    createWorld(20),
    { ...TRAINING_SETTINGS, learningRate: LITERAL_LEARNING_RATE },
    { numEpisodes: 300, numEvaluations: 200 },
    open(1002),
  );
  assert.ok(score.meanSteps > 18, `${score.meanSteps}`);
});

Deno.test("every state is of one probed kind, and the shares sum to 1", () => {
  for (const detectionProbability of [0.08, 0.1, 0.2, 0.3, 0.89]) {
    for (const flag of [-1, 0, 1]) {
      const observation = { beam: 3, detectionProbability, flag };
      const kinds = PROBED_STATES.filter(({ holds }) => holds(observation));
      assert.equal(kinds.length, 1);
    }
  }
  const { score } = trainAndScore(
    createWorld(30),
    TRAINING_SETTINGS,
    { numEpisodes: 5, numEvaluations: 20 },
    open(1),
  );
  assert.equal(score.actionShares.length, BEAM_ACTIONS.length);
  const sum = score.actionShares.reduce((total, share) => total + share);
  assert.ok(Math.abs(sum - 1) < 1e-3);
});

Deno.test("the memory holds the earlier beams as distances, the last first, and zeros before", () => {
  const encoder = new StateEncoder(64, MEMORY_TRAINING_SETTINGS.encoding);
  const first = { beam: 60, detectionProbability: 1, flag: 0 };
  const second = {
    beam: 1,
    detectionProbability: 0,
    flag: 1,
    previous: first,
  };
  const input = new Float32Array(encoder.inputSize);
  encoder.encodeInto(input, {
    beam: 63,
    detectionProbability: 0.5,
    flag: -1,
    previous: second,
  });
  assert.equal(encoder.inputSize, 18 + 16);
  // Beam 63 lies 2 below beam 1 and 3 above beam 60, of half a circle of 32.
  assert.deepEqual([...input.subarray(18, 22)], [-2 / 32, 0, 3 / 32, 1]);
  assert.ok(range(22, 34).every((place) => input[place] === 0));
});
