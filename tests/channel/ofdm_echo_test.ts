import assert from "node:assert/strict";
import {
  type Complex,
  type ComplexArray,
  complexZeros,
  innerProduct,
  scale,
  squaredNorm,
} from "../../lib/core/complex_array.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { beamCosine, nearestBeamPairs } from "../../lib/channel/beam_pair.ts";
import { beamPairResponse } from "../../lib/channel/beam_pair_response.ts";
import {
  addEchoInto,
  dopplerPhaseRad,
  type EchoTarget,
  receiveEchoes,
  sampleEchoGain,
} from "../../lib/channel/ofdm_echo.ts";
import {
  type OfdmTransmission,
  sampleTransmission,
  selectStream,
} from "../../lib/channel/ofdm_transmission.ts";
import {
  echoPowerGain,
  type OfdmRadar,
  SPEED_OF_LIGHT_MPS,
} from "../../lib/channel/ofdm_radar.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";
import { testRadar } from "./test_radar.ts";

const small = testRadar({
  numTransmitAntennas: 5,
  numReceiveAntennas: 3,
  numBeams: 8,
  numSubcarriers: 6,
});
const targets: readonly EchoTarget[] = [
  {
    rangeM: 40,
    angleCosine: 0.3,
    radialSpeedMps: 300,
    gain: { re: 1e-7, im: -2e-7 },
  },
  {
    rangeM: 170,
    angleCosine: -0.6,
    radialSpeedMps: -90,
    gain: { re: -3e-7, im: 1e-7 },
  },
];
const streams = [nearestBeamPairs(0.3, 8, 2), nearestBeamPairs(-0.6, 8, 2)];
const silent = (radar: OfdmRadar): OfdmRadar => ({
  ...radar,
  noisePowerMw: 1e-60,
});
const open = (label: string) => openStream(1, label);

const turn = (rad: number): Complex => ({
  re: Math.cos(rad),
  im: Math.sin(rad),
});
const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const unitBeam = (numAntennas: number, beam: number, numBeams: number) =>
  scale(steeringVectorOfSine(numAntennas, beamCosine(beam, numBeams)), {
    re: 1 / Math.sqrt(numAntennas),
    im: 0,
  });

/** Eqs. (1) and (2) with their matrices, entry by entry. */
function naiveSample(
  radar: OfdmRadar,
  { streams, symbols }: OfdmTransmission,
  chain: number,
  k: number,
  l: number,
): Complex {
  const { numTransmitAntennas, numReceiveAntennas, numBeams } = radar;
  const numSymbols = streams[0].length;
  const sum = { re: 0, im: 0 };
  const listen = unitBeam(
    numReceiveAntennas,
    streams[chain][k].receiveBeam,
    numBeams,
  );
  for (const { rangeM, angleCosine, radialSpeedMps, gain } of targets) {
    const nu = -2 * radialSpeedMps / radar.wavelengthM;
    const tau = 2 * rangeM / SPEED_OF_LIGHT_MPS;
    const middle = l - (radar.numSubcarriers - 1) / 2;
    const channel = times(
      times(gain, turn(2 * Math.PI * nu * k * radar.symbolDurationS)),
      turn(-2 * Math.PI * middle * radar.subcarrierSpacingHz * tau),
    );
    const arrive = steeringVectorOfSine(numReceiveAntennas, angleCosine);
    const leave = steeringVectorOfSine(numTransmitAntennas, angleCosine);
    for (const [m, pairs] of streams.entries()) {
      const at = (m * numSymbols + k) * radar.numSubcarriers + l;
      const beam = unitBeam(
        numTransmitAntennas,
        pairs[k].transmitBeam,
        numBeams,
      );
      const part = [
        innerProduct(listen, arrive),
        innerProduct(leave, beam),
        { re: symbols.re[at], im: symbols.im[at] },
      ].reduce(times, channel);
      sum.re += Math.sqrt(radar.streamPowerMw) * part.re;
      sum.im += Math.sqrt(radar.streamPowerMw) * part.im;
    }
  }
  return sum;
}

function powerOf(array: ComplexArray, start: number, length: number): number {
  return squaredNorm({
    re: array.re.subarray(start, start + length),
    im: array.im.subarray(start, start + length),
  }) / length;
}

Deno.test("eqs. (1) and (2), matrix by matrix", () => {
  const radar = silent(small);
  const transmission = sampleTransmission(radar, streams, open("data"));
  const received = receiveEchoes(radar, transmission, targets, open("noise"));
  for (let chain = 0; chain < 2; chain++) {
    for (let k = 0; k < 4; k++) {
      for (let l = 0; l < 6; l++) {
        const at = (chain * 4 + k) * 6 + l;
        const { re, im } = naiveSample(radar, transmission, chain, k, l);
        assert.ok(Math.abs(received.re[at] - re) < 1e-20);
        assert.ok(Math.abs(received.im[at] - im) < 1e-20);
      }
    }
  }
});

Deno.test("alone and with its symbols off, an echo is sqrt(P) alpha g", () => {
  const radar = silent({ ...small, symbolDurationS: 1e-30 });
  const [target] = targets;
  const transmission = sampleTransmission(radar, [streams[0]], open("data"));
  const received = receiveEchoes(radar, transmission, [target], open("noise"));
  const echo = selectStream(radar, transmission, received, 0);
  const amplitude = Math.sqrt(
    radar.streamPowerMw * (target.gain.re ** 2 + target.gain.im ** 2),
  );
  for (const [k, pair] of streams[0].entries()) {
    const { re, im } = beamPairResponse(radar, pair, target.angleCosine);
    const expected = amplitude * Math.hypot(re, im);
    for (let l = 0; l < 6; l++) {
      const modulus = Math.hypot(echo.re[k * 6 + l], echo.im[k * 6 + l]);
      assert.ok(Math.abs(modulus / expected - 1) < 1e-9);
    }
  }
});

