/**
 * Draws what the settings do that the paper leaves open.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  READING_VARIANTS,
  type ReadingCondition,
  readings,
} from "../experiments/track_readings.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, type LinePoint } from "./score_table.ts";
import { COLORS, composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type ReadingRow = Row<ReadingCondition, TrackingSummary>;

/** A score of a variant with so many targets. */
export type ReadingPoint = ReadingCondition & Interval;

/** A panel a number of targets. */
export function drawReadings(rows: readonly ReadingRow[]): Figure {
  const { numEpisodes } = readings.budgets.paper;
  const counts = [
    ...new Set(rows.map(({ condition }) => condition.numTargets)),
  ].sort((a, b) => a - b);
  return composeFigure({
    panels: counts.map((numTargets, i) => {
      const pointsOf = (score: keyof TrackingSummary): LinePoint[] =>
        summarizeReadings(rows, score)
          .filter((point) => point.numTargets === numTargets)
          .map((point) => ({ ...point, line: point.variant }));
      return drawScoreTable({
        title: ["abc"[i], `I = ${numTargets}`],
        lines: READING_VARIANTS.toReversed(),
        hasNames: i === 0,
        nameWidth: 210,
        points: pointsOf("rmseM"),
        capped: pointsOf("cappedRmseM"),
        lost: pointsOf("lostRate"),
        colorOf: variantColor,
        domain: [0.15, 30],
      });
    }),
    columns: counts.length,
    note: `Extended Kalman filter, exact association; one setting changed at ` +
      `a time. Mean over ${
        countSeeds(rows)
      } seeds of ${numEpisodes} episodes ` +
      `with 95 % bootstrap intervals over seeds; ticks: every error capped at ` +
      `5 m; right: tracks lost, beyond 5 m at the end.`,
    ariaLabel: "Tracking RMSE for 4, 6 and 8 targets where all chains are " +
      "used, where beams are tied or more, and where an association is kept " +
      "for 5, 20 or all blocks.",
  });
}

/** One score of every variant, over seeds. */
export function summarizeReadings(
  rows: readonly ReadingRow[],
  score: keyof TrackingSummary,
): ReadingPoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

/** A colour a kind of setting. */
function variantColor(variant: string): string {
  if (variant.startsWith("chains")) return COLORS.green;
  if (variant.startsWith("beams")) return COLORS.orange;
  return variant.startsWith("association") ? COLORS.vermilion : COLORS.blue;
}
