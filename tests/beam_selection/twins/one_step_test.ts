import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { beamScenario } from "../../../lib/beam_selection/scenario.ts";
import {
  conditionalOneStepTwin,
  oneStepRecipe,
  oneStepTwin,
} from "../../../lib/beam_selection/twins/one_step.ts";
import { recordToy, TOY_RULES } from "../toy_world.ts";

const open = (seed: number) => (label: string) => openStream(seed, label);
const { data } = recordToy(60, open(1));
const before = { beam: 3, detectionProbability: 0.3, flag: 1 };
const build = (recipe: typeof oneStepTwin, seed: number, effort = 0.02) =>
  recipe.build(data, beamScenario(), open(seed), effort);

Deno.test("both twins give probabilities, and begin with a recorded first beam", () => {
  const firsts = new Set(
    data.episodes.map(({ detectionProbabilities: [first] }) => first),
  );
  for (const recipe of [oneStepTwin, conditionalOneStepTwin]) {
    const { twin, losses } = build(recipe, 1);
    assert.equal(twin.name, recipe.name);
    assert.equal(losses.discriminator.length, 2);
    assert.equal(losses.generator.length, 2);
    const rng = open(1)("episodes");
    for (const beam of range(0, 16)) {
      const answer = twin.begin(rng);
      assert.ok(firsts.has(answer(beam)));
      const p = answer(beam, before);
      assert.ok(p >= 0 && p <= 1);
    }
  }
});

Deno.test("it has no target: asked twice, it answers twice, as it foretells", () => {
  const { twin } = build(oneStepTwin, 1);
  const [a, b] = [open(1)("draws"), open(1)("draws")];
  const answer = twin.begin(a);
  const answers = range(0, 20).map(() => answer(4, before));
  assert.deepEqual(answers, range(0, 20).map(() => twin.predict(before, 4, b)));
  assert.equal(new Set(answers).size, 20);
});

Deno.test("the same seed gives the same twin, bit for bit, and another not", () => {
  const [first, second, other] = [1, 1, 2].map((seed) =>
    build(conditionalOneStepTwin, seed)
  );
  assert.deepEqual(first.losses, second.losses);
  assert.deepEqual(
    first.networks.generator.exportWeights(),
    second.networks.generator.exportWeights(),
  );
  assert.notDeepEqual(first.losses, other.losses);
});

Deno.test("an epoch as Algorithm 1 prints it is a single minibatch", () => {
  const printed = oneStepRecipe("printed", "", { epoch: "minibatch" });
  const [{ losses }, pass] = [printed, oneStepTwin].map((recipe) =>
    build(recipe, 1)
  );
  assert.equal(losses.generator.length, 2);
  assert.notDeepEqual(losses, pass.losses);
});

Deno.test("data that nothing can be learnt from are refused", () => {
  const refuse = (episodes: typeof data.episodes, message: RegExp) =>
    assert.throws(
      () =>
        oneStepTwin.build(
          { ...TOY_RULES, episodes },
          beamScenario(),
          open(1),
          0.02,
        ),
      message,
    );
  refuse([], /Cannot build the twin one-step cGAN as the number of episodes/);
  refuse(
    [{ beams: [3, 4], detectionProbabilities: [0.1, 0.2] }],
    /the number of samples must be at least a batch, 64: current value is 1/,
  );
});
