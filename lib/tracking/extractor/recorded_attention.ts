/**
 * What the network attends to while it tracks (paper B, eqs. (7) and (8)): the
 * weight of each station that measured a target, block by block. And how long
 * its window is allowed to be.
 *
 * @module
 */
import { requireInteger } from "../../core/check.ts";
import { range } from "../../core/range.ts";
import type { StreamOpener } from "../../core/random_stream.ts";
import { exactAssociation } from "../association/exact.ts";
import { runClosedLoop } from "../closed_loop.ts";
import { positionOf } from "../motion.ts";
import type { Extractor } from "./extractor.ts";
import { extractorFilter } from "./extractor_filter.ts";
import type { RecursiveExtractor } from "./recursive_extractor.ts";

/** A station that measured a target in a block, and its weights. */
export interface AttendedLink {
  /** Which block, from 1. */
  readonly block: number;
  /** Which target. */
  readonly target: number;
  /** Which station. */
  readonly station: number;
  /** Its weight in each layer; those of a target's stations sum to 1. */
  readonly weights: readonly number[];
  /** What the station states for the range [m]. */
  readonly rangeSigmaM: number;
  /** The true place of the target, east [m]. */
  readonly xM: number;
  /** The true place of the target, north [m]. */
  readonly yM: number;
}

/**
 * Tracks an episode with exact association, and keeps the attention.
 *
 * @param extractor the network
 * @param numTargets I
 * @param open opens the episode's streams
 */
export function recordAttention(
  extractor: Extractor,
  numTargets: number,
  open: StreamOpener,
): AttendedLink[] {
  const { scenario, network } = extractor;
  const links: AttendedLink[] = [];
  const tracker = {
    scenario,
    filter: extractorFilter("extractor", extractor),
    association: exactAssociation,
  };
  runClosedLoop(
    tracker,
    numTargets,
    open,
    ({ episode, block, measurements }) => {
      // The edges stand in the order of the targets' measurements.
      const edges = measurements.flatMap((ofTarget, target) =>
        ofTarget.map((measurement) => ({ target, measurement }))
      );
      const weights = range(0, network.shape.numSpatialLayers)
        .map((layer) => network.attentionWeights(layer, edges.length));
      edges.forEach(({ target, measurement }, edge) =>
        links.push({
          block: block + 1,
          target,
          station: measurement.station,
          weights: weights.map((ofLayer) => ofLayer[edge]),
          rangeSigmaM: measurement.rangeSigmaM,
          ...positionOf(episode, block, target),
        })
      );
    },
  );
  return links;
}

/**
 * For `extractorFilter`: lets the network attend to fewer blocks than its window
 * has. What a track carries along, its covariance and heading, stays.
 *
 * @param numBlocks how many, the block in hand among them
 * @throws {RangeError} where it is not a whole number from 1 on
 */
export function limitWindow(
  numBlocks: number,
): (recursion: RecursiveExtractor) => void {
  requireInteger("limit a window", { numBlocks }, 1);
  return ({ states: { age } }) => {
    for (let track = 0; track < age.length; track++) {
      age[track] = Math.min(age[track], numBlocks - 1);
    }
  };
}
