/**
 * The figures of paper B that show a part of another experiment's rows.
 *
 * @module
 */

import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import { everyRowOf, type FigurePlan, type PlanPart } from "./figure_plan.ts";
import { extractorAblation } from "./track_ablation.ts";
import { associationGaps, GAP_METHODS } from "./track_association_gap.ts";
import { associationMap } from "./track_fig03_association.ts";
import { interference } from "./track_interference.ts";
import { learnedTracking } from "./track_learned.ts";
import { literalExtractors } from "./track_literal.ts";
import { signalLevel } from "./track_signal_level.ts";
import {
  type TrackingCondition,
  trackingTargets,
} from "./track_tab1_targets.ts";

/** The methods of Fig. 4 that do not learn. */
export const FIG04_METHODS: readonly string[] = ["Benchmark I", "EKF + exact"];

/** The methods of Fig. 4 that learn. */
export const FIG04_LEARNED: readonly string[] = [
  "Proposed",
  "Benchmark II",
  "Benchmark III",
];

/** The rows of some of the conditions of Table 1. */
export function targetsWhere(
  includes: (condition: TrackingCondition) => boolean,
): PlanPart {
  return {
    experiment: trackingTargets as unknown as Experiment,
    includes: (condition) => includes(condition as TrackingCondition),
  };
}

/** The rows of some of the methods that learn. */
function learnedWhere(
  includes: (condition: TrackingCondition) => boolean,
): PlanPart {
  return {
    experiment: learnedTracking as unknown as Experiment,
    includes: (condition) => includes(condition as TrackingCondition),
  };
}

/** The filter that the learned trackers are held beside, Table 1's rows. */
const FILTER_ROWS = targetsWhere(({ method, numTargets }) =>
  method === "EKF + exact" &&
  TRACKING_SCENARIO.targetCounts.includes(numTargets)
);

/** The figures. */
export const TRACK_FIGURES: readonly FigurePlan[] = [
  {
    id: "track_fig01_system",
    title: "The system: stations, targets, links and beams",
    source: "paper B, Fig. 1, Sec. 2.1",
    parts: [everyRowOf(associationMap as unknown as Experiment)],
  },
  {
    id: "track_fig04_rmse",
    title: "The tracking RMSE of each block",
    source: "paper B, Fig. 4, Sec. 4",
    parts: [
      targetsWhere(({ method, numTargets }) =>
        FIG04_METHODS.includes(method) &&
        TRACKING_SCENARIO.targetCounts.includes(numTargets)
      ),
      learnedWhere(({ method, numTargets }) =>
        FIG04_LEARNED.includes(method) &&
        TRACKING_SCENARIO.targetCounts.includes(numTargets)
      ),
    ],
  },
  {
    id: trackingTargets.id,
    title: "Tracking by the number of targets",
    source: trackingTargets.source,
    parts: [
      everyRowOf(trackingTargets as unknown as Experiment),
      everyRowOf(learnedTracking as unknown as Experiment),
      everyRowOf(literalExtractors as unknown as Experiment),
    ],
  },
  {
    id: "track_association_gap",
    title: "How far each association is from the best one",
    source: "paper B, Sec. 4, Benchmark III",
    parts: [
      everyRowOf(associationGaps as unknown as Experiment),
      targetsWhere(({ method }) =>
        [...GAP_METHODS, "EKF + exact"].includes(method)
      ),
    ],
  },
  {
    id: literalExtractors.id,
    title: literalExtractors.title,
    source: literalExtractors.source,
    parts: [
      everyRowOf(literalExtractors as unknown as Experiment),
      FILTER_ROWS,
    ],
  },
  {
    id: extractorAblation.id,
    title: extractorAblation.title,
    source: extractorAblation.source,
    parts: [
      everyRowOf(extractorAblation as unknown as Experiment),
      FILTER_ROWS,
    ],
  },
  {
    id: signalLevel.id,
    title: signalLevel.title,
    source: signalLevel.source,
    parts: [
      everyRowOf(interference as unknown as Experiment),
      everyRowOf(signalLevel as unknown as Experiment),
    ],
  },
];
