import assert from "node:assert/strict";
import {
  type ComplexArray,
  complexZeros,
  innerProduct,
  scale,
  squaredModulus,
  squaredNorm,
} from "../../lib/core/complex_array.ts";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { bistaticResponse } from "../../lib/channel/bistatic_response.ts";
import { beamformingVector } from "../../lib/channel/codebook.ts";
import {
  makeOrthogonal,
  matchedFilter,
  receiveEcho,
  sampleDataStream,
  transmitSignal,
  zadoffChuSequence,
} from "../../lib/channel/matched_filter.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";

const numSamples = 127;
const numAntennas = 8;
const waveform = zadoffChuSequence(numSamples, 5);
const beam = beamformingVector(numAntennas, 0.25);
const path = {
  reflection: { re: 0.6, im: -0.3 },
  receiveSteering: steeringVectorOfSine(numAntennas, -0.4),
  transmitSteering: steeringVectorOfSine(numAntennas, 0.2),
  delaySamples: 40,
};

function largestDifference(a: ComplexArray, b: ComplexArray): number {
  return Math.max(
    ...Array.from(a.re, (value, i) => Math.abs(value - b.re[i])),
    ...Array.from(a.im, (value, i) => Math.abs(value - b.im[i])),
  );
}

Deno.test("a Zadoff-Chu sequence of 3, by hand", () => {
  const { re, im } = zadoffChuSequence(3);
  [1, -0.5, 1].forEach((value, t) =>
    assert.ok(Math.abs(re[t] - value) < 1e-15)
  );
  [0, -Math.sqrt(0.75), 0].forEach((value, t) =>
    assert.ok(Math.abs(im[t] - value) < 1e-15)
  );
});

Deno.test("a Zadoff-Chu sequence is orthogonal to itself at every other delay", () => {
  const copies = [waveform];
  for (const _ of range(1, numSamples)) {
    const { re, im } = copies[copies.length - 1];
    copies.push({
      re: Float64Array.of(re[numSamples - 1], ...re.subarray(0, -1)),
      im: Float64Array.of(im[numSamples - 1], ...im.subarray(0, -1)),
    });
  }
  assert.ok(Math.abs(squaredNorm(waveform) - numSamples) < 1e-12);
  for (const copy of copies.slice(1)) {
    assert.ok(squaredModulus(innerProduct(waveform, copy)) < 1e-20);
  }
});

Deno.test("eq. (5) follows: with orthogonal streams the filter leaves gamma H w", () => {
  const rng = openStream(1, "data");
  const streams = range(0, 4).map((k) => ({
    beam: beamformingVector(numAntennas, 0.2 * k),
    waveform: makeOrthogonal(sampleDataStream(numSamples, rng), waveform),
  }));
  const signal = transmitSignal([...streams, { beam, waveform }]);
  const echo = receiveEcho(signal, path, 0, rng);
  const snapshot = matchedFilter(echo, waveform, path.delaySamples);
  const expected = scale(
    bistaticResponse(path.receiveSteering, path.transmitSteering, beam),
    path.reflection,
  );
  assert.ok(largestDifference(snapshot, expected) < 1e-12);
});

Deno.test("at a wrong delay the filter leaves nothing of a waveform sent alone", () => {
  const signal = transmitSignal([{ beam, waveform }]);
  const echo = receiveEcho(signal, path, 0, openStream(1, "none"));
  const wrong = matchedFilter(echo, waveform, path.delaySamples + 3);
  assert.ok(squaredNorm(wrong) < 1e-24);
});

Deno.test("the filter lowers the noise power by the number of samples, within 4 standard errors", () => {
  const silent = { ...path, reflection: { re: 0, im: 0 } };
  const signal = transmitSignal([{ beam, waveform }]);
  const rng = openStream(2, "noise");
  const numBlocks = 400;
  const noisePower = range(0, numBlocks)
    .map(() =>
      squaredNorm(
        matchedFilter(receiveEcho(signal, silent, 3, rng), waveform, 0),
      )
    )
    .reduce((sum, power) => sum + power) / (numBlocks * numAntennas);
  const expected = 3 / numSamples;
  const standardError = expected / Math.sqrt(numBlocks * numAntennas);
  assert.ok(Math.abs(noisePower - expected) < 4 * standardError);
});

Deno.test("bad arguments are named", () => {
  const signal = transmitSignal([{ beam, waveform }]);
  const rng = openStream(1, "none");
  assert.throws(() => zadoffChuSequence(8), /numSamples must be odd/);
  assert.throws(() => zadoffChuSequence(9, 3), /root must be without a common/);
  assert.throws(
    () => makeOrthogonal(waveform, complexZeros(numSamples)),
    {
      name: "RangeError",
      message:
        "Cannot make a stream orthogonal as the waveform's energy must " +
        "be positive and finite: current value is 0",
    },
  );
  assert.throws(
    () => transmitSignal([]),
    /number of transmissions must be an integer of at least 1/,
  );
  assert.throws(
    () => transmitSignal([{ beam, waveform }, { beam: waveform, waveform }]),
    /each beam must have the length of the first, 8: current shape is 127/,
  );
  assert.throws(() => receiveEcho(signal, path, -1, rng), /noisePower must be/);
  assert.throws(
    () => receiveEcho(signal.slice(1), path, 0, rng),
    /signal must have an array for each of the 8 elements/,
  );
  assert.throws(
    () => matchedFilter(signal, complexZeros(0), 0),
    /number of samples must be an integer of at least 1/,
  );
  assert.throws(
    () => matchedFilter(signal, waveform, 0.5),
    /delaySamples must be an integer/,
  );
});
