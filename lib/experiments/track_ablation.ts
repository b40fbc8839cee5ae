/**
 * What the extractor owes to its parts: the training along its own recursion,
 * and its covariance in the association. The paper's tokens and coordinates are
 * in `track_literal`; what the controller owes to its state and to planning is
 * in `track_controllers`.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import type { ExtractorBase } from "../tracking/extractor/position_fix.ts";
import type { Extractor } from "../tracking/extractor/recursive_extractor.ts";
import { trainExtractor } from "../tracking/extractor/train_extractor.ts";
import {
  type TrackingScenario,
  trackingScenario,
} from "../tracking/scenario.ts";
import type { PriorCovariance } from "../tracking/track_association.ts";
import type { Experiment } from "./experiment.ts";
import {
  type ExtractorBudget,
  extractorTraining,
  recordTracks,
  requireExtractor,
  settingsOf,
} from "./track_training.ts";

/** A change to the extractor, or to its use. */
export interface ExtractorVariant {
  /** What the network corrects. */
  readonly base: ExtractorBase;
  /** Whether it is trained along its own recursion after the windows. */
  readonly isUnrolled: boolean;
  /** What the association's cost takes for a track's covariance. */
  readonly prior: PriorCovariance;
}

/** The variants, by their name in the figure. */
export const EXTRACTOR_VARIANTS: Readonly<Record<string, ExtractorVariant>> = {
  "fix": { base: "fuse", isUnrolled: true, prior: "track" },
  "no fix": { base: "none", isUnrolled: true, prior: "track" },
  "fix, windows only": { base: "fuse", isUnrolled: false, prior: "track" },
  "no fix, windows only": { base: "none", isUnrolled: false, prior: "track" },
  "fix, no covariance": { base: "fuse", isUnrolled: true, prior: "none" },
};

/** Which variant. */
export type VariantCondition = {
  /** A name of `EXTRACTOR_VARIANTS`. */
  readonly variant: string;
};

/** How long it is trained, and how much is tracked. */
export type VariantBudget = ExtractorBudget & {
  /** Episodes that are tracked for each number of targets. */
  readonly numTracked: number;
};

/** How it tracks, a score a number of targets. */
export type VariantResult = {
  readonly scores: readonly (
    & { readonly numTargets: number }
    & TrackingSummary
  )[];
};

/** The extractor with parts of it changed. */
export const extractorAblation: Experiment<
  VariantCondition,
  VariantBudget,
  VariantResult
> = {
  id: "track_ablation",
  title: "What the tracker owes to its parts",
  source: "paper B, Sec. 3",
  revision: 2,
  conditions: Object.keys(EXTRACTOR_VARIANTS).map((variant) => ({ variant })),
  seeds: range(1, 6),
  budgets: {
    smoke: { ...extractorTraining.budgets.smoke, numTracked: 1 },
    paper: { ...extractorTraining.budgets.paper, numTracked: 60 },
  },
  requires: [extractorTraining],
  isLong: true,
  measure({ variant }, budget, open, required) {
    const scenario = trackingScenario();
    const { base, isUnrolled, prior } = EXTRACTOR_VARIANTS[variant];
    const extractor = isUnrolled
      ? requireExtractor(required, scenario, base)
      : trainOnWindows(scenario, base, budget, open);
    return {
      scores: scenario.targetCounts.map((numTargets) => ({
        numTargets,
        ...withoutCurves(scoreTracking(
          scenario,
          trackEpisodes(
            {
              scenario,
              filter: extractorFilter(variant, extractor),
              association: exactAssociation,
              priorCovariance: prior,
            },
            numTargets,
            budget.numTracked,
            open,
          ),
        )),
      })),
    };
  },
};

/** The extractor after the first phase of its training, which is the same. */
function trainOnWindows(
  scenario: TrackingScenario,
  base: ExtractorBase,
  budget: ExtractorBudget,
  open: StreamOpener,
): Extractor {
  const settings = { ...settingsOf(budget), numUnrolled: 0 };
  const tracks = recordTracks(scenario, budget, open);
  return trainExtractor(scenario, base, settings, tracks, open).extractor;
}
