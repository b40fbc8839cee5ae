import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  cramerRaoRecursion,
  type LinearizedMotion,
  linearizeHeadingMotion,
} from "../../lib/tracking/cramer_rao_recursion.ts";
import {
  headingFilter,
  particleFilter,
} from "../../lib/tracking/filters/mod.ts";
import { positionInformation } from "../../lib/tracking/measurement.ts";
import { sampleEpisode } from "../../lib/tracking/motion.ts";
import { trackingScenario } from "../../lib/tracking/scenario.ts";
import {
  ACCELERATION_SIGMA_MPS2,
  NUM_BLOCKS,
  openingState,
  READING_SIGMA_M,
  sampleLinearTrack,
} from "./linear_tracks.ts";
import {
  NOISE,
  type OpenLoopStep,
  rmseOf,
  trackOpenLoop,
} from "./open_loop.ts";

const scenario = trackingScenario();

function linearMotion(): LinearizedMotion {
  const power = ACCELERATION_SIGMA_MPS2 ** 2;
  const [pp, pv, vv] = [power * 0.005 ** 2, power * 0.0005, power * 0.01];
  return {
    size: 4,
    initialCovariance: openingState().covariance,
    noiseCovariance: Float64Array.of(
      ...[pp, 0, pv, 0, 0, pp, 0, pv],
      ...[pv, 0, vv, 0, 0, pv, 0, vv],
    ),
    transition: () =>
      Float64Array.of(1, 0, 0.1, 0, 0, 1, 0, 0.1, 0, 0, 1, 0, 0, 0, 0, 1),
  };
}

const linearBoundM2 = cramerRaoRecursion(linearMotion(), NUM_BLOCKS, () => ({
  xx: READING_SIGMA_M ** -2,
  xy: 0,
  yy: READING_SIGMA_M ** -2,
}));

/** Mean and standard error of the squared errors in a block. */
function squaredErrors(believedSigmaMps2: number, block: number) {
  const squares = range(0, 1000).map((seed) => {
    const { updated, truth } =
      sampleLinearTrack(seed, believedSigmaMps2)[block];
    return (updated.xM - truth.xM) ** 2 + (updated.yM - truth.yM) ** 2;
  });
  const mean = squares.reduce((sum, x) => sum + x / squares.length, 0);
  const power = squares.reduce((sum, x) => sum + x * x / squares.length, 0);
  const standardError = Math.sqrt((power - mean * mean) / squares.length);
  return { mean, standardError };
}

Deno.test("two fixes of a target at rest halve its variance, and so on", () => {
  const rest: LinearizedMotion = {
    size: 2,
    initialCovariance: Float64Array.of(6, 0, 0, 6),
    noiseCovariance: new Float64Array(4),
    transition: () => Float64Array.of(1, 0, 0, 1),
  };
  const boundM2 = cramerRaoRecursion(rest, 3, () => ({
    xx: 1 / 6,
    xy: 0,
    yy: 0,
  }));
  [3 + 6, 2 + 6, 1.5 + 6].forEach((expected, block) =>
    assert.ok(Math.abs(boundM2[block] - expected) < 1e-12)
  );
});

Deno.test("where all is linear and Gaussian it is the Kalman filter's own covariance", () => {
  sampleLinearTrack(1).forEach(({ updated }, block) => {
    const traceM2 = updated.varianceXM2 + updated.varianceYM2;
    assert.ok(Math.abs(traceM2 - linearBoundM2[block]) < 1e-12);
  });
});

Deno.test("there the Kalman filter meets it within 4 standard errors, and a mistuned one is above", () => {
  for (const block of [0, 1, 5, 20, 39]) {
    const { mean, standardError } = squaredErrors(10, block);
    assert.ok(Math.abs(mean - linearBoundM2[block]) < 4 * standardError);
  }
  for (const believed of [2, 60]) {
    const { mean, standardError } = squaredErrors(believed, 39);
    assert.ok(mean - 4 * standardError > linearBoundM2[39]);
  }
});

Deno.test("on the paper's paths it is a reference: the particle filter is at it, the heading filter within 5 %", () => {
  const seeds = range(0, 4);
  const [kalman, particles] = [
    headingFilter(scenario),
    particleFilter(scenario, { numParticles: 500 }),
  ].map((filter) =>
    seeds.flatMap((seed) => trackOpenLoop(scenario, filter, seed, 8))
  );
  const referenceM2 = seeds.flatMap((seed) => {
    const episode = sampleEpisode(
      scenario,
      8,
      (label) => openStream(seed, label),
    );
    return range(0, 8).map((target) =>
      cramerRaoRecursion(
        linearizeHeadingMotion(scenario, episode, target),
        100,
        (block) => informationOf(kalman[8 * seed + target][block]),
      )
    );
  });
  const meanM2 = referenceM2.reduce(
    (sum, track) => sum + track.reduce((a, b) => a + b, 0),
    0,
  ) / (100 * referenceM2.length);
  const referenceM = Math.sqrt(meanM2);
  const ratios = [kalman, particles].map((tracks) =>
    rmseOf(tracks.flat()) / referenceM
  );
  assert.ok(ratios[0] > 0.98 && ratios[0] < 1.05, `${ratios[0]}`);
  assert.ok(ratios[1] > 0.97 && ratios[1] < 1.04, `${ratios[1]}`);
});

function informationOf({ measurements, truth }: OpenLoopStep) {
  return measurements.map(({ station }) =>
    positionInformation(scenario.baseStations[station], truth, NOISE)
  ).reduce((sum, one) => ({
    xx: sum.xx + one.xx,
    xy: sum.xy + one.xy,
    yy: sum.yy + one.yy,
  }));
}

Deno.test("a covariance that is none is refused", () => {
  const motion = { ...linearMotion(), initialCovariance: new Float64Array(16) };
  assert.throws(
    () => cramerRaoRecursion(motion, 3, () => ({ xx: 1, xy: 0, yy: 1 })),
    /Cannot factor a matrix as pivot 0 of the matrix must be positive/,
  );
});
