import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { recordEpisodes } from "../../../lib/beam_selection/recorded_episodes.ts";
import { beamScenario } from "../../../lib/beam_selection/scenario.ts";
import {
  createMarginalTwin,
  marginalTwin,
} from "../../../lib/beam_selection/twins/marginal.ts";
import { TwinWorld } from "../../../lib/beam_selection/twins/twin.ts";

const rules = {
  numBeams: 64,
  requiredDetectionProbability: 0.9,
  maxSteps: 64,
  flag: "direction" as const,
};
const data = {
  ...rules,
  episodes: [
    { beams: [3, 8, 9], detectionProbabilities: [0.1, 0.2, 0.95] },
    { beams: [5, 4], detectionProbabilities: [0.15, 0.92] },
  ],
};
const open = (label: string) => openStream(1, label);
const before = { beam: 3, detectionProbability: 0.1, flag: 0 };

Deno.test("first beams draw from first beams, later ones from later ones", () => {
  const rng = open("twin");
  const answer = createMarginalTwin(data).begin(rng);
  const first = new Set(range(0, 100).map((beam) => answer(beam)));
  assert.deepEqual([...first].sort(), [0.1, 0.15]);
  const later = new Set(range(0, 100).map((beam) => answer(beam, before)));
  assert.deepEqual([...later].sort(), [0.2, 0.92, 0.95]);
});

Deno.test("the recipe gives the same twin, and what it foretells is drawn alike", () => {
  const { twin, losses } = marginalTwin.build(data, beamScenario(), open, 1);
  assert.deepEqual(losses, {});
  assert.equal(twin.name, "marginal");
  const [a, b] = [open("a"), open("a")];
  const answer = twin.begin(a);
  for (const beam of range(0, 20)) {
    assert.equal(answer(beam, before), twin.predict(before, beam, b));
  }
});

Deno.test("in its world an episode is a row of independent draws", () => {
  // Of the later beams 2 of 3 succeed, so an episode has 1 + 1.5 beams on
  // average, with a variance of 0.75: within 4 standard errors, 2000 times.
  const world = new TwinWorld(createMarginalTwin(data), rules);
  const { episodes } = recordEpisodes(world, rules, 2000, open);
  const meanLength = episodes.reduce(
    (sum, { beams }) => sum + beams.length / episodes.length,
    0,
  );
  assert.ok(Math.abs(meanLength - 2.5) < 4 * Math.sqrt(0.75 / 2000));
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => createMarginalTwin({ ...rules, episodes: [] }),
    /the number of episodes must be at least 1/,
  );
  const short = [{ beams: [3], detectionProbabilities: [0.95] }];
  assert.throws(
    () => createMarginalTwin({ ...rules, episodes: short }),
    /the number of episodes must be at least 1 of more than one beam/,
  );
});
