import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  headingFilter,
  recordEpisodes,
  sampleEpisode,
  trackingScenario,
} from "../../../lib/tracking/mod.ts";
import { placeOf } from "../../../lib/tracking/extractor/recorded_tracks.ts";

const scenario = trackingScenario({ numBlocks: 15 });
const open = (label: string) => openStream(1001, label);
const episodes = recordEpisodes(scenario, [3, 5], 3, open);

Deno.test("a track a target, in turn of the numbers of targets, with all its blocks", () => {
  assert.deepEqual(episodes.map(({ length }) => length), [3, 5, 3]);
  for (const track of episodes.flat()) {
    assert.equal(track.truthM.length, 2 * 15);
    for (const list of [track.measurements, track.predicted, track.updated]) {
      assert.equal(list.length, 15);
    }
  }
});

Deno.test("the truth is that of the episode; a longer record begins with a shorter one", () => {
  const truth = sampleEpisode(
    scenario,
    5,
    (label) => open(`episode 1/${label}`),
  );
  episodes[1].forEach((track, target) => {
    for (const block of [0, 7, 14]) {
      const at = 2 * (block * 5 + target);
      assert.deepEqual(
        placeOf(track, block),
        [...truth.positionsM.slice(at, at + 2)],
      );
    }
  });
  assert.deepEqual(
    recordEpisodes(scenario, [3, 5], 2, open),
    episodes.slice(0, 2),
  );
});

Deno.test("what is recorded is what a filter makes of the measurements", () => {
  for (const { start, measurements, predicted, updated } of episodes.flat()) {
    const track = headingFilter(scenario).begin(start, openStream(1, "none"));
    measurements.forEach((ofBlock, block) => {
      if (block > 0) track.predict();
      assert.deepEqual(track.belief(), predicted[block]);
      track.update(ofBlock);
      assert.deepEqual(track.belief(), updated[block]);
    });
  }
});

Deno.test("what can't be recorded is refused", () => {
  assert.throws(
    () => recordEpisodes(scenario, [4], 0, open),
    /^RangeError: Cannot record episodes as numEpisodes must be an integer of at least 1/,
  );
  assert.throws(
    () => recordEpisodes(scenario, [], 1, open),
    /^TypeError: Cannot record episodes as targetCounts must be at least one: current shape is 0$/,
  );
  assert.throws(() => recordEpisodes(scenario, [0], 1, open), RangeError);
});
