/**
 * Training of an extractor: windows of recorded tracks first (the paper's
 * supervised pre-training, Sec. 3.3), then along its own recursion.
 *
 * @module
 */
import {
  requireInteger,
  requireNonNegative,
  requirePositive,
} from "../../core/check.ts";
import type { StreamOpener } from "../../core/random_stream.ts";
import { cosineRate } from "../../nn/cosine_rate.ts";
import type { TrackingScenario } from "../scenario.ts";
import { DynamicGraphNetwork } from "./dynamic_graph_network.ts";
import {
  type Extractor,
  EXTRACTOR_SHAPE,
  requireExtractorBase,
} from "./extractor.ts";
import type { ExtractorBase } from "./position_fix.ts";
import { type RecordedTrack, requireTracks } from "./recorded_tracks.ts";
import { sampleWindows, teacherForcedLoss } from "./teacher_forced.ts";
import type { LossParts, LossWeights } from "./tracking_loss.ts";
import { UnrolledTraining } from "./unrolled.ts";

export { EXTRACTOR_SHAPE } from "./extractor.ts";

/** How an extractor is trained. The paper gives none of these. */
export interface ExtractorTraining {
  /** Steps on windows of recorded tracks. */
  readonly numTeacherForced: number;
  /** Steps along the network's own recursion. */
  readonly numUnrolled: number;
  /** Windows a step of the first kind. */
  readonly numWindows: number;
  /** Tracks a step of the second kind. */
  readonly numLanes: number;
  /** Blocks that gradients go back over. */
  readonly numBlocks: number;
  /** The learning rate at which the first kind begins. */
  readonly teacherForcedRate: number;
  /** The learning rate at which the second kind begins. */
  readonly unrolledRate: number;
  /** The longest gradient that is taken as it is. */
  readonly maxGradientNorm: number;
  /** What the parts of the loss weigh. */
  readonly loss: LossWeights;
}

/** The settings, chosen on seeds of their own (`track_training`). */
export const EXTRACTOR_TRAINING: ExtractorTraining = {
  numTeacherForced: 800,
  numUnrolled: 1600,
  numWindows: 480,
  numLanes: 128,
  numBlocks: 8,
  teacherForcedRate: 2e-3,
  unrolledRate: 1e-3,
  maxGradientNorm: 1,
  loss: { estimate: 8, prediction: 2, likelihood: 0.1, huberM: 1 },
};

/** A point of a training's curve: a mean over the steps since the last. */
export type TrainingPoint = {
  /** Steps so far. */
  readonly step: number;
  /** The root of the mean squared error of the estimates [m]. */
  readonly estimateRmseM: number;
  /** The same of the predictions [m]. */
  readonly predictionRmseM: number;
  /** Minus the mean log-likelihood of the predictions, without its constant. */
  readonly likelihood: number;
};

/** What a training made. */
export interface TrainedExtractor {
  /** The network. */
  readonly extractor: Extractor;
  /** The curve of the first phase. */
  readonly teacherForced: readonly TrainingPoint[];
  /** The curve of the second. */
  readonly unrolled: readonly TrainingPoint[];
}

/** Points a curve has. */
const NUM_POINTS = 40;

/**
 * Trains an extractor.
 *
 * @param scenario the setting
 * @param base what the network corrects
 * @param settings how
 * @param tracks what it learns from, each of more blocks than gradients go back
 *   over
 * @param open opens the streams "network", "windows" and "lanes"
 * @param observe is told of each step's loss, where given; steps count from 1
 *   through both phases
 * @returns the extractor, and the curves of both phases, each of whose steps
 *   count from 1
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 * @throws {TypeError} where there are no tracks, or one is too short
 */
export function trainExtractor(
  scenario: TrackingScenario,
  base: ExtractorBase,
  settings: ExtractorTraining,
  tracks: readonly RecordedTrack[],
  open: StreamOpener,
  observe?: (step: number, loss: LossParts) => void,
): TrainedExtractor {
  const action = "train an extractor";
  requireExtractorBase(action, base);
  requireSettings(action, settings);
  requireTracks(action, tracks, settings.numBlocks + 1);
  const network = new DynamicGraphNetwork(EXTRACTOR_SHAPE, open("network"));
  const extractor = { scenario, base, network };
  const { loss, numWindows, numLanes, numBlocks } = settings;
  const windows = open("windows");
  const teacherForced = descend(
    extractor,
    settings.numTeacherForced,
    settings.teacherForcedRate,
    settings.maxGradientNorm,
    () => {
      const sampled = sampleWindows(tracks, numWindows, windows);
      return teacherForcedLoss(extractor, sampled, loss, windows);
    },
    observe,
  );
  if (settings.numUnrolled === 0) {
    return { extractor, teacherForced, unrolled: [] };
  }
  const lanes = new UnrolledTraining(
    extractor,
    tracks,
    numLanes,
    numBlocks,
    loss,
    open("lanes"),
  );
  const unrolled = descend(
    extractor,
    settings.numUnrolled,
    settings.unrolledRate,
    settings.maxGradientNorm,
    () => lanes.loss(),
    (step, parts) => observe?.(settings.numTeacherForced + step, parts),
  );
  return { extractor, teacherForced, unrolled };
}

/** Steps of Adam at a rate that falls to 0 along a cosine. */
function descend(
  { network: { parameters } }: Extractor,
  numSteps: number,
  rate: number,
  maxGradientNorm: number,
  loss: () => LossParts,
  observe?: (step: number, loss: LossParts) => void,
): TrainingPoint[] {
  const points: TrainingPoint[] = [];
  const every = Math.ceil(numSteps / NUM_POINTS);
  let sums = { estimateM2: 0, predictionM2: 0, likelihood: 0, count: 0 };
  for (let step = 0; step < numSteps; step++) {
    const parts = loss();
    parameters.clipGradients(maxGradientNorm);
    parameters.adamStep(cosineRate(rate, step, numSteps));
    sums.estimateM2 += parts.estimateM2;
    sums.predictionM2 += parts.predictionM2;
    sums.likelihood += parts.likelihood;
    sums.count++;
    observe?.(step + 1, parts);
    if ((step + 1) % every !== 0 && step + 1 !== numSteps) continue;
    points.push({
      step: step + 1,
      estimateRmseM: Math.sqrt(sums.estimateM2 / sums.count),
      predictionRmseM: Math.sqrt(sums.predictionM2 / sums.count),
      likelihood: sums.likelihood / sums.count,
    });
    sums = { estimateM2: 0, predictionM2: 0, likelihood: 0, count: 0 };
  }
  return points;
}

function requireSettings(action: string, settings: ExtractorTraining): void {
  const { numTeacherForced, numUnrolled, loss } = settings;
  requireInteger(action, { numTeacherForced, numUnrolled }, 0);
  const { numWindows, numLanes, numBlocks } = settings;
  requireInteger(action, { numWindows, numLanes, numBlocks }, 1);
  const { teacherForcedRate, unrolledRate, maxGradientNorm } = settings;
  requirePositive(action, { teacherForcedRate, unrolledRate, maxGradientNorm });
  const { huberM, estimate, prediction, likelihood } = loss;
  requirePositive(action, { huberM });
  requireNonNegative(action, { estimate, prediction, likelihood });
}
