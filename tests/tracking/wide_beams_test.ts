import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import {
  nearestBeams,
  type PositionBelief,
  type TrackingScenario,
  trackingScenario,
  wideBeams,
} from "../../lib/tracking/mod.ts";

const scenario = trackingScenario();

/** A target that is uncertain along x and y by itself. */
function belief(
  xM: number,
  yM: number,
  sigmaXM: number,
  sigmaYM = sigmaXM,
): PositionBelief {
  return {
    xM,
    yM,
    varianceXM2: sigmaXM ** 2,
    covarianceXYM2: 0,
    varianceYM2: sigmaYM ** 2,
  };
}

Deno.test("a sure direction has the nearest beams, an unsure one one more a side", () => {
  const [wide, nearest] = [wideBeams(scenario), nearestBeams(scenario)];
  const more = nearestBeams({ ...scenario, beamsPerSide: 3 });
  for (const station of range(0, scenario.baseStations.length)) {
    const sure = belief(110, 42, 0.3);
    assert.deepEqual(wide(station, sure), nearest(station, sure));
    const unsure = belief(110, 42, 60);
    assert.deepEqual(wide(station, unsure), more(station, unsure));
    assert.equal(wide(station, unsure).length, 9);
  }
});

Deno.test("it is the direction that counts, against two fifths of a beam's spacing", () => {
  const wide = wideBeams(scenario);
  // Straight ahead of station 1, 40 m off: the cosine is x over the range.
  const limitM = 0.4 * (2 / scenario.numBeams) * 40;
  const isWide = (sigmaXM: number, sigmaYM: number) =>
    wide(1, belief(150, 40, sigmaXM, sigmaYM)).length === 9;
  assert.ok(!isWide(0.99 * limitM, 0.1));
  assert.ok(isWide(1.01 * limitM, 0.1));
  assert.ok(!isWide(0.1, 30));
});

Deno.test("tied beams are widened too; with no beam more there is no picker", () => {
  const tied: TrackingScenario = { ...scenario, beamPairing: "tied" };
  assert.equal(wideBeams(tied)(0, belief(150, 50, 0.1)).length, 4);
  assert.equal(wideBeams(tied)(0, belief(150, 50, 40)).length, 9);
  assert.throws(
    () => wideBeams({ ...scenario, beamsPerSide: 32 }),
    /^RangeError: Cannot widen the beams as beamsPerSide must be /,
  );
});
