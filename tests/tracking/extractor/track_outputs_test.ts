import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  EXTRACTOR_BASES,
  type ExtractorBase,
  fusedFix,
  predictedFix,
} from "../../../lib/tracking/extractor/position_fix.ts";
import {
  moveTrackInto,
  type OutputSlopes,
  passOutputsBack,
  readOutputs,
  type TrackOutput,
} from "../../../lib/tracking/extractor/track_outputs.ts";
import type { TrackStates } from "../../../lib/tracking/extractor/track_states.ts";
import {
  addTrackLoss,
  type LossWeights,
} from "../../../lib/tracking/extractor/tracking_loss.ts";
import { foldBelief } from "../../../lib/tracking/position_belief.ts";
import { checkProperty } from "../../property.ts";
import {
  measure,
  placeOfTrack,
  sampleStates,
  scenario,
} from "./sample_tracks.ts";

const STEP_M = 1;

function read(
  base: ExtractorBase,
  states: TrackStates,
  outputs: readonly number[],
): TrackOutput {
  const place = placeOfTrack(states);
  const measurements = [measure(0, { xM: place.xM + 0.2, yM: place.yM })];
  const fix = base === "fuse"
    ? fusedFix(scenario, states, 0, measurements)
    : predictedFix(states, 0);
  // Float32 would hide small steps.
  const array = Float64Array.from(outputs) as unknown as Float32Array;
  return readOutputs(base, states, 0, fix, array, 0, array, 2, STEP_M);
}

function noSlopes(): OutputSlopes {
  return {
    estimateX: 0,
    estimateY: 0,
    predictedX: 0,
    predictedY: 0,
    logAhead: 0,
    mixed: 0,
    logAside: 0,
  };
}

function covarianceOf(states: TrackStates): [number, number, number] {
  return [
    states.varianceXM2[0],
    states.covarianceXYM2[0],
    states.varianceYM2[0],
  ];
}

Deno.test("outputs of zero leave the fix, and step ahead from it", () => {
  for (const base of EXTRACTOR_BASES) {
    const states = sampleStates(openStream(1, "states"));
    const output = read(base, states, Array(7).fill(0));
    const { fix, headingX, headingY } = output;
    assert.deepEqual(
      [output.estimateXM, output.estimateYM],
      [fix.xM, fix.yM],
    );
    const close = (actual: number, expected: number) =>
      assert.ok(Math.abs(actual - expected) < 1e-12);
    close(output.predictedXM, fix.xM + STEP_M * headingX);
    close(output.predictedYM, fix.yM + STEP_M * headingY);
    moveTrackInto(states, 0, output, scenario);
    const [xx, xy, yy] = covarianceOf(states);
    if (base === "none") {
      // Without a fix there is nothing to begin from but a constant.
      close(xx, 0.3 ** 2);
      close(xy, 0);
      close(yy, 0.3 ** 2);
      continue;
    }
    const [ahead, aside] = [0.05 ** 2, 0.2 ** 2];
    close(xx, fix.xx + headingX ** 2 * ahead + headingY ** 2 * aside);
    close(xy, fix.xy + headingX * headingY * (ahead - aside));
    close(yy, fix.yy + headingY ** 2 * ahead + headingX ** 2 * aside);
  }
});

