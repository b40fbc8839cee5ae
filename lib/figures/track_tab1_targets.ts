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
  TRACKED_TARGETS,
  TRACKING_METHODS,
  type TrackingCondition,
} from "../experiments/track_tab1_targets.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingScore } from "../tracking/closed_loop_scores.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, type LinePoint } from "./score_table.ts";
import { COLORS, composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type TrackingRow = Row<TrackingCondition, TrackingScore>;

/** A score of a method with so many targets. */
export type TrackingPoint = TrackingCondition & Interval;

/** The scores that are one number. */
export type TrackingScoreName = Exclude<
  keyof TrackingScore,
  "perBlockRmseM" | "perBlockReferenceM"
>;

/** A line of the picture: a method of ours, the reference, or of the paper. */
const LINES: readonly string[] = [
  "reference",
  ...Object.keys(TRACKING_METHODS).toReversed(),
  ...new Set(PUBLISHED_TRACKING_RMSE.map(({ method }) => paperName(method))),
];

/** A panel a number of targets; the RMSE, and the share of tracks lost. */
export function drawTrackingTargets(rows: readonly TrackingRow[]): Figure {
  const points = summarizeTracking(rows, "rmseM");
  const capped = summarizeTracking(rows, "cappedRmseM");
  const lost = summarizeTracking(rows, "lostRate");
  const reference = summarizeTracking(rows, "referenceRmseM")
    .filter(({ method }) => method === "EKF + exact")
    .map((point) => ({ ...point, method: "reference" }));
  const present = TRACKED_TARGETS.filter((numTargets) =>
    points.some((point) => point.numTargets === numTargets)
  );
  return composeFigure({
    panels: present.map((numTargets, i) =>
      drawScoreTable({
        title: ["abcde"[i], `I = ${numTargets}`],
        lines: LINES,
        hasNames: i === 0,
        nameWidth: 200,
        points: toLines([...reference, ...points], numTargets),
        capped: toLines(capped, numTargets),
        lost: toLines(lost, numTargets),
        colorOf: (method) => methodStyle(method).color,
        domain: [0.18, 30],
        marks: drawPublished(
          PUBLISHED_TRACKING_RMSE.filter((row) =>
            row.numTargets === numTargets
          ),
        ),
      })
    ),
    columns: present.length,
    note: `Dots: mean over ${countSeeds(rows)} seeds of a seed's RMSE over ` +
      `all tracks and blocks, the same episodes for all; bars: 95 % bootstrap ` +
      `intervals over seeds; ticks: the same with every error capped at 5 m. ` +
      `Right: tracks lost, beyond 5 m at the end. Hollow grey: what the paper ` +
      `prints, for a setting of which it gives no power, bandwidth or cross ` +
      `section; ours were chosen to come near it. All six stations break the ` +
      `stations' capacity: a bound. The reference is a Cramér-Rao recursion ` +
      `along the measurements of EKF + exact, made linear.`,
    ariaLabel: "Tracking RMSE of each method for 4 to 12 targets, with the " +
      "share of lost tracks and the numbers that the paper prints.",
  });
}

/** One score of every method at every number of targets, over seeds. */
export function summarizeTracking(
  rows: readonly TrackingRow[],
  score: TrackingScoreName,
): TrackingPoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

/** The points of one panel, by the name of their line. */
function toLines(
  points: readonly TrackingPoint[],
  numTargets: number,
): LinePoint[] {
  return points.filter((point) => point.numTargets === numTargets)
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
