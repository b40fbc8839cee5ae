/**
 * What the network's outputs mean for a track, and the gradients back to them.
 * In the frame of the heading, with the scale s of the track's covariance:
 *
 *     estimate   = fix + s_fix (o_1, o_2)
 *     prediction = estimate + one step ahead + s (o_3, o_4)
 *     L          = (a e^{o_5}, b + s o_6, d e^{o_7})
 *
 * where L is the Cholesky factor of the prediction's covariance, and (a, b, d)
 * that of a fused fix with what a step makes uncertain. Without a fix there is
 * no covariance to begin from but the network's own, which would drift: there
 * (a, b, d) is a constant, and so is what stands for s before o_6. The recursion
 * is ours; the paper has coordinates come out of the network.
 *
 * @module
 */
import { foldedY, isMirrored } from "../position_belief.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { ExtractorBase, PositionFix } from "./position_fix.ts";
import { scaleOf, type TrackStates } from "./track_states.ts";

/** Outputs about now: two. */
export const NUM_NOW_OUTPUTS = 2;
/** Outputs about the next block: two of the place, three of its covariance. */
export const NUM_NEXT_OUTPUTS = 5;

/** What a step adds to a fused fix, ahead and aside [m]. */
const STEP_SIGMA_AHEAD_M = 0.05;
const STEP_SIGMA_ASIDE_M = 0.2;
/** What a prediction without a fix is uncertain by at first, any way [m]. */
const TYPICAL_SIGMA_M = 0.3;
/** A covariance's logarithms change by at most this at a time. */
const MOST_CHANGE = 3;
/** The least and the largest deviation that a prediction states [m]. */
const LEAST_SIGMA_M = 0.02;
const MOST_SIGMA_M = 20;

/** What a track made of its outputs in a block: what gradients need. */
export interface TrackOutput {
  /** The estimate [m]. */
  readonly estimateXM: number;
  /** The estimate [m]. */
  readonly estimateYM: number;
  /** The prediction of the next block; not yet folded into the area [m]. */
  readonly predictedXM: number;
  /** The prediction of the next block; not yet folded into the area [m]. */
  readonly predictedYM: number;
  /** The frame: the heading, a unit vector. */
  readonly headingX: number;
  /** The frame: the heading, a unit vector. */
  readonly headingY: number;
  /** What a unit of the outputs about now is [m]. */
  readonly fixScaleM: number;
  /** What a unit of the outputs about the next block is [m]. */
  readonly scaleM: number;
  /** What a unit of the factor's mixed output is [m]. */
  readonly mixedUnitM: number;
  /** a of the Cholesky factor of the prediction's covariance, in the frame [m]. */
  readonly factorAhead: number;
  /** b of that factor [m]. */
  readonly factorMixed: number;
  /** d of that factor [m]. */
  readonly factorAside: number;
  /** Whether a is within its bounds, so that it follows its output. */
  readonly aheadMoves: boolean;
  /** Whether d is. */
  readonly asideMoves: boolean;
  /** The fix, and how it follows the prediction that it was made from. */
  readonly fix: PositionFix;
}

/**
 * What the outputs mean for a track.
 *
 * @param base what the network corrects
 * @param states the tracks, before the block's outputs
 * @param track which of them
 * @param fix what is corrected
 * @param now the outputs about now, from `nowAt` on
 * @param next the outputs about the next block, from `nextAt` on
 * @param stepM how far a target gets in a block [m]
 */
