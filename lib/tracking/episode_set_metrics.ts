/**
 * The distances between sets, over the blocks and the tracks of an episode.
 *
 * @module
 */

import type { Position } from "../channel/geometry.ts";
import { type Episode, positionOf } from "./motion.ts";
import {
  type Gospa,
  gospa,
  SET_METRIC_SETTINGS,
  type SetMetricSettings,
  trackOspaDistanceM,
} from "./set_metrics.ts";
import { requireEstimates } from "./track_metrics.ts";

/** What an episode is worth to those who don't know which track is whose. */
export interface EpisodeSetMetrics {
  /** The mean over blocks of the GOSPA distance [m]. */
  readonly meanGospaM: number;
  /** The mean over blocks of what the errors of found targets cost [m^p]. */
  readonly meanLocalizationCost: number;
  /** The mean number of missed targets a block. */
  readonly meanMissed: number;
  /** The mean number of false targets a block. */
  readonly meanFalse: number;
  /** The OSPA distance between whole tracks, which sees swaps [m]. */
  readonly trackOspaM: number;
}

/**
 * GOSPA over the blocks of an episode, and OSPA(2) over its tracks.
 *
 * @param episode the truth
 * @param estimatesM the estimates, shape [Q, I, 2] [m]
 * @param settings cut-off 5 m and order 2, unless given
 * @throws {TypeError} where there are not as many estimates as truths
 * @throws {RangeError} where an estimate is not finite or a setting breaks its
 *   rule
 */
export function computeSetMetrics(
  episode: Episode,
  estimatesM: Float64Array,
  settings: SetMetricSettings = SET_METRIC_SETTINGS,
): EpisodeSetMetrics {
  requireEstimates("compute set metrics", episode, estimatesM);
  const { numBlocks, numTargets } = episode;
  const estimated = { ...episode, positionsM: estimatesM };
  const blocks = Array.from({ length: numBlocks }, (_, block) => {
    const [truths, estimates] = [episode, estimated].map((paths) =>
      Array.from({ length: numTargets }, (_, i) => positionOf(paths, block, i))
    );
    return gospa(truths, estimates, settings);
  });
  const mean = (of: (block: Gospa) => number) =>
    blocks.reduce((sum, block) => sum + of(block), 0) / numBlocks;
  return {
    meanGospaM: mean(({ distanceM }) => distanceM),
    meanLocalizationCost: mean(({ localizationCost }) => localizationCost),
    meanMissed: mean(({ numMissed }) => numMissed),
    meanFalse: mean(({ numFalse }) => numFalse),
    trackOspaM: trackOspaDistanceM(
      pathsOf(episode),
      pathsOf(estimated),
      settings,
    ),
  };
}

function pathsOf(episode: Episode): Position[][] {
  return Array.from({ length: episode.numTargets }, (_, target) =>
    Array.from(
      { length: episode.numBlocks },
      (_, block) => positionOf(episode, block, target),
    ));
}
