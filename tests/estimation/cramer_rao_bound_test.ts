import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import { range } from "../../lib/core/range.ts";
import {
  beamCosine,
  type BeamPair,
  nearestBeamPairs,
  tiedBeamPairs,
} from "../../lib/channel/beam_pair.ts";
import { addEchoInto, type EchoTarget } from "../../lib/channel/ofdm_echo.ts";
import { complexZeros, innerProduct } from "../../lib/core/complex_array.ts";
import { echoPowerGain, type OfdmRadar } from "../../lib/channel/ofdm_radar.ts";
import {
  cramerRaoBound,
  echoInformation,
} from "../../lib/estimation/cramer_rao_bound.ts";
import { testRadar } from "../channel/test_radar.ts";

/** The signal of one target without its symbols, from the full model. */
function signal(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  target: EchoTarget,
) {
  const echo = complexZeros(pairs.length * radar.numSubcarriers);
  const symbols = complexZeros(echo.re.length);
  symbols.re.fill(1);
  const transmission = { streams: [pairs], symbols };
  addEchoInto(echo, radar, transmission, target, "whole");
  return echo;
}

/**
 * The Fisher information 2 Re[ds^H ds] / sigma^2 on range, cosine, both parts
 * of the gain and the speed, by central differences of the full model.
 */
function numericInformation(
  radar: OfdmRadar,
  pairs: readonly BeamPair[],
  target: EchoTarget,
): number[][] {
  const shift = (parameter: number, step: number): EchoTarget => ({
    rangeM: target.rangeM + (parameter === 0 ? step : 0),
    angleCosine: target.angleCosine + (parameter === 1 ? step : 0),
    gain: {
      re: target.gain.re + (parameter === 2 ? step : 0),
      im: target.gain.im + (parameter === 3 ? step : 0),
    },
    radialSpeedMps: target.radialSpeedMps + (parameter === 4 ? step : 0),
  });
  const scale = Math.hypot(target.gain.re, target.gain.im);
  const derivatives = [1e-4, 1e-6, 1e-3 * scale, 1e-3 * scale, 1e-3].map(
    (step, parameter) => {
      const high = signal(radar, pairs, shift(parameter, step));
      const low = signal(radar, pairs, shift(parameter, -step));
      return {
        re: high.re.map((value, i) => (value - low.re[i]) / (2 * step)),
        im: high.im.map((value, i) => (value - low.im[i]) / (2 * step)),
      };
    },
  );
  return derivatives.map((a) =>
    derivatives.map((b) => 2 * innerProduct(a, b).re / radar.noisePowerMw)
  );
}

