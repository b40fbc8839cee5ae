import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { positionOf, sampleEpisode } from "../../lib/tracking/motion.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";
import {
  requireTrackStart,
  sampleTrackStarts,
} from "../../lib/tracking/track_start.ts";

Deno.test("starts are off by the deviations they state, within 4 standard errors", () => {
  const scenario = trackingScenario();
  const squares = range(0, 250).flatMap((seed) => {
    const open = (label: string) => openStream(seed, label);
    const episode = sampleEpisode(scenario, 8, open);
    return sampleTrackStarts(scenario, episode, open).map((start, target) => {
      const truth = positionOf(episode, 0, target);
      return [
        (start.position.xM - truth.xM) / start.positionSigmaM,
        (start.position.yM - truth.yM) / start.positionSigmaM,
        (start.headingRad - episode.headingsRad[target]) /
        start.headingSigmaRad,
      ].map((error) => error ** 2);
    });
  });
  for (const k of [0, 1, 2]) {
    const mean = squares.reduce((sum, row) => sum + row[k] / 2000, 0);
    assert.ok(Math.abs(mean - 1) < 4 * Math.sqrt(2 / 2000), `${k}: ${mean}`);
  }
});

Deno.test("a start without a deviation is refused", () => {
  const good = {
    position: { xM: 100, yM: 50 },
    positionSigmaM: 0.5,
    headingRad: 1,
    headingSigmaRad: 0.2,
  };
  requireTrackStart("begin a track", good);
  assert.throws(
    () => requireTrackStart("begin a track", { ...good, headingSigmaRad: 0 }),
    /Cannot begin a track as headingSigmaRad must be positive and finite/,
  );
});