export function readOutputs(
  base: ExtractorBase,
  states: TrackStates,
  track: number,
  fix: PositionFix,
  now: Float32Array,
  nowAt: number,
  next: Float32Array,
  nextAt: number,
  stepM: number,
): TrackOutput {
  const headingX = states.headingX[track];
  const headingY = states.headingY[track];
  const scaleM = scaleOf(states.varianceXM2[track] + states.varianceYM2[track]);
  const fixScaleM = scaleOf(fix.xx + fix.yy);
  const ahead = fixScaleM * now[nowAt];
  const aside = fixScaleM * now[nowAt + 1];
  const estimateXM = fix.xM + ahead * headingX - aside * headingY;
  const estimateYM = fix.yM + ahead * headingY + aside * headingX;
  const onAhead = stepM + scaleM * next[nextAt];
  const onAside = scaleM * next[nextAt + 1];
  const factor = factorOf(base, fix, headingX, headingY);
  const mixedUnitM = base === "fuse" ? scaleM : TYPICAL_SIGMA_M;
  const grown = (sigmaM: number, change: number) =>
    sigmaM * Math.exp(Math.max(-MOST_CHANGE, Math.min(MOST_CHANGE, change)));
  const aheadM = grown(factor.ahead, next[nextAt + 2]);
  const asideM = grown(factor.aside, next[nextAt + 4]);
  const within = (sigmaM: number, change: number) =>
    sigmaM > LEAST_SIGMA_M && sigmaM < MOST_SIGMA_M &&
    Math.abs(change) < MOST_CHANGE;
  return {
    estimateXM,
    estimateYM,
    predictedXM: estimateXM + onAhead * headingX - onAside * headingY,
    predictedYM: estimateYM + onAhead * headingY + onAside * headingX,
    headingX,
    headingY,
    fixScaleM,
    scaleM,
    mixedUnitM,
    factorAhead: Math.min(Math.max(aheadM, LEAST_SIGMA_M), MOST_SIGMA_M),
    factorMixed: Math.max(
      -MOST_SIGMA_M,
      Math.min(MOST_SIGMA_M, factor.mixed + mixedUnitM * next[nextAt + 3]),
    ),
    factorAside: Math.min(Math.max(asideM, LEAST_SIGMA_M), MOST_SIGMA_M),
    aheadMoves: within(aheadM, next[nextAt + 2]),
    asideMoves: within(asideM, next[nextAt + 4]),
    fix,
  };
}

/**
 * Carries a track on to the next block: to its prediction, folded back into the
 * area where it has slipped across a long edge.
 *
 * @param states changed in place
 * @param track which of them
 * @param output what the track made of its outputs
 * @param scenario the setting
 */
export function moveTrackInto(
  states: TrackStates,
  track: number,
  output: TrackOutput,
  { areaWidthM }: TrackingScenario,
): void {
  const { headingX, headingY, factorAhead, factorMixed, factorAside } = output;
  states.correctionX[track] = output.estimateXM - states.xM[track];
  states.correctionY[track] = output.estimateYM - states.yM[track];
  const stepX = output.predictedXM - output.estimateXM;
  const stepY = output.predictedYM - output.estimateYM;
  const stepM = Math.max(Math.sqrt(stepX * stepX + stepY * stepY), 1e-6);
  const nextX = stepX / stepM;
  const nextY = stepY / stepM;
  states.turnSine[track] = headingX * nextY - headingY * nextX;
  states.headingX[track] = nextX;
  states.headingY[track] = nextY;
  states.stepM[track] = stepM;
  // L L^T in the frame, turned to x and y.
  const aheadM2 = factorAhead * factorAhead;
  const mixedM2 = factorAhead * factorMixed;
  const asideM2 = factorMixed * factorMixed + factorAside * factorAside;
  states.varianceXM2[track] = headingX * headingX * aheadM2 -
    2 * headingX * headingY * mixedM2 + headingY * headingY * asideM2;
  states.varianceYM2[track] = headingY * headingY * aheadM2 +
    2 * headingX * headingY * mixedM2 + headingX * headingX * asideM2;
  states.covarianceXYM2[track] = headingX * headingY * (aheadM2 - asideM2) +
    (headingX * headingX - headingY * headingY) * mixedM2;
  states.xM[track] = output.predictedXM;
  states.yM[track] = foldedY(output.predictedYM, areaWidthM);
  if (isMirrored(output.predictedYM, areaWidthM)) {
    // All that points along y points the other way in the mirror.
    states.headingY[track] *= -1;
    states.turnSine[track] *= -1;
    states.correctionY[track] *= -1;
    states.covarianceXYM2[track] *= -1;
  }
  states.age[track]++;
}

