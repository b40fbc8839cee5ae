/**
 * The beam prediction head (paper B, eq. (12)) and Benchmark III's search over
 * beams, against the rule that points the nearest beams at the prediction: in
 * metres, and by how often the target is in its beams' sector.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import type { Tracker } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import {
  headBeams,
  NO_BEAMS,
  tallyBeams,
} from "../tracking/controller/beam_head.ts";
import { searchedBeams } from "../tracking/controller/beam_search.ts";
import {
  BEAM_HEAD_SETTINGS,
  trainBeamHead,
} from "../tracking/controller/train_beam_head.ts";
import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import { type BeamPicker, nearestBeams } from "../tracking/link_table.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** Who picks the beams. */
export const BEAM_PICKERS = ["nearest", "head", "search"] as const;

/** Who picks the beams. */
export type BeamCondition = {
  /** A name of `BEAM_PICKERS`. */
  readonly beams: string;
};

/** How long the head is trained, and how much is tracked. */
export type BeamBudget = {
  /** Gradient steps of the head. */
  readonly numSteps: number;
  /** Episodes that it learns from. */
  readonly numRecorded: number;
  /** Episodes that are tracked for each number of targets. */
  readonly numTracked: number;
};

/** How it tracks over such beams. */
export type BeamScore =
  & { readonly numTargets: number }
  & TrackingSummary
  & {
    /** The share of links whose target is in the sector of its beams. */
    readonly inSectorShare: number;
    /** The share of links of which a transmit beam is the nearest one. */
    readonly nearestShare: number;
  };

/** A score a number of targets, and the head's losses. */
export type BeamResult = {
  readonly scores: readonly BeamScore[];
  /** The cross-entropy in each tenth of the training [nats]; the head's alone. */
  readonly losses: readonly number[];
};

/** Beams by rule, by a head and by search. */
export const beamPrediction: Experiment<
  BeamCondition,
  BeamBudget,
  BeamResult
> = {
  id: "track_beams",
  title: "Beams by rule, by a head and by search",
  source: "paper B, eq. (12), Sec. 4",
  revision: 1,
  conditions: BEAM_PICKERS.map((beams) => ({ beams })),
  seeds: range(1, 6),
  budgets: {
    smoke: { numSteps: 20, numRecorded: 1, numTracked: 1 },
    paper: {
      numSteps: BEAM_HEAD_SETTINGS.numSteps,
      numRecorded: BEAM_HEAD_SETTINGS.numEpisodes,
      numTracked: 20,
    },
  },
  requires: [extractorTraining],
  isLong: true,
  measure({ beams }, budget, open, required) {
    const scenario = trackingScenario();
    const extractor = requireExtractor(required, scenario, "fuse");
    const tracker: Tracker = {
      scenario,
      filter: extractorFilter("Benchmark III", extractor),
      association: exactAssociation,
    };
    const { picker, losses } = pickerOf(beams, tracker, budget, open);
    return {
      losses,
      scores: scenario.targetCounts.map((numTargets) =>
        trackOver(picker, tracker, numTargets, budget.numTracked, open)
      ),
    };
  },
};

function pickerOf(
  beams: string,
  tracker: Tracker,
  { numSteps, numRecorded }: BeamBudget,
  open: StreamOpener,
): { readonly picker: BeamPicker; readonly losses: readonly number[] } {
  const { scenario } = tracker;
  if (beams === "nearest") {
    return { picker: nearestBeams(scenario), losses: [] };
  }
  if (beams === "search") {
    return { picker: searchedBeams(scenario), losses: [] };
  }
  const settings = {
    ...BEAM_HEAD_SETTINGS,
    numSteps,
    numEpisodes: numRecorded,
  };
  const { head, losses } = trainBeamHead(settings, tracker, open);
  return { picker: headBeams(scenario, head), losses };
}

function trackOver(
  beams: BeamPicker,
  tracker: Tracker,
  numTargets: number,
  numEpisodes: number,
  open: StreamOpener,
): BeamScore {
  const { scenario } = tracker;
  let tally = NO_BEAMS;
  const tracked = trackEpisodes(
    { ...tracker, beams },
    numTargets,
    numEpisodes,
    open,
    (block) => tally = tallyBeams(tally, scenario, beams, block),
  );
  const { numLinks, numInSector, numNearest } = tally;
  return {
    numTargets,
    ...withoutCurves(scoreTracking(scenario, tracked)),
    inSectorShare: numInSector / numLinks,
    nearestShare: numNearest / numLinks,
  };
}
