/**
 * The network along its own recursion: what it predicts of a block is what the
 * next block's measurements are held against. Some blocks at a time are one
 * record, through which the gradients of a loss go back from block to block.
 *
 * @module
 */
import {
  rangeError,
  requireArray,
  requireInteger,
  shapeError,
} from "../../core/check.ts";
import type { Tensor } from "../../nn/tape.ts";
import { requireMeasurement, type StationMeasurement } from "../measurement.ts";
import { isMirrored } from "../position_belief.ts";
import { requireTrackStart, type TrackStart } from "../track_start.ts";
import { type Extractor, requireExtractorParts } from "./extractor.ts";
import {
  copyFrames,
  type GraphBatch,
  passFeaturesBack,
  writeGraphs,
} from "./graph_batch.ts";
import { fusedFix, type PositionFix, predictedFix } from "./position_fix.ts";
import {
  moveTrackInto,
  openOutputSlopes,
  type OutputSlopes,
  passOutputsBack,
  readOutputs,
  type TrackOutput,
} from "./track_outputs.ts";
import {
  beginTrackInto,
  openTrackStates,
  type TrackStates,
} from "./track_states.ts";

export type { Extractor } from "./extractor.ts";

/**
 * The outputs of a block, and where a loss leaves its gradients before the tape
 * goes back over the record.
 */
export interface ExtractedBlock {
  /** What each track made of its outputs, shape [tracks]. */
  readonly outputs: readonly TrackOutput[];
  /** The gradients of the loss, zeros at first, shape [tracks]. */
  readonly slopes: readonly OutputSlopes[];
}

/**
 * Some tracks on their way: `begin` each, then `openRecord`, `observe` each of
 * its blocks and `closeRecord`, as often as there are blocks. One tape serves all
 * recursions of a network, so the records of two must not be open at once.
 */
export class RecursiveExtractor {
  /** What the tracks carry from block to block. */
  readonly states: TrackStates;
  /** The graphs of the last block; valid until the next record is opened. */
  graphs: GraphBatch | null = null;
  readonly #extractor: Extractor;
  /** The tokens of the last W - 1 blocks, shape [W - 1, tracks, width]. */
  readonly #history: Float32Array;
  #table: Tensor | null = null;
  #numBlocks = 0;
  #block = 0;
  #keepsRecord = false;
  /** The gradients to the predictions that the coming blocks were made from. */
  #towards: Float64Array;
  readonly #mirrorsGradients: boolean;

  /**
   * Opens tracks; `begin` begins each.
   *
   * @param extractor the network
   * @param numTracks how many tracks, at least 1
   * @param mirrorsGradients whether gradients turn with a prediction that was
   *   folded back at the area's edge. The stored trainings passed them on as if
   *   it had not been: such a track is about to be lost, and begins anew
   * @throws {RangeError} where the number breaks its rule, or the network has
   *   another shape than an extractor's
   */
  constructor(
    extractor: Extractor,
    numTracks: number,
    mirrorsGradients = false,
  ) {
    const action = "follow tracks";
    requireInteger(action, { numTracks }, 1);
    requireExtractorParts(action, extractor);
    const { width, windowLength } = extractor.network.shape;
    this.#extractor = extractor;
    this.states = openTrackStates(numTracks);
    this.#history = new Float32Array((windowLength - 1) * numTracks * width);
    this.#towards = new Float64Array(2 * numTracks);
    this.#mirrorsGradients = mirrorsGradients;
  }

  /**
   * Begins a track, or begins it anew: what was seen of it is forgotten.
   *
   * @param track which of them, from 0
   * @param start what is known of the target
   * @throws {RangeError} where there is no such track, or the start is none
   */
  begin(track: number, start: TrackStart): void {
    const action = "begin a track";
    requireInteger(action, { track }, 0, this.states.numTracks - 1);
    requireTrackStart(action, start);
    const { speedMps, blockDurationS } = this.#extractor.scenario;
    beginTrackInto(this.states, track, start, speedMps * blockDurationS);
  }

  /**
   * Opens a record of some blocks. What came before is kept as it is, without
   * gradients.
   *
   * @param numBlocks how many blocks will be taken in, at least 1
   * @param keepsRecord whether gradients are wanted
   * @throws {RangeError} where the number breaks its rule
   */
  openRecord(numBlocks: number, keepsRecord: boolean): void {
    requireInteger("open a record", { numBlocks }, 1);
    const { tape, shape } = this.#extractor.network;
    const { width, windowLength } = shape;
    const { numTracks } = this.states;
    tape.reset(keepsRecord);
    this.#table = tape.input(
      (windowLength - 1 + numBlocks) * numTracks,
      width,
      keepsRecord,
    );
    tape.valuesOf(this.#table).set(this.#history);
    this.#numBlocks = numBlocks;
    this.#block = 0;
    this.#keepsRecord = keepsRecord;
    this.#towards = new Float64Array(2 * numTracks);
  }

