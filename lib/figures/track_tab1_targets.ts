/**
 * Draws tracking against the number of targets: a line a method, the rate of
 * lost tracks beside each RMSE, and what the paper prints.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  PUBLISHED_TRACKING_RMSE,
  type PublishedRmse,
} from "../experiments/published_tables.ts";
import {
  LEARNED_METHODS,
  learnedTracking,
} from "../experiments/track_learned.ts";
import { literalExtractors } from "../experiments/track_literal.ts";
import {
  ALL_STATIONS,
  TRACKED_TARGETS,
  type TrackingCondition,
  trackingTargets,
} from "../experiments/track_tab1_targets.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type {
  TrackingScore,
  TrackingSummary,
} from "../tracking/closed_loop_scores.ts";
import { rowsOf } from "./learner_agents.ts";
import { methodStyle } from "./methods.ts";
import {
  comparePairedRatios,
  countSeeds,
  type PairedRatio,
  summarizeOverSeeds,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, type LinePoint } from "./score_table.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment, or of its methods that learn. */
export type TrackingRow = Row<TrackingCondition, TrackingScore>;

/** A row without the curves. */
export type ScoreRow = Row<TrackingCondition, TrackingSummary>;

/** A score of a method with so many targets. */
export type TrackingPoint = TrackingCondition & Interval;

/** The scores that are one number. */
export type TrackingScoreName = keyof TrackingSummary;

/** The extractor as printed, in the table. */
export const AS_PRINTED = "Proposed, as printed";

/** The methods that do not learn, in this figure; others: the gap's. */
const WITHOUT_LEARNING = ["Benchmark I", "Benchmark I, tuned", "EKF + exact"];

/** A line of the picture: a method of ours, the reference, or of the paper. */
const LINES: readonly string[] = [
  "reference",
  ALL_STATIONS,
  ...WITHOUT_LEARNING.toReversed(),
  ...Object.keys(LEARNED_METHODS).toReversed(),
  AS_PRINTED,
  ...new Set(PUBLISHED_TRACKING_RMSE.map(({ method }) => paperName(method))),
];

/** What the learned methods are held against. */
const COMPARED_WITH = "EKF + exact";

/** A panel a number of targets; then the ratios to the filter. */
export function drawTrackingTargets(allRows: readonly Row[]): Figure {
  const rows = rowsOfSharedSeeds(allRows);
  const scores = scoreRows(rows);
  const points = summarizeTracking(scores, "rmseM");
  const capped = summarizeTracking(scores, "cappedRmseM");
  const lost = summarizeTracking(scores, "lostRate");
  const reference = summarizeTracking(scores, "referenceRmseM")
    .filter(({ method }) => method === COMPARED_WITH)
    .map((point) => ({ ...point, method: "reference" }));
  const present = TRACKED_TARGETS.filter((numTargets) =>
    points.some((point) => point.numTargets === numTargets)
  );
  const learned = rowsOf(learnedTracking, rows);
  return composeFigure({
    panels: [
      ...present.map((numTargets, i) =>
        drawScoreTable({
          title: ["abcde"[i], `I = ${numTargets}`],
          lines: LINES,
          hasNames: i === 0,
          nameWidth: 200,
          points: toLines([...reference, ...points], numTargets),
          capped: toLines(capped, numTargets),
          lost: toLines(lost, numTargets),
          colorOf: (method) => methodStyle(method).color,
          domain: [0.18, 120],
          ticks: [0.2, 0.5, 2, 5, 20, 100],
          marks: drawPublished(
            PUBLISHED_TRACKING_RMSE.filter((row) =>
              row.numTargets === numTargets
            ),
          ),
        })
      ),
      ...(learned.length === 0 ? [] : [drawRatios(rows)]),
    ],
    columns: present.length,
    note: `Dots: mean over ${countSeeds(rows)} seeds of a seed's RMSE over ` +
      `all tracks and blocks, the same episodes for all; bars: 95 % bootstrap ` +
      `intervals over seeds; ticks: the same with every error capped at 5 m. ` +
      `Right: tracks lost, beyond 5 m at the end. Hollow grey: what the paper ` +
      `prints, for a setting of which it gives no power, bandwidth or cross ` +
      `section; ours were chosen to come near it. Proposed: the extractor ` +
      `with a covariance, and the actor of pairs; as printed: with exact ` +
      `association. Where I = 10 and 12 have a ` +
      `dot, nothing was trained anew. All six stations break the stations' ` +
      `capacity: a bound. The reference is a Cramér-Rao recursion along the ` +
      `measurements of ${COMPARED_WITH}, made linear. (f) Paired by seed.`,
    ariaLabel: "Tracking RMSE of each method for 4 to 12 targets, with the " +
      "share of lost tracks and the numbers that the paper prints; and the " +
      "learned methods relative to the extended Kalman filter.",
  });
}

/**
 * The rows of the seeds that the methods that learn have; all rows where none
 * has learned. A track lost in another seed would count against the rest alone.
 */
export function rowsOfSharedSeeds<R extends Row>(rows: readonly R[]): R[] {
  const learned = rowsOf(learnedTracking, rows);
  const seeds = new Set(learned.map(({ seed }) => seed));
  return rows.filter(({ seed }) => seeds.size === 0 || seeds.has(seed));
}

/** All rows of the table, those of the printed extractor among them. */
export function scoreRows(rows: readonly Row[]): ScoreRow[] {
  const printed = rowsOf(literalExtractors, rows)
    .filter(({ condition }) => condition.token === "all targets")
    .map((row): ScoreRow => ({
      ...row,
      condition: { method: AS_PRINTED, numTargets: row.condition.numTargets },
      result: row.result.exact,
    }));
  return [
    ...rowsOf(trackingTargets, rows),
    ...rowsOf(learnedTracking, rows),
    ...printed,
  ];
}

