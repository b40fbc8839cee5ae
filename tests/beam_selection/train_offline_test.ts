import assert from "node:assert/strict";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { playEpisode } from "../../lib/beam_selection/evaluate.ts";
import { randomSteps } from "../../lib/beam_selection/policies/random_steps.ts";
import type { BeamPolicy } from "../../lib/beam_selection/policies/policy.ts";
import {
  learnedPolicy,
  TRAINING_SETTINGS,
} from "../../lib/beam_selection/train.ts";
import { trainOffline } from "../../lib/beam_selection/train_offline.ts";
import { TwinWorld } from "../../lib/beam_selection/twins/twin.ts";
import { recordToy, TOY_RULES, toyTwin } from "./toy_world.ts";

const open = (label: string) => openStream(1001, label);
const world = new TwinWorld(toyTwin(), TOY_RULES);
const { data } = recordToy(100, open);

/** Mean steps of a policy in the toy. */
function meanSteps(policy: BeamPolicy): number {
  const outcomes = range(0, 300).map((n) =>
    playEpisode(world, policy, (label) => open(`evaluation ${n}/${label}`), 0.9)
  );
  return outcomes.reduce((sum, { numSteps }) => sum + numSteps / 300, 0);
}

Deno.test("the same seed gives the same agent, bit for bit, and another not", () => {
  const train = (seed: number, twin?: TwinWorld) =>
    trainOffline(
      data,
      { ...TRAINING_SETTINGS, conservativeWeight: 0.1 },
      20,
      (label) => openStream(seed, label),
      { isSymmetric: true, ...(twin && { twin }) },
    );
  for (const twin of [undefined, world]) {
    const [first, second, other] = [1, 1, 2].map((seed) => train(seed, twin));
    assert.deepEqual(first.episodes, second.episodes);
    assert.deepEqual(
      first.network.exportWeights(),
      second.network.exportWeights(),
    );
    assert.notDeepEqual(first.episodes, other.episodes);
  }
});

Deno.test("from recorded random steps an agent learns to need far fewer", () => {
  const { network, encoder } = trainOffline(
    data,
    TRAINING_SETTINGS,
    400,
    open,
    { isSymmetric: true },
  );
  const learnt = meanSteps(learnedPolicy("agent", network, encoder));
  const random = meanSteps(randomSteps);
  assert.ok(learnt < 0.75 * random, `${learnt} against ${random}`);
});

Deno.test("without symmetry an episode of training is one of those recorded", () => {
  const lengths = new Set(data.episodes.map(({ beams }) => beams.length));
  const { episodes } = trainOffline(data, TRAINING_SETTINGS, 30, open, {
    isSymmetric: false,
  });
  assert.equal(episodes.length, 30);
  assert.ok(episodes.every(({ numSteps }) => lengths.has(numSteps)));
});

Deno.test("with a twin, as many recorded transitions are learnt from as are played", () => {
  // One recorded transition, so each needs a new draw of the episode.
  const episode = { beams: [3, 5], detectionProbabilities: [0.1, 0.95] };
  let numDraws = 0;
  const counted = (label: string): RandomStream => {
    const rng = open(label);
    if (label !== "recorded order") return rng;
    const integer = (count: number) => {
      numDraws++;
      return rng.integer(count);
    };
    return { ...rng, integer };
  };
  let numPlayed = 0;
  const watched = {
    numBeams: 16,
    reset: world.reset.bind(world),
    tryBeam: (beam: number) => {
      numPlayed++;
      return world.tryBeam(beam);
    },
  };
  const told: number[] = [];
  trainOffline(
    { ...TOY_RULES, episodes: [episode] },
    TRAINING_SETTINGS,
    25,
    counted,
    {
      isSymmetric: false,
      twin: watched,
      onEpisode: (n, { numSteps }) => told.push(n, numSteps),
    },
  );
  // The first is drawn before the training begins, the next before it is due.
  assert.equal(numDraws, numPlayed + 1);
  assert.deepEqual(told.filter((_, i) => i % 2 === 0), range(0, 25));
  const steps = told.filter((_, i) => i % 2 === 1);
  assert.equal(steps.reduce((sum, count) => sum + count - 1, 0), numPlayed);
});

Deno.test("bad arguments are named", () => {
  const options = { isSymmetric: false };
  assert.throws(
    () => trainOffline(data, TRAINING_SETTINGS, 0, open, options),
    /Cannot train an agent offline as numEpisodes must be an integer from 1/,
  );
  assert.throws(
    () =>
      trainOffline(
        { ...TOY_RULES, episodes: [] },
        TRAINING_SETTINGS,
        5,
        open,
        options,
      ),
    /Cannot train an agent offline as the number of episodes must be/,
  );
});
