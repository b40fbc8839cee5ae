/**
 * What every filter of the list must do.
 */

import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  particleFilter,
  TRACK_FILTERS,
  type TrackFilter,
} from "../../../lib/tracking/filters/mod.ts";
import type { PositionBelief } from "../../../lib/tracking/position_belief.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import { followPath, rmseOf, trackOpenLoop } from "../open_loop.ts";

const scenario = trackingScenario();
const start = {
  position: { xM: 100, yM: 40 },
  positionSigmaM: 0.5,
  headingRad: 0.5,
  headingSigmaRad: 0.26,
};
const measurement = {
  station: 1,
  rangeM: 64,
  cosine: -0.78,
  rangeSigmaM: 0.2,
  cosineSigma: 0.004,
};

/** Upper limits of the error at two stations, 0.2 m and 0.003 each [m]. */
const LIMITS_M: Readonly<Record<string, number>> = {
  "Kalman, constant noise": 0.45,
  "Kalman, isotropic noise": 0.3,
  "Kalman, full noise": 0.24,
  "EKF, velocity": 0.24,
  "EKF, heading": 0.19,
  "EKF, heading linearized": 0.5,
  "IMM, velocity": 0.24,
  "particle filter": 0.19,
};

function assertProper(belief: PositionBelief) {
  const { xM, yM, varianceXM2, covarianceXYM2, varianceYM2 } = belief;
  assert.ok(Number.isFinite(xM) && yM >= 0 && yM <= 100, `at ${xM}, ${yM}`);
  assert.ok(varianceXM2 > 0 && varianceYM2 > 0);
  assert.ok(varianceXM2 * varianceYM2 > covarianceXYM2 ** 2);
}

function createFilter(name: string): TrackFilter {
  // The list's particle filter takes seconds.
  return name === "particle filter"
    ? particleFilter(scenario, { numParticles: 300 })
    : TRACK_FILTERS[name](scenario);
}

for (const name of Object.keys(TRACK_FILTERS)) {
  const filter = createFilter(name);
  const begin = () => filter.begin(start, openStream(1, "filter"));

  Deno.test(`${name}: follows the paper's paths, with proper beliefs all along`, () => {
    const tracks = range(0, 5).flatMap((seed) =>
      trackOpenLoop(scenario, filter, seed, 8)
    );
    for (const { predicted, updated } of tracks.flat()) {
      assertProper(predicted);
      assertProper(updated);
    }
    const rmseM = rmseOf(tracks.flat());
    assert.ok(rmseM < LIMITS_M[name], `${rmseM}`);
    assert.ok(rmseM > LIMITS_M[name] / 2, `${rmseM}: the limit is no test`);
  });

  Deno.test(`${name}: stays on the true side of stations that see both`, () => {
    // Along a long edge, measured only by the stations on it.
    const path = range(0, 80).map((block) => ({ xM: 40 + block, yM: 1.2 }));
    for (const seed of range(0, 10)) {
      const track = filter.begin({
        ...start,
        position: { xM: 40, yM: 1 },
        headingRad: -0.1,
      }, openStream(seed, "filter"));
      const rng = openStream(seed, "noise");
      const steps = followPath(scenario, track, path, () => [0, 1], rng);
      for (const { predicted, updated } of steps) {
        assertProper(predicted);
        assertProper(updated);
      }
      // Range and cosine hardly tell y from 0 there; x they do.
      const last = steps.slice(-20);
      assert.ok(rmseOf(last) < 5, `seed ${seed}: ${rmseOf(last)}`);
    }
  });

  Deno.test(`${name}: begins where it is told, and knows less after a block unseen`, () => {
    const track = begin();
    const first = track.belief();
    assert.ok(Math.hypot(first.xM - 100, first.yM - 40) < 0.15);
    assert.ok(Math.abs(first.varianceXM2 - 0.25) < 0.1);
    track.update([]);
    assert.deepEqual(track.belief(), first);
    track.predict();
    const { xM, yM, varianceXM2, varianceYM2 } = track.belief();
    const stepM = Math.hypot(xM - first.xM, yM - first.yM);
    assert.ok(stepM > 0.9 && stepM < 1.1);
    assert.ok(
      varianceXM2 + varianceYM2 > first.varianceXM2 + first.varianceYM2,
    );
  });

  Deno.test(`${name}: a measurement narrows the belief; a belief handed out stays as it was`, () => {
    const track = begin();
    const before = track.belief();
    const copy = { ...before };
    track.update([measurement]);
    const after = track.belief();
    assert.deepEqual(before, copy);
    assert.ok(
      after.varianceXM2 + after.varianceYM2 <
        before.varianceXM2 + before.varianceYM2,
    );
  });

  Deno.test(`${name}: tracks do not touch each other`, () => {
    const alone = begin();
    alone.predict();
    alone.update([measurement]);
    const [first, second] = [begin(), begin()];
    second.update([{ ...measurement, rangeM: 60 }]);
    first.predict();
    second.predict();
    first.update([measurement]);
    assert.deepEqual(first.belief(), alone.belief());
  });

  Deno.test(`${name}: a measurement or a start that is none is refused`, () => {
    assert.throws(
      () => begin().update([{ ...measurement, rangeM: NaN }]),
      /Cannot update a track as rangeM must be a finite number/,
    );
    assert.throws(
      () => begin().update([{ ...measurement, station: 9 }]),
      /Cannot update a track as station must be an integer from 0 to 5/,
    );
    assert.throws(
      () =>
        filter.begin({ ...start, positionSigmaM: 0 }, openStream(1, "filter")),
      /Cannot begin a track as positionSigmaM must be positive/,
    );
  });
}
