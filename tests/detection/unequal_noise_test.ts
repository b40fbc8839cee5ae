import assert from "node:assert/strict";
import {
  type ComplexArray,
  squaredNorm,
} from "../../lib/core/complex_array.ts";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  bistaticResponse,
  sampleSnapshot,
} from "../../lib/channel/bistatic_response.ts";
import { beamformingVector } from "../../lib/channel/codebook.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";
import {
  detectionProbability,
  detectionThreshold,
  likelihoodRatioStatistic,
} from "../../lib/detection/likelihood_ratio_test.ts";
import {
  powerSumSurvival,
  upperPowerSumQuantile,
} from "../../lib/detection/quadratic_form.ts";
import {
  characteristicFunction,
  unequalNoiseNoncentrality,
  unequalNoiseStatistic,
  unnormalizedPowerSum,
  unnormalizedStatistic,
} from "../../lib/detection/unequal_noise.ts";

const numTrials = 20_000;
const noisePowers = [0.1, 0.5, 1, 4];
const reflection = { re: 0.3, im: -0.2 };
const responses = noisePowers.map((_, n) =>
  bistaticResponse(
    steeringVectorOfSine(8, 0.3 * n - 0.4),
    steeringVectorOfSine(8, 0.1),
    beamformingVector(8, 0.18),
  )
);
const receivers = noisePowers.map((noisePower, n) => ({
  responseEnergy: squaredNorm(responses[n]),
  noisePower,
  reflectionPower: 0.13,
}));

function sampleTrials(amplitude: 0 | 1, label: string): ComplexArray[][] {
  const rng = openStream(1, label);
  const scaled = { re: amplitude * 0.3, im: amplitude * -0.2 };
  return range(0, numTrials).map(() =>
    responses.map((response, n) =>
      sampleSnapshot(scaled, response, noisePowers[n], rng)
    )
  );
}

function assertShare(values: number[], threshold: number, expected: number) {
  const share = values.filter((value) => value > threshold).length /
    values.length;
  const standardError = Math.sqrt(expected * (1 - expected) / values.length);
  assert.ok(
    Math.abs(share - expected) < 4 * standardError,
    `share ${share}, expected ${expected} +- ${standardError}`,
  );
}

const noise = sampleTrials(0, "H0");
const echoes = sampleTrials(1, "H1");

Deno.test("with equal noise it is the statistic of eq. (15)", () => {
  const equal = unequalNoiseStatistic(echoes[0], responses, [2, 2, 2, 2]);
  const expected = likelihoodRatioStatistic(echoes[0], responses, 2);
  assert.ok(Math.abs(equal / expected - 1) < 1e-14);
});

Deno.test("the true likelihood ratio stays exactly chi-squared under unequal noise, within 4 standard errors", () => {
  const doubled = (trials: ComplexArray[][]) =>
    trials.map((snapshots) =>
      2 * unequalNoiseStatistic(snapshots, responses, noisePowers)
    );
  const threshold = detectionThreshold(0.01, 4);
  assertShare(doubled(noise), threshold, 0.01);
  const noncentrality = unequalNoiseNoncentrality(receivers);
  const high = 1.1 * (noncentrality + 8);
  assertShare(
    doubled(echoes),
    high,
    detectionProbability(noncentrality, high, 4),
  );
});

Deno.test("the corrected distribution of the un-normalised sum is the simulated one, within 4 standard errors", () => {
  const sums = (trials: ComplexArray[][]) =>
    trials.map((snapshots) => unnormalizedStatistic(snapshots, responses));
  const silent = unnormalizedPowerSum(
    receivers.map((receiver) => ({ ...receiver, reflectionPower: 0 })),
  );
  const threshold = upperPowerSumQuantile(silent, 0.01);
  assertShare(sums(noise), threshold, 0.01);
  const loud = unnormalizedPowerSum(receivers);
  assertShare(sums(echoes), threshold, powerSumSurvival(loud, threshold));
});

Deno.test("eq. (25) as printed is not the simulated characteristic function; with j for 2j it is", () => {
  const t = 0.003;
  const simulated = { re: 0, im: 0 };
  for (const snapshots of echoes) {
    const statistic = unnormalizedStatistic(snapshots, responses);
    simulated.re += Math.cos(t * statistic) / numTrials;
    simulated.im += Math.sin(t * statistic) / numTrials;
  }
  const distance = (reading: "exact" | "literal") => {
    const value = characteristicFunction(
      unnormalizedPowerSum(receivers, reading),
      t,
    );
    return Math.hypot(value.re - simulated.re, value.im - simulated.im);
  };
  const standardError = 1 / Math.sqrt(numTrials);
  assert.ok(distance("exact") < 4 * standardError, `${distance("exact")}`);
  assert.ok(distance("literal") > 20 * standardError, `${distance("literal")}`);
});

Deno.test("the characteristic function at 0 is 1, and its slope there is the mean", () => {
  const sum = { variances: [1, 3], noncentralities: [4, 0] };
  assert.deepEqual(characteristicFunction(sum, 0), { re: 1, im: 0 });
  const slope = characteristicFunction(sum, 1e-7).im / 1e-7;
  assert.ok(Math.abs(slope - (1 * 3 + 3)) < 1e-6);
});

Deno.test("eq. (25) to the letter, by complex arithmetic on one receiver", () => {
  const [receiver] = receivers;
  const { responseEnergy: energy, noisePower, reflectionPower } = receiver;
  const t = 0.05;
  // 1 / (1 - 2 j s t) = (1 + 2 j s t) / (1 + (2 s t)^2) with s = sigma^2 energy.
  const slope = 2 * noisePower * energy * t;
  const norm = 1 + slope * slope;
  const exponent = reflectionPower * energy * energy * t;
  const modulus = Math.exp(-exponent * slope / norm);
  const phase = exponent / norm;
  const expected = {
    re: modulus * (Math.cos(phase) - slope * Math.sin(phase)) / norm,
    im: modulus * (Math.sin(phase) + slope * Math.cos(phase)) / norm,
  };
  const value = characteristicFunction(
    unnormalizedPowerSum([receiver], "literal"),
    t,
  );
  assert.ok(Math.abs(value.re - expected.re) < 1e-14);
  assert.ok(Math.abs(value.im - expected.im) < 1e-14);
  assert.ok(Math.abs(reflection.re ** 2 + reflection.im ** 2 - 0.13) < 1e-15);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => unequalNoiseStatistic(echoes[0], responses, [1, 1]),
    /noisePowers must be as many as the 4 responses: current shape is 2/,
  );
  assert.throws(
    () => unnormalizedStatistic([], responses),
    /snapshots must be as many as the 4 responses/,
  );
  assert.throws(
    () => unnormalizedPowerSum([{ ...receivers[0], noisePower: 0 }]),
    /noisePower must be positive/,
  );
});
