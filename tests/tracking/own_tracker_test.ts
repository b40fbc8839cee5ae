/**
 * A filter and an association of one's own, in the closed loop beside the
 * others: everything that it takes is in this file.
 */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  type AssociationMethod,
  beginGaussianTrack,
  computeTrackErrors,
  exactAssociation,
  type GaussianMotion,
  headingFilter,
  runClosedLoop,
  summarizeTracks,
  takeMeasurementsInto,
  type Tracker,
  type TrackFilter,
  trackingScenario,
} from "../../lib/tracking/mod.ts";

const scenario = trackingScenario();

/** A filter that knows of no velocity: the target may go anywhere by a metre. */
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

/** Targets in turn, there and back, take the best station that is free. */
const inTurns: AssociationMethod = {
  name: "in turns",
  associate: ({ numBaseStations, capacity, numTargets, cost }) => {
    const free = new Array<number>(numBaseStations).fill(capacity);
    const subsets = new Array<number>(numTargets).fill(0);
    for (const turn of range(0, numBaseStations * capacity)) {
      const place = turn % (2 * numTargets);
      const target = Math.min(place, 2 * numTargets - 1 - place);
      const costWith = (station: number) =>
        cost[target * 2 ** numBaseStations + (subsets[target] | 1 << station)];
      const [best] = range(0, numBaseStations)
        .filter((station) =>
          free[station] > 0 && ((subsets[target] >> station) & 1) === 0
        )
        .sort((a, b) => costWith(a) - costWith(b));
      if (best === undefined) continue;
      subsets[target] |= 1 << best;
      free[best]--;
    }
    return subsets;
  },
};

function scoreOf(changes: Partial<Tracker>): number {
  const tracker: Tracker = {
    scenario,
    filter: headingFilter(scenario),
    association: exactAssociation,
    ...changes,
  };
  const errors = range(0, 5).map((episode) => {
    const open = (label: string) => openStream(1001, `${episode}/${label}`);
    const { episode: truth, estimatesM } = runClosedLoop(tracker, 6, open);
    return computeTrackErrors(truth, estimatesM);
  });
  return summarizeTracks(errors).cappedRmseM;
}

Deno.test("one's own association goes with the heading filter, behind the exact one", () => {
  const mine = scoreOf({ association: inTurns });
  assert.ok(scoreOf({}) < mine && mine < 1, `${mine}`);
});

Deno.test("one's own filter goes with exact association, and with one's own", () => {
  const mine = scoreOf({ filter: randomWalk });
  assert.ok(mine > scoreOf({}) && mine < 1);
  assert.ok(scoreOf({ filter: randomWalk, association: inTurns }) < 2);
});
