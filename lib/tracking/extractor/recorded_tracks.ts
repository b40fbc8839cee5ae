/**
 * Tracks to learn from: what stations measured of targets while an extended
 * Kalman filter steered the beams, with what that filter believed. The paper
 * does not say what its supervised training (Sec. 3.3) learns from.
 *
 * @module
 */
import { requireArray, requireInteger, shapeError } from "../../core/check.ts";
import type { StreamOpener } from "../../core/random_stream.ts";
import { exactAssociation } from "../association/exact.ts";
import type { AssociationMethod } from "../association/method.ts";
import { nearestStation } from "../association/nearest_station.ts";
import { randomFeasible } from "../association/random_feasible.ts";
import { trackEpisode } from "../closed_loop.ts";
import { headingFilter } from "../filters/heading_filter.ts";
import type { StationMeasurement } from "../measurement.ts";
import { sampleEpisode } from "../motion.ts";
import type { PositionBelief } from "../position_belief.ts";
import type { TrackingScenario } from "../scenario.ts";
import { sampleTrackStarts, type TrackStart } from "../track_start.ts";

/** The track of one target, of Q blocks. */
export interface RecordedTrack {
  /** How the track began. */
  readonly start: TrackStart;
  /** Where the target was, x and y, shape [Q, 2] [m]. */
  readonly truthM: Float64Array;
  /** What stations measured, shape [Q]. */
  readonly measurements: readonly (readonly StationMeasurement[])[];
  /** What the filter predicted, shape [Q]. */
  readonly predicted: readonly PositionBelief[];
  /** What it estimated, shape [Q]. */
  readonly updated: readonly PositionBelief[];
}

/**
 * A share of the episodes has poor associations, so that a network sees tracks
 * that are uncertain: the filter's own are too good to learn from alone.
 */
const SHARE_RANDOM = 0.12;
const SHARE_NEAREST = 0.12;

/**
 * Records episodes.
 *
 * @param scenario the setting
 * @param targetCounts I of the episodes, taken in turn, at least one
 * @param numEpisodes how many episodes, at least 1
 * @param open opens the streams "association of the records" and "episode 0/..."
 * @returns the tracks of each episode, shape [episodes][I]
 * @throws {RangeError} where a setting breaks its rule
 * @throws {TypeError} where there are no target counts
 */
export function recordEpisodes(
  scenario: TrackingScenario,
  targetCounts: readonly number[],
  numEpisodes: number,
  open: StreamOpener,
): RecordedTrack[][] {
  const action = "record episodes";
  requireInteger(action, { numEpisodes }, 1);
  requireArray(action, { targetCounts });
  if (targetCounts.length === 0) {
    throw shapeError(action, "targetCounts", "be at least one", 0);
  }
  const filter = headingFilter(scenario);
  const choice = open("association of the records");
  const episodes: RecordedTrack[][] = [];
  for (let n = 0; n < numEpisodes; n++) {
    const openEpisode: StreamOpener = (label) => open(`episode ${n}/${label}`);
    const association = pickAssociation(choice.uniform());
    const numTargets = targetCounts[n % targetCounts.length];
    const episode = sampleEpisode(scenario, numTargets, openEpisode);
    const starts = sampleTrackStarts(scenario, episode, openEpisode);
    const recorded = starts.map((start, target) => ({
      start,
      truthM: pathOf(episode.positionsM, numTargets, target),
      measurements: [] as StationMeasurement[][],
      predicted: [] as PositionBelief[],
      updated: [] as PositionBelief[],
    }));
    const tracker = { scenario, filter, association };
    trackEpisode(
      tracker,
      episode,
      starts,
      openEpisode,
      (block) =>
        recorded.forEach((track, target) => {
          track.measurements.push([...block.measurements[target]]);
          track.predicted.push(block.predicted[target]);
          track.updated.push(block.updated[target]);
        }),
    );
    episodes.push(recorded);
  }
  return episodes;
}

/** Where a recorded target was, x and y [m]. */
export function placeOf(
  { truthM }: RecordedTrack,
  block: number,
): [number, number] {
  return [truthM[2 * block], truthM[2 * block + 1]];
}

function pickAssociation(uniform: number): AssociationMethod {
  if (uniform < SHARE_RANDOM) return randomFeasible;
  return uniform < SHARE_RANDOM + SHARE_NEAREST
    ? nearestStation
    : exactAssociation;
}

/** Where one target of an episode was, shape [Q, 2] [m]. */
function pathOf(
  positionsM: Float64Array,
  numTargets: number,
  target: number,
): Float64Array {
  const numBlocks = positionsM.length / (2 * numTargets);
  const path = new Float64Array(2 * numBlocks);
  for (let block = 0; block < numBlocks; block++) {
    const at = 2 * (block * numTargets + target);
    path[2 * block] = positionsM[at];
    path[2 * block + 1] = positionsM[at + 1];
  }
  return path;
}

/**
 * Throws a TypeError unless there are tracks, each of so many blocks.
 *
 * @param action what cannot be done without: "train an extractor"
 * @param tracks what is to be learned from
 * @param minBlocks the least number of blocks
 */
export function requireTracks(
  action: string,
  tracks: readonly RecordedTrack[],
  minBlocks: number,
): void {
  requireArray(action, { tracks });
  if (tracks.length === 0) {
    throw shapeError(action, "tracks", "be at least one", 0);
  }
  for (const { measurements, truthM } of tracks) {
    const numBlocks = Math.min(measurements.length, truthM.length / 2);
    if (numBlocks >= minBlocks) continue;
    const rule = `have at least ${minBlocks} blocks`;
    throw shapeError(action, "each track", rule, numBlocks);
  }
}
