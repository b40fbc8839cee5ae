/**
 * The extractor as paper B, Sec. 3.1, has it: the edges hold range and angle as
 * they were measured, a target's node begins with zeros, a token is that of all
 * targets, and places come out as coordinates of the area. A network is for one
 * number of targets.
 *
 * @module
 */
import { rangeError, requireInteger, shapeError } from "../../core/check.ts";
import type { Tape } from "../../nn/tape.ts";
import {
  measuredPosition,
  requireMeasurement,
  type StationMeasurement,
} from "../measurement.ts";
import type { TrackingScenario } from "../scenario.ts";
import type {
  DynamicGraphNetwork,
  GraphTensors,
  NetworkOutputs,
} from "./dynamic_graph_network.ts";
import { NUM_STATION_FEATURES, writeStationsInto } from "./graph_features.ts";
import type { NetworkShape } from "./network_shape.ts";

/** Numbers of an edge: the range and the angle. */
const NUM_LITERAL_EDGE_FEATURES = 2;
/** What a range of 1 is to the network [m]. */
const RANGE_UNIT_M = 100;

/**
 * The shape of the paper's network for so many targets; its widths are ours.
 *
 * @param numTargets targets a token, at least 1
 * @throws {RangeError} where the number breaks its rule
 */
export function literalShape(numTargets: number): NetworkShape {
  requireInteger("shape the paper's network", { numTargets }, 1);
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

/** Throws a RangeError unless the network gives a place for each target. */
export function requireLiteralNetwork(
  action: string,
  { shape }: DynamicGraphNetwork,
): void {
  const expected = literalShape(shape.targetsPerToken);
  const names = [
    "numStationFeatures",
    "numEdgeFeatures",
    "numAnchorFeatures",
    "numNowOutputs",
    "numNextOutputs",
  ] as const;
  for (const name of names) {
    if (shape[name] === expected[name]) continue;
    throw rangeError(action, name, String(expected[name]), shape[name]);
  }
}

/**
 * What the network makes of windows of blocks.
 *
 * @param scenario the setting
 * @param network of `literalShape`; its tape has been reset
 * @param measurements what stations measured of each target of each token, one
 *   after another, shape [tokens * targetsPerToken]
 * @param rows the tokens of each window, the last block last, [windows * W]
 * @param valid how many of them count, the last ones, shape [windows]
 * @returns coordinates in units of half the area, from its middle: x and y of
 *   the first target, of the second, ..., a row a window
 * @throws {RangeError} where a measurement is none
 * @throws {TypeError} where the targets can't be divided among tokens
 */
export function extractLiterally(
  scenario: TrackingScenario,
  network: DynamicGraphNetwork,
  measurements: readonly (readonly StationMeasurement[])[],
  rows: Int32Array,
  valid: readonly number[],
): NetworkOutputs {
  const { tape, shape } = network;
  requireTokens("extract places", measurements.length, shape);
  const numTokens = measurements.length / shape.targetsPerToken;
  const graphs = writeLiteralGraphs(tape, scenario, measurements);
  const tokens = tape.reshape(
    network.attendStations(graphs),
    numTokens,
    shape.width * shape.targetsPerToken,
  );
  return network.attendBlocks(tokens, tape.indices(rows), tape.indices(valid));
}

/** Throws a TypeError unless so many targets fill whole tokens. */
export function requireTokens(
  action: string,
  numTargets: number,
  { targetsPerToken }: NetworkShape,
): void {
  if (numTargets > 0 && numTargets % targetsPerToken === 0) return;
  const rule = `be a multiple of the ${targetsPerToken} of a token`;
  throw shapeError(action, "the targets", rule, numTargets);
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
    requireMeasurement("extract places", scenario, measurement);
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

/**
 * The angle of a measurement on the side of the area, from -pi to pi [rad]: the
 * paper's arctan (Sec. 2.2), of two arguments.
 */
export function angleOf(
  scenario: TrackingScenario,
  measurement: StationMeasurement,
): number {
  const station = scenario.baseStations[measurement.station];
  const { xM, yM } = measuredPosition(scenario, measurement);
  return Math.atan2(yM - station.yM, xM - station.xM);
}
