/**
 * Draws the trained tracker on received samples, beside a filter on the same
 * episodes.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import { interference } from "../experiments/track_interference.ts";
import { signalLevel } from "../experiments/track_signal_level.ts";
import { MEASUREMENT_LEVELS } from "../tracking/measured_block.ts";
import { rowsOf } from "./learner_agents.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import { composeFigure } from "./theme.ts";
import type { InterferenceRow } from "./track_interference.ts";

/** Who tracks, and whose rows say how well. */
const TRACKERS = [
  { method: "EKF + exact", experiment: interference },
  { method: "Benchmark III", experiment: signalLevel },
] as const;

/** A panel a number of targets, both trackers at each level of measuring. */
export function drawSignalLevel(rows: readonly Row[]): Figure {
  const counts = [
    ...new Set(
      rowsOf(signalLevel, rows).map(({ condition }) => condition.numTargets),
    ),
  ];
  const { numEpisodes } = signalLevel.budgets.paper;
  return composeFigure({
    panels: counts.map((numTargets, i) => {
      const parts = signalLevelRows(rows).map(({ method, rows: own }) =>
        scoreLines(
          own.filter(({ condition }) => condition.numTargets === numTargets),
          ({ measurementLevel }) => lineOf(measurementLevel, method),
          (result) => result,
        )
      );
      return drawScoreTable({
        title: ["ab"[i], `I = ${numTargets}`],
        lines: MEASUREMENT_LEVELS.flatMap((level) =>
          TRACKERS.map(({ method }) => lineOf(level, method))
        ).toReversed(),
        hasNames: i === 0,
        nameWidth: 290,
        points: parts.flatMap(({ points }) => points),
        capped: parts.flatMap(({ capped }) => capped),
        lost: parts.flatMap(({ lost }) => lost),
        colorOf: (line) =>
          methodStyle(
            TRACKERS.find(({ method }) => line.endsWith(method))!.method,
          )
            .color,
        domain: [0.15, 90],
      });
    }),
    columns: counts.length,
    note: `Exact association; the extractor was trained on the closed form ` +
      `(surrogate) alone. Mean over ` +
      `${countSeeds(rowsOf(signalLevel, rows))} seeds of ` +
      `${numEpisodes} episodes, the same for both, with 95 % bootstrap ` +
      `intervals over seeds; ticks: every error capped at 5 m; right: tracks ` +
      `lost, beyond 5 m at the end. Cancelled: the echoes that the tracks ` +
      `predict of the other targets are subtracted first.`,
    ariaLabel: "Tracking RMSE and lost tracks of a filter and of the trained " +
      "tracker, in closed form and on received samples.",
  });
}

/** Both trackers' rows, of the seeds that both have. */
export function signalLevelRows(
  rows: readonly Row[],
): { readonly method: string; readonly rows: InterferenceRow[] }[] {
  const seeds = new Set(rowsOf(signalLevel, rows).map(({ seed }) => seed));
  return TRACKERS.map(({ method, experiment }) => ({
    method,
    rows: rowsOf(experiment, rows).filter(({ seed }) => seeds.has(seed)),
  }));
}

function lineOf(level: string, method: string): string {
  return `${level}: ${method}`;
}
