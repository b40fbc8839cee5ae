import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { nearestBeamPairs } from "../../lib/channel/beam_pair.ts";
import {
  echoDetectionProbability,
  searchFalseAlarmProbability,
} from "../../lib/estimation/echo_detection.ts";
import { estimateByMaximumLikelihood } from "../../lib/estimation/range_angle_estimators.ts";
import { testRadar } from "../channel/test_radar.ts";
import { AREA, sampleSilence } from "./measured_echo.ts";

const radar = testRadar();
const pairs = nearestBeamPairs(0.03, 32, 2);

Deno.test("without an echo, four degrees of freedom leave e^-T (1 + T)", () => {
  for (const threshold of [0, 1, 20]) {
    const exact = Math.exp(-threshold) * (1 + threshold);
    const probability = echoDetectionProbability(0, threshold);
    assert.ok(Math.abs(probability / exact - 1) < 1e-12);
  }
});

Deno.test("P_D is the share of |sqrt(S) + n|^2 + (e_1^2 + e_2^2) / 2 above T, within 4 standard errors", () => {
  const rng = openStream(1, "detection");
  const numTrials = 20_000;
  for (const energy of [8, 20, 31]) {
    let numDetected = 0;
    for (let i = 0; i < numTrials; i++) {
      const inPhase = Math.sqrt(energy) + Math.SQRT1_2 * rng.gaussian();
      const rest = range(0, 3).map(() => rng.gaussian() ** 2 / 2);
      if (inPhase ** 2 + rest[0] + rest[1] + rest[2] > 20) numDetected++;
    }
    const exact = echoDetectionProbability(energy, 20);
    const standardError = Math.sqrt(exact * (1 - exact) / numTrials);
    const share = numDetected / numTrials;
    assert.ok(Math.abs(share - exact) < 4 * standardError, `S ${energy}`);
  }
});

Deno.test("P_D grows with the energy up to 1, and does not jump there", () => {
  const probabilities = range(0, 400)
    .map((i) => echoDetectionProbability(0.5 * i, 20));
  probabilities.reduce((before, after) => {
    assert.ok(after >= before);
    return after;
  });
  const edge = (Math.sqrt(20) + 7) ** 2;
  assert.equal(echoDetectionProbability(edge * 1.001, 20), 1);
  assert.ok(1 - echoDetectionProbability(edge * 0.999, 20) < 1e-15);
});

Deno.test("T = 20 lets 3.1e-6 of the searches in noise find an echo", () => {
  const probability = searchFalseAlarmProbability(radar, pairs, AREA, 20);
  assert.equal(probability.toExponential(1), "3.1e-6");
});

Deno.test("searches in noise raise as many false alarms as expected, within 4 standard errors", () => {
  const rng = openStream(2, "silence");
  const numTrials = 2000;
  const statistics = range(0, numTrials).map(() =>
    estimateByMaximumLikelihood(
      radar,
      pairs,
      sampleSilence(radar, pairs, rng),
      AREA,
    ).statistic
  );
  for (const threshold of [9.5, 10, 11]) {
    const expected = searchFalseAlarmProbability(
      radar,
      pairs,
      AREA,
      threshold,
    );
    const share = statistics.filter((value) => value > threshold).length /
      numTrials;
    const standardError = Math.sqrt(expected * (1 - expected) / numTrials);
    assert.ok(
      Math.abs(share - expected) < 4 * standardError,
      `T ${threshold}: ${share}, expected ${expected}`,
    );
  }
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => echoDetectionProbability(-1, 20), /energy must be from/);
  assert.throws(() => echoDetectionProbability(1, 701), /threshold must be/);
  assert.throws(
    () => searchFalseAlarmProbability(radar, pairs, AREA, 0),
    /threshold must be from 1 to 700/,
  );
  assert.throws(
    () =>
      searchFalseAlarmProbability(radar, pairs, { ...AREA, maxRangeM: 0 }, 9),
    /maxRangeM must be positive/,
  );
});
