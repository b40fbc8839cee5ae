/**
 * What tracks are worth: errors over blocks, and how many tracks were lost.
 *
 * The RMSE, which the paper prints (Table 1), is decided by the few tracks that
 * are lost. So it never stands alone here: beside it are the rate of lost
 * tracks, the median track, and an RMSE whose errors are capped.
 *
 * @module
 */

import { median } from "simple-statistics";
import {
  rangeError,
  requireArray,
  requireInteger,
  requirePositive,
  shapeError,
} from "../core/check.ts";
import type { Episode } from "./motion.ts";

/** The errors of an episode's tracks. */
export interface TrackErrors {
  /** Blocks, Q. */
  readonly numBlocks: number;
  /** Targets, I. */
  readonly numTargets: number;
  /** The distance between estimate and truth, shape [Q, I] [m]. */
  readonly errorsM: Float64Array;
}

/**
 * How far each estimate of an episode is off.
 *
 * @param episode the truth
 * @param estimatesM the estimates, shape [Q, I, 2] [m]
 * @throws {TypeError} where there are not as many estimates as truths
 * @throws {RangeError} where an estimate is not finite
 */
export function computeTrackErrors(
  episode: Episode,
  estimatesM: Float64Array,
): TrackErrors {
  requireEstimates("compute track errors", episode, estimatesM);
  const { numBlocks, numTargets, positionsM } = episode;
  const errorsM = new Float64Array(numBlocks * numTargets);
  for (let at = 0; at < errorsM.length; at++) {
    errorsM[at] = Math.hypot(
      estimatesM[2 * at] - positionsM[2 * at],
      estimatesM[2 * at + 1] - positionsM[2 * at + 1],
    );
  }
  return { numBlocks, numTargets, errorsM };
}

/** What counts as lost, and where errors are capped. */
export interface TrackMetricSettings {
  /** A track is lost where its last errors are beyond this [m]. */
  readonly lostBeyondM: number;
  /** How many blocks at the end decide that. */
  readonly lostBlocks: number;
  /** The most that an error counts in the capped RMSE [m]. */
  readonly capM: number;
}

/** Lost is beyond 5 m over the last 10 blocks; errors are capped at 5 m. */
export const TRACK_METRIC_SETTINGS: TrackMetricSettings = {
  lostBeyondM: 5,
  lostBlocks: 10,
  capM: 5,
};

/** What many tracks are worth. */
export interface TrackSummary {
  /** How many tracks there are. */
  readonly numTracks: number;
  /** The root mean square of all errors, of all tracks and blocks [m]. */
  readonly rmseM: number;
  /** The same with each error capped [m]. */
  readonly cappedRmseM: number;
  /** The median over tracks of a track's RMSE [m]. */
  readonly medianRmseM: number;
  /** The share of tracks whose RMSE over the last blocks is beyond the limit. */
  readonly lostRate: number;
  /**
   * The share of tracks with an error beyond the limit in any block: beside
   * lost ones those that came back.
   */
  readonly everBeyondRate: number;
}

/**
 * What the tracks of all episodes are worth together.
 *
 * @param episodes the errors of each episode, at least one
 * @param settings lost beyond 5 m over 10 blocks and a cap of 5 m, unless given
 * @throws {RangeError} where there is no episode, an error is no distance, or
 *   an episode has fewer blocks than decide what is lost
 * @throws {TypeError} where the errors have not the shape they state
 */
export function summarizeTracks(
  episodes: readonly TrackErrors[],
  settings: TrackMetricSettings = TRACK_METRIC_SETTINGS,
): TrackSummary {
  const action = "summarize tracks";
  requireEpisodes(action, episodes);
  const { lostBeyondM, lostBlocks, capM } = settings;
  requirePositive(action, { lostBeyondM, capM });
  for (const { numBlocks } of episodes) {
    requireInteger(action, { lostBlocks }, 1, numBlocks);
  }
  const tracks = episodes.flatMap(errorsByTrack);
  const all = tracks.flat();
  return {
    numTracks: tracks.length,
    rmseM: rootMeanSquare(all),
    cappedRmseM: rootMeanSquare(all.map((error) => Math.min(error, capM))),
    medianRmseM: median(tracks.map(rootMeanSquare)),
    lostRate: shareOf(
      tracks,
      (track) => rootMeanSquare(track.slice(-lostBlocks)) > lostBeyondM,
    ),
    everBeyondRate: shareOf(
      tracks,
      (track) => track.some((error) => error > lostBeyondM),
    ),
  };
}

/**
 * The RMSE over all tracks in each block (paper B, Fig. 4).
 *
 * @param episodes the errors of each episode, at least one, of as many blocks
 * @returns the RMSE, shape [Q] [m]
 * @throws {RangeError} where there is no episode or an error is no distance
 * @throws {TypeError} where the errors have not the shape they state, or the
 *   episodes not as many blocks
 */
export function rmsePerBlockM(episodes: readonly TrackErrors[]): Float64Array {
  const action = "compute the RMSE a block";
  requireEpisodes(action, episodes);
  const { numBlocks } = episodes[0];
  for (const episode of episodes) {
    if (episode.numBlocks === numBlocks) continue;
    const rule = `have as many blocks as the first, ${numBlocks}`;
    throw shapeError(action, "each episode", rule, episode.numBlocks);
  }
  return Float64Array.from(
    { length: numBlocks },
    (_, block) =>
      rootMeanSquare(episodes.flatMap(({ numTargets, errorsM }) => [
        ...errorsM.subarray(block * numTargets, (block + 1) * numTargets),
      ])),
  );
}

function errorsByTrack(
  { numBlocks, numTargets, errorsM }: TrackErrors,
): number[][] {
  return Array.from({ length: numTargets }, (_, target) =>
    Array.from(
      { length: numBlocks },
      (_, block) => errorsM[block * numTargets + target],
    ));
}

function rootMeanSquare(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}

function shareOf<T>(
  values: readonly T[],
  holds: (value: T) => boolean,
): number {
  return values.filter(holds).length / values.length;
}

/** Throws unless the estimates are finite and as many as the truths. */
export function requireEstimates(
  action: string,
  { positionsM }: Episode,
  estimatesM: Float64Array,
): void {
  if (estimatesM.length !== positionsM.length) {
    const rule = `have as many numbers as the truth, ${positionsM.length}`;
    throw shapeError(action, "estimatesM", rule, estimatesM.length);
  }
  for (const value of estimatesM) {
    if (!Number.isFinite(value)) {
      throw rangeError(action, "each of estimatesM", "finite", value);
    }
  }
}

function requireEpisodes(
  action: string,
  episodes: readonly TrackErrors[],
): void {
  requireArray(action, { episodes });
  const count = episodes.length;
  requireInteger(action, { "the number of episodes": count }, 1);
  for (const { numBlocks, numTargets, errorsM } of episodes) {
    if (errorsM.length !== numBlocks * numTargets || errorsM.length === 0) {
      const rule = `have a positive length of ${numBlocks} x ${numTargets}`;
      throw shapeError(action, "errorsM", rule, errorsM.length);
    }
    for (const error of errorsM) {
      if (!(error >= 0 && error < Infinity)) {
        throw rangeError(action, "each error", "finite and at least 0", error);
      }
    }
  }
}
