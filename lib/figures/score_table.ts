/**
 * A table of tracking errors as a picture: a line of it for each method, its
 * RMSE as a dot on a logarithmic axis, and the share of tracks lost beside it.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Condition, Json, Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { summarizeOverSeeds } from "./over_seeds.ts";
import { COLORS, drawLogAxis, drawPanel, panelTitle } from "./theme.ts";

/** A number on a line of the table. */
export type LinePoint = Interval & {
  /** The name of the line. */
  readonly line: string;
};

/** A panel of the table. */
export interface ScoreTable {
  /** The panel's letter and its title. */
  readonly title: readonly [string, string];
  /** The names of all lines, from the last to the first. */
  readonly lines: readonly string[];
  /** Whether the names stand at the left. */
  readonly hasNames: boolean;
  /** Room for the names [pixels]. */
  readonly nameWidth: number;
  /** The errors [m]. */
  readonly points: readonly LinePoint[];
  /** The same with each error capped [m]. */
  readonly capped: readonly LinePoint[];
  /** The shares of tracks lost. */
  readonly lost: readonly LinePoint[];
  /** The colour of a line. */
  readonly colorOf: (line: string) => string;
  /** The ends of the axis [m]. */
  readonly domain: readonly [number, number];
  /** The numbers on the axis, where others than the usual ones fit [m]. */
  readonly ticks?: readonly number[];
  /** What else stands in the panel. */
  readonly marks?: Plot.Markish;
}

/**
 * The numbers of a panel: the RMSE never without the share of tracks lost.
 *
 * @param rows of one condition a line
 * @param lineOf the name of a condition's line
 * @param scoreOf what the tracks of a row are worth
 */
export function scoreLines<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
  lineOf: (condition: C) => string,
  scoreOf: (result: R) => TrackingSummary,
): Pick<ScoreTable, "points" | "capped" | "lost"> {
  const pointsOf = (
    score: "rmseM" | "cappedRmseM" | "lostRate",
  ): LinePoint[] =>
    summarizeOverSeeds(rows, score, (result) => scoreOf(result)[score])
      .map((point) => ({ ...point, line: lineOf(point) }));
  return {
    points: pointsOf("rmseM"),
    capped: pointsOf("cappedRmseM"),
    lost: pointsOf("lostRate"),
  };
}

/** Draws a panel; the first of a row has the names. */
export function drawScoreTable(table: ScoreTable): SVGSVGElement {
  const { lines, hasNames, nameWidth, points, capped, lost, domain } = table;
  const color = ({ line }: LinePoint) => table.colorOf(line);
  return drawPanel({
    width: 225 + (hasNames ? nameWidth : 40),
    height: 70 + 24 * lines.length,
    marginLeft: hasNames ? nameWidth : 40,
    marginRight: 60,
    x: {
      type: "log",
      domain: [...domain],
      ...(table.ticks ? { axis: null } : {
        ticks: usualTicks(domain),
        tickFormat: "~g",
        label: "RMSE (m)",
        grid: true,
      }),
    },
    y: {
      type: "band",
      domain: lines.toReversed(),
      axis: hasNames ? "left" : null,
      label: null,
      tickSize: 0,
    },
    marks: [
      panelTitle(...table.title),
      table.ticks && drawLogAxis(table.ticks, "RMSE (m)"),
      Plot.ruleY(points, {
        y: "line",
        x1: "low",
        x2: "high",
        stroke: color,
        strokeWidth: 1.6,
      }),
      Plot.tickX(capped, {
        x: "estimate",
        y: "line",
        stroke: color,
        strokeWidth: 2,
        inset: 4,
      }),
      Plot.dot(points, {
        x: "estimate",
        y: "line",
        fill: color,
        stroke: "white",
        strokeWidth: 0.6,
        r: 4,
      }),
      Plot.text(lost, {
        frameAnchor: "right",
        y: "line",
        text: ({ estimate }: LinePoint) => formatShare(estimate),
        dx: 52,
        textAnchor: "end",
        fill: ({ estimate }: LinePoint) =>
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
      table.marks,
    ],
  });
}

function usualTicks(domain: ScoreTable["domain"]): number[] {
  // On a longer axis the others would be ticks without a number.
  return domain[1] > 40
    ? [0.2, 1, 2, 10, 20]
    : [0.2, 0.5, 1, 2, 5, 10, 20].filter((at) => at <= domain[1]);
}

/** A share in per cent, with as many digits as tell it from none. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0 %";
  return `${percent.toFixed(percent < 0.1 ? 2 : 1)} %`;
}
