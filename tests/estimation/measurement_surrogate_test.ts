import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import { range } from "../../lib/core/range.ts";
import { openStream, type RandomStream } from "../../lib/core/random_stream.ts";
import { nearestBeamPairs } from "../../lib/channel/beam_pair.ts";
import { echoPowerGain } from "../../lib/channel/ofdm_radar.ts";
import { cramerRaoBound } from "../../lib/estimation/cramer_rao_bound.ts";
import type { Measurement } from "../../lib/estimation/measurement.ts";
import {
  type MeasuredTarget,
  measurementQuality,
  sampleMeasurement,
  type SurrogateSettings,
} from "../../lib/estimation/measurement_surrogate.ts";
import { estimateByMaximumLikelihood } from "../../lib/estimation/range_angle_estimators.ts";
import { testRadar } from "../channel/test_radar.ts";
import { AREA, rootMeanSquare, sampleEcho } from "./measured_echo.ts";

const radar = testRadar();
const settings: SurrogateSettings = {
  detectionThreshold: 20,
  sectorMarginBeams: 0.75,
  boundInflation: 1.05,
  rangeFloorM: 0.03,
  cosineFloor: 0.0017,
};
const withoutFloors = { ...settings, rangeFloorM: 0, cosineFloor: 0 };
const pairs = nearestBeamPairs(0.01, 32, 2);

const target = (rangeM: number, angleCosine: number): MeasuredTarget => ({
  rangeM,
  angleCosine,
  crossSectionM2: 1,
});

/** The same target measured from samples, or null where it is not detected. */
function measureSignal(
  { rangeM, angleCosine }: MeasuredTarget,
  rng: RandomStream,
): Measurement | null {
  const echo = sampleEcho(radar, pairs, { rangeM, angleCosine }, rng);
  const estimate = estimateByMaximumLikelihood(radar, pairs, echo, AREA);
  return estimate.statistic > settings.detectionThreshold ? estimate : null;
}

/** The errors over what the measurement itself gives as their deviation. */
function normalizedErrors(
  measure: (target: MeasuredTarget, rng: RandomStream) => Measurement | null,
  rangeM: number,
  numTrials: number,
) {
  const rng = openStream(1, `trials at ${rangeM} m`);
  const errors = range(0, numTrials).flatMap(() => {
    const place = target(
      rangeM + 4 * rng.uniform(),
      0.08 * (rng.uniform() - 0.5),
    );
    const measurement = measure(place, rng);
    if (measurement === null) return [];
    const gainPower = echoPowerGain(radar, place.rangeM, 1);
    const bound = cramerRaoBound(radar, pairs, place.angleCosine, gainPower);
    return [[
      (measurement.rangeM - place.rangeM) / bound.rangeSigmaM,
      (measurement.angleCosine - place.angleCosine) / bound.cosineSigma,
      measurement.rangeSigmaM / bound.rangeSigmaM,
    ]];
  });
  const column = (i: number) => errors.map((error) => error[i]);
  return {
    share: errors.length / numTrials,
    range: column(0),
    cosine: column(1),
    sigma: column(2),
  };
}

Deno.test("inflation and floors, by hand", () => {
  const bound = cramerRaoBound(radar, pairs, 0.01, echoPowerGain(radar, 60, 1));
  const far = measurementQuality(radar, pairs, target(60, 0.01), settings);
  assert.ok(Math.abs(far.rangeSigmaM / bound.rangeSigmaM - 1.05) < 1e-12);
  assert.equal(far.cosineSigma, 0.0017);
  assert.ok(far.isInSector);
  const near = measurementQuality(radar, pairs, target(10, 0.01), settings);
  assert.deepEqual([near.rangeSigmaM, near.cosineSigma], [0.03, 0.0017]);
  assert.equal(near.detectionProbability, 1);
});

Deno.test("beyond 1.25 spacings a cosine is uniform in the sector, within 4 standard errors", () => {
  const place = target(10, 1.9 / 16);
  const quality = measurementQuality(radar, pairs, place, settings);
  assert.ok(!quality.isInSector);
  const halfWidth = 1.25 / 16;
  assert.ok(Math.abs(quality.cosineSigma - halfWidth / Math.sqrt(3)) < 1e-12);
  const rng = openStream(1, "missed");
  const cosines = range(0, 4000).map(() =>
    sampleMeasurement(radar, pairs, place, settings, rng)!.angleCosine
  );
  assert.ok(cosines.every((cosine) => Math.abs(cosine) <= halfWidth));
  const mean = cosines.reduce((sum, cosine) => sum + cosine) / cosines.length;
  assert.ok(
    Math.abs(mean) < 4 * quality.cosineSigma / Math.sqrt(cosines.length),
  );
  // The variance of a squared uniform variable is 4/45.
  const power = rootMeanSquare(cosines) ** 2 / halfWidth ** 2;
  assert.ok(
    Math.abs(power - 1 / 3) < 4 * Math.sqrt(4 / 45 / cosines.length),
  );
});

