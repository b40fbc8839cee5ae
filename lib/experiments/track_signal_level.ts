/**
 * The trained tracker on received samples, with the echoes of all targets: the
 * episodes of `track_interference`, where a filter tracks.
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
import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import {
  interference,
  type InterferenceCondition,
} from "./track_interference.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** The trained tracker on received samples. */
export const signalLevel: Experiment<
  InterferenceCondition,
  { readonly numEpisodes: number },
  TrackingSummary
> = {
  id: "track_signal_level",
  title: "The trained tracker on received samples",
  source: "paper B, eqs. (1) and (2)",
  revision: 2,
  conditions: interference.conditions,
  seeds: range(1, 6),
  budgets: interference.budgets,
  requires: [extractorTraining],
  measure({ measurementLevel, numTargets }, { numEpisodes }, open, required) {
    const scenario = trackingScenario();
    const extractor = requireExtractor(required, scenario, "fuse");
    const tracked = trackEpisodes(
      {
        scenario,
        filter: extractorFilter("Benchmark III", extractor),
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
