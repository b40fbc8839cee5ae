import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  invertPositiveDefiniteInto,
  multiplyInto,
} from "../../../lib/core/small_matrix.ts";
import {
  convertedFilter,
  type ConvertedNoise,
} from "../../../lib/tracking/filters/converted_filter.ts";
import {
  measuredCovariance,
  measuredPosition,
} from "../../../lib/tracking/measurement.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";

const scenario = trackingScenario();
const start = {
  position: { xM: 190, yM: 60 },
  positionSigmaM: 0.5,
  headingRad: 0.4,
  headingSigmaRad: 0.2,
};
const measurement = {
  station: 2,
  rangeM: 125.5,
  cosine: -0.874,
  rangeSigmaM: 0.3,
  cosineSigma: 0.006,
};

/** The textbook's update of a place with a full noise covariance. */
function textbookUpdate(noise: readonly number[]) {
  const place = measuredPosition(scenario, measurement);
  const total = Float64Array.of(
    0.25 + noise[0],
    noise[1],
    noise[2],
    0.25 + noise[3],
  );
  const gain = new Float64Array(4);
  invertPositiveDefiniteInto(total, total, 2, new Float64Array(4));
  multiplyInto(gain, Float64Array.of(0.25, 0, 0, 0.25), total, 2, 2, 2);
  const [eastM, northM] = [place.xM - 190, place.yM - 60];
  return {
    xM: 190 + gain[0] * eastM + gain[1] * northM,
    yM: 60 + gain[2] * eastM + gain[3] * northM,
    varianceXM2: 0.25 - 0.25 * gain[0],
    covarianceXYM2: -0.25 * gain[1],
    varianceYM2: 0.25 - 0.25 * gain[3],
  };
}

Deno.test("each noise gives the textbook's update", () => {
  const { xx, xy, yy } = measuredCovariance(scenario, measurement);
  const mean = (xx + yy) / 2;
  const cases: [ConvertedNoise, number[]][] = [
    ["full", [xx, xy, xy, yy]],
    ["isotropic", [mean, 0, 0, mean]],
    ["constant", [0.49, 0, 0, 0.49]],
  ];
  for (const [noise, covariance] of cases) {
    const filter = convertedFilter(scenario, { noise, constantSigmaM: 0.7 });
    const track = filter.begin(start, openStream(1, "filter"));
    track.update([measurement]);
    const expected = textbookUpdate(covariance);
    for (const [name, value] of Object.entries(track.belief())) {
      const error = value - expected[name as keyof typeof expected];
      assert.ok(Math.abs(error) < 1e-10, `${noise}, ${name}: ${error}`);
    }
  }
});

Deno.test("along the array a full covariance says nothing of y, and nothing breaks", () => {
  const filter = convertedFilter(scenario, { noise: "full" });
  const track = filter.begin(
    { ...start, position: { xM: 80, yM: 3 } },
    openStream(1, "filter"),
  );
  track.update([{ ...measurement, station: 0, rangeM: 80.2, cosine: 1.004 }]);
  const { yM, varianceXM2, varianceYM2 } = track.belief();
  assert.equal(yM, 3);
  assert.equal(varianceYM2, 0.25);
  assert.ok(varianceXM2 < 0.07);
});

Deno.test("a noise that is none is refused", () => {
  assert.throws(
    () => convertedFilter(scenario, { noise: "round" as ConvertedNoise }),
    /as noise must be constant or isotropic or full: current value is "round"/,
  );
});
