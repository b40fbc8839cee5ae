/**
 * Tracking against the number of targets (paper B, Table 1), by the methods that
 * learn: on the episodes of `track_tab1_targets`, seed by seed.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import type { Tracker } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingScore,
} from "../tracking/closed_loop_scores.ts";
import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import type { ExtractorBase } from "../tracking/extractor/position_fix.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import {
  CONTROLLERS,
  controllers,
  requireController,
} from "./track_controllers.ts";
import {
  TRACKED_TARGETS,
  TRACKING_BUDGETS,
  type TrackingBudget,
  type TrackingCondition,
} from "./track_tab1_targets.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** A method that learns. */
export interface LearnedMethod {
  /** What the network corrects. */
  readonly base: ExtractorBase;
  /**
   * The name of the controller, where one is for each number of targets without
   * that; null for the best association by the tracks' covariances.
   */
  readonly controller: string | null;
  /** The numbers of targets that it can serve. */
  readonly targetCounts: readonly number[];
}

/**
 * The methods that learn. Benchmark III's search has the extractor, and takes
 * the best of all associations, as the exact programme finds it.
 */
export const LEARNED_METHODS: Readonly<Record<string, LearnedMethod>> = {
  "Proposed": {
    base: "fuse",
    controller: "pairs",
    targetCounts: TRACKED_TARGETS,
  },
  "Proposed, no fix": {
    base: "none",
    controller: "pairs",
    targetCounts: TRACKED_TARGETS,
  },
  "Proposed, paper's state": {
    base: "fuse",
    controller: "coordinates",
    targetCounts: [4, 6, 8],
  },
  "Proposed, paper's mask": {
    base: "fuse",
    controller: "coordinates, paper's mask",
    targetCounts: [4, 6, 8],
  },
  "Benchmark II": {
    base: "fuse",
    controller: "imitation, coordinates",
    targetCounts: [4, 6, 8],
  },
  "Benchmark II, covariance": {
    base: "fuse",
    controller: "imitation, pairs",
    targetCounts: TRACKED_TARGETS,
  },
  "Benchmark III": {
    base: "fuse",
    controller: null,
    targetCounts: TRACKED_TARGETS,
  },
  "Benchmark III, no fix": {
    base: "none",
    controller: null,
    targetCounts: TRACKED_TARGETS,
  },
};

/** The name of the controller that serves so many targets. */
export function controllerName(
  controller: string,
  numTargets: number,
): string {
  return controller in CONTROLLERS
    ? controller
    : `${controller}, I = ${numTargets}`;
}

/** Tracking against the number of targets, by methods that learn. */
export const learnedTracking: Experiment<
  TrackingCondition,
  TrackingBudget,
  TrackingScore
> = {
  id: "track_learned",
  title: "Tracking by the number of targets, with learning",
  source: "paper B, Table 1, Sec. 4",
  revision: 1,
  conditions: TRACKED_TARGETS.flatMap((numTargets) =>
    Object.entries(LEARNED_METHODS)
      .filter(([_, { targetCounts }]) => targetCounts.includes(numTargets))
      .map(([method]) => ({ method, numTargets }))
  ),
  seeds: range(1, 6),
  budgets: TRACKING_BUDGETS,
  requires: [extractorTraining, controllers],
  measure({ method, numTargets }, { numEpisodes }, open, required) {
    const scenario = trackingScenario();
    const { base, controller } = LEARNED_METHODS[method];
    const extractor = requireExtractor(required, scenario, base);
    const name = controller && controllerName(controller, numTargets);
    const tracker: Tracker = {
      scenario,
      filter: extractorFilter(method, extractor),
      association: name === null
        ? exactAssociation
        : requireController(required, scenario, name),
      coverageRule: name !== null && CONTROLLERS[name].mask === "paper"
        ? "not required"
        : "required",
    };
    return scoreTracking(
      scenario,
      trackEpisodes(tracker, numTargets, numEpisodes, open),
    );
  },
};
