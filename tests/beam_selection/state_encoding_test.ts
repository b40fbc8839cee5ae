import assert from "node:assert/strict";
import {
  ENCODING_SETTINGS,
  feedbackFlag,
  StateEncoder,
  variantSigmoid,
} from "../../lib/beam_selection/state_encoding.ts";

Deno.test("eq. (27) in both readings, by hand", () => {
  // P_D rose with a step of -3.
  assert.equal(feedbackFlag(0.1, 0.4, -3, "direction"), -1);
  assert.equal(feedbackFlag(0.1, 0.4, -3, "effect"), 1);
  assert.equal(feedbackFlag(0.4, 0.1, 2, "direction"), -1);
  assert.equal(feedbackFlag(0.4, 0.4, 2, "effect"), 0);
});

Deno.test("eq. (33) maps 0, 1/2 and 1, by hand", () => {
  assert.equal(variantSigmoid(0, 5), 0);
  assert.equal(variantSigmoid(1, 5), 1);
  const expected = (1 / (1 + Math.exp(-2.5)) - 0.5) /
    (1 / (1 + Math.exp(-5)) - 0.5);
  assert.ok(Math.abs(variantSigmoid(0.5, 5) - expected) < 1e-15);
});

Deno.test("eq. (32) with I = 16: sines at even places, cosines before them", () => {
  const encoder = new StateEncoder(64);
  const input = new Float32Array(encoder.inputSize);
  encoder.encodeInto(input, { beam: 37, detectionProbability: 0, flag: -1 });
  assert.equal(encoder.inputSize, 18);
  // Place 2i is index 2i - 1; i = 3.
  const angle = 37 / 1000 ** (6 / 16);
  assert.equal(input[5], Math.fround(Math.sin(angle)));
  assert.equal(input[4], Math.fround(Math.cos(angle)));
  assert.deepEqual([...input.subarray(16)], [0, -1]);
});

Deno.test("no two beams have the same embedding", () => {
  const encoder = new StateEncoder(64);
  const texts = new Set(
    Array.from({ length: 64 }, (_, beam) => {
      const input = new Float32Array(encoder.inputSize);
      encoder.encodeInto(input, { beam, detectionProbability: 0, flag: 0 });
      return input.join();
    }),
  );
  assert.equal(texts.size, 64);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => new StateEncoder(64, { ...ENCODING_SETTINGS, embeddingSize: 7 }),
    /embeddingSize must be even: current value is 7/,
  );
  assert.throws(() => variantSigmoid(NaN, 5), /detectionProbability must be/);
});
