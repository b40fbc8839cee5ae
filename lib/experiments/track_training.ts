/**
 * The training of the extractor (paper B, Sec. 3.1 and 3.3): its curves, and the
 * weights that the other experiments of tracking go on from.
 *
 * The settings are those of `EXTRACTOR_TRAINING`. They were tried on seed 1001,
 * and no others were searched for.
 *
 * @module
 */

import { openStream, type StreamOpener } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import { DynamicGraphNetwork } from "../tracking/extractor/dynamic_graph_network.ts";
import {
  EXTRACTOR_BASES,
  type ExtractorBase,
} from "../tracking/extractor/position_fix.ts";
import {
  type RecordedTrack,
  recordEpisodes,
} from "../tracking/extractor/recorded_tracks.ts";
import type { Extractor } from "../tracking/extractor/recursive_extractor.ts";
import {
  EXTRACTOR_SHAPE,
  EXTRACTOR_TRAINING,
  type ExtractorTraining,
  trainExtractor,
  type TrainingPoint,
} from "../tracking/extractor/train_extractor.ts";
import {
  type TrackingScenario,
  trackingScenario,
} from "../tracking/scenario.ts";
import type { Experiment, RequiredRows } from "./experiment.ts";
import { decodeWeights, encodeWeights } from "./stored_weights.ts";

/** What the network corrects. */
export type ExtractorCondition = {
  /** A name of `EXTRACTOR_BASES`. */
  readonly base: string;
};

/** How long the training is. */
export type ExtractorBudget = {
  /** Recorded episodes. */
  readonly numEpisodes: number;
  /** Steps on windows of them. */
  readonly numTeacherForced: number;
  /** Steps along the network's own recursion. */
  readonly numUnrolled: number;
};

/** A trained extractor. */
export type ExtractorResult = {
  /** Weights and biases. */
  readonly numParameters: number;
  /** Tracks that it learned from. */
  readonly numTracks: number;
  /** The loss of each of the first steps, by which a test knows the training. */
  readonly firstLosses: readonly number[];
  /** The curve of the first phase. */
  readonly teacherForced: readonly TrainingPoint[];
  /** The curve of the second. */
  readonly unrolled: readonly TrainingPoint[];
  /** All weights, as `encodeWeights` makes them. */
  readonly weights: string;
};

/** Steps whose loss is kept one by one. */
export const NUM_FIRST_LOSSES = 5;

/** The streams of what is recorded. */
export function openRecords(open: StreamOpener): StreamOpener {
  return (label) => open(`records/${label}`);
}

/** The training of an extractor. */
export const extractorTraining: Experiment<
  ExtractorCondition,
  ExtractorBudget,
  ExtractorResult
> = {
  id: "track_training",
  title: "Training of the extractor",
  source: "paper B, Sec. 3.3",
  revision: 1,
  conditions: EXTRACTOR_BASES.map((base) => ({ base })),
  seeds: range(1, 6),
  budgets: {
    smoke: { numEpisodes: 6, numTeacherForced: 10, numUnrolled: 5 },
    paper: {
      numEpisodes: 360,
      numTeacherForced: EXTRACTOR_TRAINING.numTeacherForced,
      numUnrolled: EXTRACTOR_TRAINING.numUnrolled,
    },
  },
  isLong: true,
  measure({ base }, budget, open) {
    const scenario = trackingScenario();
    const tracks = recordTracks(scenario, budget, open);
    const firstLosses: number[] = [];
    const { extractor, teacherForced, unrolled } = trainExtractor(
      scenario,
      base as ExtractorBase,
      settingsOf(budget),
      tracks,
      open,
      (step, { total }) => {
        if (step <= NUM_FIRST_LOSSES) firstLosses.push(total);
      },
    );
    const { parameters } = extractor.network;
    return {
      numParameters: parameters.numParameters,
      numTracks: tracks.length,
      firstLosses,
      teacherForced: teacherForced.map(roundPoint),
      unrolled: unrolled.map(roundPoint),
      weights: encodeWeights(parameters.exportValues()),
    };
  },
};

/** The tracks that the trainings of a seed learn from. */
export function recordTracks(
  scenario: TrackingScenario,
  { numEpisodes }: ExtractorBudget,
  open: StreamOpener,
): RecordedTrack[] {
  const { targetCounts } = scenario;
  return recordEpisodes(
    scenario,
    targetCounts,
    numEpisodes,
    openRecords(open),
  ).flat();
}

/** The settings of a training of so many steps. */
export function settingsOf(
  { numTeacherForced, numUnrolled }: ExtractorBudget,
): ExtractorTraining {
  return { ...EXTRACTOR_TRAINING, numTeacherForced, numUnrolled };
}

/** The trained extractor of the seed. */
export function requireExtractor(
  required: RequiredRows,
  scenario: TrackingScenario,
  base: ExtractorBase,
): Extractor {
  const { weights } = required(extractorTraining.id, { base }) as
    & ExtractorResult
    & Record<string, never>;
  return extractorOf(weights, scenario, base);
}

/** The extractor that a row's weights make. */
export function extractorOf(
  weights: string,
  scenario: TrackingScenario,
  base: ExtractorBase,
): Extractor {
  // What is drawn is replaced.
  const network = new DynamicGraphNetwork(
    EXTRACTOR_SHAPE,
    openStream(0, "replaced"),
  );
  const lengths = network.parameters.parameters.map(({ rows, columns }) =>
    rows * columns
  );
  network.parameters.importValues(decodeWeights(weights, lengths));
  return { scenario, base, network };
}

function roundPoint(point: TrainingPoint): TrainingPoint {
  const round = (value: number) => Number(value.toFixed(5));
  return {
    step: point.step,
    estimateRmseM: round(point.estimateRmseM),
    predictionRmseM: round(point.predictionRmseM),
    likelihood: round(point.likelihood),
  };
}
