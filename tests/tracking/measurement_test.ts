import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import type { Position } from "../../lib/channel/geometry.ts";
import {
  measuredCovariance,
  measuredPosition,
  measurementJacobianInto,
  positionInformation,
  rangeTo,
  requireMeasurement,
  sampleMeasurement,
  type StationMeasurement,
} from "../../lib/tracking/measurement.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";
import { checkProperty } from "../property.ts";

const scenario = trackingScenario();
const noise = { rangeSigmaM: 0.1, cosineSigma: 0.004 };

const stations = fc.integer({ min: 0, max: 5 });
const places = fc.record({
  xM: fc.double({ min: 5, max: 295, noNaN: true }),
  yM: fc.double({ min: 5, max: 95, noNaN: true }),
});

function exactMeasurement(station: number, place: Position) {
  const from = scenario.baseStations[station];
  const rangeM = rangeTo(from, place);
  return { station, rangeM, cosine: (place.xM - from.xM) / rangeM, ...noise };
}

Deno.test("a target 30 m east and 40 m north, by hand", () => {
  const [station, target] = [{ xM: 0, yM: 0 }, { xM: 30, yM: 40 }];
  assert.equal(rangeTo(station, target), 50);
  const jacobian = new Float64Array(4);
  measurementJacobianInto(jacobian, station, target);
  assert.deepEqual([
    ...jacobian.map((value) => Math.round(value * 1e12) / 1e12),
  ], [
    0.6,
    0.8,
    0.0128,
    -0.0096,
  ]);
});

Deno.test("the derivatives are the central differences", () => {
  checkProperty(fc.property(stations, places, (station, place) => {
    const from = scenario.baseStations[station];
    const jacobian = new Float64Array(4);
    measurementJacobianInto(jacobian, from, place);
    const stepM = 1e-4;
    const differences = [[stepM, 0], [0, stepM]].map(([x, y]) => {
      const [before, after] = [-1, 1].map((sign) =>
        exactMeasurement(station, {
          xM: place.xM + sign * x,
          yM: place.yM + sign * y,
        })
      );
      return [
        (after.rangeM - before.rangeM) / (2 * stepM),
        (after.cosine - before.cosine) / (2 * stepM),
      ];
    });
    for (const row of [0, 1]) {
      for (const axis of [0, 1]) {
        const error = jacobian[2 * row + axis] - differences[axis][row];
        assert.ok(Math.abs(error) < 1e-7);
      }
    }
  }));
});

Deno.test("an exact measurement names the target, not its mirror image", () => {
  checkProperty(fc.property(stations, places, (station, place) => {
    const named = measuredPosition(scenario, exactMeasurement(station, place));
    assert.ok(Math.abs(named.xM - place.xM) < 1e-9);
    assert.ok(Math.abs(named.yM - place.yM) < 1e-9);
  }));
});

Deno.test("the mirror image across the station's line measures the same", () => {
  checkProperty(fc.property(stations, places, (station, place) => {
    const lineM = scenario.baseStations[station].yM;
    const image = { xM: place.xM, yM: 2 * lineM - place.yM };
    assert.ok(image.yM <= 0 || image.yM >= 100);
    const [here, there] = [place, image].map((target) =>
      exactMeasurement(station, target)
    );
    assert.ok(Math.abs(here.rangeM - there.rangeM) < 1e-12);
    assert.ok(Math.abs(here.cosine - there.cosine) < 1e-12);
  }));
});

Deno.test("the covariance of the named place inverts the information", () => {
  checkProperty(fc.property(stations, places, (station, place) => {
    const measurement = exactMeasurement(station, place);
    // Along the array the covariance is floored, and so no inverse.
    fc.pre(1 - measurement.cosine ** 2 > noise.cosineSigma);
    const from = scenario.baseStations[station];
    const j = positionInformation(from, place, noise);
    const p = measuredCovariance(scenario, measurement);
    assert.ok(Math.abs(j.xx * p.xx + j.xy * p.xy - 1) < 1e-9);
    assert.ok(Math.abs(j.xy * p.xy + j.yy * p.yy - 1) < 1e-9);
    assert.ok(Math.abs(j.xx * p.xy + j.xy * p.yy) < 1e-6 * j.xx * p.yy);
  }));
});

