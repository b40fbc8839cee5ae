import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  openOutputSlopes,
  type TrackOutput,
} from "../../../lib/tracking/extractor/track_outputs.ts";
import {
  addTrackLoss,
  type LossWeights,
  openLossParts,
} from "../../../lib/tracking/extractor/tracking_loss.ts";

const WEIGHTS: LossWeights = {
  estimate: 1,
  prediction: 0,
  likelihood: 0,
  huberM: 2,
};

/** A track whose estimate and prediction are off by these [m]. */
function outputOf(changes: Partial<TrackOutput> = {}): TrackOutput {
  return {
    estimateXM: 0,
    estimateYM: 0,
    predictedXM: 0,
    predictedYM: 0,
    headingX: 0.6,
    headingY: 0.8,
    fixScaleM: 1,
    scaleM: 1,
    mixedUnitM: 1,
    factorAhead: 1,
    factorMixed: 0,
    factorAside: 1,
    aheadMoves: true,
    asideMoves: true,
    fix: { xM: 0, yM: 0, xx: 1, xy: 0, yy: 1, perX: [1, 0], perY: [0, 1] },
    ...changes,
  };
}

/** The loss of a track whose target is at 0 now and next. */
function lossOf(output: TrackOutput, weights: LossWeights, share = 1) {
  const [sums, slopes] = [openLossParts(), openOutputSlopes()];
  addTrackLoss(sums, output, slopes, [0, 0], [0, 0], weights, share);
  return { sums, slopes };
}

const near = (actual: number, expected: number, error = 1e-12) =>
  assert.ok(Math.abs(actual - expected) < error, `${actual}, not ${expected}`);

Deno.test("Huber's pieces: half the square up to the bend, then a straight line", () => {
  // An error of (3, 4) s is one of 5 s.
  const totals = [0, 0.2, 0.4, 1, 2].map((s) =>
    lossOf(outputOf({ estimateXM: 3 * s, estimateYM: 4 * s }), WEIGHTS)
  );
  totals.map(({ sums }) => sums.total)
    .forEach((total, n) => near(total, [0, 0.5, 2, 2 * 4, 2 * 9][n]));
  // The pull is the error itself, and beyond the bend as long as the bend.
  const pulls = totals.map(({ slopes }) =>
    [slopes.estimateX, slopes.estimateY] as const
  );
  [[0, 0], [0.6, 0.8], [1.2, 1.6], [1.2, 1.6], [1.2, 1.6]].forEach(
    ([x, y], n) => {
      near(pulls[n][0], x);
      near(pulls[n][1], y);
    },
  );
});

Deno.test("the parts are sums of shares, unweighted; the total is weighted", () => {
  const weights = { estimate: 8, prediction: 2, likelihood: 0.1, huberM: 10 };
  const output = outputOf({ estimateXM: 1, predictedYM: 2 });
  const { sums } = lossOf(output, weights, 0.25);
  near(sums.estimateM2, 0.25);
  near(sums.predictionM2, 1);
  near(sums.likelihood, 0.25 * 4 / 2);
  near(sums.total, 0.25 * (8 * 0.5 + 2 * 2 + 0.1 * 2));
});

Deno.test("the likelihood is that of a Gaussian with the covariance L L^T", () => {
  const rng = openStream(1, "factors");
  for (let n = 0; n < 20; n++) {
    const angle = 6 * rng.uniform();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const [a, b, d] = [
      0.5 + rng.uniform(),
      rng.gaussian(),
      0.5 + rng.uniform(),
    ];
    const [errorX, errorY] = [rng.gaussian(), rng.gaussian()];
    const output = outputOf({
      headingX: x,
      headingY: y,
      factorAhead: a,
      factorMixed: b,
      factorAside: d,
      predictedXM: errorX,
      predictedYM: errorY,
    });
    const { sums } = lossOf(output, WEIGHTS);
    // The covariance in the frame, and the error turned into it.
    const [xx, xy, yy] = [a * a, a * b, b * b + d * d];
    const ahead = errorX * x + errorY * y;
    const aside = errorY * x - errorX * y;
    const determinant = xx * yy - xy * xy;
    const square = (ahead * ahead * yy - 2 * ahead * aside * xy +
      aside * aside * xx) / determinant;
    near(sums.likelihood, 0.5 * Math.log(determinant) + 0.5 * square, 1e-9);
  }
});

Deno.test("the likelihood pulls at the factor as central differences say", () => {
  const weights = { ...WEIGHTS, estimate: 0, likelihood: 1 };
  const factors = [0.7, -0.3, 1.1];
  const output = (moved: readonly number[]) =>
    outputOf({
      factorAhead: moved[0],
      factorMixed: moved[1],
      factorAside: moved[2],
      predictedXM: 0.8,
      predictedYM: -0.5,
    });
  const { slopes } = lossOf(output(factors), weights);
  const step = 1e-6;
  const differences = [0, 1, 2].map((n) => {
    const [above, below] = [step, -step].map((change) => {
      const moved = [...factors];
      // The first and the last by their logarithms.
      moved[n] = n === 1 ? moved[n] + change : moved[n] * Math.exp(change);
      return lossOf(output(moved), weights).sums.total;
    });
    return (above - below) / (2 * step);
  });
  near(slopes.logAhead, differences[0], 1e-8);
  near(slopes.mixed, differences[1], 1e-8);
  near(slopes.logAside, differences[2], 1e-8);
  // Where the target then is teaches the covariance alone.
  assert.deepEqual([slopes.predictedX, slopes.predictedY], [0, 0]);
});

Deno.test("a lost track pulls at its covariance no harder than one five deviations off", () => {
  const weights = { ...WEIGHTS, estimate: 0, likelihood: 1 };
  const [five, far] = [5, 500].map((errorM) =>
    lossOf(outputOf({ predictedXM: errorM }), weights).slopes
  );
  for (const name of ["logAhead", "mixed", "logAside"] as const) {
    near(far[name], five[name], 1e-9);
  }
  assert.ok(Math.abs(five.logAhead) > 1);
});