/** One score of every method at every number of targets, over seeds. */
export function summarizeTracking(
  rows: readonly ScoreRow[],
  score: TrackingScoreName,
): TrackingPoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

/**
 * The learned methods' scores over those of the filter with exact association,
 * seed by seed.
 */
export function summarizeRatios(
  rows: readonly Row[],
  score: TrackingScoreName,
): (TrackingCondition & PairedRatio)[] {
  const compared = [
    ...rowsOf(learnedTracking, rows),
    ...rowsOf(trackingTargets, rows)
      .filter(({ condition }) => condition.method === COMPARED_WITH),
  ];
  return comparePairedRatios(
    compared,
    { method: COMPARED_WITH },
    `ratio of ${score}`,
    (result) => result[score],
    RATIO_GOAL,
  );
}

/** What the learned tracker is to stay below, relative to the filter. */
export const RATIO_GOAL = 1.05;

const RATIO_HEIGHT = 360;

function drawRatios(rows: readonly Row[]): SVGSVGElement {
  const ratios = summarizeRatios(rows, "cappedRmseM");
  const methods = [...new Set(ratios.map(({ method }) => method))];
  const domain = [
    Math.min(0.95, ...ratios.map(({ low }) => low)),
    Math.max(1.1, ...ratios.map(({ high }) => high)),
  ];
  const ends = methods.map((method) => {
    const end = ratios.findLast((ratio) => ratio.method === method)!;
    return { ...end, estimate: Math.log(end.estimate) };
  });
  const gap = 14 * Math.log(domain[1] / domain[0]) / (RATIO_HEIGHT - 76);
  const labels = spreadLabels(ends, gap, Math.log(domain[1]));
  return drawPanel({
    width: 760,
    height: RATIO_HEIGHT,
    marginRight: 190,
    x: { domain: [3.5, 12.7], ticks: [4, 6, 8, 10, 12], label: "targets I" },
    y: {
      type: "log",
      domain,
      ticks: (domain[1] < 2
        ? [0.95, 1, RATIO_GOAL, 1.1, 1.2, 1.3, 1.5]
        : [1, 1.2, 1.5, 2, 3, 5, 10])
        .filter((ratio) =>
          ratio >= domain[0] && ratio <= domain[1]
        ),
      tickFormat: String,
      label: `capped RMSE over that of ${COMPARED_WITH}`,
      grid: true,
    },
    marks: [
      panelTitle("f", `The methods that learn beside ${COMPARED_WITH}`),
      Plot.ruleY([1], { stroke: methodStyle(COMPARED_WITH).color }),
      Plot.ruleY([RATIO_GOAL], {
        stroke: COLORS.grey,
        strokeDasharray: "4,3",
      }),
      methods.map((method, i) => {
        const { color, dash } = methodStyle(method);
        const line = ratios.filter((ratio) => ratio.method === method);
        const dx = 2 * (i - (methods.length - 1) / 2);
        return [
          Plot.line(line, {
            x: "numTargets",
            y: "estimate",
            dx,
            stroke: color,
            strokeDasharray: dash,
            strokeWidth: 1.5,
          }),
          Plot.ruleX(line, {
            x: "numTargets",
            y1: "low",
            y2: "high",
            dx,
            stroke: color,
            strokeWidth: 1.4,
          }),
          Plot.dot(line, {
            x: "numTargets",
            y: "estimate",
            dx,
            r: 2.6,
            stroke: color,
            fill: dash === "0" ? color : "white",
          }),
        ];
      }),
      Plot.link(labels, {
        x1: "numTargets",
        x2: 12.7,
        y1: ({ estimate }: typeof labels[number]) => Math.exp(estimate),
        y2: ({ place }: typeof labels[number]) => Math.exp(place),
        stroke: ({ method }: typeof labels[number]) =>
          methodStyle(method).color,
        strokeWidth: 0.5,
        strokeOpacity: 0.6,
      }),
      Plot.text(labels, {
        x: 12.7,
        y: ({ place }: typeof labels[number]) => Math.exp(place),
        text: "method",
        fill: ({ method }: typeof labels[number]) => methodStyle(method).color,
        dx: 5,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

/** The points of one panel, by the name of their line. */
function toLines(
  points: readonly TrackingPoint[],
  numTargets: number,
): LinePoint[] {
  return points
    .filter((point) =>
      point.numTargets === numTargets && LINES.includes(point.method)
    )
    .map((point) => ({ ...point, line: point.method }));
}

function paperName(method: string): string {
  return `paper: ${method}`;
}

function drawPublished(published: readonly PublishedRmse[]): Plot.Markish {
  const y = ({ method }: PublishedRmse) => paperName(method);
  const isPrinted = ({ rmseM }: PublishedRmse) => rmseM !== null;
  return [
    Plot.dot(published.filter(isPrinted), {
      x: "rmseM",
      y,
      r: 4,
      stroke: COLORS.grey,
      fill: "white",
      strokeWidth: 1.4,
    }),
    Plot.text(published.filter(isPrinted), {
      x: "rmseM",
      y,
      text: ({ rmseM }: PublishedRmse) => String(rmseM),
      dx: 8,
      textAnchor: "start",
      fill: COLORS.grey,
    }),
    Plot.text(published.filter((row) => !isPrinted(row)), {
      x: 0.2,
      y,
      text: () => "out of memory",
      textAnchor: "start",
      fill: COLORS.grey,
    }),
  ];
}
