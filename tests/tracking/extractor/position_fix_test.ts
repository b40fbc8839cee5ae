import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  measuredPosition,
  positionInformation,
  rangeTo,
  type StationMeasurement,
} from "../../../lib/tracking/measurement.ts";
import {
  fusedFix,
  predictedFix,
} from "../../../lib/tracking/extractor/position_fix.ts";
import type { TrackStates } from "../../../lib/tracking/extractor/track_states.ts";
import {
  measure,
  placeOfTrack,
  sampleStates,
  scenario,
} from "./sample_tracks.ts";

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

Deno.test("without measurements a fix is the prediction, which it follows", () => {
  const states = sampleStates(openStream(1, "states"));
  const fix = fusedFix(scenario, states, 0, []);
  assert.deepEqual(fix, predictedFix(states, 0));
  assert.deepEqual([fix.xM, fix.yM], [states.xM[0], states.yM[0]]);
  assert.deepEqual([fix.perX, fix.perY], [[1, 0], [0, 1]]);
});

Deno.test("a fix is the least of the squares, found by a search that knows no derivative", () => {
  for (const seed of range(40)) {
    const rng = openStream(seed, "fix");
    const states = sampleStates(rng);
    const truth = {
      xM: states.xM[0] + 0.4 * rng.gaussian(),
      yM: states.yM[0] + 0.4 * rng.gaussian(),
    };
    const measurements = range(1 + seed % 3).map((n) =>
      measure((seed + n) % 6, truth, rng)
    );
    const fix = fusedFix(scenario, states, 0, measurements);
    const least = search(states, measurements);
    // Two steps leave what is of third order in the innovations.
    const offM = Math.hypot(fix.xM - least.xM, fix.yM - least.yM);
    assert.ok(offM < 0.004, `${offM}`);
  }
});

Deno.test("its covariance is the inverse of the information of all", () => {
  for (const seed of range(20)) {
    const rng = openStream(seed, "fix");
    const states = sampleStates(rng);
    const place = placeOfTrack(states);
    const measurements = [seed % 6, (seed + 2) % 6].map((station) =>
      measure(station, place)
    );
    const { xx, xy, yy } = fusedFix(scenario, states, 0, measurements);
    const [varianceX, covariance, varianceY] = [
      states.varianceXM2[0],
      states.covarianceXYM2[0],
      states.varianceYM2[0],
    ];
    const determinant = varianceX * varianceY - covariance ** 2;
    const information = [varianceY, -covariance, varianceX].map((value) =>
      value / determinant
    );
    for (const measurement of measurements) {
      const station = scenario.baseStations[measurement.station];
      const added = positionInformation(station, place, measurement);
      [added.xx, added.xy, added.yy].forEach((value, n) =>
        information[n] += value
      );
    }
    const [a, b, c] = information;
    const product = [xx * a + xy * b, xx * b + xy * c, xy * a + yy * b];
    product.push(xy * b + yy * c);
    [1, 0, 0, 1].forEach((value, n) =>
      assert.ok(Math.abs(product[n] - value) < 1e-9)
    );
  }
});

Deno.test("one measurement and no idea before give the place that it names", () => {
  const truth = { xM: 110, yM: 42 };
  const states = sampleStates(openStream(1, "states"));
  [states.xM[0], states.yM[0]] = [110.02, 41.97];
  states.varianceXM2[0] = 1e6;
  states.varianceYM2[0] = 1e6;
  states.covarianceXYM2[0] = 0;
  const measurement = measure(1, truth);
  const fix = fusedFix(scenario, states, 0, [measurement]);
  const named = measuredPosition(scenario, measurement);
  assert.ok(Math.hypot(fix.xM - named.xM, fix.yM - named.yM) < 1e-5);
});

Deno.test("a fix follows its prediction as central differences say", () => {
  for (const seed of range(20)) {
    const states = sampleStates(openStream(seed, "states"));
    const place = placeOfTrack(states);
    // First order in the innovations: exact where there are none.
    const measurements = [seed % 6, (seed + 1) % 6].map((station) =>
      measure(station, place)
    );
    const { perX, perY } = fusedFix(scenario, states, 0, measurements);
    const step = 1e-4;
    const slopes = [states.xM, states.yM].map((coordinate) => {
      const fixes = [step, -step].map((change) => {
        coordinate[0] += change;
        const fix = fusedFix(scenario, states, 0, measurements);
        coordinate[0] -= change;
        return fix;
      });
      return [
        (fixes[0].xM - fixes[1].xM) / (2 * step),
        (fixes[0].yM - fixes[1].yM) / (2 * step),
      ];
    });
    const expected = [slopes[0][0], slopes[1][0], slopes[0][1], slopes[1][1]];
    [...perX, ...perY].forEach((value, n) =>
      assert.ok(Math.abs(value - expected[n]) < 1e-6, `${value}`)
    );
  }
});

/** The least of the squares on a grid that closes in on it. */
function search(
  states: TrackStates,
  measurements: readonly StationMeasurement[],
): { xM: number; yM: number } {
  let best = placeOfTrack(states);
  for (let stepM = 0.5; stepM > 1e-6; stepM /= 2) {
    for (let moves = true; moves;) {
      const { xM, yM } = best;
      for (
        const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1]]
      ) {
        const other = { xM: xM + x * stepM, yM: yM + y * stepM };
        const [there, here] = [other, best].map((place) =>
          squaresAt(states, measurements, place)
        );
        if (there < here) best = other;
      }
      moves = best.xM !== xM || best.yM !== yM;
    }
  }
  return best;
}

function squaresAt(
  states: TrackStates,
  measurements: readonly StationMeasurement[],
  place: { xM: number; yM: number },
): number {
  const [x, y] = [place.xM - states.xM[0], place.yM - states.yM[0]];
  const [xx, xy, yy] = [
    states.varianceXM2[0],
    states.covarianceXYM2[0],
    states.varianceYM2[0],
  ];
  const prior = (yy * x * x - 2 * xy * x * y + xx * y * y) /
    (xx * yy - xy * xy);
  return measurements.reduce((sum, measurement) => {
    const station = scenario.baseStations[measurement.station];
    const rangeM = rangeTo(station, place);
    const cosine = (place.xM - station.xM) / rangeM;
    return sum +
      ((measurement.rangeM - rangeM) / measurement.rangeSigmaM) ** 2 +
      ((measurement.cosine - cosine) / measurement.cosineSigma) ** 2;
  }, prior);
}
