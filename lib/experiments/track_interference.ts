/**
 * All targets' echoes in every sample, as in paper B, eq. (2): what is left of
 * tracking where each target is estimated as if alone (Sec. 2.2), and where the
 * predicted echoes of the others are subtracted first.
 *
 * Signals take thirty times as long as the closed form.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import {
  MEASUREMENT_LEVELS,
  type MeasurementLevel,
} from "../tracking/measured_block.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";

/** How the stations measure, and how many targets. */
export type InterferenceCondition = {
  /** What is in the samples, and what is made of them. */
  readonly measurementLevel: MeasurementLevel;
  /** I. */
  readonly numTargets: number;
};

/** Tracking from samples. */
export const interference: Experiment<
  InterferenceCondition,
  { readonly numEpisodes: number },
  TrackingSummary
> = {
  id: "track_interference",
  title: "Tracking with all targets' echoes in every sample",
  source: "paper B, eq. (2), Sec. 2",
  revision: 2,
  conditions: [4, 6].flatMap((numTargets) =>
    MEASUREMENT_LEVELS.map((measurementLevel) => ({
      measurementLevel,
      numTargets,
    }))
  ),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 1 }, paper: { numEpisodes: 60 } },
  measure({ measurementLevel, numTargets }, { numEpisodes }, open) {
    const scenario = trackingScenario();
    const tracked = trackEpisodes(
      {
        scenario,
        filter: headingFilter(scenario),
        association: exactAssociation,
        measurementLevel,
      },
      numTargets,
      numEpisodes,
      open,
    );
    return withoutCurves(scoreTracking(scenario, tracked));
  },
};
