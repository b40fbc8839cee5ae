/**
 * The filters, each with exact association (an addition to paper B, which
 * compares its network with "the Kalman filter" and no other): how far off they
 * are, and whether their covariances say so.
 *
 * @module
 */

import { median } from "simple-statistics";
import { range } from "../core/range.ts";
import { upperChiSquaredQuantile } from "../detection/chi_squared.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import type { TrackedBlock } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import { normalizedErrorSquared } from "../tracking/consistency.ts";
import { TRACK_FILTERS } from "../tracking/filters/mod.ts";
import { positionOf } from "../tracking/motion.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";

/** Which filter, and how many targets. */
export type FilterCondition = {
  /** A name of `TRACK_FILTERS`. */
  readonly filter: string;
  /** I. */
  readonly numTargets: number;
};

/** What a filter is worth, and whether its covariance tells the truth. */
export type FilterScore = TrackingSummary & {
  /** The mean normalised error squared; 2 where the covariance is right. */
  readonly meanNees: number;
  /** Its median; 1.39 where the covariance is right. */
  readonly medianNees: number;
  /** The share beyond the 95 % quantile; 0.05 where it is right. */
  readonly beyond95Share: number;
};

/** The filters in the closed loop. */
export const filterComparison: Experiment<
  FilterCondition,
  { readonly numEpisodes: number },
  FilterScore
> = {
  id: "track_filters",
  title: "Filters with exact association, and their covariances",
  source: "what paper B lacks, Sec. 4",
  revision: 2,
  conditions: [4, 8].flatMap((numTargets) =>
    Object.keys(TRACK_FILTERS).map((filter) => ({ filter, numTargets }))
  ),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 2 }, paper: { numEpisodes: 60 } },
  measure({ filter, numTargets }, { numEpisodes }, open) {
    const scenario = trackingScenario();
    const nees: number[] = [];
    const tracked = trackEpisodes(
      {
        scenario,
        filter: TRACK_FILTERS[filter](scenario),
        association: exactAssociation,
      },
      numTargets,
      numEpisodes,
      open,
      ({ episode, block, updated }: TrackedBlock) => {
        updated.forEach((belief, target) => {
          const truth = positionOf(episode, block, target);
          nees.push(normalizedErrorSquared(belief, truth));
        });
      },
    );
    const limit = upperChiSquaredQuantile(0.05, 2);
    return {
      ...withoutCurves(scoreTracking(scenario, tracked)),
      meanNees: nees.reduce((sum, value) => sum + value, 0) / nees.length,
      medianNees: median(nees),
      beyond95Share: nees.filter((value) => value > limit).length / nees.length,
    };
  },
};
