/**
 * Draws the filters: their errors with exact association, and whether their
 * covariances tell the truth.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  filterComparison,
  type FilterCondition,
  type FilterScore,
} from "../experiments/track_filters.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { TRACK_FILTERS } from "../tracking/filters/mod.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, type LinePoint } from "./score_table.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type FilterRow = Row<FilterCondition, FilterScore>;

/** A score of a filter with so many targets. */
export type FilterPoint = FilterCondition & Interval;

const FILTERS = Object.keys(TRACK_FILTERS);
/** The best one last, as it stands on top. */
const LINES = ["reference", ...FILTERS.toReversed()];

/** Errors at two numbers of targets, and the normalised errors. */
export function drawFilters(rows: readonly FilterRow[]): Figure {
  const { numEpisodes } = filterComparison.budgets.paper;
  const counts = [
    ...new Set(rows.map(({ condition }) => condition.numTargets)),
  ];
  return composeFigure({
    panels: [
      ...counts.map((numTargets, i) => drawErrors(rows, numTargets, i)),
      drawConsistency(rows, "c"),
    ],
    columns: 3,
    note: `Exact association. Mean over ${countSeeds(rows)} seeds of ` +
      `${numEpisodes} episodes, with 95 % bootstrap intervals over seeds; ticks: every error capped at ` +
      `5 m; right: tracks lost, beyond 5 m at the end. (c) The share of ` +
      `errors outside the filter's own 95 % ellipse; dots 4 targets, rings 8; ` +
      `5 % where the covariance is right. The reference is along the ` +
      `measurements of the heading filter.`,
    ariaLabel: "Tracking RMSE of eight filters with 4 and 8 targets, and how " +
      "often their error is outside of their own 95 per cent ellipse.",
  });
}

/** One score of every filter, over seeds. */
export function summarizeFilters(
  rows: readonly FilterRow[],
  score: keyof FilterScore,
): FilterPoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

function drawErrors(
  rows: readonly FilterRow[],
  numTargets: number,
  place: number,
): SVGSVGElement {
  const pointsOf = (score: keyof FilterScore): LinePoint[] =>
    summarizeFilters(rows, score)
      .filter((point) => point.numTargets === numTargets)
      .map((point) => ({ ...point, line: point.filter }));
  const reference = pointsOf("referenceRmseM")
    .filter(({ line }) => line === "EKF, heading")
    .map((point) => ({ ...point, line: "reference" }));
  return drawScoreTable({
    title: ["ab"[place], `I = ${numTargets}`],
    lines: LINES,
    hasNames: place === 0,
    nameWidth: 175,
    points: [...reference, ...pointsOf("rmseM")],
    capped: pointsOf("cappedRmseM"),
    lost: pointsOf("lostRate"),
    colorOf: filterColor,
    domain: [0.15, 6],
  });
}

function drawConsistency(
  rows: readonly FilterRow[],
  letter: string,
): SVGSVGElement {
  const points = summarizeFilters(rows, "beyond95Share");
  const marksOf = (numTargets: number, fill: (p: FilterPoint) => string) => {
    const own = points.filter((point) => point.numTargets === numTargets);
    return [
      Plot.ruleY(own, {
        y: "filter",
        x1: "low",
        x2: "high",
        stroke: ({ filter }: FilterPoint) => filterColor(filter),
      }),
      Plot.dot(own, {
        x: "estimate",
        y: "filter",
        r: 4,
        fill,
        stroke: ({ filter }: FilterPoint) => filterColor(filter),
        strokeWidth: 1.4,
      }),
    ];
  };
  return drawPanel({
    width: 330,
    height: 70 + 24 * LINES.length,
    x: {
      type: "log",
      domain: [0.01, 1],
      ticks: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
      tickFormat: "%",
      label: "share of errors outside the 95 % ellipse",
      grid: true,
    },
    y: { type: "band", domain: LINES.toReversed(), axis: null },
    marks: [
      panelTitle(letter, "Does the covariance tell the truth?"),
      Plot.ruleX([0.05], { stroke: COLORS.black, strokeDasharray: "4,3" }),
      marksOf(4, ({ filter }) => filterColor(filter)),
      marksOf(8, () => "white"),
    ],
  });
}

/** Blue for heading filters, orange for converted measurements. */
function filterColor(filter: string): string {
  if (filter === "reference") return COLORS.black;
  if (filter.startsWith("Kalman")) return COLORS.orange;
  if (filter.startsWith("EKF, heading")) return COLORS.blue;
  return filter === "particle filter" ? COLORS.purple : COLORS.green;
}
