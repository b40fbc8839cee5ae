import assert from "node:assert/strict";
import {
  type ComplexArray,
  squaredModulus,
  squaredNorm,
} from "../../lib/core/complex_array.ts";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  bistaticResponse,
  sampleRadarCrossSection,
  sampleSnapshot,
} from "../../lib/channel/bistatic_response.ts";
import { beamformingVector } from "../../lib/channel/codebook.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";
import {
  detectionProbability,
  detectionThreshold,
  echoNoncentrality,
  estimateReflection,
  likelihoodRatioStatistic,
} from "../../lib/detection/likelihood_ratio_test.ts";

const numReceivers = 4;
const noisePower = 0.25;
const responses = range(0, numReceivers).map((n) =>
  bistaticResponse(
    steeringVectorOfSine(8, 0.3 * n - 0.4),
    steeringVectorOfSine(8, 0.1),
    beamformingVector(8, 0.15),
  )
);

/** The doubled statistic of fresh raw snapshots, one for each trial. */
function sampleStatistics(
  reflections: ComplexArray,
  numTrials: number,
  label: string,
): number[] {
  const rng = openStream(1, label);
  return range(0, numTrials).map(() => {
    const snapshots = responses.map((response, n) =>
      sampleSnapshot(
        { re: reflections.re[n], im: reflections.im[n] },
        response,
        noisePower,
        rng,
      )
    );
    return 2 * likelihoodRatioStatistic(snapshots, responses, noisePower);
  });
}

function assertShare(
  statistics: number[],
  threshold: number,
  expected: number,
) {
  const share = statistics.filter((value) => value > threshold).length /
    statistics.length;
  const standardError = Math.sqrt(
    expected * (1 - expected) / statistics.length,
  );
  assert.ok(
    Math.abs(share - expected) < 4 * standardError,
    `share ${share}, expected ${expected} +- ${standardError}`,
  );
}

Deno.test("eq. (13) finds the reflection where there is no noise", () => {
  const truth = { re: 0.3, im: -1.2 };
  const snapshot = sampleSnapshot(truth, responses[1], 0, openStream(1, "x"));
  const estimate = estimateReflection(snapshot, responses[1]);
  assert.ok(Math.abs(estimate.re - truth.re) < 1e-12);
  assert.ok(Math.abs(estimate.im - truth.im) < 1e-12);
});

Deno.test("eq. (15): the statistic is the drop of the residual, (sum c_0n - sum c_1n) / sigma^2", () => {
  const rng = openStream(2, "residual");
  const reflections = sampleRadarCrossSection(numReceivers, 1, rng);
  const snapshots = responses.map((response, n) =>
    sampleSnapshot(
      { re: reflections.re[n], im: reflections.im[n] },
      response,
      noisePower,
      rng,
    )
  );
  const drop = responses.reduce((sum, response, n) => {
    const estimate = estimateReflection(snapshots[n], response);
    const fitted = {
      re: snapshots[n].re.map((value, m) =>
        value - estimate.re * response.re[m] + estimate.im * response.im[m]
      ),
      im: snapshots[n].im.map((value, m) =>
        value - estimate.re * response.im[m] - estimate.im * response.re[m]
      ),
    };
    return sum + squaredNorm(snapshots[n]) - squaredNorm(fitted);
  }, 0) / noisePower;
  const statistic = likelihoodRatioStatistic(snapshots, responses, noisePower);
  assert.ok(Math.abs(statistic / drop - 1) < 1e-12);
});

Deno.test("raw noise passes the threshold as often as P_FA says, within 4 standard errors", () => {
  const silent = { re: new Float64Array(4), im: new Float64Array(4) };
  const statistics = sampleStatistics(silent, 20_000, "H0");
  for (const falseAlarmProbability of [0.1, 0.01]) {
    const threshold = detectionThreshold(falseAlarmProbability, numReceivers);
    assertShare(statistics, threshold, falseAlarmProbability);
  }
});

Deno.test("raw echoes are detected as often as P_D says, within 4 standard errors", () => {
  const threshold = detectionThreshold(1e-3, numReceivers);
  for (const power of [0.02, 0.06, 0.1]) {
    const reflections = sampleRadarCrossSection(
      numReceivers,
      power,
      openStream(4, "reflection"),
    );
    const noncentrality = echoNoncentrality(reflections, responses, noisePower);
    assertShare(
      sampleStatistics(reflections, 20_000, "H1"),
      threshold,
      detectionProbability(noncentrality, threshold, numReceivers),
    );
  }
});

Deno.test("the literal reading of eqs. (16) to (19) raises far fewer alarms than it says", () => {
  // Lambda itself held against the quantile is the doubled statistic held
  // against twice the quantile.
  for (
    const [nominal, actual] of [[1e-1, 7.9e-4], [1e-3, 1.5e-8]]
  ) {
    const threshold = detectionThreshold(nominal, 4);
    const rate = detectionProbability(0, 2 * threshold, 4);
    assert.ok(Math.abs(rate / actual - 1) < 0.02, `${nominal}: ${rate}`);
  }
});

Deno.test("the paper's operating point: P_FA 1e-3 and N = 4", () => {
  const threshold = detectionThreshold(1e-3, 4);
  assert.ok(Math.abs(threshold - 26.1244815583761) < 1e-12);
  assert.ok(Math.abs(detectionProbability(0, threshold, 4) - 1e-3) < 1e-15);
  // The plug-in reading reaches 0.9 where the true non-centrality is 24.99.
  assert.ok(
    Math.abs(detectionProbability(24.99 + 8, threshold, 4) - 0.9) < 1e-4,
  );
});

Deno.test("an estimate from a snapshot has the statistic as its power", () => {
  const rng = openStream(6, "power");
  const [response] = responses;
  const snapshot = sampleSnapshot({ re: 1, im: 1 }, response, noisePower, rng);
  const estimate = estimateReflection(snapshot, response);
  const statistic = likelihoodRatioStatistic(
    [snapshot],
    [response],
    noisePower,
  );
  const power = squaredModulus(estimate) * squaredNorm(response) / noisePower;
  assert.ok(Math.abs(statistic / power - 1) < 1e-14);
});

Deno.test("bad arguments are named", () => {
  const [response] = responses;
  const zero = { re: new Float64Array(8), im: new Float64Array(8) };
  assert.throws(() => detectionThreshold(0, 4), /strictly between 0 and 1/);
  assert.throws(() => detectionThreshold(2, 4), /strictly between 0 and 1/);
  assert.throws(
    () => detectionThreshold(0.1, 0),
    /numReceivers must be an int/,
  );
  assert.throws(() => detectionProbability(-1, 20, 4), RangeError);
  assert.throws(() => detectionProbability(NaN, 20, 4), RangeError);
  assert.throws(() => detectionProbability(1, NaN, 4), RangeError);
  assert.throws(() => estimateReflection(response, zero), /energy must be pos/);
  assert.throws(
    () => likelihoodRatioStatistic([response], responses, 1),
    /snapshots must be as many as the 4 responses: current shape is 1/,
  );
  assert.throws(
    () => likelihoodRatioStatistic(responses, responses, 0),
    /noisePower must be positive/,
  );
});