/** The gradients of a loss to what a track made of its outputs. */
export interface OutputSlopes {
  /** To the estimate's x. */
  estimateX: number;
  /** To the estimate's y. */
  estimateY: number;
  /** To the prediction's x, the estimate held. */
  predictedX: number;
  /** To the prediction's y, the estimate held. */
  predictedY: number;
  /** To log a. */
  logAhead: number;
  /** To b. */
  mixed: number;
  /** To log d. */
  logAside: number;
}

/** Gradients of zero. */
export function openOutputSlopes(): OutputSlopes {
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

/**
 * Adds the gradients to the outputs. Where a or d was cut, its output gets none.
 *
 * @param output what the track made of its outputs
 * @param slopes the gradients of a loss to that
 * @param nowGradients of the outputs about now, from `nowAt` on; added to
 * @param nextGradients of those about the next block, from `nextAt` on
 * @returns the gradients to the place that the fix was made from, x and y
 */
export function passOutputsBack(
  output: TrackOutput,
  slopes: OutputSlopes,
  nowGradients: Float32Array,
  nowAt: number,
  nextGradients: Float32Array,
  nextAt: number,
): [number, number] {
  const { headingX, headingY, scaleM, fixScaleM, fix } = output;
  const { predictedX, predictedY } = slopes;
  nextGradients[nextAt] += scaleM *
    (predictedX * headingX + predictedY * headingY);
  nextGradients[nextAt + 1] += scaleM *
    (predictedY * headingX - predictedX * headingY);
  if (output.aheadMoves) nextGradients[nextAt + 2] += slopes.logAhead;
  nextGradients[nextAt + 3] += output.mixedUnitM * slopes.mixed;
  if (output.asideMoves) nextGradients[nextAt + 4] += slopes.logAside;
  const estimateX = slopes.estimateX + predictedX;
  const estimateY = slopes.estimateY + predictedY;
  nowGradients[nowAt] += fixScaleM *
    (estimateX * headingX + estimateY * headingY);
  nowGradients[nowAt + 1] += fixScaleM *
    (estimateY * headingX - estimateX * headingY);
  return [
    fix.perX[0] * estimateX + fix.perY[0] * estimateY,
    fix.perX[1] * estimateX + fix.perY[1] * estimateY,
  ];
}

function factorOf(
  base: ExtractorBase,
  { xx, xy, yy }: PositionFix,
  headingX: number,
  headingY: number,
): { ahead: number; mixed: number; aside: number } {
  if (base === "none") {
    return { ahead: TYPICAL_SIGMA_M, mixed: 0, aside: TYPICAL_SIGMA_M };
  }
  let aheadM2 = headingX * headingX * xx + 2 * headingX * headingY * xy +
    headingY * headingY * yy;
  let asideM2 = headingY * headingY * xx - 2 * headingX * headingY * xy +
    headingX * headingX * yy;
  const mixedM2 = headingX * headingY * (yy - xx) +
    (headingX * headingX - headingY * headingY) * xy;
  aheadM2 += STEP_SIGMA_AHEAD_M * STEP_SIGMA_AHEAD_M;
  asideM2 += STEP_SIGMA_ASIDE_M * STEP_SIGMA_ASIDE_M;
  const ahead = Math.max(Math.sqrt(aheadM2), LEAST_SIGMA_M);
  const mixed = mixedM2 / ahead;
  const aside = Math.sqrt(
    Math.max(asideM2 - mixed * mixed, LEAST_SIGMA_M * LEAST_SIGMA_M),
  );
  return { ahead, mixed, aside };
}
