/**
 * The graphs of some tracks as the network takes them: features written row by
 * row, edges sorted by their track.
 *
 * @module
 */
import type { Tape } from "../../nn/tape.ts";
import type { StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { GraphTensors } from "./dynamic_graph_network.ts";
import {
  NUM_ANCHOR_FEATURES,
  NUM_EDGE_FEATURES,
  NUM_STATION_FEATURES,
  SLOPES_PER_EDGE,
  writeAnchorInto,
  writeEdgeInto,
  writeStationsInto,
} from "./graph_features.ts";
import type { PositionFix } from "./position_fix.ts";
import { scaleOf, type TrackStates } from "./track_states.ts";

/** Graphs, and how their features follow the predictions. */
export interface GraphBatch {
  /** What the network takes. */
  readonly tensors: GraphTensors;
  /** The first edge of each track, and the end, shape [tracks + 1]. */
  readonly offsets: readonly number[];
  /**
   * The derivatives of the edges' innovations to the predicted x and y, shape
   * [edges, SLOPES_PER_EDGE].
   */
  readonly slopes: Float64Array;
}

/** The frames of tracks and their scales, shape [tracks] each. */
export interface TrackFrames {
  /** The heading, a unit vector. */
  readonly headingX: Float64Array;
  /** The heading, a unit vector. */
  readonly headingY: Float64Array;
  /** What is 1 in the features [m]. */
  readonly scaleM: Float64Array;
}

/**
 * Writes the graphs of tracks.
 *
 * @param tape where the features lie
 * @param scenario the setting
 * @param states the tracks
 * @param measurements what stations measured of each, shape [tracks]
 * @param fixes what is corrected of each, shape [tracks]
 * @param keepsGradients whether the gradients to the features are wanted
 * @returns the graphs; their edges are in the order of the measurements
 */
export function writeGraphs(
  tape: Tape,
  scenario: TrackingScenario,
  states: TrackStates,
  measurements: readonly (readonly StationMeasurement[])[],
  fixes: readonly PositionFix[],
  keepsGradients: boolean,
): GraphBatch {
  const offsets = [0];
  const stationOfEdge: number[] = [];
  const targetOfEdge: number[] = [];
  measurements.forEach((ofTrack, track) => {
    for (const { station } of ofTrack) {
      stationOfEdge.push(station);
      targetOfEdge.push(track);
    }
    offsets.push(stationOfEdge.length);
  });
  const numEdges = stationOfEdge.length;
  const { baseStations } = scenario;
  const stations = tape.input(baseStations.length, NUM_STATION_FEATURES);
  const edges = tape.input(numEdges, NUM_EDGE_FEATURES, keepsGradients);
  const anchors = tape.input(
    measurements.length,
    NUM_ANCHOR_FEATURES,
    keepsGradients,
  );
  const slopes = new Float64Array(SLOPES_PER_EDGE * numEdges);
  const stepM = scenario.speedMps * scenario.blockDurationS;
  writeStationsInto(tape.valuesOf(stations), stations.rowStride, scenario);
  const edgeValues = tape.valuesOf(edges);
  const anchorValues = tape.valuesOf(anchors);
  let edge = 0;
  measurements.forEach((ofTrack, track) => {
    writeAnchorInto(
      anchorValues,
      track * anchors.rowStride,
      states,
      track,
      fixes[track],
      ofTrack.length,
      stepM,
    );
    for (const measurement of ofTrack) {
      writeEdgeInto(
        edgeValues,
        edge * edges.rowStride,
        slopes,
        SLOPES_PER_EDGE * edge,
        scenario,
        states,
        track,
        measurement,
      );
      edge++;
    }
  });
  return {
    tensors: {
      stations,
      edges,
      anchors,
      stationOfEdge: tape.indices(stationOfEdge),
      targetOfEdge: tape.indices(targetOfEdge),
      offsets: tape.indices(offsets),
    },
    offsets,
    slopes,
  };
}

/**
 * Adds the gradients of the features to those of the predicted places. The
 * frame, the scales and the covariance are taken as given, and so is the last
 * correction, all of which the block before has made.
 *
 * @param out the gradients to x and y, shape [tracks, 2]
 * @param tape where the gradients of the features lie
 * @param graphs whose features
 * @param frames of the tracks, when the features were written
 * @param fixes as they were given to `writeGraphs`, shape [tracks]
 */
export function passFeaturesBack(
  out: Float64Array,
  tape: Tape,
  { tensors, offsets, slopes }: GraphBatch,
  { headingX, headingY, scaleM }: TrackFrames,
  fixes: readonly PositionFix[],
): void {
  const { edges, anchors } = tensors;
  const edgeGradients = tape.gradientsOf(edges);
  const anchorGradients = tape.gradientsOf(anchors!);
  fixes.forEach((fix, track) => {
    let x = 0;
    let y = 0;
    for (let edge = offsets[track]; edge < offsets[track + 1]; edge++) {
      for (let n = 0; n < SLOPES_PER_EDGE / 2; n++) {
        const gradient = edgeGradients[edge * edges.rowStride + n];
        x += gradient * slopes[SLOPES_PER_EDGE * edge + 2 * n];
        y += gradient * slopes[SLOPES_PER_EDGE * edge + 2 * n + 1];
      }
    }
    // How far the fix is from the prediction, ahead and aside.
    const at = track * anchors!.rowStride;
    const ahead = anchorGradients[at + 9] / scaleM[track];
    const aside = anchorGradients[at + 10] / scaleM[track];
    const fixX = ahead * headingX[track] - aside * headingY[track];
    const fixY = ahead * headingY[track] + aside * headingX[track];
    x += (fix.perX[0] - 1) * fixX + fix.perY[0] * fixY;
    y += fix.perX[1] * fixX + (fix.perY[1] - 1) * fixY;
    out[2 * track] += x;
    out[2 * track + 1] += y;
  });
}

/** The frames of tracks, which move on before gradients come back. */
export function copyFrames(states: TrackStates): TrackFrames {
  return {
    headingX: states.headingX.slice(),
    headingY: states.headingY.slice(),
    scaleM: states.varianceXM2.map((varianceM2, track) =>
      scaleOf(varianceM2 + states.varianceYM2[track])
    ),
  };
}
