import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import {
  type ComplexArray,
  complexZeros,
  innerProduct,
  squaredModulus,
  squaredNorm,
} from "../../lib/core/complex_array.ts";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  type BeamPair,
  nearestBeamPairs,
} from "../../lib/channel/beam_pair.ts";
import { beamPairResponse } from "../../lib/channel/beam_pair_response.ts";
import {
  echoPowerGain,
  type OfdmRadar,
  SPEED_OF_LIGHT_MPS,
} from "../../lib/channel/ofdm_radar.ts";
import { sightLine } from "../../lib/channel/sight_line.ts";
import { cramerRaoBound } from "../../lib/estimation/cramer_rao_bound.ts";
import {
  estimateByMaximumLikelihood,
  estimateByMusic,
} from "../../lib/estimation/range_angle_estimators.ts";
import { testRadar } from "../channel/test_radar.ts";
import { AREA, rootMeanSquare, sampleEcho } from "./measured_echo.ts";

const radar = testRadar();
const open = (label: string) => openStream(1, label);
const silent: OfdmRadar = { ...radar, noisePowerMw: 1e-24 };

/** |h^H y|^2 / (sigma^2 |h|^2) with the response written out. */
function naiveStatistic(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  echo: ComplexArray,
  rangeM: number,
  angleCosine: number,
): number {
  const { numSubcarriers, subcarrierSpacingHz } = radar;
  const response = complexZeros(echo.re.length);
  for (const [k, pair] of pairs.entries()) {
    const { re, im } = beamPairResponse(radar, pair, angleCosine);
    for (let l = 0; l < numSubcarriers; l++) {
      const phase = -2 * Math.PI * l * subcarrierSpacingHz * 2 * rangeM /
        SPEED_OF_LIGHT_MPS;
      const at = k * numSubcarriers + l;
      response.re[at] = re * Math.cos(phase) - im * Math.sin(phase);
      response.im[at] = re * Math.sin(phase) + im * Math.cos(phase);
    }
  }
  return squaredModulus(innerProduct(response, echo)) /
    (radar.noisePowerMw * squaredNorm(response));
}

Deno.test("without noise, both find any target in their sector", () => {
  checkProperty(
    fc.property(
      fc.double({ min: 5, max: 325, noNaN: true }),
      fc.double({ min: -0.93, max: 0.93, noNaN: true }),
      fc.double({ min: -1.2, max: 1.2, noNaN: true }),
      fc.integer({ min: 2, max: 3 }),
      (rangeM, aim, offset, width) => {
        const pairs = nearestBeamPairs(aim, 32, width);
        const beams = pairs.map(({ receiveBeam }) => receiveBeam);
        const middle = (Math.min(...beams) + Math.max(...beams) + 1) / 32 - 1;
        const angleCosine = Math.max(-1, Math.min(1, middle + offset / 16));
        const echo = sampleEcho(
          silent,
          pairs,
          { rangeM, angleCosine },
          open("x"),
        );
        const estimates = [
          estimateByMaximumLikelihood(silent, pairs, echo, AREA),
          estimateByMusic(silent, pairs, echo, AREA, 1),
        ];
        for (const estimate of estimates) {
          assert.ok(Math.abs(estimate.rangeM - rangeM) < 2e-3);
          assert.ok(Math.abs(estimate.angleCosine - angleCosine) < 1e-4);
        }
      },
    ),
    60,
  );
});

Deno.test("the statistic is that of the response written out, and no place of a fine grid has a higher one", () => {
  const small = testRadar({ numSubcarriers: 24, subcarrierSpacingHz: 400e3 });
  const area = { maxRangeM: 150, sectorMarginBeams: 0.75 };
  const rng = open("grid");
  for (const aim of [-0.4, 0.03, 0.8]) {
    const pairs = nearestBeamPairs(aim, 32, 2);
    const target = { rangeM: 90, angleCosine: aim };
    const echo = sampleEcho(small, pairs, target, rng);
    const estimate = estimateByMaximumLikelihood(small, pairs, echo, area);
    const naive = naiveStatistic(
      small,
      pairs,
      echo,
      estimate.rangeM,
      estimate.angleCosine,
    );
    assert.ok(Math.abs(estimate.statistic / naive - 1) < 1e-9);
    for (let rangeM = 0; rangeM <= 150; rangeM += 0.75) {
      for (let offset = -0.078; offset <= 0.078; offset += 0.004) {
        const middle = (pairs[0].receiveBeam + pairs[3].receiveBeam + 1) / 32 -
          1;
        const other = naiveStatistic(
          small,
          pairs,
          echo,
          rangeM,
          middle + offset,
        );
        assert.ok(other <= estimate.statistic * (1 + 1e-9));
      }
    }
  }
});

Deno.test("at 60 m maximum likelihood keeps the bound, and MUSIC nearly, unbiased, within 4 standard errors", () => {
  const rng = open("trials");
  const numTrials = 300;
  const errors = range(0, numTrials).map(() => {
    const angleCosine = 0.9 - 1.8 * rng.uniform();
    const rangeM = 58 + 4 * rng.uniform();
    const pairs = nearestBeamPairs(angleCosine, 32, 2);
    const bound = cramerRaoBound(
      radar,
      pairs,
      angleCosine,
      echoPowerGain(radar, rangeM, 1),
    );
    const echo = sampleEcho(radar, pairs, { rangeM, angleCosine }, rng);
    return [
      estimateByMaximumLikelihood(radar, pairs, echo, AREA),
      estimateByMusic(radar, pairs, echo, AREA, 1),
    ].map((estimate) => [
      (estimate.rangeM - rangeM) / bound.rangeSigmaM,
      (estimate.angleCosine - angleCosine) / bound.cosineSigma,
    ]);
  });
  const standardError = 1 / Math.sqrt(numTrials);
  for (const parameter of [0, 1]) {
    for (const method of [0, 1]) {
      const values = errors.map((error) => error[method][parameter]);
      const bias = values.reduce((sum, value) => sum + value) / numTrials;
      assert.ok(Math.abs(bias) < 4 * 1.1 * standardError, `bias ${bias}`);
      const ratio = rootMeanSquare(values);
      const expected = method === 0 ? 1.02 : 1.08;
      assert.ok(
        Math.abs(ratio - expected) < 4 * expected * standardError / Math.SQRT2,
        `${method} ${parameter}: ${ratio}`,
      );
    }
  }
});

