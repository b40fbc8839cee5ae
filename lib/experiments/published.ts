/**
 * What the papers print, as data: data/published holds a file a table, each
 * with its source. Curves are not among it: a digitised one would be a guess.
 *
 * @module
 */

import trackingTable from "../../data/published/track_tab1_targets.json" with {
  type: "json",
};

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
