import assert from "node:assert/strict";
import { squaredNorm } from "../../lib/core/complex_array.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  bistaticResponse,
  sampleRadarCrossSection,
  sampleSnapshot,
} from "../../lib/channel/bistatic_response.ts";
import { beamformingVector } from "../../lib/channel/codebook.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";

Deno.test("a beam on the target gives the response the energy M^2", () => {
  const numAntennas = 64;
  const response = bistaticResponse(
    steeringVectorOfSine(numAntennas, 0.7),
    steeringVectorOfSine(numAntennas, 0.25),
    beamformingVector(numAntennas, 0.25),
  );
  assert.ok(Math.abs(squaredNorm(response) / 4096 - 1) < 1e-12);
});

Deno.test("a snapshot without noise is the reflected response", () => {
  const response = { re: Float64Array.of(1, 2), im: Float64Array.of(0, 1) };
  const reflection = { re: 0, im: 2 };
  const snapshot = sampleSnapshot(reflection, response, 0, openStream(1, "x"));
  assert.deepEqual([...snapshot.re, ...snapshot.im], [0, -2, 2, 4]);
});

Deno.test("radar cross sections have the mean power asked for, within 4 standard errors", () => {
  const crossSections = sampleRadarCrossSection(1e5, 2, openStream(5, "rcs"));
  const power = squaredNorm(crossSections) / 1e5;
  assert.ok(Math.abs(power - 2) < 4 * 2 / Math.sqrt(1e5));
});

Deno.test("a bad noise power is named", () => {
  const response = { re: Float64Array.of(1), im: Float64Array.of(0) };
  assert.throws(
    () => sampleSnapshot({ re: 1, im: 0 }, response, NaN, openStream(1, "x")),
    /noisePower must be non-negative/,
  );
});
