/**
 * How a filter of one's own is compared with the others: by hand, or from the
 * parts that the Kalman filters are made of.
 */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  beginGaussianTrack,
  constantVelocityFilter,
  foldBelief,
  type GaussianMotion,
  measuredPosition,
  takeMeasurementsInto,
  type TrackFilter,
  trackingScenario,
} from "../../lib/tracking/mod.ts";
import { rmseOf, trackOpenLoop } from "./open_loop.ts";

const scenario = trackingScenario();

/** Goes on as it went, and half the way to the middle of what was measured. */
const halfWay: TrackFilter = {
  name: "half way",
  begin: ({ position, headingRad, positionSigmaM }) => {
    const stepM = scenario.speedMps * scenario.blockDurationS;
    let { xM, yM } = position;
    let [eastM, northM] = [
      stepM * Math.cos(headingRad),
      stepM * Math.sin(headingRad),
    ];
    return {
      belief: () =>
        foldBelief({
          xM,
          yM,
          varianceXM2: positionSigmaM ** 2,
          covarianceXYM2: 0,
          varianceYM2: positionSigmaM ** 2,
        }, scenario.areaWidthM),
      predict: () => {
        xM += eastM;
        yM += northM;
      },
      update: (measurements) => {
        for (const measurement of measurements) {
          const place = measuredPosition(scenario, measurement);
          const share = 0.5 / measurements.length;
          const [offXM, offYM] = [place.xM - xM, place.yM - yM];
          xM += share * offXM;
          yM += share * offYM;
          eastM += share * offXM / 3;
          northM += share * offYM / 3;
        }
      },
    };
  },
};

/** A Kalman filter whose target may go anywhere by a metre. */
const walk: GaussianMotion = {
  size: 2,
  northward: [],
  beginInto: ({ mean, covariance }, { position, positionSigmaM }) => {
    mean.set([position.xM, position.yM]);
    covariance.set([positionSigmaM ** 2, 0, 0, positionSigmaM ** 2]);
  },
  predictInto: ({ covariance }) => {
    covariance[0] += 0.5;
    covariance[3] += 0.5;
  },
};
const randomWalk: TrackFilter = {
  name: "random walk",
  begin: (start) =>
    beginGaussianTrack(scenario, walk, takeMeasurementsInto, start),
};

Deno.test("filters of one's own are scored beside the others", () => {
  const [mine, walking, velocity] = [
    halfWay,
    randomWalk,
    constantVelocityFilter(scenario),
  ].map((filter) =>
    rmseOf(
      range(1001, 1006).flatMap((seed) =>
        trackOpenLoop(scenario, filter, seed, 8)
      ).flat(),
    )
  );
  assert.ok(velocity < walking && walking < mine && mine < 1);
});

Deno.test("they see the same measurements as the others", () => {
  const [mine, walking] = [halfWay, randomWalk].map((filter) =>
    trackOpenLoop(scenario, filter, 1001, 2).flat()
  );
  assert.deepEqual(
    mine.map(({ measurements }) => measurements),
    walking.map(({ measurements }) => measurements),
  );
});

Deno.test("a filter made of the parts refuses what is none, without a line of its own", () => {
  const start = {
    position: { xM: 100, yM: 40 },
    positionSigmaM: 0.5,
    headingRad: NaN,
    headingSigmaRad: 0.2,
  };
  assert.throws(
    () => randomWalk.begin(start, openStream(1, "filter")),
    /Cannot begin a track as headingRad must be a finite number/,
  );
});
