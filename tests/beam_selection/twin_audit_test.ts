import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { recordEpisodes } from "../../lib/beam_selection/recorded_episodes.ts";
import { auditTwin } from "../../lib/beam_selection/twin_audit.ts";
import { marginalTwin } from "../../lib/beam_selection/twins/marginal.ts";
import { profilePredictor } from "../../lib/beam_selection/twins/physical_profile.ts";
import type { BeamTwin } from "../../lib/beam_selection/twins/twin.ts";
import { createWorld } from "../../lib/experiments/online_training.ts";

const rules = {
  numBeams: 64,
  requiredDetectionProbability: 0.9,
  maxSteps: 64,
  flag: "direction" as const,
};
const open = (label: string) => openStream(1, label);
const world = createWorld(20);
const data = recordEpisodes(world, rules, 100, open);
const budget = { numEpisodes: 80, numTransitions: 600, numScored: 400 };

/** The real world as a twin of itself. */
function realTwin(): BeamTwin {
  const environment = createWorld(20);
  return {
    name: "the world itself",
    begin: (rng) => {
      const seed = rng.integer(2 ** 31);
      return (beam, before) =>
        (before === undefined
          ? environment.begin((label) => openStream(seed, label), beam)
          : environment.tryBeam(beam)).observation.detectionProbability;
    },
    predict: profilePredictor(createWorld(20), open("profiles")),
  };
}

const itself = auditTwin(realTwin(), world, data, open, budget);
const { twin } = marginalTwin.build(data, world.settings.scenario, open, 1);
const marginal = auditTwin(twin, world, data, open, budget);

Deno.test("the world as its own twin is at the floor of every distance", () => {
  // Samples of random walks are few and alike: within three times the floor.
  for (const name of ["klDivergence", "wasserstein", "mmd"] as const) {
    assert.ok(itself[name] < 3 * Math.max(0.003, itself.floor[name]), name);
  }
});

Deno.test("the world as its own twin answers like the world", () => {
  const { conditionalScore, blindScore, realSuccessfulBeams } = itself;
  assert.ok(conditionalScore < 0.95 * blindScore);
  assert.ok(
    Math.abs(itself.rankCorrelation - itself.realRankCorrelation) < 0.05,
  );
  assert.ok(
    Math.abs(itself.successfulBeams - realSuccessfulBeams) <
      0.35 * realSuccessfulBeams,
  );
});

Deno.test("a twin that ignores its condition passes all distances, and nothing else", () => {
  for (const name of ["klDivergence", "wasserstein", "mmd"] as const) {
    assert.ok(marginal[name] < 3 * Math.max(0.003, marginal.floor[name]), name);
    const shuffled = marginal.shuffled[name];
    assert.ok(Math.abs(shuffled - marginal[name]) < 0.03, name);
  }
  const { conditionalScore, blindScore } = marginal;
  assert.ok(Math.abs(conditionalScore / blindScore - 1) < 0.1);
  assert.ok(Math.abs(marginal.rankCorrelation) < 0.1);
  assert.ok(marginal.realRankCorrelation > 0.5);
});

Deno.test("what does not depend on the twin is the same in both audits", () => {
  assert.deepEqual(marginal.floor.wasserstein, itself.floor.wasserstein);
  assert.equal(marginal.realRankCorrelation, itself.realRankCorrelation);
  assert.equal(marginal.realSuccessfulBeams, itself.realSuccessfulBeams);
});

Deno.test("real transitions are kept beside the twin's answers", () => {
  assert.equal(itself.transitions.length, 150);
  for (const [before, after, generated] of itself.transitions) {
    assert.ok(before < 0.9);
    assert.ok([after, generated].every((p) => p >= 0 && p <= 1));
  }
});
