import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { computeSetMetrics } from "../../lib/tracking/episode_set_metrics.ts";
import { sampleEpisode } from "../../lib/tracking/motion.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";
import {
  computeTrackErrors,
  rmsePerBlockM,
  summarizeTracks,
  type TrackErrors,
} from "../../lib/tracking/track_metrics.ts";

/** Errors of tracks that are given block by block. */
function errorsOf(tracks: readonly (readonly number[])[]): TrackErrors {
  const numTargets = tracks.length;
  const numBlocks = tracks[0].length;
  return {
    numBlocks,
    numTargets,
    errorsM: Float64Array.from(
      { length: numBlocks * numTargets },
      (_, at) => tracks[at % numTargets][Math.floor(at / numTargets)],
    ),
  };
}

const steady = (errorM: number) => Array<number>(20).fill(errorM);

Deno.test("four tracks by hand: good, worse, lost, and lost but found again", () => {
  const found = range(0, 20).map((block) => block === 4 ? 8 : 1);
  const lost = range(0, 20).map((block) => block < 10 ? 1 : 30);
  const summary = summarizeTracks([
    errorsOf([steady(1), steady(2)]),
    errorsOf([lost, found]),
  ]);
  const squares = [20, 80, 10 + 9000, 19 + 64];
  const capped = [20, 80, 10 + 250, 19 + 25];
  const total = (sums: number[]) => sums.reduce((a, b) => a + b, 0);
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} ${expected}`);
  assert.equal(summary.numTracks, 4);
  near(summary.rmseM, Math.sqrt(total(squares) / 80));
  near(summary.cappedRmseM, Math.sqrt(total(capped) / 80));
  near(summary.medianRmseM, (2 + Math.sqrt(83 / 20)) / 2);
  assert.equal(summary.lostRate, 0.25);
  assert.equal(summary.everBeyondRate, 0.5);
});

Deno.test("exactly 5 m is not lost, a little more is", () => {
  const at = summarizeTracks([errorsOf([steady(5)])]);
  assert.deepEqual([at.lostRate, at.everBeyondRate], [0, 0]);
  const beyond = summarizeTracks([errorsOf([steady(5.001)])]);
  assert.deepEqual([beyond.lostRate, beyond.everBeyondRate], [1, 1]);
});

Deno.test("the RMSE of each block is over all tracks of all episodes", () => {
  const perBlock = rmsePerBlockM([
    errorsOf([[1, 3], [1, 4]]),
    errorsOf([[1, 5]]),
  ]);
  assert.deepEqual([...perBlock], [1, Math.sqrt(50 / 3)]);
});

const scenario = trackingScenario();
const episode = sampleEpisode(scenario, 4, (label) => openStream(1, label));

Deno.test("errors are the distances to the truth, in its shape", () => {
  const estimatesM = episode.positionsM.map((value, i) =>
    value + (i % 2 === 0 ? 3 : 4)
  );
  const errors = computeTrackErrors(episode, estimatesM);
  assert.equal(errors.errorsM.length, 400);
  assert.ok(errors.errorsM.every((error) => Math.abs(error - 5) < 1e-9));
});

Deno.test("set metrics of an episode: 1 m off, one target lost, two swapped", () => {
  const shifted = episode.positionsM.map((value, i) =>
    value + (i % 2 === 0 ? 1 : 0)
  );
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} ${expected}`);
  const off = computeSetMetrics(episode, shifted);
  near(off.meanGospaM, 2);
  near(off.meanLocalizationCost, 4);
  near(off.trackOspaM, 1);
  assert.deepEqual([off.meanMissed, off.meanFalse], [0, 0]);

  const lost = Float64Array.from(shifted);
  for (const block of range(0, 100)) lost[8 * block + 1] = 500;
  const away = computeSetMetrics(episode, lost);
  assert.deepEqual([away.meanMissed, away.meanFalse], [1, 1]);
  near(away.meanGospaM, Math.sqrt(3 + 25));
  near(away.trackOspaM, Math.sqrt((3 + 25) / 4));

  const swapped = Float64Array.from(episode.positionsM);
  for (const block of range(50, 100)) {
    const at = 8 * block;
    const first = swapped.slice(at, at + 2);
    swapped.copyWithin(at, at + 2, at + 4);
    swapped.set(first, at + 2);
  }
  const exchanged = computeSetMetrics(episode, swapped);
  assert.equal(exchanged.meanGospaM, 0);
  assert.ok(exchanged.trackOspaM > 2);
});

Deno.test("errors that are none are refused", () => {
  assert.throws(
    () => computeTrackErrors(episode, new Float64Array(7)),
    /as estimatesM must have as many numbers as the truth, 800: current shape is 7/,
  );
  assert.throws(
    () => computeTrackErrors(episode, new Float64Array(800).fill(NaN)),
    /Cannot compute track errors as each of estimatesM must be finite/,
  );
  assert.throws(
    () => summarizeTracks([]),
    /Cannot summarize tracks as the number of episodes must be an integer of at least 1/,
  );
  assert.throws(
    () => summarizeTracks([errorsOf([[1, 2, 3]])]),
    /as lostBlocks must be an integer from 1 to 3: current value is 10/,
  );
  assert.throws(
    () => rmsePerBlockM([errorsOf([[1, 2]]), errorsOf([[1]])]),
    /as each episode must have as many blocks as the first, 2/,
  );
  assert.throws(
    () => rmsePerBlockM([errorsOf([[1, NaN]])]),
    /as each error must be finite and at least 0: current value is NaN/,
  );
});
