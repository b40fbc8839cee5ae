import assert from "node:assert/strict";
import fc from "fast-check";
import { choleskyInto } from "../../../lib/core/small_matrix.ts";
import { normalizedInnovationSquared } from "../../../lib/tracking/consistency.ts";
import { takeMeasurementsInto } from "../../../lib/tracking/filters/extended_update.ts";
import {
  beliefOf,
  type GaussianState,
  openGaussianState,
} from "../../../lib/tracking/filters/gaussian_state.ts";
import type { StationMeasurement } from "../../../lib/tracking/measurement.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import { checkProperty } from "../../property.ts";

const scenario = trackingScenario();

function stateAt(xM: number, yM: number): GaussianState {
  const state = openGaussianState(3);
  state.mean.set([xM, yM, 0.7]);
  state.covariance.set([0.3, 0.1, 0.05, 0.1, 0.2, -0.02, 0.05, -0.02, 0.06]);
  return state;
}

const places = fc.record({
  xM: fc.double({ min: 20, max: 280, noNaN: true }),
  yM: fc.double({ min: 20, max: 80, noNaN: true }),
});

/** Measurements of a place, off by up to a metre and 0.02. */
const measurementsOf = ({ xM, yM }: { xM: number; yM: number }) =>
  fc.array(
    fc.record({
      station: fc.integer({ min: 0, max: 5 }),
      offM: fc.double({ min: -1, max: 1, noNaN: true }),
      off: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    }).map(({ station, offM, off }): StationMeasurement => {
      const from = scenario.baseStations[station];
      const rangeM = Math.hypot(xM - from.xM, yM - from.yM);
      return {
        station,
        rangeM: rangeM + offM,
        cosine: (xM - from.xM) / rangeM + off,
        rangeSigmaM: 0.2,
        cosineSigma: 0.004,
      };
    }),
    { minLength: 1, maxLength: 4 },
  );

const cases = places.chain((place) =>
  measurementsOf(place).map((measurements) => ({ place, measurements }))
);

Deno.test("the order of the measurements makes no difference", () => {
  checkProperty(fc.property(cases, ({ place, measurements }) => {
    const [forward, backward] = [measurements, measurements.toReversed()].map(
      (ordered) => {
        const state = stateAt(place.xM, place.yM);
        const logDensity = takeMeasurementsInto(state, scenario, ordered);
        return [...state.mean, ...state.covariance, logDensity];
      },
    );
    forward.forEach((value, i) =>
      assert.ok(Math.abs(value - backward[i]) < 1e-8 * (1 + Math.abs(value)))
    );
  }));
});

Deno.test("the density is the joint Gaussian one: its exponent is the innovation squared", () => {
  checkProperty(fc.property(cases, ({ place, measurements }) => {
    const exact = measurements.map((measurement) => {
      const from = scenario.baseStations[measurement.station];
      const rangeM = Math.hypot(place.xM - from.xM, place.yM - from.yM);
      return { ...measurement, rangeM, cosine: (place.xM - from.xM) / rangeM };
    });
    const [peak, actual] = [exact, measurements].map((measured) =>
      takeMeasurementsInto(stateAt(place.xM, place.yM), scenario, measured)
    );
    const squared = normalizedInnovationSquared(
      scenario,
      beliefOf(stateAt(place.xM, place.yM)),
      measurements,
    );
    assert.ok(Math.abs(peak - actual - squared / 2) < 1e-9 * (1 + squared));
  }));
});

Deno.test("one measurement's peak density, by the determinant of its covariance", () => {
  const place = { xM: 190, yM: 60 };
  const rangeM = Math.hypot(40, 60);
  const measurement = {
    station: 1,
    rangeM,
    cosine: 40 / rangeM,
    rangeSigmaM: 0.2,
    cosineSigma: 0.004,
  };
  const [dx, dy] = [40 / rangeM, 60 / rangeM];
  const [ux, uy] = [dy * dy / rangeM, -dx * dy / rangeM];
  const dd = 0.3 * dx * dx + 0.2 * dx * dy + 0.2 * dy * dy + 0.04;
  const uu = 0.3 * ux * ux + 0.2 * ux * uy + 0.2 * uy * uy + 0.004 ** 2;
  const du = 0.3 * dx * ux + 0.1 * (dx * uy + dy * ux) + 0.2 * dy * uy;
  const expected = -Math.log(2 * Math.PI * Math.sqrt(dd * uu - du * du));
  const state = stateAt(place.xM, place.yM);
  const logDensity = takeMeasurementsInto(state, scenario, [measurement]);
  assert.ok(Math.abs(logDensity - expected) < 1e-12);
});

Deno.test("no measurement leaves the state as it is; the covariance stays definite on a station", () => {
  const state = stateAt(150, 0);
  const before = [...state.mean, ...state.covariance];
  assert.equal(takeMeasurementsInto(state, scenario, []), 0);
  assert.deepEqual([...state.mean, ...state.covariance], before);
  const near = {
    station: 1,
    rangeM: 0.3,
    cosine: 0.2,
    rangeSigmaM: 0.03,
    cosineSigma: 0.0017,
  };
  takeMeasurementsInto(state, scenario, [near, near]);
  assert.ok(state.mean.every(Number.isFinite));
  choleskyInto(new Float64Array(9), state.covariance, 3);
});