Deno.test("the covariance stays positive definite, whatever comes out", () => {
  const number = fc.oneof(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
  const blocks = fc.array(fc.tuple(...Array(7).fill(number)), {
    minLength: 1,
    maxLength: 12,
  });
  const bases = fc.constantFrom(...EXTRACTOR_BASES);
  checkProperty(
    fc.property(blocks, bases, fc.nat(), (outputs, base, seed) => {
      const states = sampleStates(openStream(seed, "states"));
      for (const ofBlock of outputs) {
        const output = read(base, states, ofBlock as number[]);
        moveTrackInto(states, 0, output, scenario);
        const [xx, xy, yy] = covarianceOf(states);
        assert.ok(xx > 0 && yy > 0 && xx * yy - xy * xy > 0);
        assert.ok(Math.sqrt(xx + yy) < 36);
        const length = Math.hypot(states.headingX[0], states.headingY[0]);
        assert.ok(Math.abs(length - 1) < 1e-9);
        assert.ok(states.yM[0] >= 0 && states.yM[0] <= scenario.areaWidthM);
      }
    }),
  );
});

Deno.test("a track across the edge is that of its mirror image", () => {
  const { areaWidthM } = scenario;
  const wide = { ...scenario, areaWidthM: 1e6 };
  let numFolded = 0;
  for (let seed = 0; seed < 20; seed++) {
    const [inside, beyond] = [0, 1].map(() => {
      const states = sampleStates(openStream(seed, "states"));
      states.yM[0] = areaWidthM - 0.1;
      states.headingY[0] = Math.abs(states.headingY[0]);
      return states;
    });
    const outputs = [0.1, -0.2, 3 / scaleOfTrack(inside), 0.2, 0.3, -0.4, 0.2];
    moveTrackInto(inside, 0, read("none", inside, outputs), scenario);
    moveTrackInto(beyond, 0, read("none", beyond, outputs), wide);
    if (beyond.yM[0] <= areaWidthM) continue;
    numFolded++;
    const [varianceXM2, covarianceXYM2, varianceYM2] = covarianceOf(beyond);
    const folded = foldBelief({
      ...placeOfTrack(beyond),
      varianceXM2,
      covarianceXYM2,
      varianceYM2,
    }, areaWidthM);
    assert.deepEqual(placeOfTrack(inside), { xM: folded.xM, yM: folded.yM });
    assert.deepEqual(
      covarianceOf(inside),
      [folded.varianceXM2, folded.covarianceXYM2, folded.varianceYM2],
    );
    for (const name of ["headingX", "stepM", "correctionX"] as const) {
      assert.equal(inside[name][0], beyond[name][0]);
    }
    for (const name of ["headingY", "turnSine", "correctionY"] as const) {
      assert.equal(inside[name][0], -beyond[name][0]);
    }
  }
  assert.ok(numFolded > 10);
});

/** What an output of 1 is of a track [m]. */
function scaleOfTrack(states: TrackStates): number {
  const [xx, , yy] = covarianceOf(states);
  return Math.sqrt((xx + yy) / 2);
}

const WEIGHTS: LossWeights = {
  estimate: 3,
  prediction: 2,
  likelihood: 0,
  huberM: 0.8,
};

/** A loss and its gradients to the seven outputs. */
function lossOf(
  base: ExtractorBase,
  states: TrackStates,
  outputs: readonly number[],
  weights: LossWeights,
) {
  const output = read(base, states, outputs);
  const slopes = noSlopes();
  const sums = { estimateM2: 0, predictionM2: 0, likelihood: 0, total: 0 };
  const { xM, yM } = placeOfTrack(states);
  addTrackLoss(
    sums,
    output,
    slopes,
    [xM + 0.3, yM - 0.1],
    [xM + 0.9, yM + 0.7],
    weights,
    0.5,
  );
  const gradients = new Float64Array(7) as unknown as Float32Array;
  const back = passOutputsBack(output, slopes, gradients, 0, gradients, 2);
  return { total: sums.total, gradients: [...gradients], back };
}

function slopesOf(
  base: ExtractorBase,
  states: TrackStates,
  outputs: readonly number[],
  weights: LossWeights,
): number[] {
  const step = 1e-5;
  return outputs.map((_, n) => {
    const [above, below] = [step, -step].map((change) =>
      lossOf(
        base,
        states,
        outputs.map((value, i) => i === n ? value + change : value),
        weights,
      ).total
    );
    return (above - below) / (2 * step);
  });
}

Deno.test("errors pull at the outputs as central differences say", () => {
  for (let seed = 0; seed < 30; seed++) {
    const rng = openStream(seed, "outputs");
    const states = sampleStates(rng);
    const outputs = Array.from({ length: 7 }, () => rng.gaussian());
    for (const base of EXTRACTOR_BASES) {
      const { gradients } = lossOf(base, states, outputs, WEIGHTS);
      slopesOf(base, states, outputs, WEIGHTS).forEach((slope, n) =>
        assert.ok(Math.abs(gradients[n] - slope) < 1e-7, `${seed}, ${n}`)
      );
    }
  }
});

Deno.test("the likelihood pulls at the covariance alone, as central differences say", () => {
  const weights = { ...WEIGHTS, estimate: 0, prediction: 0, likelihood: 1 };
  for (let seed = 0; seed < 30; seed++) {
    const rng = openStream(seed, "outputs");
    // Deviations as large as the errors: no pull is cut.
    const states = sampleStates(rng, 1.5);
    const widened = [0, 0, 0, 0, Math.log(5), 0, Math.log(5)];
    const outputs = widened.map((mean) => mean + 0.3 * rng.gaussian());
    const { gradients } = lossOf("none", states, outputs, weights);
    assert.deepEqual(gradients.slice(0, 4), [0, 0, 0, 0]);
    slopesOf("none", states, outputs, weights).slice(4).forEach((slope, n) =>
      assert.ok(Math.abs(gradients[4 + n] - slope) < 1e-6, `${seed}, ${n}`)
    );
  }
});

Deno.test("what is cut does not pull", () => {
  const weights = { ...WEIGHTS, likelihood: 1 };
  const states = sampleStates(openStream(1, "states"));
  const outputs = [0, 0, 0, 0, 5, 0, -5];
  const { gradients } = lossOf("none", states, outputs, weights);
  assert.deepEqual([gradients[4], gradients[6]], [0, 0]);
  assert.equal(slopesOf("none", states, outputs, weights)[4], 0);
});

Deno.test("errors pull at the prediction that the fix was made from", () => {
  const states = sampleStates(openStream(1, "states"));
  const outputs = Array(7).fill(0.1);
  const output = read("fuse", states, outputs);
  const slopes = { ...noSlopes(), estimateX: 2, predictedY: -1 };
  const gradients = new Float32Array(7);
  const [x, y] = passOutputsBack(output, slopes, gradients, 0, gradients, 2);
  // The prediction moves with the estimate.
  const { perX, perY } = output.fix;
  assert.equal(x, perX[0] * 2 - perY[0]);
  assert.equal(y, perX[1] * 2 - perY[1]);
});
