/**
 * What a policy is: anything that names the next beam. To add one of your own,
 * write an object of the type `BeamPolicy` and hand it to `evaluatePolicy`.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import type { BeamObservation } from "../state_encoding.ts";

/** What a policy knows when an episode begins. */
export interface EpisodeStart {
  /** What the first, random beam gave. */
  readonly observation: BeamObservation;
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  /** The goal zeta for P_D. */
  readonly requiredDetectionProbability: number;
  /** The policy's own random numbers. */
  readonly rng: RandomStream;
}

/** Names the next beam, any whole number, from what the last one gave. */
export type NextBeam = (observation: BeamObservation) => number;

/** A way to pick beams. */
export interface BeamPolicy {
  /** What it is called in tables and figures. */
  readonly name: string;
  /** Begins an episode; what it returns is asked once for each step. */
  begin(start: EpisodeStart): NextBeam;
}
