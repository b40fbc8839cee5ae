import assert from "node:assert/strict";
import { squaredNorm } from "../../lib/core/complex_array.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  noisePowerDbm,
  sampleComplexGaussian,
} from "../../lib/channel/noise.ts";

Deno.test("the paper's noise power is -91.99 dBm", () => {
  assert.equal(noisePowerDbm(20e6, 9).toFixed(2), "-91.99");
});

Deno.test("CN(0, v) has mean squared modulus v, half in each part, within 4 standard errors", () => {
  const numSamples = 100_000;
  const samples = sampleComplexGaussian(numSamples, 3, openStream(1, "noise"));
  const power = squaredNorm(samples) / numSamples;
  assert.ok(Math.abs(power - 3) < 4 * 3 / Math.sqrt(numSamples));
  const realPower = samples.re.reduce((sum, x) => sum + x * x, 0) / numSamples;
  assert.ok(Math.abs(realPower - 1.5) < 4 * 1.5 * Math.sqrt(2 / numSamples));
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => noisePowerDbm(0, 9), /bandwidthHz must be positive/);
  assert.throws(
    () => sampleComplexGaussian(2, -1, openStream(1, "x")),
    /variance must be non-negative/,
  );
});
