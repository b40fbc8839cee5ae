/**
 * What a dynamic graph network costs, counted from its shape. As the paper of
 * beam selection counts (paper A, Sec. IV-C): the multiply-adds of a forward
 * pass; units, normalisations and sums, which grow more slowly, are left out.
 *
 * @module
 */
import { requireInteger } from "../../core/check.ts";
import {
  networkParameters,
  type NetworkShape,
  NUM_TEMPORAL_LAYERS,
  tokenWidth,
} from "./network_shape.ts";

/** What a network has to do in a block. */
export interface BlockSize {
  /** Stations, M. */
  readonly numStations: number;
  /** Targets, I: a multiple of those that a token holds. */
  readonly numTargets: number;
  /** Measurements of all targets together. */
  readonly numMeasurements: number;
}

/** What a network costs. */
export type ExtractorCost = {
  /** What is trained. */
  readonly numParameters: number;
  /** Multiply-adds of the messages and the attention over stations. */
  readonly spatial: number;
  /** Multiply-adds of the attention over the window, and the last layers. */
  readonly temporal: number;
};

/**
 * Counts what a network costs, in a block.
 *
 * @param shape its widths
 * @param size what is in the block
 * @throws {RangeError} where a number breaks its rule
 */
export function extractorCost(
  shape: NetworkShape,
  size: BlockSize,
): ExtractorCost {
  const action = "count what an extractor costs";
  const { numStations, numTargets, numMeasurements } = size;
  requireInteger(action, { numStations, numTargets }, 1);
  requireInteger(action, { numMeasurements }, 0);
  const numTokens = numTargets / shape.targetsPerToken;
  requireInteger(action, { "the number of tokens": numTokens }, 1);
  return {
    numParameters: networkParameters(shape).reduce(
      (sum, { rows, columns }) => sum + rows * columns,
      0,
    ),
    spatial: numStations * stationCost(shape) +
      numMeasurements * measurementCost(shape) +
      numTargets * targetCost(shape),
    temporal: numTokens * windowCost(shape),
  };
}

function stationCost({ width, numStationFeatures }: NetworkShape): number {
  const half = width / 2;
  return numStationFeatures * half + half * half;
}

/** An edge's part of the messages; then its score, and its share of the mean. */
function measurementCost(
  { width, numEdgeFeatures, numSpatialLayers }: NetworkShape,
): number {
  const message = numEdgeFeatures * width + width * width / 2;
  return message + numSpatialLayers * (width * width + width + width);
}

function targetCost(
  { width, numAnchorFeatures, numSpatialLayers }: NetworkShape,
): number {
  const anchor = numAnchorFeatures === 0
    ? 0
    : numAnchorFeatures * width + width * width;
  return anchor + numSpatialLayers * width * width;
}

/** A window: all of its blocks in the first layer, the last one from there. */
function windowCost(shape: NetworkShape): number {
  const { windowLength, numNowOutputs, numNextOutputs } = shape;
  const size = tokenWidth(shape);
  // Queries, keys and values of every block, in both layers.
  const asked = NUM_TEMPORAL_LAYERS * windowLength * 3 * size * size;
  // A score and a share of the mean for each key; out; forward to twice and
  // back.
  const perQuery = 2 * windowLength * size + 5 * size * size;
  return asked + (windowLength + 1) * perQuery +
    (numNowOutputs + numNextOutputs) * size;
}
