import assert from "node:assert/strict";
import fc from "fast-check";
import type { Position } from "../../lib/channel/geometry.ts";
import {
  gospa,
  ospaDistanceM,
  trackOspaDistanceM,
  type TrackPath,
} from "../../lib/tracking/set_metrics.ts";
import { checkProperty } from "../property.ts";
import stoneSoup from "./oracles/stonesoup.json" with { type: "json" };

const at = (xM: number, yM: number): Position => ({ xM, yM });

const coordinate = fc.double({ min: -12, max: 12, noNaN: true });
const place = fc.record({ xM: coordinate, yM: coordinate });
const places = fc.array(place, { maxLength: 5 });
const settings = fc.record({
  cutoffM: fc.double({ min: 0.1, max: 20, noNaN: true }),
  order: fc.double({ min: 1, max: 4, noNaN: true }),
});
const NUM_BLOCKS = 4;
const path: fc.Arbitrary<TrackPath> = fc.array(
  fc.option(place, { freq: 4 }),
  { minLength: NUM_BLOCKS, maxLength: NUM_BLOCKS },
);
const paths = fc.array(path, { maxLength: 4 });

Deno.test("OSPA and GOSPA by hand: an error of 3 m, one of 4 m, and one missed", () => {
  const truths = [at(0, 0), at(20, 0), at(40, 0)];
  const estimates = [at(20, 4), at(3, 0)];
  const ospa = ospaDistanceM(truths, estimates);
  assert.ok(Math.abs(ospa - Math.sqrt((9 + 16 + 25) / 3)) < 1e-12);
  const { distanceM, ...parts } = gospa(truths, estimates);
  assert.ok(Math.abs(distanceM - Math.sqrt(9 + 16 + 12.5)) < 1e-12);
  assert.deepEqual(parts, {
    localizationCost: 25,
    missedCost: 12.5,
    falseCost: 0,
    numMissed: 1,
    numFalse: 0,
  });
});

Deno.test("an estimate 5 m off or more is a missed and a false target", () => {
  for (const distance of [5, 80]) {
    const { distanceM, numMissed, numFalse, localizationCost } = gospa(
      [at(0, 0)],
      [at(distance, 0)],
    );
    assert.deepEqual([numMissed, numFalse, localizationCost], [1, 1, 0]);
    assert.equal(distanceM, 5);
  }
});

Deno.test("sets without a target", () => {
  assert.equal(ospaDistanceM([], []), 0);
  assert.equal(ospaDistanceM([], [at(1, 1)]), 5);
  assert.equal(gospa([], []).distanceM, 0);
  assert.equal(gospa([], [at(1, 1), at(2, 2)]).distanceM, 5);
  assert.equal(trackOspaDistanceM([], []), 0);
  assert.equal(trackOspaDistanceM([], [[at(1, 1)]]), 5);
});

Deno.test("sets of up to six places agree with Stone Soup 1.9.1 and SciPy 1.17.1 to 1e-12", () => {
  for (const row of stoneSoup.metrics) {
    const { cutoffM, order, ospa, parts } = row;
    const [truths, estimates] = [row.truths, row.estimates].map((set) =>
      set.map(([xM, yM]) => at(xM, yM))
    );
    const near = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual - expected) < 1e-12 * Math.max(1, expected));
    const distance = ospaDistanceM(truths, estimates, { cutoffM, order });
    near(distance, ospa);
    // Stone Soup assigns by distances, not by their powers.
    const theirs = row["ospa of Stone Soup"];
    if (order === 1) near(distance, theirs);
    else assert.ok(distance <= theirs * (1 + 1e-12));
    const ours = gospa(truths, estimates, { cutoffM, order });
    near(ours.distanceM, row.gospa);
    near(ours.localizationCost, parts[0]);
    near(ours.missedCost, parts[1]);
    near(ours.falseCost, parts[2]);
  }
});

/** The axioms of a metric on whatever is drawn, triangle inequality included. */
function checkMetric<T>(
  sets: fc.Arbitrary<readonly T[]>,
  distance: (
    a: readonly T[],
    b: readonly T[],
    settings: { cutoffM: number; order: number },
  ) => number,
) {
  checkProperty(
    fc.property(sets, sets, sets, settings, (a, b, c, chosen) => {
      const between = (x: readonly T[], y: readonly T[]) =>
        distance(x, y, chosen);
      const [ab, bc, ac] = [between(a, b), between(b, c), between(a, c)];
      assert.ok(ab >= 0 && Number.isFinite(ab));
      assert.equal(between(a, a), 0);
      assert.equal(between(a, a.toReversed()), 0);
      const slack = 1e-9 * chosen.cutoffM;
      assert.ok(Math.abs(between(b, a) - ab) <= slack);
      assert.ok(ac <= ab + bc + slack, `${ac} > ${ab} + ${bc}`);
    }),
    500,
  );
}

