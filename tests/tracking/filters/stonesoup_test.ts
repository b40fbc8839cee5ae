/**
 * The Kalman filters against those of Stone Soup 1.9.1, on six blocks of
 * measurements of none to three stations.
 */

import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { TRACK_FILTERS } from "../../../lib/tracking/filters/mod.ts";
import type { PositionBelief } from "../../../lib/tracking/position_belief.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import stoneSoup from "../oracles/stonesoup.json" with { type: "json" };

const { start, measurements, ...oracles } = stoneSoup.filters;

/** What its numerical derivatives leave, which the linear filter has not. */
const TOLERANCES = {
  "EKF, velocity": 1e-6,
  "EKF, heading linearized": 1e-6,
  "Kalman, full noise": 1e-11,
} as const;

function assertBelief(
  actual: PositionBelief,
  expected: readonly number[],
  tolerance: number,
) {
  const { xM, yM, varianceXM2, covarianceXYM2, varianceYM2 } = actual;
  [xM, yM, varianceXM2, covarianceXYM2, varianceYM2].forEach((value, k) => {
    const error = Math.abs(value - expected[k]);
    assert.ok(
      error < tolerance * Math.max(1, Math.abs(expected[k])),
      `${error}`,
    );
  });
}

for (const name of Object.keys(TOLERANCES) as (keyof typeof TOLERANCES)[]) {
  Deno.test(`${name} predicts and updates as Stone Soup does`, () => {
    const track = TRACK_FILTERS[name](trackingScenario()).begin({
      ...start,
      position: { xM: start.position[0], yM: start.position[1] },
    }, openStream(1, "filter"));
    oracles[name].forEach(({ predicted, updated }, block) => {
      if (block > 0) track.predict();
      assertBelief(track.belief(), predicted, TOLERANCES[name]);
      track.update(measurements[block]);
      assertBelief(track.belief(), updated, TOLERANCES[name]);
    });
  });
}
