/**
 * Numbers that the papers print, from data/published: each file names its
 * source.
 *
 * @module
 */

import twinDistances from "../../data/published/beam_tab2_twin_distance.json" with {
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
