/**
 * The figures of paper B that show a part of another experiment's rows.
 *
 * @module
 */

import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import type { FigurePlan, PlanPart } from "./figure_plan.ts";
import {
  type TrackingCondition,
  trackingTargets,
} from "./track_tab1_targets.ts";

/** The methods of Fig. 4 that do not learn. */
export const FIG04_METHODS: readonly string[] = ["Benchmark I", "EKF + exact"];

/** The rows of some of the conditions of Table 1. */
export function targetsWhere(
  includes: (condition: TrackingCondition) => boolean,
): PlanPart {
  return {
    experiment: trackingTargets as unknown as Experiment,
    includes: (condition) => includes(condition as TrackingCondition),
  };
}

/** The figures. */
export const TRACK_FIGURES: readonly FigurePlan[] = [
  {
    id: "track_fig04_rmse",
    title: "The tracking RMSE of each block",
    source: "paper B, Fig. 4, Sec. 4",
    parts: [
      targetsWhere(({ method, numTargets }) =>
        FIG04_METHODS.includes(method) &&
        TRACKING_SCENARIO.targetCounts.includes(numTargets)
      ),
    ],
  },
];
