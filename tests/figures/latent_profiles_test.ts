import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  decodeEpisodes,
  EPISODE_LATENT_SETTINGS,
} from "../../lib/beam_selection/twins/episode_latent.ts";
import {
  decodedLevels,
  decodedOrigin,
  drawLatents,
  posteriorByBeam,
} from "../../lib/figures/latent_profiles.ts";
import { recordToy } from "../beam_selection/toy_world.ts";

const open = (label: string) => openStream(1, label);
const { data, places } = recordToy(80, open);
const settings = {
  ...EPISODE_LATENT_SETTINGS,
  numRounds: 12,
  stepsPerRound: 20,
  batchSize: 128,
};
const { grid } = decodeEpisodes(data, settings, open, 1);

Deno.test("the toy's targets stand where they are believed to be", () => {
  const isFound = places.map((place, episode) => {
    const byBeam = posteriorByBeam(grid, episode);
    const sum = byBeam.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    const away = byBeam.indexOf(Math.max(...byBeam)) - place;
    return Math.abs(away - 16 * Math.round(away / 16)) <= 0.75;
  });
  assert.ok(isFound.filter((found) => found).length > 70);
});

Deno.test("profiles are highest at the origin, and their shares sum to 1", () => {
  const levels = decodedLevels(grid);
  const origin = decodedOrigin(grid);
  const [common] = levels.toSorted((a, b) => b.share - a.share);
  assert.equal(common.profile[origin], Math.max(...common.profile));
  const sum = levels.reduce((total, { share }) => total + share, 0);
  assert.ok(Math.abs(sum - 1) < 1e-9);
});

Deno.test("both panels are drawn", () => {
  const episode = data.episodes.findIndex(({ beams }) => beams.length > 5);
  const recorded = data.episodes[episode];
  const { svg } = drawLatents(grid, { episode, recorded });
  for (const text of [">first<", ">last<", "level ", "What is decoded"]) {
    assert.ok(svg.includes(text), text);
  }
});
