/**
 * The tracks of all targets of an episode together. A filter follows each target
 * by itself; a network may take them in at once, which is faster, and the
 * paper's own lets every target's estimate depend on all targets.
 *
 * @module
 */
import type { StreamOpener } from "../core/random_stream.ts";
import type { TrackFilter } from "./filters/track_filter.ts";
import type { StationMeasurement } from "./measurement.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackStart } from "./track_start.ts";

/** The tracks of all targets; they begin in block 0, before it is measured. */
export interface TrackGroup {
  /** What is believed of each target's place now, shape [I]. */
  beliefs(): readonly PositionBelief[];
  /** Goes on to the next block. */
  predict(): void;
  /** Takes in what stations measured of each target, shape [I]. */
  update(measurements: readonly (readonly StationMeasurement[])[]): void;
}

/** A way to follow all targets together. */
export interface GroupFilter {
  /** What it is called in tables and figures. */
  readonly name: string;
  /**
   * Begins the tracks of an episode.
   *
   * @param starts what is known of each target, shape [I]
   * @param open opens the streams of the tracks
   */
  beginGroup(starts: readonly TrackStart[], open: StreamOpener): TrackGroup;
}

/**
 * Begins the tracks of an episode, by a filter of either kind.
 *
 * @param filter follows each target by itself, or all together
 * @param starts what is known of each target, shape [I]
 * @param open opens the streams "filter of target 0", ...
 */
export function beginTracks(
  filter: TrackFilter | GroupFilter,
  starts: readonly TrackStart[],
  open: StreamOpener,
): TrackGroup {
  if ("beginGroup" in filter) return filter.beginGroup(starts, open);
  const tracks = starts.map((start, target) =>
    filter.begin(start, open(`filter of target ${target}`))
  );
  return {
    beliefs: () => tracks.map((track) => track.belief()),
    predict: () => tracks.forEach((track) => track.predict()),
    update: (measurements) =>
      tracks.forEach((track, target) => track.update(measurements[target])),
  };
}