Deno.test("a target that recedes with 10 m/s turns by -0.105 rad a symbol", () => {
  assert.equal(dopplerPhaseRad(testRadar(), 10).toFixed(4), "-0.1047");
});

Deno.test("the whole is one's own part and that of other chains", () => {
  const [target] = targets;
  const transmission = sampleTransmission(small, streams, open("data"));
  const whole = complexZeros(transmission.symbols.re.length);
  const foreign = complexZeros(whole.re.length);
  addEchoInto(whole, small, transmission, target, "whole");
  addEchoInto(foreign, small, transmission, target, "of other chains");
  const own = complexZeros(whole.re.length);
  for (const [chain, pairs] of streams.entries()) {
    const length = whole.re.length / 2;
    const start = chain * length;
    const cut = (array: ComplexArray) => ({
      re: array.re.subarray(start, start + length),
      im: array.im.subarray(start, start + length),
    });
    const alone = { streams: [pairs], symbols: cut(transmission.symbols) };
    addEchoInto(cut(own), small, alone, target, "whole");
  }
  for (let i = 0; i < whole.re.length; i++) {
    assert.ok(Math.abs(whole.re[i] - foreign.re[i] - own.re[i]) < 1e-20);
    assert.ok(Math.abs(whole.im[i] - foreign.im[i] - own.im[i]) < 1e-20);
  }
});

Deno.test("noise has its power, within 4 standard errors; chains that listen over one beam hear the same", () => {
  const pair = { transmitBeam: 3, receiveBeam: 3 };
  const other = { transmitBeam: 3, receiveBeam: 4 };
  // 16 antennas and 64 beams: neighbours overlap, |f_3^H f_4|^2 = 0.81.
  const radar = testRadar({
    numTransmitAntennas: 16,
    numReceiveAntennas: 16,
    numBeams: 64,
    numSubcarriers: 4096,
    numChains: 3,
  });
  const transmission = sampleTransmission(
    radar,
    [[pair], [pair], [other]],
    open("data"),
  );
  const { re, im } = receiveEchoes(radar, transmission, [], open("noise"));
  const length = 4096;
  const chain = (n: number) => ({
    re: re.subarray(n * length, (n + 1) * length),
    im: im.subarray(n * length, (n + 1) * length),
  });
  for (const n of [0, 1, 2]) {
    const ratio = powerOf({ re, im }, n * length, length) / radar.noisePowerMw;
    assert.ok(Math.abs(ratio - 1) < 4 / Math.sqrt(length));
  }
  assert.deepEqual(chain(0), chain(1));
  const product = innerProduct(chain(0), chain(2));
  const coherence = Math.hypot(product.re, product.im) /
    (length * radar.noisePowerMw);
  const exact = Math.abs(
    Math.sin(Math.PI * 16 / 64) / (16 * Math.sin(Math.PI / 64)),
  );
  assert.ok(Math.abs(coherence - exact) < 4 / Math.sqrt(length));
});

Deno.test("gains have the radar equation's power and a uniform phase, within 4 standard errors", () => {
  const rng = open("gain");
  const radar = testRadar();
  const power = echoPowerGain(radar, 60, 2);
  let sum = { re: 0, im: 0 };
  for (let i = 0; i < 1000; i++) {
    const gain = sampleEchoGain(radar, 60, 2, rng);
    const modulus = gain.re ** 2 + gain.im ** 2;
    assert.ok(Math.abs(modulus / power - 1) < 1e-12);
    sum = { re: sum.re + gain.re, im: sum.im + gain.im };
  }
  // The mean of 1,000 unit phasors has a power of 1/1000.
  assert.ok(Math.hypot(sum.re, sum.im) < 4 * Math.sqrt(1000 * power));
});

Deno.test("a chain more than there are, and other bad arguments, are named", () => {
  const rng = open("data");
  const pairs = nearestBeamPairs(0, 8, 2);
  assert.throws(
    () => sampleTransmission(small, [pairs, pairs, pairs], rng),
    /the number of streams must be an integer from 1 to 2: current value is 3/,
  );
  assert.throws(
    () => sampleTransmission(small, [pairs, pairs.slice(1)], rng),
    /each stream must have a beam pair for each of the 4 symbols/,
  );
  const transmission = sampleTransmission(small, [pairs], rng);
  assert.throws(
    () => selectStream(small, transmission, complexZeros(5), 0),
    /received must be as many as the 24 symbols: current shape is 5/,
  );
  assert.throws(
    () => selectStream(small, transmission, transmission.symbols, 1),
    /chain must be an integer from 0 to 0/,
  );
  const far = { ...targets[0], rangeM: -1 };
  assert.throws(
    () => receiveEchoes(small, transmission, [far], rng),
    /rangeM must be positive/,
  );
  const loud = { ...targets[0], gain: { re: 1.7e308, im: 1.7e308 } };
  assert.throws(
    () => receiveEchoes(small, transmission, [loud], rng),
    /each sample must be finite/,
  );
});
