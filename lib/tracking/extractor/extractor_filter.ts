/**
 * A trained extractor as a filter of the closed loop.
 *
 * @module
 */
import type { PositionBelief } from "../position_belief.ts";
import type { GroupFilter, TrackGroup } from "../track_group.ts";
import { type Extractor, requireExtractorParts } from "./extractor.ts";
import { RecursiveExtractor } from "./recursive_extractor.ts";
import type { TrackOutput } from "./track_outputs.ts";

/**
 * The filter that follows targets by a network along its own recursion.
 *
 * After a block's measurements it states the covariance of what the network
 * corrected, as it has none of its own for an estimate: with the base `"none"`
 * that is the prediction's, which is too large.
 *
 * @param name what it is called in tables and figures
 * @param extractor the network, of the shape of `EXTRACTOR_SHAPE`; nothing of
 *   it is changed
 * @param observe is told of the recursion after each block, where given
 * @throws {RangeError} where the network has another shape, or there is no such
 *   base
 */
export function extractorFilter(
  name: string,
  extractor: Extractor,
  observe?: (recursion: RecursiveExtractor) => void,
): GroupFilter {
  requireExtractorParts("make a filter", extractor);
  return {
    name,
    beginGroup(starts): TrackGroup {
      const recursion = new RecursiveExtractor(extractor, starts.length);
      starts.forEach((start, track) => recursion.begin(track, start));
      let outputs: readonly TrackOutput[] | null = null;
      return {
        beliefs: () =>
          outputs === null
            ? starts.map((_, track) => predictionOf(recursion, track))
            : outputs.map(estimateOf),
        // The network has predicted when it estimated.
        predict: () => outputs = null,
        update: (measurements) => {
          recursion.openRecord(1, false);
          outputs = recursion.observe(measurements).outputs;
          recursion.closeRecord();
          observe?.(recursion);
        },
      };
    },
  };
}

function predictionOf(
  { states }: RecursiveExtractor,
  track: number,
): PositionBelief {
  return {
    xM: states.xM[track],
    yM: states.yM[track],
    varianceXM2: states.varianceXM2[track],
    covarianceXYM2: states.covarianceXYM2[track],
    varianceYM2: states.varianceYM2[track],
  };
}

/** The estimate, with the covariance of what was corrected. */
function estimateOf(
  { estimateXM, estimateYM, fix }: TrackOutput,
): PositionBelief {
  return {
    xM: estimateXM,
    yM: estimateYM,
    varianceXM2: fix.xx,
    covarianceXYM2: fix.xy,
    varianceYM2: fix.yy,
  };
}
