/**
 * What paper B leaves open, one setting at a time: how beams pair (eq. (12)),
 * whether every chain is used (eq. (5c)), and what it is worth to adapt the
 * association to where the targets go (abstract, Fig. 3). All with the extended
 * Kalman filter and exact association, on the episodes of Table 1.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import type { Tracker } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import {
  TRACKING_SCENARIO,
  type TrackingScenario,
  trackingScenario,
} from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";
import { TRACKING_BUDGETS, type TrackingBudget } from "./track_tab1_targets.ts";

/** One thing that is another than in the reference, and how many targets. */
export type ReadingCondition = {
  /** What is different. */
  readonly variant: string;
  /** I. */
  readonly numTargets: number;
};

interface Variant {
  readonly scenario?: Partial<TrackingScenario>;
  readonly tracker?: Partial<Tracker>;
}

const { numBlocks, targetCounts } = TRACKING_SCENARIO;

/** The variants; the reference is "EKF + exact" of Table 1. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  "reference": {},
  "chains: all in use": { tracker: { capacityRule: "exactly" } },
  "beams: 4 tied pairs": { scenario: { beamPairing: "tied" } },
  "beams: 3 x 3": { scenario: { beamsPerSide: 3 } },
  "association: every 5 blocks": { tracker: { associationPeriodBlocks: 5 } },
  "association: every 20 blocks": { tracker: { associationPeriodBlocks: 20 } },
  "association: that of block 1": {
    tracker: { associationPeriodBlocks: numBlocks },
  },
};

/** The names of the variants, the reference first. */
export const READING_VARIANTS: readonly string[] = Object.keys(VARIANTS);

/** Tracking by what the paper leaves open. */
export const readings: Experiment<
  ReadingCondition,
  TrackingBudget,
  TrackingSummary
> = {
  id: "track_readings",
  title: "What the paper leaves open, one setting at a time",
  source: "paper B, eqs. (5c) and (12), Fig. 3",
  revision: 1,
  conditions: targetCounts.flatMap((numTargets) =>
    READING_VARIANTS.map((variant) => ({ variant, numTargets }))
  ),
  seeds: range(1, 11),
  budgets: TRACKING_BUDGETS,
  measure({ variant, numTargets }, { numEpisodes }, open) {
    const changes = VARIANTS[variant];
    const scenario = trackingScenario(changes.scenario);
    const tracker = {
      scenario,
      filter: headingFilter(scenario),
      association: exactAssociation,
      ...changes.tracker,
    };
    const tracked = trackEpisodes(tracker, numTargets, numEpisodes, open);
    return withoutCurves(scoreTracking(scenario, tracked));
  },
};
