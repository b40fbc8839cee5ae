/**
 * The loss of a learned tracker in a block: Huber's of estimate and prediction,
 * and the Gaussian log-likelihood of where the target then is, which teaches the
 * covariance alone. The paper has the mean squared error (Sec. 3.3), which a
 * lost track rules. (Huber, "Robust estimation of a location parameter", 1964.)
 *
 * @module
 */
import type { OutputSlopes, TrackOutput } from "./track_outputs.ts";

/** What the parts of the loss weigh. */
export interface LossWeights {
  /** Of the estimate's error. */
  readonly estimate: number;
  /** Of the prediction's error. */
  readonly prediction: number;
  /** Of the likelihood. */
  readonly likelihood: number;
  /** Errors count squared below this, and by their size above [m]. */
  readonly huberM: number;
}

/** The parts of a loss, unweighted, and what they come to. */
export interface LossParts {
  /** Squared error of the estimate [m^2]. */
  estimateM2: number;
  /** Squared error of the prediction [m^2]. */
  predictionM2: number;
  /** Minus the log-likelihood of the prediction, without its constant. */
  likelihood: number;
  /** Huber's losses of both errors and the likelihood, weighted. */
  total: number;
}

/** The parts of the loss before anything is added. */
export function openLossParts(): LossParts {
  return { estimateM2: 0, predictionM2: 0, likelihood: 0, total: 0 };
}

/** Beyond so many deviations the likelihood pulls no harder. */
const MOST_DEVIATIONS = 5;

/**
 * Adds a track's loss in a block to the sums, and its gradients to the slopes.
 *
 * @param sums the parts so far
 * @param output what the track made of its outputs
 * @param slopes where the gradients are added
 * @param now where the target is, x and y [m]
 * @param next where it is in the next block, x and y [m]
 * @param weights what the parts weigh
 * @param share what this track and block count in the mean
 */
export function addTrackLoss(
  sums: LossParts,
  output: TrackOutput,
  slopes: OutputSlopes,
  now: readonly [number, number],
  next: readonly [number, number],
  weights: LossWeights,
  share: number,
): void {
  const errorX = output.estimateXM - now[0];
  const errorY = output.estimateYM - now[1];
  const aheadX = output.predictedXM - next[0];
  const aheadY = output.predictedYM - next[1];
  const estimateM2 = errorX * errorX + errorY * errorY;
  const predictionM2 = aheadX * aheadX + aheadY * aheadY;
  const pull = weights.estimate * share * huberSlope(estimateM2, weights);
  slopes.estimateX += pull * errorX;
  slopes.estimateY += pull * errorY;
  const pullAhead = weights.prediction * share *
    huberSlope(predictionM2, weights);
  slopes.predictedX += pullAhead * aheadX;
  slopes.predictedY += pullAhead * aheadY;
  const likelihood = addLikelihood(
    output,
    slopes,
    aheadX,
    aheadY,
    weights.likelihood * share,
  );
  sums.estimateM2 += share * estimateM2;
  sums.predictionM2 += share * predictionM2;
  sums.likelihood += share * likelihood;
  sums.total += share *
    (weights.estimate * huber(estimateM2, weights) +
      weights.prediction * huber(predictionM2, weights) +
      weights.likelihood * likelihood);
}

/**
 * log a + log d + |w|^2 / 2 with w = L^-1 e, for the error e in the frame; its
 * gradients to log a, b and log d are added to the slopes.
 */
function addLikelihood(
  output: TrackOutput,
  slopes: OutputSlopes,
  errorX: number,
  errorY: number,
  weight: number,
): number {
  const { headingX, headingY, factorAhead, factorMixed, factorAside } = output;
  const ahead = errorX * headingX + errorY * headingY;
  const aside = errorY * headingX - errorX * headingY;
  let first = ahead / factorAhead;
  let second = (aside - factorMixed * first) / factorAside;
  const length = Math.sqrt(first * first + second * second);
  const value = Math.log(factorAhead * factorAside) + length * length / 2;
  if (length > MOST_DEVIATIONS) {
    first *= MOST_DEVIATIONS / length;
    second *= MOST_DEVIATIONS / length;
  }
  slopes.logAhead += weight *
    (1 - first * first + second * factorMixed * first / factorAside);
  slopes.logAside += weight * (1 - second * second);
  slopes.mixed -= weight * second * first / factorAside;
  return value;
}

/** Huber's loss of a squared error: half of it, or linear beyond [m^2]. */
function huber(squareM2: number, { huberM }: LossWeights): number {
  const error = Math.sqrt(squareM2);
  return error <= huberM ? squareM2 / 2 : huberM * (error - huberM / 2);
}

/** Its derivative over the error. */
function huberSlope(squareM2: number, { huberM }: LossWeights): number {
  const error = Math.sqrt(squareM2);
  return error <= huberM ? 1 : huberM / error;
}
