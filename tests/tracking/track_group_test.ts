import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  beginTracks,
  exactAssociation,
  type GroupFilter,
  headingFilter,
  particleFilter,
  runClosedLoop,
  sampleEpisode,
  sampleTrackStarts,
  type TrackFilter,
  trackingScenario,
} from "../../lib/tracking/mod.ts";

const scenario = trackingScenario({ numBlocks: 12 });
const open = (label: string) => openStream(1, label);

/** The same filter as one that follows all targets together. */
function together(filter: TrackFilter): GroupFilter {
  return {
    name: filter.name,
    beginGroup: (starts, open) => beginTracks(filter, starts, open),
  };
}

Deno.test("a filter of either kind gives the same tracks in the closed loop", () => {
  for (const filter of [headingFilter(scenario), particleFilter(scenario)]) {
    const [single, group] = [filter, together(filter)].map((filter) =>
      runClosedLoop(
        { scenario, filter, association: exactAssociation },
        4,
        open,
      )
    );
    assert.deepEqual(group, single);
  }
});

Deno.test("each target has its own track and stream", () => {
  const episode = sampleEpisode(scenario, 3, open);
  const starts = sampleTrackStarts(scenario, episode, open);
  const labels: string[] = [];
  const heard: number[][] = [];
  const filter: TrackFilter = {
    name: "heard",
    begin: ({ position }) => ({
      belief: () => ({
        ...position,
        varianceXM2: 1,
        covarianceXYM2: 0,
        varianceYM2: 1,
      }),
      predict: () => {},
      update: (measurements) =>
        heard.push(measurements.map(({ station }) => station)),
    }),
  };
  const tracks = beginTracks(filter, starts, (label) => {
    labels.push(label);
    return open(label);
  });
  assert.deepEqual(
    labels,
    range(0, 3).map((target) => `filter of target ${target}`),
  );
  assert.deepEqual(
    tracks.beliefs().map(({ xM, yM }) => ({ xM, yM })),
    starts.map(({ position }) => position),
  );
  tracks.predict();
  const noise = { rangeM: 9, cosine: 0, rangeSigmaM: 1, cosineSigma: 1 };
  const of = (station: number) => ({ station, ...noise });
  tracks.update([[of(2)], [], [of(0), of(1)]]);
  assert.deepEqual(heard, [[2], [], [0, 1]]);
});
