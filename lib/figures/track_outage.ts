/**
 * Draws tracking while measurements get lost.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  OUTAGE_TRACKERS,
  type OutageCondition,
  OUTAGES,
  outages,
} from "../experiments/track_outage.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import { composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type OutageRow = Row<OutageCondition, TrackingSummary>;

/** A score, over seeds. */
export type OutagePoint = OutageCondition & Interval;

/** What the name of a tracker with more beams ends with. */
const WITH_BEAMS = ", more beams";

/** What each panel is called. */
const TITLES: Readonly<Record<string, string>> = {
  "nothing": "Nothing is missing",
  "a tenth": "A tenth is missing",
  "three tenths": "Three tenths",
  "half, and gaps": "Half, and gaps",
};

/** A panel for how much is missing. */
export function drawOutages(rows: readonly OutageRow[]): Figure {
  const lines = Object.keys(OUTAGE_TRACKERS)
    .flatMap((method) => [method, method + WITH_BEAMS])
    .toReversed();
  const { longestGap } = OUTAGES["half, and gaps"];
  const { numEpisodes } = outages.budgets.paper;
  return composeFigure({
    panels: Object.keys(OUTAGES).map((missing, i) =>
      drawScoreTable({
        title: ["abcd"[i], TITLES[missing] ?? missing],
        lines,
        hasNames: i === 0,
        nameWidth: 240,
        ...scoreLines(
          rows.filter(({ condition }) => condition.missing === missing),
          ({ method, hasWideBeams }) =>
            hasWideBeams ? method + WITH_BEAMS : method,
          (result) => result,
        ),
        colorOf: (line) => methodStyle(line.replace(WITH_BEAMS, "")).color,
        domain: [0.2, 90],
        ticks: [0.2, 0.5, 1, 2, 5, 20],
      })
    ),
    columns: Object.keys(OUTAGES).length,
    note:
      `8 targets, exact association; each detected measurement is missing ` +
      `with the probability that the title says, and in (d) gaps of up to ` +
      `${longestGap} blocks come on top. More beams: one more a side where ` +
      `the track is uncertain. Mean over ${countSeeds(rows)} seeds of ` +
      `${numEpisodes} episodes with 95 % bootstrap intervals over seeds; ` +
      `ticks: every error capped at 5 m; right: tracks lost, beyond 5 m at ` +
      `the end.`,
    ariaLabel: "Tracking RMSE and lost tracks of a filter and of the learned " +
      "tracker while more and more measurements are missing.",
  });
}

/** One score of every condition, over seeds. */
export function summarizeOutages(
  rows: readonly OutageRow[],
  score: keyof TrackingSummary,
): OutagePoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}
