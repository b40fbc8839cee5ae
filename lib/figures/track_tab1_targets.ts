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
} from "../experiments/published.ts";
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
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

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
      drawCount({
        letter: "abcde"[i],
        numTargets,
        isFirst: i === 0,
        points: [...reference, ...points].filter(isOf(numTargets)),
        capped: capped.filter(isOf(numTargets)),
        lost: lost.filter(isOf(numTargets)),
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

function isOf(numTargets: number) {
  return (point: TrackingCondition) => point.numTargets === numTargets;
}

function paperName(method: string): string {
  return `paper: ${method}`;
}

interface CountPanel {
  readonly letter: string;
  readonly numTargets: number;
  readonly isFirst: boolean;
  readonly points: readonly TrackingPoint[];
  readonly capped: readonly TrackingPoint[];
  readonly lost: readonly TrackingPoint[];
}

function drawCount(panel: CountPanel): SVGSVGElement {
  const { letter, numTargets, isFirst, points, capped, lost } = panel;
  const published = PUBLISHED_TRACKING_RMSE.filter((row) =>
    row.numTargets === numTargets
  );
  return drawPanel({
    width: isFirst ? 430 : 265,
    height: 420,
    marginLeft: isFirst ? 200 : 40,
    marginRight: 60,
    x: {
      type: "log",
      domain: [0.18, 30],
      ticks: [0.2, 0.5, 1, 2, 5, 10],
      tickFormat: "~g",
      label: "RMSE (m)",
      grid: true,
    },
    y: {
      domain: LINES.toReversed(),
      axis: isFirst ? "left" : null,
      label: null,
      tickSize: 0,
    },
    marks: [
      panelTitle(letter, `I = ${numTargets}`),
      Plot.ruleY(LINES, { stroke: "#EEEEEE" }),
      Plot.ruleY(points, {
        y: "method",
        x1: "low",
        x2: "high",
        stroke: colorOf,
        strokeWidth: 1.6,
      }),
      Plot.tickX(capped, {
        x: "estimate",
        y: "method",
        stroke: colorOf,
        strokeWidth: 2,
        inset: 5,
      }),
      Plot.dot(points, {
        x: "estimate",
        y: "method",
        fill: colorOf,
        stroke: "white",
        strokeWidth: 0.6,
        r: 4,
      }),
      Plot.text(lost, {
        frameAnchor: "right",
        y: "method",
        text: ({ estimate }: TrackingPoint) => formatShare(estimate),
        dx: 52,
        textAnchor: "end",
        fill: ({ estimate }: TrackingPoint) =>
          estimate > 0 ? COLORS.vermilion : COLORS.grey,
      }),
      Plot.text(["lost"], {
        frameAnchor: "top-right",
        dx: 52,
        dy: -14,
        textAnchor: "end",
        text: (name: string) => name,
        fill: COLORS.grey,
      }),
      drawPublished(published),
    ],
  });
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

function colorOf({ method }: { readonly method: string }): string {
  return methodStyle(method).color;
}

/** A share in per cent, with as many digits as tell it from none. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0 %";
  return `${percent.toFixed(percent < 0.1 ? 2 : 1)} %`;
}
