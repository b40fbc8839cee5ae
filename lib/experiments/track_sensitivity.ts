/**
 * What the constants do that the paper doesn't give: power times cross section,
 * and subcarriers. Ours were chosen so that the tracking error comes near the
 * printed one; a factor of three either way is a choice of theirs, too.
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
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";

/** The constants that the paper leaves open, and how many targets. */
export type SensitivityCondition = {
  /** The power [dBm] at a cross section of 1 m^2; only their product counts. */
  readonly powerTimesRcsDb: number;
  /** L. */
  readonly numSubcarriers: number;
  /** I. */
  readonly numTargets: number;
};

/** The values of power times cross section [dBm + dB m^2]. */
export const STUDIED_POWERS_DB: readonly number[] = [21, 24, 27, 30];

/** The numbers of subcarriers. */
export const STUDIED_SUBCARRIERS: readonly number[] = [132, 528];

/** The tracking error by the open constants. */
export const sensitivity: Experiment<
  SensitivityCondition,
  { readonly numEpisodes: number },
  TrackingSummary
> = {
  id: "track_sensitivity",
  title: "Tracking by the constants that the paper leaves open",
  source: "what paper B leaves open, Sec. 4",
  revision: 2,
  conditions: STUDIED_SUBCARRIERS.flatMap((numSubcarriers) =>
    STUDIED_POWERS_DB.flatMap((powerTimesRcsDb) =>
      [4, 6, 8].map((numTargets) => ({
        powerTimesRcsDb,
        numSubcarriers,
        numTargets,
      }))
    )
  ),
  seeds: range(1, 11),
  budgets: { smoke: { numEpisodes: 2 }, paper: { numEpisodes: 60 } },
  measure({ powerTimesRcsDb, numSubcarriers, numTargets }, budget, open) {
    const scenario = trackingScenario({
      transmitPowerDbm: powerTimesRcsDb,
      radarCrossSectionM2: 1,
      numSubcarriers,
    });
    const tracked = trackEpisodes(
      {
        scenario,
        filter: headingFilter(scenario),
        association: exactAssociation,
      },
      numTargets,
      budget.numEpisodes,
      open,
    );
    return withoutCurves(scoreTracking(scenario, tracked));
  },
};
