/**
 * A trained extractor as a filter of the closed loop.
 *
 * @module
 */
import type { PositionBelief } from "../position_belief.ts";
import type { GroupFilter, TrackGroup } from "../track_group.ts";
import { type Extractor, RecursiveExtractor } from "./recursive_extractor.ts";
import type { TrackOutput } from "./track_outputs.ts";

/**
 * The filter that follows targets by a network along its own recursion.
 *
 * @param name what it is called in tables and figures
 * @param extractor the network; nothing of it is changed
 * @param observe is told of the recursion after each block, where given
 */
export function extractorFilter(
  name: string,
  extractor: Extractor,
  observe?: (recursion: RecursiveExtractor) => void,
): GroupFilter {
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
