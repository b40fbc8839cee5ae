/**
 * How a twin of one's own is made, trained in and audited: the example of
 * CONTRIBUTING.md and of notebook 14.
 */

import assert from "node:assert/strict";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import {
  auditTwin,
  evaluateOracle,
  evaluatePolicy,
  learnedPolicy,
  randomSteps,
  recordEpisodes,
  stepBetween,
  trainAgent,
  TRAINING_SETTINGS,
  type TwinRecipe,
  TwinWorld,
} from "../../lib/beam_selection/mod.ts";
import { createWorld } from "../../lib/experiments/online_training.ts";

/** A guess that no data went into: a bump somewhere, which stays there. */
const guessedBump: TwinRecipe = {
  name: "guessed bump",
  description: "P_D falls off on both sides of a place that is drawn evenly.",
  build: ({ numBeams }) => {
    const begin = (rng: RandomStream) => {
      const place = numBeams * rng.uniform();
      const width = 1 + 3 * rng.uniform();
      return (beam: number) => {
        const away = stepBetween(place, beam, numBeams);
        return 0.08 + 0.9 * Math.exp(-((away / width) ** 2));
      };
    };
    const predict = (_: unknown, beam: number, rng: RandomStream) =>
      begin(rng)(beam);
    const twin = { name: "guessed bump", begin, predict };
    return { twin, losses: {}, networks: {} };
  },
};

const open = (label: string) => openStream(1001, label);
const world = createWorld(20);
const rules = {
  numBeams: 64,
  requiredDetectionProbability: 0.9,
  maxSteps: 64,
  flag: "direction" as const,
};
const data = recordEpisodes(world, rules, 200, open);
const { twin } = guessedBump.build(data, world.settings.scenario, open, 1);

Deno.test("an agent that learns in a twin of one's own is scored beside the others", () => {
  const { network, encoder } = trainAgent(
    new TwinWorld(twin, data),
    TRAINING_SETTINGS,
    300,
    open,
  );
  const bounds = evaluateOracle(world, 200, open);
  const [mine, random] = [
    learnedPolicy("mine", network, encoder),
    randomSteps,
  ].map((policy) => evaluatePolicy(world, policy, bounds, open));

  assert.ok(mine.meanSteps < 0.6 * random.meanSteps, `${mine.meanSteps}`);
});

Deno.test("the audit says what it is good and bad at", () => {
  const audit = auditTwin(twin, world, data, open, {
    numEpisodes: 60,
    numTransitions: 300,
    numScored: 60,
  });
  // The target stays where it is through an episode,
  assert.ok(audit.rankCorrelation > 0.5);
  // and a width drawn at random succeeds at about as many beams as the world;
  const { successfulBeams, realSuccessfulBeams } = audit;
  assert.ok(Math.abs(successfulBeams / realSuccessfulBeams - 1) < 0.6);
  // one state tells this twin nothing, and its P_D are not the real ones.
  assert.ok(audit.conditionalScore > 0.9 * audit.blindScore);
  assert.ok(audit.wasserstein > 2 * audit.floor.wasserstein);
});

Deno.test("a twin that answers with no probability is refused", () => {
  const lost = { ...twin, begin: () => () => NaN };
  assert.throws(
    () => new TwinWorld(lost, rules).reset(open),
    /Cannot ask the twin guessed bump as its P_D must be from 0 to 1: current value is NaN/,
  );
});
