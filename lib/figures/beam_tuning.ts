/**
 * Draws what was tried on the tuning seeds.
 *
 * @module
 */

import {
  TUNING_VARIANTS,
  type TuningCondition,
} from "../experiments/beam_tuning.ts";
import type { ProbedScore } from "../experiments/online_training.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { drawVariants } from "./beam_ablation.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type TuningRow = Row<TuningCondition, ProbedScore>;

/** Steps of everything that was tried, a panel a power. */
export function drawTuning(rows: readonly TuningRow[]): Figure {
  const summaries = summarizeTuning(rows);
  return composeFigure({
    panels: [10, 20, 30].map((power, i) =>
      drawVariants(summaries, power, {
        variants: TUNING_VARIANTS,
        reference: TUNING_VARIANTS[1],
        title: ["abc"[i], `${power} dBm`],
        label: "mean number of beams tried",
        isNamed: i === 0,
      })
    ),
    columns: 3,
    note:
      `Mean over the ${countSeeds(rows)} tuning seeds with 95 % bootstrap ` +
      `intervals; these seeds are evaluated nowhere else. The grey line is ` +
      `what became the online agent.`,
    ariaLabel: "Mean number of beams tried for the settings that were tried " +
      "on the tuning seeds, at three transmit powers.",
  });
}

/** Mean steps of everything that was tried, with its interval. */
export function summarizeTuning(
  rows: readonly TuningRow[],
): (TuningCondition & Interval)[] {
  return summarizeOverSeeds(rows, "meanSteps", ({ meanSteps }) => meanSteps);
}
