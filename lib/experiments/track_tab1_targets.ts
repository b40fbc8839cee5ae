/**
 * Tracking against the number of targets (paper B, Table 1), by every method
 * that does not learn: the paper's Benchmark I in two readings, one good filter
 * with good and bad associations, and a bound.
 *
 * The paper says of Benchmark I that it has "the Kalman filter" and "standard
 * convex optimization techniques". Here it is the linear filter on converted
 * measurements, whose covariance is a circle of their own variance, with the
 * linear programme that minimises the total length of twelve links. Tuned, it
 * has the full covariance, and maximises what the links gain one by one.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { allStations } from "../tracking/association/all_stations.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import { greedyMarginalGain } from "../tracking/association/greedy.ts";
import {
  largestSingleGains,
  shortestLinks,
} from "../tracking/association/linear_objectives.ts";
import type { AssociationMethod } from "../tracking/association/method.ts";
import { nearestStation } from "../tracking/association/nearest_station.ts";
import { randomFeasible } from "../tracking/association/random_feasible.ts";
import type { Tracker } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingScore,
} from "../tracking/closed_loop_scores.ts";
import { convertedFilter } from "../tracking/filters/converted_filter.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import {
  type TrackingScenario,
  trackingScenario,
} from "../tracking/scenario.ts";
import { maxTargets } from "../tracking/scenario_domain.ts";
import type { Experiment } from "./experiment.ts";

/** Who tracks, and how many targets. */
export type TrackingCondition = {
  /** A name of `TRACKING_METHODS`. */
  readonly method: string;
  /** I. */
  readonly numTargets: number;
};

/** How many episodes a run has. */
export type TrackingBudget = { readonly numEpisodes: number };

/** A quick look, and what is published here. */
export const TRACKING_BUDGETS = {
  smoke: { numEpisodes: 3 },
  paper: { numEpisodes: 60 },
} as const;

/** The extended Kalman filter with an association. */
function extended(
  association: AssociationMethod,
  changes: Partial<Tracker> = {},
): (scenario: TrackingScenario) => Tracker {
  return (scenario) => ({
    scenario,
    filter: headingFilter(scenario),
    association,
    ...changes,
  });
}

/** What the bound is called. */
export const ALL_STATIONS = "EKF + all six stations";

/** Every method that does not learn, by its name in tables and figures. */
export const TRACKING_METHODS: Readonly<
  Record<string, (scenario: TrackingScenario) => Tracker>
> = {
  "Benchmark I": (scenario) => ({
    scenario,
    filter: convertedFilter(scenario, { noise: "isotropic" }),
    association: shortestLinks,
  }),
  "Benchmark I, tuned": (scenario) => ({
    scenario,
    filter: convertedFilter(scenario, { noise: "full" }),
    association: largestSingleGains,
  }),
  "EKF + exact": extended(exactAssociation),
  "EKF + greedy": extended(greedyMarginalGain),
  "EKF + single gains (LP)": extended(largestSingleGains),
  "EKF + exact, no covariance": extended(exactAssociation, {
    priorCovariance: "none",
  }),
  "EKF + nearest station": extended(nearestStation),
  "EKF + shortest links (LP)": extended(shortestLinks),
  "EKF + random": extended(randomFeasible),
  [ALL_STATIONS]: (scenario) =>
    extended(allStations, { capacity: maxTargets(scenario) })(scenario),
};

/** The numbers of targets; the paper has the first three. */
export const TRACKED_TARGETS: readonly number[] = [4, 6, 8, 10, 12];

/** Tracking against the number of targets. */
export const trackingTargets: Experiment<
  TrackingCondition,
  TrackingBudget,
  TrackingScore
> = {
  id: "track_tab1_targets",
  title: "Tracking by the number of targets, without learning",
  source: "paper B, Table 1, Sec. 4",
  revision: 1,
  conditions: TRACKED_TARGETS.flatMap((numTargets) =>
    Object.keys(TRACKING_METHODS).map((method) => ({ method, numTargets }))
  ),
  seeds: range(1, 11),
  budgets: TRACKING_BUDGETS,
  measure({ method, numTargets }, { numEpisodes }, open) {
    const scenario = trackingScenario();
    const tracker = TRACKING_METHODS[method](scenario);
    return scoreTracking(
      scenario,
      trackEpisodes(tracker, numTargets, numEpisodes, open),
    );
  },
};
