import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { distanceM } from "../../lib/channel/geometry.ts";
import {
  type Episode,
  positionOf,
  sampleEpisode,
} from "../../lib/tracking/motion.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";

const scenario = trackingScenario();
const sample = (seed: number, numTargets: number): Episode =>
  sampleEpisode(scenario, numTargets, (label) => openStream(seed, label));

/** All turns of an episode's targets [rad]. */
function turnsOf({ numBlocks, numTargets, headingsRad }: Episode): number[] {
  return range(numTargets, numBlocks * numTargets).map((at) =>
    headingsRad[at] - headingsRad[at - numTargets]
  );
}

Deno.test("a target goes a metre a block, where its heading says", () => {
  const episode = sample(1, 8);
  assert.equal(episode.positionsM.length, 100 * 8 * 2);
  for (const block of range(0, 99)) {
    for (const target of range(0, 8)) {
      const from = positionOf(episode, block, target);
      const to = positionOf(episode, block + 1, target);
      const headingRad = episode.headingsRad[8 * block + target];
      assert.ok(Math.abs(to.xM - from.xM - Math.cos(headingRad)) < 1e-12);
      assert.ok(Math.abs(to.yM - from.yM - Math.sin(headingRad)) < 1e-12);
    }
  }
});

Deno.test("paths keep 5 m from the edge and 10 m from each station", () => {
  for (const seed of range(0, 20)) {
    const episode = sample(seed, 8);
    for (const block of range(0, 100)) {
      for (const target of range(0, 8)) {
        const place = positionOf(episode, block, target);
        assert.ok(place.xM >= 5 && place.xM <= 295);
        assert.ok(place.yM >= 5 && place.yM <= 95);
        for (const station of scenario.baseStations) {
          assert.ok(distanceM(place, station) >= 10);
        }
      }
    }
  }
});

Deno.test("turns are uniform within 15 degrees, but for the paths drawn again", () => {
  const turns = range(0, 40).flatMap((seed) => turnsOf(sample(seed, 8)));
  const limit = 15 * Math.PI / 180;
  assert.ok(turns.every((turn) => Math.abs(turn) <= limit + 1e-12));
  const mean = turns.reduce((sum, turn) => sum + turn / turns.length, 0);
  const power = turns.reduce((sum, turn) => sum + turn ** 2 / turns.length, 0);
  // Five standard errors of 31,680 turns: redrawing favours no side, and
  // changes their spread by less than that.
  const error = 5 / Math.sqrt(turns.length);
  assert.ok(Math.abs(mean) < error * limit / Math.sqrt(3));
  assert.ok(Math.abs(power / (limit ** 2 / 3) - 1) < error * Math.sqrt(0.8));
});

Deno.test("where paths are never redrawn, first places are uniform within 4 standard errors", () => {
  const open = trackingScenario({ speedMps: 1e-9, stationClearanceM: 0 });
  const places = range(0, 500).flatMap((seed) => {
    const episode = sampleEpisode(open, 4, (label) => openStream(seed, label));
    return range(0, 4).map((target) => positionOf(episode, 0, target));
  });
  for (
    const [axis, middle, side] of [["xM", 150, 290], ["yM", 50, 90]] as const
  ) {
    const mean = places.reduce((sum, place) => sum + place[axis] / 2000, 0);
    assert.ok(Math.abs(mean - middle) < 4 * side / Math.sqrt(12 * 2000), axis);
  }
});

Deno.test("a target's path does not depend on how many others there are", () => {
  const four = sample(3, 4);
  const eight = sample(3, 8);
  for (const block of range(0, 100)) {
    for (const target of range(0, 4)) {
      assert.deepEqual(
        positionOf(four, block, target),
        positionOf(eight, block, target),
      );
    }
  }
  assert.notDeepEqual(sample(3, 4).positionsM, sample(4, 4).positionsM);
});

Deno.test("too many targets, and an area without room, are refused", () => {
  assert.throws(
    () => sample(1, 13),
    /Cannot sample an episode as numTargets must be an integer from 1 to 12/,
  );
  const crowded = trackingScenario({ stationClearanceM: 200 });
  assert.throws(
    () => sampleEpisode(crowded, 1, (label) => openStream(1, label)),
    /Cannot sample an episode as a path must be clear of the edge/,
  );
});
