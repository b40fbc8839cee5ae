/**
 * Draws what the echoes of other targets do to tracking.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  interference,
  type InterferenceCondition,
} from "../experiments/track_interference.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { MEASUREMENT_LEVELS } from "../tracking/measured_block.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, type LinePoint } from "./score_table.ts";
import { COLORS, composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type InterferenceRow = Row<InterferenceCondition, TrackingSummary>;

/** A score at one level of measuring. */
export type InterferencePoint = InterferenceCondition & Interval;

const LEVEL_COLORS: Readonly<Record<string, string>> = {
  "surrogate": COLORS.grey,
  "signal, alone": COLORS.blue,
  "signal, all echoes": COLORS.vermilion,
  "signal, others cancelled": COLORS.green,
};

/** A panel a number of targets. */
export function drawInterference(rows: readonly InterferenceRow[]): Figure {
  const { numEpisodes } = interference.budgets.paper;
  const counts = [
    ...new Set(rows.map(({ condition }) => condition.numTargets)),
  ];
  return composeFigure({
    panels: counts.map((numTargets, i) => {
      const pointsOf = (score: keyof TrackingSummary): LinePoint[] =>
        summarizeInterference(rows, score)
          .filter((point) => point.numTargets === numTargets)
          .map((point) => ({ ...point, line: point.measurementLevel }));
      return drawScoreTable({
        title: ["ab"[i], `I = ${numTargets}`],
        lines: MEASUREMENT_LEVELS.toReversed(),
        hasNames: i === 0,
        nameWidth: 190,
        points: pointsOf("rmseM"),
        capped: pointsOf("cappedRmseM"),
        lost: pointsOf("lostRate"),
        colorOf: (level) => LEVEL_COLORS[level],
        domain: [0.15, 90],
      });
    }),
    columns: counts.length,
    note: `Extended Kalman filter, exact association. Mean over ` +
      `${countSeeds(rows)} seeds of ${numEpisodes} episodes with 95 % ` +
      `bootstrap intervals over seeds; ticks: every error capped at 5 m; ` +
      `right: tracks lost, beyond 5 m at the end. Cancelled: the echoes that ` +
      `the tracks predict of the other targets are subtracted first.`,
    ariaLabel: "Tracking RMSE in closed form, from samples of each target " +
      "alone, from samples with all echoes, and with the others cancelled.",
  });
}

/** One score of every level, over seeds. */
export function summarizeInterference(
  rows: readonly InterferenceRow[],
  score: keyof TrackingSummary,
): InterferencePoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}
