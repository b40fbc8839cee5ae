/**
 * Draws how far each association is from the best one, in expected cost and in
 * what becomes of the tracks.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  type AssociationGap,
  GAP_METHODS,
  type GapCondition,
  type GapResult,
} from "../experiments/track_association_gap.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { methodStyle } from "./methods.ts";
import { comparePaired, countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  composeFigure,
  drawIntervals,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";
import type { TrackingRow } from "./track_tab1_targets.ts";

/** A row of the experiment. */
export type GapRow = Row<GapCondition, GapResult>;

/** A number of a method with so many targets. */
export type GapPoint = Interval & {
  readonly method: string;
  readonly numTargets: number;
};

const HEIGHT = 340;

/** Expected error, how often it is the optimum, and the tracks' error. */
export function drawAssociationGap(
  rows: readonly (GapRow | TrackingRow)[],
): Figure {
  const gaps = rows.filter((row): row is GapRow =>
    !("method" in row.condition)
  );
  const tracked = rows.filter((row): row is TrackingRow =>
    "method" in row.condition
  );
  return composeFigure({
    panels: [
      drawLines(
        summarizeGaps(gaps, ({ excessRmseM }) => 1000 * excessRmseM),
        {
          title: ["a", "Expected, on the same tables"],
          label: "expected RMSE over the exact one's (mm)",
          domain: [1, 300],
          isLog: true,
        },
      ),
      drawLines(summarizeGaps(gaps, ({ optimalShare }) => optimalShare), {
        title: ["b", "How often it is the best one"],
        label: "share of blocks",
        domain: [0, 1],
        isLog: false,
      }),
      drawLines(summarizeExcess(tracked), {
        title: ["c", "In closed loop, errors capped at 5 m"],
        label: "RMSE over the exact one's (mm)",
        domain: [1, 2500],
        isLog: true,
      }),
    ],
    columns: 3,
    note: `Extended Kalman filter; mean over ${countSeeds(gaps)} seeds with ` +
      `95 % bootstrap intervals over seeds. (a), (b): every method on the ` +
      `tables that exact association comes by. (c): each in its own loop ` +
      `(Table 1), paired by seed; what is not above 1 mm is not drawn. With ` +
      `12 targets each has one station, costs add up, and the linear ` +
      `programme of single gains is exact.`,
    ariaLabel: "The gap of greedy, linear, nearest-station and random " +
      "associations to the exact one for 4 to 12 targets, in expected RMSE, " +
      "in how often they agree, and in the tracks' RMSE.",
  });
}

/** A number of each method's gap, over seeds. */
export function summarizeGaps(
  rows: readonly GapRow[],
  value: (gap: AssociationGap) => number,
): GapPoint[] {
  return GAP_METHODS.flatMap((method) =>
    summarizeOverSeeds(rows, method, (result) => value(result[method]))
      .map((point) => ({ ...point, method }))
  );
}

/** The capped RMSE of each method less that of the exact one [mm]. */
function summarizeExcess(rows: readonly TrackingRow[]): GapPoint[] {
  return comparePaired(
    rows,
    { method: "EKF + exact" },
    "excess",
    ({ cappedRmseM }) => 1000 * cappedRmseM,
  );
}

function drawLines(
  points: readonly GapPoint[],
  { title, label, domain, isLog }: {
    readonly title: readonly [string, string];
    readonly label: string;
    readonly domain: readonly [number, number];
    readonly isLog: boolean;
  },
): SVGSVGElement {
  const isDrawn = ({ estimate }: GapPoint) => !isLog || estimate > domain[0];
  const clipped = points.filter(isDrawn).map((point) => ({
    ...point,
    low: Math.max(point.low, domain[0]),
  }));
  const scale = isLog ? Math.log : (value: number) => value;
  const unscale = isLog ? Math.exp : (value: number) => value;
  const ends = GAP_METHODS.flatMap((method) =>
    clipped.filter((point) => point.method === method).slice(-1)
  ).map((point) => ({ ...point, estimate: scale(point.estimate) }));
  const gap = 14 * (scale(domain[1]) - scale(domain[0])) / (HEIGHT - 76);
  const labels = spreadLabels(ends, gap, scale(domain[1]));
  return drawPanel({
    width: 500,
    height: HEIGHT,
    marginRight: 185,
    x: { domain: [3.5, 12.5], ticks: [4, 6, 8, 10, 12], label: "targets I" },
    y: {
      type: isLog ? "log" : "linear",
      domain: [...domain],
      label,
      grid: true,
      ...(isLog && { ticks: [1, 3, 10, 30, 100, 300, 1000], tickFormat: "d" }),
    },
    marks: [
      panelTitle(...title),
      GAP_METHODS.map((method) => {
        const { color, dash } = methodStyle(method);
        const line = clipped.filter((point) => point.method === method);
        return [
          Plot.line(line, {
            x: "numTargets",
            y: "estimate",
            stroke: color,
            strokeDasharray: dash,
            strokeWidth: 1.6,
          }),
          drawIntervals(line, { x: "numTargets", color }),
        ];
      }),
      Plot.text(labels, {
        x: 12.5,
        y: ({ place }: typeof labels[number]) => unscale(place),
        text: "method",
        fill: ({ method }: GapPoint) => methodStyle(method).color,
        dx: 5,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}
