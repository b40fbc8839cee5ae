import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  NUM_ANCHOR_FEATURES,
  NUM_EDGE_FEATURES,
  SLOPES_PER_EDGE,
  writeAnchorInto,
  writeEdgeInto,
} from "../../../lib/tracking/extractor/graph_features.ts";
import { fusedFix } from "../../../lib/tracking/extractor/position_fix.ts";
import type { TrackStates } from "../../../lib/tracking/extractor/track_states.ts";
import type { StationMeasurement } from "../../../lib/tracking/measurement.ts";
import { checkProperty } from "../../property.ts";
import {
  measure,
  placeOfTrack,
  sampleStates,
  scenario,
} from "./sample_tracks.ts";

function edgeOf(states: TrackStates, measurement: StationMeasurement) {
  // Float32 would hide small steps.
  const out = new Float64Array(NUM_EDGE_FEATURES);
  const slopes = new Float64Array(SLOPES_PER_EDGE);
  writeEdgeInto(
    out as unknown as Float32Array,
    0,
    slopes,
    0,
    scenario,
    states,
    0,
    measurement,
  );
  return { out, slopes };
}

Deno.test("innovations follow the prediction as central differences say", () => {
  for (let seed = 0; seed < 40; seed++) {
    const states = sampleStates(openStream(seed, "states"));
    // First order in the innovations: exact where there are none.
    const measurement = measure(seed % 6, placeOfTrack(states));
    const { out, slopes } = edgeOf(states, measurement);
    if (Math.abs(out[13]) <= 0.05) continue;
    const step = 1e-4;
    [states.xM, states.yM].forEach((coordinate, axis) => {
      const [above, below] = [step, -step].map((change) => {
        coordinate[0] += change;
        const moved = edgeOf(states, measurement).out;
        coordinate[0] -= change;
        return moved;
      });
      for (let n = 0; n < SLOPES_PER_EDGE / 2; n++) {
        const slope = (above[n] - below[n]) / (2 * step);
        const error = Math.abs(slopes[2 * n + axis] - slope);
        assert.ok(error < 1e-6 * (1 + Math.abs(slope)), `feature ${n}`);
      }
    });
  }
});

Deno.test("an innovation is a step along and a step across, in deviations", () => {
  const states = sampleStates(openStream(1, "states"));
  [states.xM[0], states.yM[0]] = [150, 40];
  states.varianceXM2[0] = 0.09;
  states.covarianceXYM2[0] = 0;
  states.varianceYM2[0] = 0.16;
  const { out } = edgeOf(states, {
    station: 1,
    rangeM: 41,
    cosine: -0.01,
    rangeSigmaM: 0.3,
    cosineSigma: 0.01,
  });
  // The sight line is north: along is y; across, a quarter turn on, is -x.
  const close = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`);
  close(out[0], 1 / 0.5);
  close(out[1], 0.4 / 0.5);
  const scaleM = Math.sqrt((0.09 + 0.16) / 2);
  close(out[2], 1 / scaleM);
  close(out[3], 0.4 / scaleM);
});

Deno.test("an innovation beyond six deviations is cut, and has no slope", () => {
  const states = sampleStates(openStream(1, "states"));
  const place = placeOfTrack(states);
  const far = measure(2, { xM: place.xM + 30, yM: place.yM });
  const { out, slopes } = edgeOf(states, far);
  assert.equal(Math.abs(out[0]), 6);
  assert.ok(slopes.slice(0, 2).every((slope) => Math.abs(slope) === 0));
});

Deno.test("a turned and shifted world has the same features along and across", () => {
  // Half a turn about the middle of the area takes stations to stations.
  const { areaLengthM, areaWidthM } = scenario;
  for (let seed = 0; seed < 20; seed++) {
    const rng = openStream(seed, "states");
    const states = sampleStates(rng);
    const truth = { xM: states.xM[0] + 0.3, yM: states.yM[0] - 0.2 };
    const measurement = measure(seed % 6, truth);
    const plain = edgeOf(states, measurement).out;
    states.xM[0] = areaLengthM - states.xM[0];
    states.yM[0] = areaWidthM - states.yM[0];
    states.headingX[0] *= -1;
    states.headingY[0] *= -1;
    const turned = edgeOf(states, {
      ...measurement,
      station: 5 - measurement.station,
      cosine: -measurement.cosine,
    }).out;
    plain.slice(0, 13).forEach((value, n) =>
      assert.ok(Math.abs(turned[n] - value) < 1e-9, `feature ${n}`)
    );
    assert.equal(Math.sign(turned[13]), -Math.sign(plain[13]));
  }
});

Deno.test("features stay within their bounds, wherever a track has gone", () => {
  const number = fc.double({ min: -400, max: 400, noNaN: true });
  const sigma = fc.double({ min: 0.02, max: 20, noNaN: true });
  checkProperty(
    fc.property(number, number, sigma, fc.nat(), (x, y, sigmaM, seed) => {
      const rng = openStream(seed, "states");
      const states = sampleStates(rng, sigmaM);
      const measurement = measure(seed % 6, placeOfTrack(states), rng);
      [states.xM[0], states.yM[0]] = [x, y];
      const fix = fusedFix(scenario, states, 0, [measurement]);
      const { out } = edgeOf(states, measurement);
      const anchor = new Float32Array(NUM_ANCHOR_FEATURES);
      writeAnchorInto(anchor, 0, states, 0, fix, 1, 1);
      for (const value of [...out, ...anchor]) {
        assert.ok(Math.abs(value) <= 6, `${value}`);
      }
    }),
  );
});
