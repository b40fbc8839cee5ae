import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProperty } from "../property.ts";
import { innerProduct, scale } from "../../lib/core/complex_array.ts";
import { beamCosine } from "../../lib/channel/beam_pair.ts";
import {
  beamAmplitude,
  beamPairMoments,
  beamPairResponse,
} from "../../lib/channel/beam_pair_response.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";
import { testRadar } from "./test_radar.ts";

const cosine = fc.double({ min: -1.2, max: 1.2, noNaN: true });
const antennas = fc.integer({ min: 2, max: 40 });
const beam = fc.nat({ max: 31 });

Deno.test("a beam of 2 antennas, by hand", () => {
  // |1 + e^{j pi x}| / sqrt(2) = sqrt(2) cos(pi x / 2).
  const { value, slope } = beamAmplitude(2, 0.5);
  assert.ok(Math.abs(value - 1) < 1e-15);
  assert.ok(Math.abs(slope + Math.PI / 2) < 1e-15);
  assert.deepEqual(
    { ...beamAmplitude(4, 0), slope: 0 },
    { value: 2, slope: 0 },
  );
});

Deno.test("the response is that of the vectors, (f^H a_R)(a_T^H w)", () => {
  checkProperty(fc.property(
    cosine,
    antennas,
    antennas,
    beam,
    beam,
    (u, numTransmitAntennas, numReceiveAntennas, transmitBeam, receiveBeam) => {
      const radar = testRadar({ numTransmitAntennas, numReceiveAntennas });
      const unit = (count: number, at: number) =>
        scale(steeringVectorOfSine(count, at), {
          re: 1 / Math.sqrt(count),
          im: 0,
        });
      const received = innerProduct(
        unit(numReceiveAntennas, beamCosine(receiveBeam, 32)),
        steeringVectorOfSine(numReceiveAntennas, u),
      );
      const sent = innerProduct(
        steeringVectorOfSine(numTransmitAntennas, u),
        unit(numTransmitAntennas, beamCosine(transmitBeam, 32)),
      );
      const response = beamPairResponse(
        radar,
        { transmitBeam, receiveBeam },
        u,
      );
      const re = received.re * sent.re - received.im * sent.im;
      const im = received.re * sent.im + received.im * sent.re;
      assert.ok(Math.abs(response.re - re) < 1e-11);
      assert.ok(Math.abs(response.im - im) < 1e-11);
    },
  ));
});

Deno.test("the slope is the derivative, near the peak and beyond the period too", () => {
  checkProperty(fc.property(
    antennas,
    fc.oneof(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
    ),
    (numAntennas, offset) => {
      const step = 1e-5;
      const [low, high] = [offset - step, offset + step]
        .map((x) => beamAmplitude(numAntennas, x).value);
      const { slope } = beamAmplitude(numAntennas, offset);
      const scaleOfSlope = numAntennas ** 1.5;
      const difference = (high - low) / (2 * step);
      assert.ok(Math.abs(slope - difference) < 1e-5 * scaleOfSlope);
    },
  ));
});

Deno.test("series and quotient meet", () => {
  for (const numAntennas of [2, 3, 32, 1000]) {
    const edge = 2 * 1e-3 / (Math.PI * numAntennas);
    const [below, above] = [edge * (1 - 1e-9), edge * (1 + 1e-9)]
      .map((x) => beamAmplitude(numAntennas, x));
    assert.ok(Math.abs(above.value / below.value - 1) < 1e-13);
    assert.ok(Math.abs(above.slope / below.slope - 1) < 1e-8);
  }
});

Deno.test("the moments are the sums over the pairs", () => {
  const radar = testRadar();
  const pairs = [
    { transmitBeam: 20, receiveBeam: 20 },
    { transmitBeam: 20, receiveBeam: 21 },
  ];
  const moments = beamPairMoments(radar, pairs, 0.29);
  const numeric = (u: number) =>
    pairs.map((pair) => {
      const { re, im } = beamPairResponse(radar, pair, u);
      return re * re + im * im;
    }).reduce((sum, power) => sum + power);
  assert.ok(Math.abs(moments.power / numeric(0.29) - 1) < 1e-12);
  const slope = (numeric(0.29 + 1e-6) - numeric(0.29 - 1e-6)) / 4e-6;
  assert.ok(Math.abs(moments.crossPower / slope - 1) < 1e-6);
});

Deno.test("bad arguments are named", () => {
  const pair = { transmitBeam: 0, receiveBeam: 0 };
  assert.throws(
    () => beamPairResponse(testRadar(), pair, NaN),
    /angleCosine must be from/,
  );
  assert.throws(
    () => beamPairMoments(testRadar(), [pair], Infinity),
    /angleCosine must be from/,
  );
});