  /**
   * Takes in a block, and carries every track on to the next.
   *
   * @param measurements what stations measured of each track, shape [tracks]
   * @returns what each track made of it, and where a loss leaves its gradients
   * @throws {RangeError} where the record has no room for another block, or a
   *   measurement is none
   * @throws {TypeError} where the measurements are of other than the tracks
   */
  observe(
    measurements: readonly (readonly StationMeasurement[])[],
  ): ExtractedBlock {
    const { scenario, base, network } = this.#extractor;
    const { tape } = network;
    const { states } = this;
    const { numTracks } = states;
    const table = this.#requireRoom(measurements);
    const keepsRecord = this.#keepsRecord;
    const fixes = measurements.map((ofTrack, track) =>
      base === "fuse"
        ? fusedFix(scenario, states, track, ofTrack)
        : predictedFix(states, track)
    );
    const graphs = writeGraphs(
      tape,
      scenario,
      states,
      measurements,
      fixes,
      keepsRecord,
    );
    this.graphs = graphs;
    if (keepsRecord) this.#recordFeatures(graphs, fixes);
    const tokens = network.attendStations(graphs.tensors);
    const { windowLength } = network.shape;
    const firstRow = (windowLength - 1 + this.#block) * numTracks;
    tape.writeRows(table, firstRow, tokens);
    const { now, next } = network.attendBlocks(
      table,
      tape.indices(this.#windowRows()),
      tape.indices(states.age.map((age) => Math.min(age + 1, windowLength))),
    );
    const nowValues = tape.valuesOf(now);
    const nextValues = tape.valuesOf(next);
    const stepM = scenario.speedMps * scenario.blockDurationS;
    const outputs = fixes.map((fix, track) =>
      readOutputs(
        base,
        states,
        track,
        fix,
        nowValues,
        track * now.rowStride,
        nextValues,
        track * next.rowStride,
        stepM,
      )
    );
    const slopes = outputs.map(openOutputSlopes);
    if (keepsRecord) this.#recordOutputs(outputs, slopes, now, next);
    outputs.forEach((output, track) =>
      moveTrackInto(states, track, output, scenario)
    );
    this.#block++;
    return { outputs, slopes };
  }

  /**
   * Closes the record, and keeps the tokens that the next one will need.
   *
   * @throws {RangeError} where not all of its blocks were taken in
   */
  closeRecord(): void {
    const { tape, shape } = this.#extractor.network;
    if (this.#table === null || this.#block < this.#numBlocks) {
      const rule = `the ${this.#numBlocks} that it was opened for`;
      throw rangeError(
        "close a record",
        "the number of its blocks",
        rule,
        this.#block,
      );
    }
    const rows = this.#numBlocks * this.states.numTracks;
    const from = rows * shape.width;
    const values = tape.valuesOf(this.#table);
    this.#history.set(values.subarray(from, from + this.#history.length));
    this.#table = null;
  }

  /** The tokens of the record, which has room for the measurements. */
  #requireRoom(
    measurements: readonly (readonly StationMeasurement[])[],
  ): Tensor {
    const action = "take in a block";
    const { numTracks } = this.states;
    requireArray(action, { measurements });
    if (measurements.length !== numTracks) {
      const rule = `be as many as the ${numTracks} tracks`;
      throw shapeError(action, "measurements", rule, measurements.length);
    }
    const { scenario } = this.#extractor;
    for (const ofTrack of measurements) {
      for (const measurement of ofTrack) {
        requireMeasurement(action, scenario, measurement);
      }
    }
    if (this.#table === null || this.#block === this.#numBlocks) {
      const name = "the number of blocks left in the record";
      throw rangeError(action, name, "positive", 0);
    }
    return this.#table;
  }

  /** The rows of each track's window, the block in hand last. */
  #windowRows(): Int32Array {
    const { windowLength } = this.#extractor.network.shape;
    const { numTracks } = this.states;
    const rows = new Int32Array(numTracks * windowLength);
    for (let track = 0; track < numTracks; track++) {
      for (let k = 0; k < windowLength; k++) {
        rows[track * windowLength + k] = (this.#block + k) * numTracks + track;
      }
    }
    return rows;
  }

  /** Going back: from the features to the predictions they were made from. */
  #recordFeatures(graphs: GraphBatch, fixes: readonly PositionFix[]): void {
    const { tape } = this.#extractor.network;
    const frames = copyFrames(this.states);
    tape.record(() =>
      passFeaturesBack(this.#towards, tape, graphs, frames, fixes)
    );
  }

  /** Going back: from estimates and predictions to the network's outputs. */
  #recordOutputs(
    outputs: readonly TrackOutput[],
    slopes: readonly OutputSlopes[],
    now: Tensor,
    next: Tensor,
  ): void {
    const { scenario, network } = this.#extractor;
    const { tape } = network;
    tape.record(() => {
      const nowGradients = tape.gradientsOf(now);
      const nextGradients = tape.gradientsOf(next);
      const towards = new Float64Array(this.#towards.length);
      outputs.forEach((output, track) => {
        const ofTrack = slopes[track];
        ofTrack.predictedX += this.#towards[2 * track];
        const isTurned = this.#mirrorsGradients &&
          isMirrored(output.predictedYM, scenario.areaWidthM);
        const towardsY = this.#towards[2 * track + 1];
        ofTrack.predictedY += isTurned ? -towardsY : towardsY;
        const [x, y] = passOutputsBack(
          output,
          ofTrack,
          nowGradients,
          track * now.rowStride,
          nextGradients,
          track * next.rowStride,
        );
        towards[2 * track] = x;
        towards[2 * track + 1] = y;
      });
      this.#towards = towards;
    });
  }
}