Deno.test("the standard deviations are the bound at the energy that was heard", () => {
  const pairs = nearestBeamPairs(0.2, 32, 2);
  const target = { rangeM: 40, angleCosine: 0.2 };
  const echo = sampleEcho(radar, pairs, target, open("deviations"));
  const estimate = estimateByMaximumLikelihood(radar, pairs, echo, AREA);
  const gainPower = echoPowerGain(radar, 40, 1);
  const bound = cramerRaoBound(radar, pairs, estimate.angleCosine, gainPower);
  const energy = naiveStatistic(radar, pairs, echo, 40, 0.2);
  // Both scale with the root of the energy, which noise changes by 7 %.
  const ratio = estimate.rangeSigmaM / bound.rangeSigmaM;
  const other = estimate.cosineSigma / bound.cosineSigma;
  assert.ok(Math.abs(ratio - other) < 1e-3);
  assert.ok(Math.abs(ratio - 1) < 4 / Math.sqrt(2 * energy));
});

Deno.test("a target and its mirror image in the array's axis give the same measurement", () => {
  const station = { xM: 0, yM: 0 };
  const still = { xMps: 0, yMps: 0 };
  const [front, behind] = [55, -55].map((yM) => {
    const target = sightLine(station, { xM: 40, yM }, still);
    const pairs = nearestBeamPairs(target.angleCosine, 32, 2);
    const echo = sampleEcho(radar, pairs, target, open("mirror"));
    return estimateByMaximumLikelihood(radar, pairs, echo, AREA);
  });
  assert.deepEqual(front, behind);
  assert.ok(Math.abs(front.angleCosine - 40 / Math.hypot(40, 55)) < 0.01);
});

Deno.test("10 m/s moves the cosine by less than 1.5e-4 between the beams, and than 8e-4 in the sector", () => {
  const pairs = nearestBeamPairs(0.03, 32, 2);
  const middle = (pairs[0].receiveBeam + pairs[3].receiveBeam + 1) / 32 - 1;
  const biasAt = (offset: number, radialSpeedMps: number) => {
    const angleCosine = middle + offset / 16;
    const target = { rangeM: 50, angleCosine, radialSpeedMps };
    const echo = sampleEcho(silent, pairs, target, open("doppler"));
    return estimateByMaximumLikelihood(silent, pairs, echo, AREA).angleCosine -
      angleCosine;
  };
  for (let offset = -1.2; offset <= 1.2; offset += 0.1) {
    const limit = Math.abs(offset) <= 0.5 ? 1.5e-4 : 8e-4;
    for (const speed of [-10, 10]) {
      assert.ok(Math.abs(biasAt(offset, speed)) < limit, `${offset}`);
    }
    // Of second order: half the speed, a quarter of the shift.
    const ratio = biasAt(offset, 10) / biasAt(offset, 5);
    assert.ok(Math.abs(ratio - 4) < 0.3 || Math.abs(biasAt(offset, 10)) < 2e-5);
  }
});

Deno.test("MUSIC with two sources places one of two targets that one source blends", () => {
  const pairs = nearestBeamPairs(0.03, 32, 2);
  const strong = { rangeM: 50, angleCosine: 0.05 };
  const weak = { rangeM: 58, angleCosine: 0.01 };
  const [a, b] = [strong, weak].map((target, i) =>
    sampleEcho(silent, pairs, target, open(`target ${i}`))
  );
  const echo = {
    re: a.re.map((value, i) => value + 0.5 * b.re[i]),
    im: a.im.map((value, i) => value + 0.5 * b.im[i]),
  };
  const errorOf = (numSources: number) => {
    const estimate = estimateByMusic(silent, pairs, echo, AREA, numSources);
    const errors = [strong, weak].map((target) =>
      Math.abs(estimate.rangeM - target.rangeM)
    );
    return Math.min(...errors);
  };
  assert.ok(errorOf(2) < 0.02, `${errorOf(2)}`);
  assert.ok(errorOf(1) > 0.2, `${errorOf(1)}`);
});

Deno.test("bad arguments are named", () => {
  const pairs = nearestBeamPairs(0, 32, 2);
  const echo = complexZeros(4 * 132);
  assert.throws(
    () => estimateByMaximumLikelihood(radar, pairs, complexZeros(5), AREA),
    /echo must have 528 samples, pairs times sub-carriers: current shape is 5/,
  );
  assert.throws(
    () =>
      estimateByMaximumLikelihood(radar, pairs, echo, {
        ...AREA,
        maxRangeM: 1250,
      }),
    /maxRangeM must be from 0 to 1249/,
  );
  assert.throws(
    () => estimateByMusic(radar, pairs, echo, AREA, 0),
    /numSources must be an integer from 1 to 8/,
  );
  echo.re[3] = NaN;
  assert.throws(
    () => estimateByMaximumLikelihood(radar, pairs, echo, AREA),
    /each sample must be finite/,
  );
});
