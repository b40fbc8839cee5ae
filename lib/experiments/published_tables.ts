/**
 * Numbers that the papers print, from data/published: a file a table, each with
 * its source. Curves are not among them: a digitised one would be a guess.
 *
 * @module
 */

import twinDistances from "../../data/published/beam_tab2_twin_distance.json" with {
  type: "json",
};
import trackingTable from "../../data/published/track_tab1_targets.json" with {
  type: "json",
};
import type { MarginalMetrics } from "../beam_selection/twin_audit.ts";

/** A column of paper A's Table II. */
export type PublishedTwinDistance = MarginalMetrics & {
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** Paper A's Table II: how far its twin is from the real system. */
export const PUBLISHED_TWIN_DISTANCES: readonly PublishedTwinDistance[] =
  twinDistances.rows;

/** What the paper says of all of them (Sec. V-B): none reaches this. */
export const PUBLISHED_DISTANCE_LIMIT = 0.02;

/** A number of paper B's Table 1. */
export interface PublishedRmse {
  /** As the paper calls it. */
  readonly method: string;
  /** I. */
  readonly numTargets: number;
  /** The tracking RMSE [m]; null where the paper ran out of memory. */
  readonly rmseM: number | null;
}

/** Paper B's Table 1, a row after the other. */
export const PUBLISHED_TRACKING_RMSE: readonly PublishedRmse[] =
  trackingTable.rows;
