/**
 * A learned tracker's parts: the setting, the network, and what it corrects.
 *
 * @module
 */
import { rangeError } from "../../core/check.ts";
import type { TrackingScenario } from "../scenario.ts";
import type { DynamicGraphNetwork } from "./dynamic_graph_network.ts";
import {
  NUM_ANCHOR_FEATURES,
  NUM_EDGE_FEATURES,
  NUM_STATION_FEATURES,
} from "./graph_features.ts";
import type { NetworkShape } from "./network_shape.ts";
import { EXTRACTOR_BASES, type ExtractorBase } from "./position_fix.ts";
import { NUM_NEXT_OUTPUTS, NUM_NOW_OUTPUTS } from "./track_outputs.ts";

/** A network and what it corrects. */
export interface Extractor {
  /** The setting. */
  readonly scenario: TrackingScenario;
  /** What the network corrects. */
  readonly base: ExtractorBase;
  /** The network, of the shape of `EXTRACTOR_SHAPE` but for its inner widths. */
  readonly network: DynamicGraphNetwork;
}

/**
 * The shape of the network that follows each target by itself. The paper gives
 * no widths; its token is that of all targets (`literalShape`).
 */
export const EXTRACTOR_SHAPE: NetworkShape = {
  numStationFeatures: NUM_STATION_FEATURES,
  numEdgeFeatures: NUM_EDGE_FEATURES,
  numAnchorFeatures: NUM_ANCHOR_FEATURES,
  width: 32,
  numSpatialLayers: 2,
  targetsPerToken: 1,
  windowLength: 8,
  numHeads: 4,
  numNowOutputs: NUM_NOW_OUTPUTS,
  numNextOutputs: NUM_NEXT_OUTPUTS,
};

/** Throws a RangeError unless it is one of `EXTRACTOR_BASES`. */
export function requireExtractorBase(
  action: string,
  base: ExtractorBase,
): void {
  if (EXTRACTOR_BASES.includes(base)) return;
  throw rangeError(action, "base", EXTRACTOR_BASES.join(" or "), base);
}

/**
 * Throws a RangeError unless the network takes the features of an extractor,
 * gives its outputs, and has a token a target.
 */
export function requireExtractorParts(
  action: string,
  { base, network }: Extractor,
): void {
  requireExtractorBase(action, base);
  const { shape } = network;
  const names = [
    "numStationFeatures",
    "numEdgeFeatures",
    "numAnchorFeatures",
    "targetsPerToken",
    "numNowOutputs",
    "numNextOutputs",
  ] as const;
  for (const name of names) {
    if (shape[name] === EXTRACTOR_SHAPE[name]) continue;
    throw rangeError(action, name, String(EXTRACTOR_SHAPE[name]), shape[name]);
  }
}
