/**
 * The shape of a dynamic graph network (paper B, Sec. 3.1): its widths, and the
 * parameters that follow from them.
 *
 * @module
 */
import { rangeError, requireInteger } from "../../core/check.ts";
import type { InitialValues, ParameterShape } from "../../nn/parameter_set.ts";

/** The widths of a dynamic graph network. The paper gives none of them. */
export interface NetworkShape {
  /** Numbers of a station's node, x_m. */
  readonly numStationFeatures: number;
  /** Numbers of an edge, e_{m,i,q}. */
  readonly numEdgeFeatures: number;
  /**
   * Numbers that a target's node begins with; 0 for the paper's zero vector
   * h^(0).
   */
  readonly numAnchorFeatures: number;
  /** D: a target's hidden features, a multiple of 8. */
  readonly width: number;
  /** L: layers of message passing. */
  readonly numSpatialLayers: number;
  /** Targets a token: all I of them in the paper, (9); 1 for a token each. */
  readonly targetsPerToken: number;
  /** W: blocks of the sliding window, a multiple of 4. */
  readonly windowLength: number;
  /** Heads of the self-attention; each has a multiple of 4 columns. */
  readonly numHeads: number;
  /** Numbers that the first layer gives of each token, about now. */
  readonly numNowOutputs: number;
  /** Numbers that the second layer gives of each token, about the next block. */
  readonly numNextOutputs: number;
}

/** Layers of self-attention: one for now, one for the next block (Sec. 3.1). */
export const NUM_TEMPORAL_LAYERS = 2;

/** The last layers begin small, so that a network begins as its base. */
const LAST_GAIN = 0.01;

/**
 * Throws a RangeError unless the widths are such that the network can be made.
 *
 * @param action what cannot be done without
 * @param shape the widths
 */
export function requireNetworkShape(action: string, shape: NetworkShape): void {
  const { numAnchorFeatures, ...positive } = shape;
  requireInteger(action, { ...positive }, 1);
  requireInteger(action, { numAnchorFeatures }, 0);
  const { width, windowLength, numHeads } = shape;
  if (width % 8 !== 0) {
    throw rangeError(action, "width", "a multiple of 8", width);
  }
  if (windowLength % 4 !== 0) {
    throw rangeError(action, "windowLength", "a multiple of 4", windowLength);
  }
  if (tokenWidth(shape) % (4 * numHeads) !== 0) {
    const rule = "such that a head has a multiple of 4 columns";
    throw rangeError(action, "numHeads", rule, numHeads);
  }
}

/** The columns of a token: I D in the paper, D where each target has its own. */
export function tokenWidth(
  { width, targetsPerToken }: NetworkShape,
): number {
  return width * targetsPerToken;
}

/**
 * The parameters of a network: the perceptrons of (6), the messages, scores and
 * normalisations of (7) and (8), the positions of (9), and the encoder.
 *
 * @param shape its widths
 * @returns the parameters in the order in which they are drawn and stored
 */
export function networkParameters(shape: NetworkShape): ParameterShape[] {
  const { width: d, numStationFeatures, numEdgeFeatures } = shape;
  const half = d / 2;
  const token = tokenWidth(shape);
  const anchors = shape.numAnchorFeatures === 0 ? [] : [
    ...dense("anchor_1", shape.numAnchorFeatures, d),
    ...dense("anchor_2", d, d),
  ];
  const spatial = Array.from({ length: shape.numSpatialLayers }, (_, l) => [
    ...dense(`spatial_${l + 1}_message`, d, d),
    matrix(`spatial_${l + 1}_hidden_weights`, d, d),
    ...dense(`spatial_${l + 1}_score`, d, 1),
    ...normalization(`spatial_${l + 1}_norm`, d),
  ]);
  const temporal = Array.from({ length: NUM_TEMPORAL_LAYERS }, (_, l) => [
    ...dense(`temporal_${l + 1}_query_key_value`, token, 3 * token),
    ...dense(`temporal_${l + 1}_out`, token, token),
    ...normalization(`temporal_${l + 1}_norm_1`, token),
    ...dense(`temporal_${l + 1}_forward_1`, token, 2 * token),
    ...dense(`temporal_${l + 1}_forward_2`, 2 * token, token),
    ...normalization(`temporal_${l + 1}_norm_2`, token),
  ]);
  return [
    ...dense("station_1", numStationFeatures, half),
    ...dense("station_2", half, half),
    ...dense("edge_1", numEdgeFeatures, d),
    ...dense("edge_2", d, half),
    ...anchors,
    ...spatial.flat(),
    {
      name: "position",
      rows: shape.windowLength,
      columns: token,
      initial: { kind: "gaussian", deviation: 0.02 },
    },
    ...temporal.flat(),
    ...dense("now", token, shape.numNowOutputs, LAST_GAIN),
    ...dense("next", token, shape.numNextOutputs, LAST_GAIN),
  ];
}

function matrix(
  name: string,
  rows: number,
  columns: number,
  gain = 1,
): ParameterShape {
  return { name, rows, columns, initial: { kind: "glorot", gain } };
}

function vector(name: string, columns: number, value: number): ParameterShape {
  const initial: InitialValues = { kind: "constant", value };
  return { name, rows: 1, columns, initial };
}

function dense(
  name: string,
  inputs: number,
  outputs: number,
  gain = 1,
): ParameterShape[] {
  return [
    matrix(`${name}_weights`, inputs, outputs, gain),
    vector(`${name}_biases`, outputs, 0),
  ];
}

function normalization(name: string, width: number): ParameterShape[] {
  return [vector(`${name}_scale`, width, 1), vector(`${name}_shift`, width, 0)];
}
