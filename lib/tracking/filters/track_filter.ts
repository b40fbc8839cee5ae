/**
 * What a filter is: anything that begins a track, carries it on by a block and
 * takes in measurements. To add one of your own, write an object of the type
 * `TrackFilter` in a file of this folder and list it in `mod.ts`.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import type { StationMeasurement } from "../measurement.ts";
import type { PositionBelief } from "../position_belief.ts";
import type { TrackStart } from "../track_start.ts";

/** The track of one target. It begins in block 0, before it is measured. */
export interface Track {
  /**
   * What is believed of the target's place now: after `predict` that is the
   * prediction, which beams and associations are picked by; after `update` the
   * estimate.
   */
  belief(): PositionBelief;
  /** Goes on to the next block. */
  predict(): void;
  /**
   * Takes in what stations measured of the target in this block, all at once;
   * in a block in which none did, an empty list or no call.
   */
  update(measurements: readonly StationMeasurement[]): void;
}

/** A way to follow a target. */
export interface TrackFilter {
  /** What it is called in tables and figures. */
  readonly name: string;
  /**
   * Begins a track. A filter may keep what all its tracks share, but nothing
   * that one track could tell another.
   *
   * @param start what is known of the target
   * @param rng the track's own random numbers
   */
  begin(start: TrackStart, rng: RandomStream): Track;
}