/** The inverse by Gauss and Jordan, after scaling to a diagonal of ones. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const scales = matrix.map((row, i) => Math.sqrt(row[i]));
  const rows = matrix.map((row, i) => [
    ...row.map((value, j) => value / (scales[i] * scales[j])),
    ...range(0, n).map((j) => +(i === j)),
  ]);
  for (let i = 0; i < n; i++) {
    rows[i] = rows[i].map((value) => value / rows[i][i]);
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const factor = rows[j][i];
      rows[j] = rows[j].map((value, c) => value - factor * rows[i][c]);
    }
  }
  return rows.map((row, i) =>
    row.slice(n).map((value, j) => value / (scales[i] * scales[j]))
  );
}

const without = (matrix: number[][], parameter: number) =>
  matrix.filter((_, i) => i !== parameter)
    .map((row) => row.filter((_, i) => i !== parameter));

Deno.test("two antennas and two sub-carriers, by hand", () => {
  // D(x) = sqrt(2) cos(pi x / 2); beams at -1/2 and 1/2 seen from u = 0 have
  // D = 1 and D' = +-pi / 2, so r = 1 for all and r' = 2 D D' = pi, 0, 0, -pi.
  const radar = testRadar({
    numTransmitAntennas: 2,
    numReceiveAntennas: 2,
    numBeams: 2,
    numSubcarriers: 2,
  });
  const gainPower = radar.noisePowerMw / radar.streamPowerMw;
  const pairs = nearestBeamPairs(0, 2, 2);
  const information = echoInformation(radar, pairs, 0, gainPower);
  assert.ok(Math.abs(information.energy - 2 * 4) < 1e-12);
  const cosineInformation = 2 * 2 * 2 * Math.PI ** 2;
  assert.ok(
    Math.abs(information.cosineInformation / cosineInformation - 1) < 1e-12,
  );
  // Two sub-carriers lie half a spacing from the middle.
  const phase = 4 * Math.PI * 120e3 / 299_792_458;
  assert.ok(
    Math.abs(information.rangeInformation / (16 * phase ** 2 / 4) - 1) < 1e-12,
  );
});

Deno.test("the closed form is the inverse of the full model's Fisher information", () => {
  checkProperty(
    fc.property(
      fc.integer({ min: 2, max: 24 }),
      fc.integer({ min: 2, max: 24 }),
      fc.double({ min: -0.95, max: 0.95, noNaN: true }),
      fc.double({ min: 10, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 6.28, noNaN: true }),
      (numTransmitAntennas, numReceiveAntennas, angleCosine, rangeM, phase) => {
        const radar = testRadar({
          numTransmitAntennas,
          numReceiveAntennas,
          numBeams: 16,
          numSubcarriers: 12,
        });
        const gainPower = echoPowerGain(radar, rangeM, 1);
        const amplitude = Math.sqrt(gainPower);
        const gain = {
          re: amplitude * Math.cos(phase),
          im: amplitude * Math.sin(phase),
        };
        const pairs = nearestBeamPairs(angleCosine, 16, 2);
        const target = { rangeM, angleCosine, gain, radialSpeedMps: 0 };
        const matrix = numericInformation(radar, pairs, target);
        const bound = cramerRaoBound(radar, pairs, angleCosine, gainPower);
        for (const known of [without(matrix, 4), matrix]) {
          const inverse = invert(known);
          const [rangeVariance, cosineVariance] = [
            inverse[0][0],
            inverse[1][1],
          ];
          const rangeRatio = bound.rangeSigmaM / Math.sqrt(rangeVariance);
          const cosineRatio = bound.cosineSigma / Math.sqrt(cosineVariance);
          assert.ok(Math.abs(rangeRatio - 1) < 1e-5, `range ${rangeRatio}`);
          assert.ok(Math.abs(cosineRatio - 1) < 1e-4, `cosine ${cosineRatio}`);
          const coupling = inverse[0][1] /
            Math.sqrt(rangeVariance * cosineVariance);
          assert.ok(Math.abs(coupling) < 1e-6, `coupling ${coupling}`);
        }
      },
    ),
    60,
  );
});

Deno.test("tied beams tell nothing of the angle in the middle of a beam, pairs of each with each do", () => {
  const radar = testRadar();
  const gainPower = echoPowerGain(radar, 50, 1);
  const middle = beamCosine(20, 32);
  const tied = echoInformation(
    radar,
    tiedBeamPairs(middle, 32, 4),
    middle,
    gainPower,
  );
  const pairs = nearestBeamPairs(middle + 1e-9, 32, 2);
  const each = echoInformation(radar, pairs, middle, gainPower);
  assert.ok(tied.cosineInformation < 1e-12 * each.cosineInformation);
  // The range, of which the angle takes nothing, is told as well by either.
  assert.ok(Math.abs(tied.rangeInformation / each.rangeInformation - 1) < 1e-9);
  assert.throws(
    () =>
      cramerRaoBound(
        radar,
        [tiedBeamPairs(middle, 32, 1)[0]],
        middle,
        gainPower,
      ),
    /cosineInformation must be positive/,
  );
});

Deno.test("a tenth of a beam beside the middle, tied beams have 5.5 times the error", () => {
  const radar = testRadar();
  const gainPower = echoPowerGain(radar, 50, 1);
  const u = beamCosine(20, 32) + 0.1 / 16;
  const [tied, each] = [tiedBeamPairs(u, 32, 4), nearestBeamPairs(u, 32, 2)]
    .map((pairs) => cramerRaoBound(radar, pairs, u, gainPower).cosineSigma);
  assert.equal((tied / each).toFixed(1), "5.5");
});

Deno.test("more pairs tell more, and mirrored pairs tell a mirrored target's angle as well", () => {
  const radar = testRadar();
  checkProperty(fc.property(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.array(
      fc.record({
        transmitBeam: fc.nat({ max: 31 }),
        receiveBeam: fc.nat({ max: 31 }),
      }),
      { minLength: 2, maxLength: 9 },
    ),
    (u, pairs) => {
      const all = echoInformation(radar, pairs, u, 1e-14);
      const some = echoInformation(radar, pairs.slice(1), u, 1e-14);
      const slack = 1 + 1e-9;
      assert.ok(some.rangeInformation <= all.rangeInformation * slack);
      assert.ok(
        some.cosineInformation <= all.cosineInformation * slack + 1e-6,
      );
      const mirrored = pairs.map(({ transmitBeam, receiveBeam }) => ({
        transmitBeam: 31 - transmitBeam,
        receiveBeam: 31 - receiveBeam,
      }));
      const mirror = echoInformation(radar, mirrored, -u, 1e-14);
      assert.ok(
        Math.abs(mirror.cosineInformation - all.cosineInformation) <=
          1e-7 * all.cosineInformation + 1e-6,
      );
    },
  ));
});

Deno.test("bad arguments are named", () => {
  const pairs = nearestBeamPairs(0, 32, 2);
  assert.throws(
    () => echoInformation(testRadar(), pairs, 0, -1),
    /gainPower must be non-negative/,
  );
  assert.throws(
    () => cramerRaoBound(testRadar(), pairs, 0, 0),
    /Cannot bound the errors as rangeInformation must be positive/,
  );
});