Deno.test("OSPA is a metric", () => checkMetric(places, ospaDistanceM));

Deno.test("GOSPA is a metric", () => {
  checkMetric(places, (a, b, settings) => gospa(a, b, settings).distanceM);
});

Deno.test("OSPA of tracks is a metric", () => {
  checkMetric(paths, trackOspaDistanceM);
});

Deno.test("OSPA is at most the cut-off, and of one place and one place the distance", () => {
  checkProperty(fc.property(places, places, settings, (a, b, chosen) => {
    const distance = ospaDistanceM(a, b, chosen);
    assert.ok(distance <= chosen.cutoffM * (1 + 1e-12));
    if (a.length > 0 && b.length > 0) {
      const apart = Math.hypot(a[0].xM - b[0].xM, a[0].yM - b[0].yM);
      const one = ospaDistanceM([a[0]], [b[0]], chosen);
      const expected = Math.min(apart, chosen.cutoffM);
      assert.ok(Math.abs(one - expected) < 1e-9);
    }
  }));
});

Deno.test("the assignment is the best of all, one by one", () => {
  checkProperty(fc.property(places, places, (a, b) => {
    fc.pre(a.length <= b.length && a.length > 0);
    const cost = (
      rest: readonly Position[],
      left: readonly Position[],
    ): number =>
      rest.length === 0 ? left.length * 25 : Math.min(
        ...left.map((other, k) =>
          Math.min(
            25,
            (rest[0].xM - other.xM) ** 2 + (rest[0].yM - other.yM) ** 2,
          ) + cost(rest.slice(1), left.filter((_, j) => j !== k))
        ),
      );
    const best = Math.sqrt(cost(a, b) / b.length);
    assert.ok(Math.abs(ospaDistanceM(a, b) - best) < 1e-9);
  }));
});

Deno.test("a swap of two estimates is seen by the tracks alone", () => {
  const blocks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const truths = [0, 3].map((yM) => blocks.map((xM) => at(xM, yM)));
  const swapped = [0, 1].map((k) =>
    blocks.map((xM) => truths[xM < 6 ? k : 1 - k][xM])
  );
  for (const xM of blocks) {
    const [now, believed] = [truths, swapped].map((set) =>
      set.map((path) => path[xM])
    );
    assert.equal(ospaDistanceM(now, believed), 0);
  }
  // Four of ten blocks are 3 m off.
  const distance = trackOspaDistanceM(truths, swapped);
  assert.ok(Math.abs(distance - Math.sqrt(0.4 * 9)) < 1e-12);
  assert.equal(trackOspaDistanceM(truths, truths.toReversed()), 0);
});

Deno.test("a track that ends early counts the cut-off from there on", () => {
  const truth = [at(0, 0), at(1, 0), at(2, 0), at(3, 0)];
  const short = [...truth.slice(0, 3), null];
  assert.equal(trackOspaDistanceM([truth], [short]), Math.sqrt(25 / 4));
  assert.equal(trackOspaDistanceM([short], [short]), 0);
});

Deno.test("what is no set, no place and no setting is refused", () => {
  assert.throws(
    () => ospaDistanceM([at(NaN, 0)], []),
    /Cannot compute an OSPA distance as xM of each place must be a finite/,
  );
  assert.throws(
    () => gospa([], [], { cutoffM: 0, order: 2 }),
    /Cannot compute a GOSPA distance as cutoffM must be positive/,
  );
  assert.throws(
    () => gospa([], [], { cutoffM: 5, order: 0.5 }),
    /as order must be from 1 to 50: current value is 0.5/,
  );
  assert.throws(
    () => trackOspaDistanceM([[at(0, 0)]], [[at(0, 0), null]]),
    /as each path must have as many blocks as the first.*: current shape is 2/,
  );
  assert.throws(
    () => trackOspaDistanceM([[]], []),
    /as each path must have as many blocks as the first, and at least 1/,
  );
});
