/**
 * Tracking while measurements get lost: how a learned tracker stands it beside a
 * filter, and what more beams are worth then. These are more symbols too: nine
 * beam pairs in place of four.
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
import type { ExtractorBase } from "../tracking/extractor/position_fix.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import type { MissingRates } from "../tracking/missing_measurements.ts";
import { NOTHING_MISSING } from "../tracking/missing_measurements.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import { wideBeams } from "../tracking/wide_beams.ts";
import type { Experiment } from "./experiment.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** What is missing, by its name in the figure. */
export const OUTAGES: Readonly<Record<string, MissingRates>> = {
  "nothing": NOTHING_MISSING,
  "a tenth": { single: 0.1, gap: 0, longestGap: 1 },
  "three tenths": { single: 0.3, gap: 0, longestGap: 1 },
  "half, and gaps": { single: 0.5, gap: 0.05, longestGap: 5 },
};

/** Who tracks, and what the network corrects: nothing learns in the filter. */
export const OUTAGE_TRACKERS: Readonly<Record<string, ExtractorBase | null>> = {
  "EKF + exact": null,
  "Benchmark III": "fuse",
  "Benchmark III, no fix": "none",
};

/** What is missing, who tracks, and over which beams. */
export type OutageCondition = {
  /** A name of `OUTAGES`. */
  readonly missing: string;
  /** A name of `OUTAGE_TRACKERS`. */
  readonly method: string;
  /** Whether an uncertain target gets one beam more a side. */
  readonly hasWideBeams: boolean;
};

/** Targets: the paper's most. */
const NUM_TARGETS = 8;

/** Tracking while measurements get lost. */
export const outages: Experiment<
  OutageCondition,
  { readonly numEpisodes: number },
  TrackingSummary
> = {
  id: "track_outage",
  title: "Tracking while measurements get lost",
  source: "paper B, Sec. 3, beyond it",
  revision: 2,
  conditions: Object.keys(OUTAGES).flatMap((missing) =>
    Object.keys(OUTAGE_TRACKERS).flatMap((method) =>
      [false, true].map((hasWideBeams) => ({ missing, method, hasWideBeams }))
    )
  ),
  seeds: range(1, 6),
  budgets: { smoke: { numEpisodes: 1 }, paper: { numEpisodes: 60 } },
  requires: [extractorTraining],
  measure({ missing, method, hasWideBeams }, { numEpisodes }, open, required) {
    const scenario = trackingScenario();
    const base = OUTAGE_TRACKERS[method];
    const filter = base === null
      ? headingFilter(scenario)
      : extractorFilter(method, requireExtractor(required, scenario, base));
    const tracked = trackEpisodes(
      {
        scenario,
        filter,
        association: exactAssociation,
        missing: OUTAGES[missing],
        ...(hasWideBeams && { beams: wideBeams(scenario) }),
      },
      NUM_TARGETS,
      numEpisodes,
      open,
    );
    return withoutCurves(scoreTracking(scenario, tracked));
  },
};
