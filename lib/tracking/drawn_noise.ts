/**
 * The noise of an episode, drawn before it begins: what a measurement draws for
 * a station, target and block is then the same whoever asks, and whatever else
 * is measured. A stream for each of these would do the same; to open tens of
 * thousands of them takes longer than to track.
 *
 * @module
 */

import type {
  RandomStream,
  RandomStreamState,
  StreamOpener,
} from "../core/random_stream.ts";
import type { Episode } from "./motion.ts";

/** What a measurement of the closed form draws, at most. */
const NORMALS = 4;

/** The draws of all measurements that an episode can have. */
export class DrawnNoise implements RandomStream {
  readonly #numTargets: number;
  readonly #numStations: number;
  readonly #normals: Float64Array;
  readonly #uniforms: Float64Array;
  #nextNormal = 0;
  #nextUniform = 0;

  /**
   * Draws them. Each target has a stream of its own: the noise of the first
   * four of eight targets is that of the four targets of the same seed.
   *
   * @param episode how many blocks and targets there are
   * @param numStations M
   * @param open opens the streams "noise of target 0", ...
   */
  constructor(
    { numBlocks, numTargets }: Episode,
    numStations: number,
    open: StreamOpener,
  ) {
    const count = numBlocks * numTargets * numStations;
    this.#numTargets = numTargets;
    this.#numStations = numStations;
    this.#normals = new Float64Array(NORMALS * count);
    this.#uniforms = new Float64Array(count);
    for (let target = 0; target < numTargets; target++) {
      const rng = open(`noise of target ${target}`);
      for (let block = 0; block < numBlocks; block++) {
        const first = (block * numTargets + target) * numStations;
        for (let at = first; at < first + numStations; at++) {
          for (let k = 0; k < NORMALS; k++) {
            this.#normals[NORMALS * at + k] = rng.gaussian();
          }
          this.#uniforms[at] = rng.uniform();
        }
      }
    }
  }

  /** The stream of a measurement: four normal draws and a uniform one. */
  seek(block: number, target: number, station: number): RandomStream {
    const at = (block * this.#numTargets + target) * this.#numStations +
      station;
    this.#nextNormal = NORMALS * at;
    this.#nextUniform = at;
    return this;
  }

  gaussian(): number {
    return this.#normals[this.#nextNormal++];
  }

  uniform(): number {
    return this.#uniforms[this.#nextUniform++];
  }

  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Throws: what is drawn before has no state to go on from. */
  saveState(): RandomStreamState {
    throw new Error("Cannot save the state of noise that was drawn before");
  }
}
