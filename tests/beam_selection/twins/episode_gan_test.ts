import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { beamScenario } from "../../../lib/beam_selection/scenario.ts";
import { episodeGanTwin } from "../../../lib/beam_selection/twins/episode_gan.ts";
import { recordToy } from "../toy_world.ts";

const open = (seed: number) => (label: string) => openStream(seed, label);
const { data } = recordToy(40, open(1));
const build = (seed: number, effort: number) =>
  episodeGanTwin.build(data, beamScenario(), open(seed), effort);

Deno.test("a little of the full training keeps the toy's bump and its target", () => {
  const { twin, losses } = build(1, 0.1);
  assert.equal(twin.name, "episode GAN");
  assert.equal(losses.discriminator.length, losses.generator.length);
  assert.ok(losses.discriminator.length > 40);
  // It began with a decoder that the discriminator can't tell from the toy.
  const mean = losses.generator.reduce((a, b) => a + b) /
    losses.generator.length;
  assert.ok(mean > 0.3 && mean < 1.5, `${mean}`);
  const rng = open(1)("episodes");
  for (const _ of range(0, 50)) {
    const answer = twin.begin(rng);
    const profile = range(0, 16).map((beam) => answer(beam));
    assert.deepEqual(range(0, 16).map((beam) => answer(beam)), profile);
    assert.ok(profile.every((p) => p >= 0 && p <= 1));
    // The toy has four or five.
    const numHigh = profile.filter((p) => p > 0.3).length;
    assert.ok(numHigh >= 3 && numHigh <= 8, `${numHigh}`);
  }
});

Deno.test("the same seed gives the same twin, bit for bit, and another not", () => {
  const [first, second, other] = [1, 1, 2].map((seed) => build(seed, 0.02));
  assert.deepEqual(first.losses, second.losses);
  assert.deepEqual(
    first.networks.decoder.exportWeights(),
    second.networks.decoder.exportWeights(),
  );
  assert.notDeepEqual(first.losses, other.losses);
});
