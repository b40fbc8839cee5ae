/**
 * The extractor as paper B, Sec. 3.1, has it: the edges hold range and angle as
 * they were measured, a target's node begins with zeros, a token is that of all
 * targets, and places come out as coordinates of the area. A network is for one
 * number of targets.
 *
 * @module
 */
import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import { cosineRate } from "../../nn/cosine_rate.ts";
import type { Tape } from "../../nn/tape.ts";
import { measuredPosition, type StationMeasurement } from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { GroupFilter, TrackGroup } from "../track_group.ts";
import {
  DynamicGraphNetwork,
  type GraphTensors,
  type NetworkOutputs,
} from "./dynamic_graph_network.ts";
import { NUM_STATION_FEATURES, writeStationsInto } from "./graph_features.ts";
import type { NetworkShape } from "./network_shape.ts";
import type { RecordedTrack } from "./recorded_tracks.ts";
import { placeOf } from "./teacher_forced.ts";

/** Numbers of an edge: the range and the angle. */
const NUM_LITERAL_EDGE_FEATURES = 2;
/** What a range of 1 is to the network [m]. */
const RANGE_UNIT_M = 100;

/** The shape of the paper's network for so many targets. */
export function literalShape(numTargets: number): NetworkShape {
  return {
    numStationFeatures: NUM_STATION_FEATURES,
    numEdgeFeatures: NUM_LITERAL_EDGE_FEATURES,
    numAnchorFeatures: 0,
    width: 32,
    numSpatialLayers: 2,
    targetsPerToken: numTargets,
    windowLength: 8,
    numHeads: 4,
    numNowOutputs: 2 * numTargets,
    numNextOutputs: 2 * numTargets,
  };
}

/** A window of an episode, all of whose targets are estimated together. */
export interface EpisodeWindow {
  /** The tracks of the episode, shape [I]. */
  readonly episode: readonly RecordedTrack[];
  /** The block that is estimated; the one after it is predicted. */
  readonly block: number;
}

/** The squared errors of windows, a mean over windows and targets. */
export interface LiteralLoss {
  /** Of the estimate [m^2]. */
  estimateM2: number;
  /** Of the prediction [m^2]. */
  predictionM2: number;
}

/** Draws windows of episodes with the same number of targets. */
export function sampleEpisodeWindows(
  episodes: readonly (readonly RecordedTrack[])[],
  numWindows: number,
  rng: RandomStream,
): EpisodeWindow[] {
  return Array.from({ length: numWindows }, () => {
    const episode = episodes[rng.integer(episodes.length)];
    return { episode, block: rng.integer(episode[0].measurements.length - 1) };
  });
}

/**
 * The mean squared error over windows, in units of half the area (Sec. 3.3),
 * and its gradients with respect to the parameters.
 *
 * @param scenario the setting
 * @param network of `literalShape`
 * @param windows what it learns from
 */
export function literalLoss(
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  windows: readonly EpisodeWindow[],
): LiteralLoss {
  const { tape, parameters, shape } = network;
  const { windowLength, targetsPerToken } = shape;
  tape.reset(true);
  parameters.clearGradients();
  const rows = new Int32Array(windows.length * windowLength);
  const valid = windows.map(({ block }) => Math.min(block + 1, windowLength));
  let token = 0;
  const measurements = windows.flatMap(({ episode, block }, n) => {
    const blocks = Array.from(
      { length: valid[n] },
      (_, k) => block + 1 - valid[n] + k,
    );
    return blocks.flatMap((at, k) => {
      rows[n * windowLength + windowLength - valid[n] + k] = token++;
      return episode.map((track) => track.measurements[at]);
    });
  });
  const { now, next } = extract(scenario, network, measurements, rows, valid);
  const sums = { estimateM2: 0, predictionM2: 0 };
  const share = 1 / (windows.length * targetsPerToken);
  const parts = [
    { output: now, ahead: 0, name: "estimateM2" },
    { output: next, ahead: 1, name: "predictionM2" },
  ] as const;
  const units = [scenario.areaLengthM / 2, scenario.areaWidthM / 2];
  for (const { output, ahead, name } of parts) {
    const values = tape.valuesOf(output);
    const gradients = tape.gradientsOf(output);
    windows.forEach(({ episode, block }, n) =>
      episode.forEach((track, target) =>
        placeOf(track, block + ahead).forEach((truthM, axis) => {
          const at = n * output.rowStride + 2 * target + axis;
          const error = values[at] + 1 - truthM / units[axis];
          sums[name] += share * (units[axis] * error) ** 2;
          gradients[at] += 2 * share * error;
        })
      )
    );
  }
  tape.backward();
  return sums;
}

/** How the paper's extractor is trained. */
export interface LiteralTraining {
  /** Gradient steps. */
  readonly numSteps: number;
  /** Windows a step. */
  readonly numWindows: number;
}

/** The learning rate at first; it falls to 0 along a cosine. */
const LEARNING_RATE = 1e-3;
/** The longest gradient that is taken as it is. */
const MAX_GRADIENT_NORM = 1;

/**
 * Trains the paper's extractor on recorded episodes.
 *
 * @param scenario the setting
 * @param targetsPerToken targets a network takes at once
 * @param episodes recorded, each of so many targets
 * @param training how long
 * @param open opens the streams "network" and "windows"
 * @returns the network, and the errors over the last tenth of the steps
 */
