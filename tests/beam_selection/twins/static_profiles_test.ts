import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { beamScenario } from "../../../lib/beam_selection/scenario.ts";
import { staticProfilesTwin } from "../../../lib/beam_selection/twins/static_profiles.ts";
import { createWorld } from "../../../lib/experiments/online_training.ts";

const open = (label: string) => openStream(1, label);
const rules = {
  numBeams: 64,
  requiredDetectionProbability: 0.9,
  maxSteps: 64,
  flag: "direction" as const,
  episodes: [],
};
const { twin } = staticProfilesTwin.build(rules, beamScenario(), open, 1);

Deno.test("a profile does not change in an episode, and is another's in the next", () => {
  const rng = open("episodes");
  const [first, second] = [0, 1].map(() => {
    const answer = twin.begin(rng);
    const profile = range(0, 64).map((beam) => answer(beam));
    assert.deepEqual(range(0, 64).map((beam) => answer(beam)), profile);
    return profile;
  });
  assert.notDeepEqual(first, second);
});

Deno.test("its profiles succeed at as many beams as the world's do at first", () => {
  // Of 400 targets each the mean number of beams that reach 0.9, 20 dBm: equal
  // within 4 standard errors of their difference.
  const rng = open("profiles");
  const world = createWorld(20);
  const counts = range(0, 400).map((n) => {
    const answer = twin.begin(rng);
    world.begin((label) => open(`${n}/${label}`), 0);
    const real = world.revealDetectionProbabilities();
    const hits = (values: readonly number[]) =>
      values.filter((p) => p >= 0.9).length;
    return hits(range(0, 64).map((beam) => answer(beam))) - hits([...real]);
  });
  const mean = counts.reduce((sum, count) => sum + count / 400, 0);
  const square = counts.reduce((sum, count) => sum + count ** 2 / 400, 0);
  assert.ok(Math.abs(mean) < 4 * Math.sqrt(square / 400), `${mean}`);
});

Deno.test("what it foretells after a failed beam is a probability like what was seen", () => {
  const rng = open("states");
  const mean = (detectionProbability: number) =>
    range(0, 200).reduce((sum) => {
      const before = { beam: 10, detectionProbability, flag: 0 };
      return sum + twin.predict(before, 11, rng) / 200;
    }, 0);
  // A beam beside one that sees something sees more than one beside the floor.
  assert.ok(mean(0.6) > mean(0.09) + 0.1);
});
