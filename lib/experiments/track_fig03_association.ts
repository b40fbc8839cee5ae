/**
 * One episode with its associations (paper B, Fig. 3): where the targets go,
 * where they are believed to be, and who measures whom. Its block 55 is also
 * drawn as the system of Fig. 1.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import { exactAssociation } from "../tracking/association/exact.ts";
import { runClosedLoop, type Tracker } from "../tracking/closed_loop.ts";
import { openTrackingEpisode } from "../tracking/closed_loop_scores.ts";
import { headingFilter } from "../tracking/filters/heading_filter.ts";
import { trackingScenario } from "../tracking/scenario.ts";
import type { Experiment } from "./experiment.ts";

/** The block that the paper shows, counted from 1. */
export const SHOWN_BLOCK = 55;

/** How many targets there are. */
export type MapCondition = {
  /** I. */
  readonly numTargets: number;
};

/** The episode, to a centimetre. */
export type MapResult = {
  /** The true places of each target, x and y in turn, shape [I][2 Q] [m]. */
  readonly pathsM: readonly (readonly number[])[];
  /** The predictions, likewise: what beams and associations follow [m]. */
  readonly predictedM: readonly (readonly number[])[];
  /** The estimates, likewise [m]. */
  readonly estimatesM: readonly (readonly number[])[];
  /** The stations of each target, a bitmask a block, shape [I][Q]. */
  readonly subsets: readonly (readonly number[])[];
  /** The stations whose measurement was detected, likewise. */
  readonly detected: readonly (readonly number[])[];
};

/** An episode of six targets. */
export const associationMap: Experiment<
  MapCondition,
  Readonly<Record<never, never>>,
  MapResult
> = {
  id: "track_fig03_association",
  title: "One episode and its associations",
  source: "paper B, Fig. 3, Sec. 4",
  revision: 1,
  conditions: [{ numTargets: 6 }],
  seeds: [1],
  budgets: { smoke: {}, paper: {} },
  measure({ numTargets }, _budget, open) {
    const scenario = trackingScenario();
    const tracker = {
      scenario,
      filter: headingFilter(scenario),
      association: exactAssociation,
    };
    return recordMap(tracker, numTargets, open);
  },
};

/** The first episode of a seed as a map shows it. */
export function recordMap(
  tracker: Tracker,
  numTargets: number,
  open: StreamOpener,
): MapResult {
  const lists = <T>() => Array.from({ length: numTargets }, (): T[] => []);
  const pathsM = lists<number>();
  const predictedM = lists<number>();
  const estimatesM = lists<number>();
  const subsets = lists<number>();
  const detected = lists<number>();
  const openThis = openTrackingEpisode(open, 0);
  runClosedLoop(tracker, numTargets, openThis, (block) => {
    const { positionsM } = block.episode;
    for (let target = 0; target < numTargets; target++) {
      const at = 2 * (block.block * numTargets + target);
      const [predicted, updated] = [block.predicted, block.updated]
        .map((beliefs) => beliefs[target]);
      pathsM[target].push(...[positionsM[at], positionsM[at + 1]].map(round));
      predictedM[target].push(...[predicted.xM, predicted.yM].map(round));
      estimatesM[target].push(...[updated.xM, updated.yM].map(round));
      subsets[target].push(block.subsets[target]);
      detected[target].push(
        block.measurements[target]
          .reduce((set, { station }) => set | 1 << station, 0),
      );
    }
  });
  return { pathsM, predictedM, estimatesM, subsets, detected };
}

function round(lengthM: number): number {
  return Number(lengthM.toFixed(2));
}