export function trainLiteral(
  scenario: TrackingScenario,
  targetsPerToken: number,
  episodes: readonly (readonly RecordedTrack[])[],
  { numSteps, numWindows }: LiteralTraining,
  open: StreamOpener,
): LiteralLoss & { readonly network: DynamicGraphNetwork } {
  const shape = literalShape(targetsPerToken);
  const network = new DynamicGraphNetwork(shape, open("network"));
  const { parameters } = network;
  const windows = open("windows");
  const numLast = Math.ceil(numSteps / 10);
  const sums = { estimateM2: 0, predictionM2: 0 };
  for (let step = 0; step < numSteps; step++) {
    const sampled = sampleEpisodeWindows(episodes, numWindows, windows);
    const loss = literalLoss(scenario, network, sampled);
    parameters.clipGradients(MAX_GRADIENT_NORM);
    parameters.adamStep(cosineRate(LEARNING_RATE, step, numSteps));
    if (step < numSteps - numLast) continue;
    sums.estimateM2 += loss.estimateM2 / numLast;
    sums.predictionM2 += loss.predictionM2 / numLast;
  }
  return { network, ...sums };
}

/**
 * The paper's extractor as a filter of the closed loop. It has no covariance;
 * what it states is the mean square of its errors in training.
 *
 * @param name what it is called in tables and figures
 * @param scenario the setting
 * @param network of `literalShape`, for as many targets as are tracked or for
 *   a part of them that they can be divided into
 * @param predictionM2 the mean squared error of its predictions [m^2]
 */
export function literalFilter(
  name: string,
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  predictionM2: number,
): GroupFilter {
  const { windowLength, targetsPerToken } = network.shape;
  const variance = {
    varianceXM2: predictionM2 / 2,
    covarianceXYM2: 0,
    varianceYM2: predictionM2 / 2,
  };
  return {
    name,
    beginGroup(starts): TrackGroup {
      const seen: (readonly (readonly StationMeasurement[])[])[] = [];
      const numTokens = starts.length / targetsPerToken;
      let beliefs = starts.map(({ position }) => ({
        ...position,
        ...variance,
      }));
      let predictions = beliefs;
      return {
        beliefs: () => beliefs,
        predict: () => beliefs = predictions,
        update: (measurements) => {
          seen.push(measurements);
          if (seen.length > windowLength) seen.shift();
          network.tape.reset(false);
          const { now, next } = extract(
            scenario,
            network,
            seen.flat(),
            windowRows(seen.length, windowLength, numTokens),
            new Array<number>(numTokens).fill(seen.length),
          );
          [beliefs, predictions] = [now, next].map((output) => {
            const values = network.tape.valuesOf(output);
            return starts.map((_, target) => {
              const token = Math.floor(target / targetsPerToken);
              const at = token * output.rowStride +
                2 * (target % targetsPerToken);
              return { ...placeInArea(scenario, values, at), ...variance };
            });
          });
        },
      };
    },
  };
}

/** The rows of each token's window; the blocks stand one after another. */
function windowRows(
  numBlocks: number,
  windowLength: number,
  numTokens: number,
): Int32Array {
  const rows = new Int32Array(numTokens * windowLength);
  for (let token = 0; token < numTokens; token++) {
    for (let k = 0; k < numBlocks; k++) {
      rows[(token + 1) * windowLength - numBlocks + k] = k * numTokens + token;
    }
  }
  return rows;
}

/** The place that two outputs name; outside of the area, the nearest inside. */
function placeInArea(
  { areaLengthM, areaWidthM }: TrackingScenario,
  values: Float32Array,
  at: number,
): { xM: number; yM: number } {
  const within = (output: number, lengthM: number) =>
    Math.max(0, Math.min(lengthM, (output + 1) * lengthM / 2));
  return {
    xM: within(values[at], areaLengthM),
    yM: within(values[at + 1], areaWidthM),
  };
}

function extract(
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  measurements: readonly (readonly StationMeasurement[])[],
  rows: Int32Array,
  valid: readonly number[],
): NetworkOutputs {
  const { tape, shape } = network;
  const numTokens = measurements.length / shape.targetsPerToken;
  const graphs = writeLiteralGraphs(tape, scenario, measurements);
  const tokens = tape.reshape(
    network.attendStations(graphs),
    numTokens,
    shape.width * shape.targetsPerToken,
  );
  return network.attendBlocks(tokens, tape.indices(rows), tape.indices(valid));
}

function writeLiteralGraphs(
  tape: Tape,
  scenario: TrackingScenario,
  measurements: readonly (readonly StationMeasurement[])[],
): GraphTensors {
  const { baseStations } = scenario;
  const ofEdges = measurements.flat();
  const offsets = [0];
  for (const { length } of measurements) {
    offsets.push(offsets[offsets.length - 1] + length);
  }
  const stations = tape.input(baseStations.length, NUM_STATION_FEATURES);
  writeStationsInto(tape.valuesOf(stations), stations.rowStride, scenario);
  const edges = tape.input(ofEdges.length, NUM_LITERAL_EDGE_FEATURES);
  const values = tape.valuesOf(edges);
  ofEdges.forEach((measurement, n) => {
    values[n * edges.rowStride] = measurement.rangeM / RANGE_UNIT_M;
    values[n * edges.rowStride + 1] = angleOf(scenario, measurement) / Math.PI;
  });
  return {
    stations,
    edges,
    stationOfEdge: tape.indices(ofEdges.map(({ station }) => station)),
    targetOfEdge: tape.indices(
      measurements.flatMap((ofTarget, target) => ofTarget.map(() => target)),
    ),
    offsets: tape.indices(offsets),
    anchors: null,
  };
}

/** The angle of a measurement on the side of the area, from -pi to pi [rad]. */
function angleOf(
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): number {
  const station = scenario.baseStations[measurement.station];
  const { xM, yM } = measuredPosition(scenario, measurement);
  return Math.atan2(yM - station.yM, xM - station.xM);
}
