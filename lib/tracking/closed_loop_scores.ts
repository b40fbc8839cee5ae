/**
 * What the closed loop is worth over many episodes: one flat record, the RMSE
 * never without the rate of lost tracks.
 *
 * @module
 */

import { requireInteger } from "../core/check.ts";
import { range } from "../core/range.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import {
  runClosedLoop,
  type TrackedBlock,
  type TrackedEpisode,
  type Tracker,
} from "./closed_loop.ts";
import {
  cramerRaoRecursion,
  linearizeHeadingMotion,
} from "./cramer_rao_recursion.ts";
import { computeSetMetrics } from "./episode_set_metrics.ts";
import type { TrackingScenario } from "./scenario.ts";
import {
  computeTrackErrors,
  rmsePerBlockM,
  summarizeTracks,
} from "./track_metrics.ts";

/** What the closed loop is worth. */
export type TrackingScore = {
  /** The RMSE over all tracks and blocks [m]. */
  readonly rmseM: number;
  /** The same with each error capped at 5 m [m]. */
  readonly cappedRmseM: number;
  /** The median over tracks of a track's RMSE [m]. */
  readonly medianRmseM: number;
  /** The share of tracks beyond 5 m over their last ten blocks. */
  readonly lostRate: number;
  /** The share of tracks beyond 5 m in any block. */
  readonly everBeyondRate: number;
  /** The mean over blocks of the GOSPA distance [m]. */
  readonly meanGospaM: number;
  /** The mean number of targets a block that no estimate is near. */
  readonly meanMissed: number;
  /** The OSPA distance between whole tracks, which sees swaps [m]. */
  readonly trackOspaM: number;
  /** The linearised Cramer-Rao reference along the same measurements [m]. */
  readonly referenceRmseM: number;
  /** How many stations a target had, on average. */
  readonly stationsPerTarget: number;
  /** The share of links whose echo was detected. */
  readonly detectedShare: number;
  /** The RMSE in each block, to a tenth of a millimetre, shape [Q] [m]. */
  readonly perBlockRmseM: readonly number[];
  /** The reference in each block, shape [Q] [m]. */
  readonly perBlockReferenceM: readonly number[];
};

/** The same without the curves, where no figure shows them. */
export type TrackingSummary = Omit<
  TrackingScore,
  "perBlockRmseM" | "perBlockReferenceM"
>;

/** A score without its curves. */
export function withoutCurves(score: TrackingScore): TrackingSummary {
  const { perBlockRmseM: _, perBlockReferenceM: __, ...summary } = score;
  return summary;
}

/** The streams of an episode of a seed. */
export function openTrackingEpisode(
  open: StreamOpener,
  episode: number,
): StreamOpener {
  return (label) => open(`episode ${episode}/${label}`);
}

/**
 * Runs the closed loop on the first episodes of a seed.
 *
 * @param tracker who tracks
 * @param numTargets I
 * @param numEpisodes how many, at least 1
 * @param open opens the streams of the seed
 * @param observe is told of every block, where given
 * @throws as `runClosedLoop`
 */
export function trackEpisodes(
  tracker: Tracker,
  numTargets: number,
  numEpisodes: number,
  open: StreamOpener,
  observe?: (block: TrackedBlock) => void,
): TrackedEpisode[] {
  requireInteger("track episodes", { numEpisodes }, 1);
  return range(0, numEpisodes).map((episode) =>
    runClosedLoop(
      tracker,
      numTargets,
      openTrackingEpisode(open, episode),
      observe,
    )
  );
}

/**
 * What tracked episodes are worth together.
 *
 * @param scenario the setting
 * @param tracked the episodes, at least one, of as many blocks
 * @throws {RangeError} where there is none
 */
export function scoreTracking(
  scenario: TrackingScenario,
  tracked: readonly TrackedEpisode[],
): TrackingScore {
  const errors = tracked.map(({ episode, estimatesM }) =>
    computeTrackErrors(episode, estimatesM)
  );
  const { numTracks: _, ...summary } = summarizeTracks(errors);
  const sets = tracked.map(({ episode, estimatesM }) =>
    computeSetMetrics(episode, estimatesM)
  );
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const referenceM2 = referencePerBlockM2(scenario, tracked);
  const numPairs = tracked.reduce(
    (sum, { subsets }) => sum + subsets.length,
    0,
  );
  const numLinks = sumOver(tracked, ({ subsets }) => subsets.map(countBits));
  const numMeasured = sumOver(tracked, ({ numMeasured }) => numMeasured);
  return {
    ...summary,
    meanGospaM: mean(sets.map(({ meanGospaM }) => meanGospaM)),
    meanMissed: mean(sets.map(({ meanMissed }) => meanMissed)),
    trackOspaM: mean(sets.map(({ trackOspaM }) => trackOspaM)),
    referenceRmseM: Math.sqrt(mean(referenceM2)),
    stationsPerTarget: numLinks / numPairs,
    detectedShare: numMeasured / numLinks,
    perBlockRmseM: Array.from(rmsePerBlockM(errors), roundLength),
    perBlockReferenceM: referenceM2.map((m2) => roundLength(Math.sqrt(m2))),
  };
}

/** The mean over tracks of the linearised bound of each block [m^2]. */
function referencePerBlockM2(
  scenario: TrackingScenario,
  tracked: readonly TrackedEpisode[],
): number[] {
  const { numBlocks } = tracked[0].episode;
  const sums = new Array<number>(numBlocks).fill(0);
  let numTracks = 0;
  for (const { episode, information } of tracked) {
    for (let target = 0; target < episode.numTargets; target++) {
      const motion = linearizeHeadingMotion(scenario, episode, target);
      const boundM2 = cramerRaoRecursion(motion, numBlocks, (block) => {
        const at = 3 * (block * episode.numTargets + target);
        return {
          xx: information[at],
          xy: information[at + 1],
          yy: information[at + 2],
        };
      });
      boundM2.forEach((value, block) => sums[block] += value);
      numTracks++;
    }
  }
  return sums.map((sum) => sum / numTracks);
}

function sumOver(
  tracked: readonly TrackedEpisode[],
  values: (episode: TrackedEpisode) => Int32Array,
): number {
  return tracked.reduce(
    (sum, episode) => values(episode).reduce((a, b) => a + b, sum),
    0,
  );
}

function countBits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function roundLength(lengthM: number): number {
  return Number(lengthM.toFixed(4));
}
