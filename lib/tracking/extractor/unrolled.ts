/**
 * Training along the tracker's own recursion, on recorded measurements: what the
 * network predicts is what it has to go on from. Gradients go back over some
 * blocks at a time.
 *
 * @module
 */
import { requireInteger } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import type { StationMeasurement } from "../measurement.ts";
import {
  MeasurementGate,
  sampleMissingRates,
} from "../missing_measurements.ts";
import type { Extractor } from "./extractor.ts";
import {
  placeOf,
  type RecordedTrack,
  requireTracks,
} from "./recorded_tracks.ts";
import { RecursiveExtractor } from "./recursive_extractor.ts";
import {
  addTrackLoss,
  type LossParts,
  type LossWeights,
  openLossParts,
} from "./tracking_loss.ts";

/** A track that is farther off than this begins anew elsewhere [m]. */
const LOST_M = 8;

/** What one lane is at. */
interface Lane {
  readonly track: RecordedTrack;
  readonly gate: MeasurementGate;
  block: number;
}

/** Lanes that run along recorded tracks, each at a place of its own. */
export class UnrolledTraining {
  readonly #extractor: Extractor;
  readonly #tracks: readonly RecordedTrack[];
  readonly #weights: LossWeights;
  readonly #numBlocks: number;
  readonly #rng: RandomStream;
  readonly #recursion: RecursiveExtractor;
  readonly #lanes: Lane[];

  /**
   * Opens lanes, and runs them on to where they are at different blocks.
   *
   * @param extractor the network
   * @param tracks what is recorded, each of more than numBlocks blocks
   * @param numLanes tracks at a time, at least 1
   * @param numBlocks blocks that gradients go back over, at least 1
   * @param weights what the parts of the loss weigh
   * @param rng the stream of tracks and of what is missing
   * @throws {RangeError} where a number is not positive
   * @throws {TypeError} where there are no tracks, or one is too short
   */
  constructor(
    extractor: Extractor,
    tracks: readonly RecordedTrack[],
    numLanes: number,
    numBlocks: number,
    weights: LossWeights,
    rng: RandomStream,
  ) {
    const action = "train along tracks";
    requireInteger(action, { numLanes, numBlocks }, 1);
    requireTracks(action, tracks, numBlocks + 1);
    this.#extractor = extractor;
    this.#tracks = tracks;
    this.#weights = weights;
    this.#numBlocks = numBlocks;
    this.#rng = rng;
    this.#recursion = new RecursiveExtractor(extractor, numLanes);
    this.#lanes = Array.from({ length: numLanes }, (_, n) => this.#begin(n));
    // Lanes that all began at once would all be at the same age.
    const numChunks = Math.floor(this.#lastBlock(this.#lanes[0]) / numBlocks);
    for (let chunk = 0; chunk < numChunks; chunk++) {
      this.#run(false);
      for (let n = chunk; n < numLanes; n += numChunks) {
        this.#lanes[n] = this.#begin(n);
      }
    }
  }

  /**
   * The mean loss over the coming blocks of all lanes; its gradients are those
   * of the network's parameters afterwards. Lanes that are lost, or at the end
   * of their track, begin anew.
   */
  loss(): LossParts {
    this.#extractor.network.parameters.clearGradients();
    return this.#run(true);
  }

  #run(keepsRecord: boolean): LossParts {
    const recursion = this.#recursion;
    const numLanes = this.#lanes.length;
    const share = 1 / (numLanes * this.#numBlocks);
    const sums = openLossParts();
    recursion.openRecord(this.#numBlocks, keepsRecord);
    for (let k = 0; k < this.#numBlocks; k++) {
      const measurements: (readonly StationMeasurement[])[] = this.#lanes.map(
        ({ track, gate, block }) => gate.pass(track.measurements[block]),
      );
      const { outputs, slopes } = recursion.observe(measurements);
      this.#lanes.forEach((lane, n) => {
        const { track, block } = lane;
        addTrackLoss(
          sums,
          outputs[n],
          slopes[n],
          placeOf(track, block),
          placeOf(track, block + 1),
          this.#weights,
          share,
        );
        lane.block++;
      });
    }
    if (keepsRecord) this.#extractor.network.tape.backward();
    recursion.closeRecord();
    this.#lanes.forEach((lane, n) => {
      if (this.#isLost(lane, n) || lane.block > this.#lastBlock(lane)) {
        this.#lanes[n] = this.#begin(n);
      }
    });
    return sums;
  }

  /** The last block from which all blocks of a record have a next one. */
  #lastBlock({ track }: Lane): number {
    return track.measurements.length - 1 - this.#numBlocks;
  }

  #isLost({ track, block }: Lane, n: number): boolean {
    const { xM, yM } = this.#recursion.states;
    const [x, y] = placeOf(track, block);
    return !(Math.hypot(xM[n] - x, yM[n] - y) <= LOST_M);
  }

  #begin(n: number): Lane {
    const track = this.#tracks[this.#rng.integer(this.#tracks.length)];
    const gate = new MeasurementGate(sampleMissingRates(this.#rng), this.#rng);
    this.#recursion.begin(n, track.start);
    return { track, gate, block: 0 };
  }
}