Deno.test("the information is J^T R^-1 J", () => {
  checkProperty(fc.property(stations, places, (station, place) => {
    const from = scenario.baseStations[station];
    const [dx, dy, ux, uy] = jacobianOf(from, place);
    const { xx, xy, yy } = positionInformation(from, place, noise);
    const [range, cosine] = [0.1 ** -2, 0.004 ** -2];
    assert.ok(Math.abs(xx - (dx * dx * range + ux * ux * cosine)) < 1e-9 * xx);
    assert.ok(Math.abs(yy - (dy * dy * range + uy * uy * cosine)) < 1e-9 * yy);
    assert.ok(Math.abs(xy - (dx * dy * range + ux * uy * cosine)) < 1e-9 * xx);
  }));
});

Deno.test("named places scatter as their covariance says, within 4 standard errors", () => {
  const rng = openStream(1, "measurement");
  const target = { xM: 190, yM: 60 };
  const errors = range(0, 4000).map(() => {
    const measurement = sampleMeasurement(scenario, 1, target, noise, rng);
    const { xM, yM } = measuredPosition(scenario, measurement);
    return [xM - target.xM, yM - target.yM];
  });
  const { xx, xy, yy } = measuredCovariance(
    scenario,
    exactMeasurement(1, target),
  );
  const mean = (of: (error: number[]) => number) =>
    errors.reduce((sum, error) => sum + of(error) / errors.length, 0);
  const margin = 4 / Math.sqrt(errors.length);
  assert.ok(Math.abs(mean(([x]) => x)) < margin * Math.sqrt(xx));
  assert.ok(Math.abs(mean(([_, y]) => y)) < margin * Math.sqrt(yy));
  assert.ok(Math.abs(mean(([x]) => x * x) - xx) < margin * Math.SQRT2 * xx);
  assert.ok(Math.abs(mean(([_, y]) => y * y) - yy) < margin * Math.SQRT2 * yy);
  const spread = Math.sqrt(xx * yy + xy * xy);
  assert.ok(Math.abs(mean(([x, y]) => x * y) - xy) < margin * spread);
});

Deno.test("along the array everything stays finite, a cosine beyond 1 included", () => {
  for (const cosine of [1, -1, 1.02, -1.5]) {
    const measurement = { station: 0, rangeM: 80, cosine, ...noise };
    const place = measuredPosition(scenario, measurement);
    assert.deepEqual(place, { xM: Math.sign(cosine) * 80, yM: 0 });
    const { xx, xy, yy } = measuredCovariance(scenario, measurement);
    assert.ok(xx > 0 && yy > 0 && xx * yy > xy * xy && yy < 80 ** 2);
  }
  const onStation = jacobianOf({ xM: 0, yM: 0 }, { xM: 0, yM: 0 });
  assert.ok(onStation.every(Number.isFinite));
});

Deno.test("a measurement that is none is refused by name", () => {
  const good = exactMeasurement(0, { xM: 100, yM: 50 });
  requireMeasurement("update a track", scenario, good);
  const bad: [Partial<StationMeasurement>, RegExp][] = [
    [{ station: 6 }, /as station must be an integer from 0 to 5/],
    [{ rangeM: NaN }, /as rangeM must be a finite number/],
    [{ cosine: Infinity }, /as cosine must be a finite number/],
    [{ rangeSigmaM: 0 }, /as rangeSigmaM must be positive and finite/],
    [{ cosineSigma: Infinity }, /as cosineSigma must be positive and finite/],
  ];
  for (const [change, message] of bad) {
    assert.throws(
      () => requireMeasurement("update", scenario, { ...good, ...change }),
      message,
    );
  }
});

function jacobianOf(station: Position, place: Position): number[] {
  const out = new Float64Array(4);
  measurementJacobianInto(out, station, place);
  return [...out];
}