Deno.test("samples have the quality's share and spread, within 4 standard errors", () => {
  const place = target(95, 0.01);
  const quality = measurementQuality(radar, pairs, place, withoutFloors);
  const rng = openStream(1, "samples");
  const numTrials = 20_000;
  const samples = range(0, numTrials)
    .map(() => sampleMeasurement(radar, pairs, place, withoutFloors, rng))
    .filter((sample) => sample !== null);
  const { detectionProbability } = quality;
  const standardError = Math.sqrt(
    detectionProbability * (1 - detectionProbability) / numTrials,
  );
  const share = samples.length / numTrials;
  assert.ok(Math.abs(share - detectionProbability) < 4 * standardError);
  const errors = samples.map(({ rangeM, angleCosine }) => [
    (rangeM - 95) / quality.rangeSigmaM,
    (angleCosine - 0.01) / quality.cosineSigma,
  ]);
  const product = errors.reduce((sum, [a, b]) => sum + a * b, 0);
  assert.ok(Math.abs(product / errors.length) < 4 / Math.sqrt(errors.length));
});

Deno.test("strong echoes have the quality's deviations, within 4 standard errors", () => {
  const place = target(40, 0.01);
  const quality = measurementQuality(radar, pairs, place, withoutFloors);
  const rng = openStream(1, "strong");
  const errors = range(0, 10_000).map(() => {
    const { rangeM } = sampleMeasurement(
      radar,
      pairs,
      place,
      withoutFloors,
      rng,
    )!;
    return (rangeM - 40) / quality.rangeSigmaM;
  });
  // The energy's own noise adds 1 / (2 S), a thousandth.
  assert.ok(Math.abs(rootMeanSquare(errors) - 1) < 4 / Math.sqrt(2e4) + 1e-3);
});

for (const rangeM of [50, 98, 106]) {
  Deno.test(`at ${rangeM} m the signal level has the surrogate's detections, biases and spreads, within 4 standard errors`, () => {
    const numTrials = 500;
    const signal = normalizedErrors(measureSignal, rangeM, numTrials);
    const surrogate = normalizedErrors(
      (place, rng) =>
        sampleMeasurement(radar, pairs, place, withoutFloors, rng),
      rangeM,
      20 * numTrials,
    );
    const standardError = Math.sqrt(
      surrogate.share * (1 - surrogate.share) / numTrials,
    );
    assert.ok(
      Math.abs(signal.share - surrogate.share) <= 4 * standardError,
      `detected: ${signal.share}, surrogate ${surrogate.share}`,
    );
    for (const name of ["range", "cosine"] as const) {
      const count = signal[name].length;
      const bias = signal[name].reduce((sum, error) => sum + error) / count;
      assert.ok(Math.abs(bias) < 4 * 1.1 / Math.sqrt(count), `bias ${bias}`);
      const ratio = rootMeanSquare(signal[name]) /
        rootMeanSquare(surrogate[name]);
      assert.ok(
        Math.abs(ratio - 1) < 4 / Math.sqrt(2 * count),
        `${name}: spread over the surrogate's ${ratio}`,
      );
      // Beyond 4.5 deviations lies 7e-6 of a normal distribution.
      const numOutliers = signal[name].filter((error) => Math.abs(error) > 5)
        .length;
      assert.equal(numOutliers, 0, name);
    }
    // What either says of its own error, the inflation apart.
    const ratio = 1.05 * rootMeanSquare(signal.sigma) /
      rootMeanSquare(surrogate.sigma);
    assert.ok(Math.abs(ratio - 1) < 0.02, `sigma ${ratio}`);
  });
}

Deno.test("deviations are finite and above their floors, wherever the target and the beams are", () => {
  checkProperty(fc.property(
    fc.double({ min: 1, max: 400, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 4 }),
    (rangeM, angleCosine, aim, width) => {
      const quality = measurementQuality(
        radar,
        nearestBeamPairs(aim, 32, width),
        target(rangeM, angleCosine),
        settings,
      );
      assert.ok(quality.rangeSigmaM >= 0.03 && quality.rangeSigmaM < 400);
      assert.ok(quality.cosineSigma >= 0.0017 && quality.cosineSigma < 0.3);
      assert.ok(quality.detectionProbability <= 1);
    },
  ));
});

Deno.test("each sample takes as many draws, detected or not", () => {
  const countUniforms = (place: MeasuredTarget) => {
    let count = 0;
    const counted = {
      uniform: () => (count++, 0.5),
      gaussian: () => (count++, 0.1),
      integer: () => 0,
      saveState: () => openStream(1, "x").saveState(),
    };
    const sample = sampleMeasurement(radar, pairs, place, settings, counted);
    return [count, sample === null];
  };
  assert.deepEqual(countUniforms(target(30, 0.01)), [5, false]);
  assert.deepEqual(countUniforms(target(300, 0.01)), [5, true]);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => measurementQuality(radar, pairs, target(-1, 0), settings),
    /rangeM must be positive/,
  );
  assert.throws(
    () => measurementQuality(radar, pairs, target(1, 1.1), settings),
    /angleCosine must be from -1 to 1/,
  );
  assert.throws(
    () =>
      measurementQuality(radar, pairs, target(1, 0), {
        ...settings,
        rangeFloorM: -1,
      }),
    /rangeFloorM must be non-negative/,
  );
});
