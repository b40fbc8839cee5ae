/**
 * The first phase of training (paper B, Sec. 3.3): windows of recorded tracks,
 * in which the states are those of the filter that steered, so that every block
 * of every track can be learned from at once. Where measurements are taken away
 * the states stay those of the filter, which had them.
 *
 * @module
 */
import type { RandomStream } from "../../core/random_stream.ts";
import type { StationMeasurement } from "../measurement.ts";
import type { PositionBelief } from "../position_belief.ts";
import type { Extractor } from "./extractor.ts";
import { writeGraphs } from "./graph_batch.ts";
import {
  MeasurementGate,
  sampleMissingRates,
} from "../missing_measurements.ts";
import { fusedFix, predictedFix } from "./position_fix.ts";
import { placeOf, type RecordedTrack } from "./recorded_tracks.ts";
import {
  openOutputSlopes,
  passOutputsBack,
  readOutputs,
} from "./track_outputs.ts";
import {
  beginTrackInto,
  openTrackStates,
  type TrackStates,
} from "./track_states.ts";
import {
  addTrackLoss,
  type LossParts,
  type LossWeights,
  openLossParts,
} from "./tracking_loss.ts";

/** A window: a track, and its last block. */
export interface TrackWindow {
  /** The track. */
  readonly track: RecordedTrack;
  /** The block that is estimated; the one after it is predicted. */
  readonly block: number;
}

/**
 * Draws windows: a track and a block before its last, each equally likely.
 *
 * @param tracks at least one, of two blocks or more each
 * @param numWindows how many windows
 * @param rng the stream of tracks and blocks
 */
export function sampleWindows(
  tracks: readonly RecordedTrack[],
  numWindows: number,
  rng: RandomStream,
): TrackWindow[] {
  return Array.from({ length: numWindows }, () => {
    const track = tracks[rng.integer(tracks.length)];
    return { track, block: rng.integer(track.measurements.length - 1) };
  });
}

/**
 * The mean loss over windows, and its gradients with respect to the parameters.
 *
 * @param extractor the network
 * @param windows what it learns from
 * @param weights what the parts of the loss weigh
 * @param rng the stream of what is missing
 */
export function teacherForcedLoss(
  extractor: Extractor,
  windows: readonly TrackWindow[],
  weights: LossWeights,
  rng: RandomStream,
): LossParts {
  const { scenario, base, network } = extractor;
  const { tape, parameters, shape } = network;
  const { windowLength } = shape;
  const stepM = scenario.speedMps * scenario.blockDurationS;
  tape.reset(true);
  parameters.clearGradients();
  const tokens = writeTokens(windows, windowLength, stepM, rng);
  const { states, measurements, rows, valid } = tokens;
  const fixes = measurements.map((ofToken, n) =>
    base === "fuse"
      ? fusedFix(scenario, states, n, ofToken)
      : predictedFix(states, n)
  );
  const graphs = writeGraphs(
    tape,
    scenario,
    states,
    measurements,
    fixes,
    false,
  );
  const { now, next } = network.attendBlocks(
    network.attendStations(graphs.tensors),
    tape.indices(rows),
    tape.indices(valid),
  );
  const nowValues = tape.valuesOf(now);
  const nextValues = tape.valuesOf(next);
  const nowGradients = tape.gradientsOf(now);
  const nextGradients = tape.gradientsOf(next);
  const sums = openLossParts();
  windows.forEach(({ track, block }, n) => {
    const last = rows[(n + 1) * windowLength - 1];
    const [nowAt, nextAt] = [n * now.rowStride, n * next.rowStride];
    const output = readOutputs(
      base,
      states,
      last,
      fixes[last],
      nowValues,
      nowAt,
      nextValues,
      nextAt,
      stepM,
    );
    const slopes = openOutputSlopes();
    addTrackLoss(
      sums,
      output,
      slopes,
      placeOf(track, block),
      placeOf(track, block + 1),
      weights,
      1 / windows.length,
    );
    passOutputsBack(output, slopes, nowGradients, nowAt, nextGradients, nextAt);
  });
  tape.backward();
  return sums;
}

/** The blocks of windows as tracks of their own, one after another. */
interface WindowTokens {
  /** The states of the tokens. */
  readonly states: TrackStates;
  /** What is left of their measurements, shape [tokens]. */
  readonly measurements: readonly (readonly StationMeasurement[])[];
  /** The tokens of each window, the last block last, [windows * W]. */
  readonly rows: Int32Array;
  /** How many blocks each window has, shape [windows]. */
  readonly valid: readonly number[];
}

function writeTokens(
  windows: readonly TrackWindow[],
  windowLength: number,
  stepM: number,
  rng: RandomStream,
): WindowTokens {
  const valid = windows.map(({ block }) => Math.min(block + 1, windowLength));
  const states = openTrackStates(valid.reduce((sum, count) => sum + count, 0));
  const rows = new Int32Array(windows.length * windowLength);
  let token = 0;
  const measurements = windows.flatMap(({ track, block }, n) => {
    const gate = new MeasurementGate(sampleMissingRates(rng), rng);
    const first = block + 1 - valid[n];
    const seen = track.measurements.slice(first, block + 1);
    return seen.map((ofBlock, k) => {
      writeRecordedInto(states, token, track, first + k, stepM);
      rows[(n + 1) * windowLength - valid[n] + k] = token;
      token++;
      return gate.pass(ofBlock);
    });
  });
  return { states, measurements, rows, valid };
}

/** The state of a track in a block, as the filter had it. */
function writeRecordedInto(
  states: TrackStates,
  slot: number,
  { start, predicted, updated }: RecordedTrack,
  block: number,
  stepM: number,
): void {
  if (block === 0) return beginTrackInto(states, slot, start, stepM);
  const here = predicted[block];
  const before = updated[block - 1];
  const [headingX, headingY, length] = wayBetween(before, here);
  const [oldX, oldY] = block === 1
    ? [Math.cos(start.headingRad), Math.sin(start.headingRad)]
    : wayBetween(updated[block - 2], predicted[block - 1]);
  states.xM[slot] = here.xM;
  states.yM[slot] = here.yM;
  states.varianceXM2[slot] = here.varianceXM2;
  states.covarianceXYM2[slot] = here.covarianceXYM2;
  states.varianceYM2[slot] = here.varianceYM2;
  states.headingX[slot] = headingX;
  states.headingY[slot] = headingY;
  states.stepM[slot] = length;
  states.turnSine[slot] = oldX * headingY - oldY * headingX;
  states.correctionX[slot] = before.xM - predicted[block - 1].xM;
  states.correctionY[slot] = before.yM - predicted[block - 1].yM;
  states.age[slot] = block;
}

/** The way from one place to another: a unit vector and its length [m]. */
function wayBetween(
  from: PositionBelief,
  to: PositionBelief,
): [number, number, number] {
  const x = to.xM - from.xM;
  const y = to.yM - from.yM;
  const length = Math.max(Math.sqrt(x * x + y * y), 1e-6);
  return [x / length, y / length, length];
}
