/**
 * Draws the tracking RMSE block by block.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { mean, median } from "simple-statistics";
import { range } from "../core/range.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { TrackingScore } from "../tracking/closed_loop_scores.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, groupBySeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { formatShare } from "./score_table.ts";
import { composeFigure, drawPanel, panelTitle, spreadLabels } from "./theme.ts";
import {
  rowsOfSharedSeeds,
  summarizeTracking,
  type TrackingPoint,
  type TrackingRow,
} from "./track_tab1_targets.ts";

/** A point of a method's curve. */
export type BlockPoint = TrackingPoint & { readonly block: number };

/** The reference belongs to the measurements of this method. */
const REFERENCE_OF = "EKF + exact";

/** The height of a panel [pixels]. */
const HEIGHT = 330;

/** A panel a number of targets, a line a method. */
export function drawTrackingRmse(allRows: readonly TrackingRow[]): Figure {
  const rows = rowsOfSharedSeeds(allRows);
  const curves = summarizeCurves(rows, mean);
  const medians = summarizeCurves(rows, median);
  const lost = summarizeTracking(rows, "lostRate");
  const counts = TRACKING_SCENARIO.targetCounts.filter((numTargets) =>
    curves.some((point) => point.numTargets === numTargets)
  );
  const highest = Math.max(...curves.map(({ high }) => high));
  return composeFigure({
    panels: counts.map((numTargets, i) =>
      drawCount("abc"[i], numTargets, highest, { curves, medians, lost })
    ),
    columns: counts.length,
    note: `Mean over ${countSeeds(rows)} seeds of ` +
      `the RMSE over a seed's ` +
      `tracks in each block, with 95 % bootstrap intervals over seeds; thin: ` +
      `the median over seeds, which a track that goes astray in one of them ` +
      `does not move. ` +
      `Lost is a track whose last ten blocks are off by more than 5 m. The ` +
      `reference is a Cramér-Rao recursion along the measurements of ` +
      `${REFERENCE_OF}, made linear. The paper's curves are in no number of ` +
      `its text, and so not here.`,
    ariaLabel: "Tracking RMSE against the block for 4, 6 and 8 targets: the " +
      "extended Kalman filter with exact association close to its " +
      "reference, the learned trackers beside it, and the paper's first " +
      "benchmark far above.",
  });
}

/** The curves of all methods, and the reference. */
function summarizeCurves(
  rows: readonly TrackingRow[],
  statistic: (values: number[]) => number,
): BlockPoint[] {
  return [
    ...summarizePerBlock(rows, "perBlockRmseM", statistic),
    ...summarizePerBlock(rows, "perBlockReferenceM", statistic)
      .filter(({ method }) => method === REFERENCE_OF)
      .map((point) => ({ ...point, method: "reference" })),
  ];
}

/**
 * The curve of each method and number of targets, over seeds.
 *
 * @param rows the rows
 * @param curve which curve of a row
 * @param statistic of the seeds; their mean, unless given
 */
export function summarizePerBlock(
  rows: readonly TrackingRow[],
  curve: "perBlockRmseM" | "perBlockReferenceM",
  statistic: (values: number[]) => number = mean,
): BlockPoint[] {
  return groupBySeeds(rows).flatMap((group) => {
    const numBlocks = group.rows[0].result[curve].length;
    return range(0, numBlocks).flatMap((block) =>
      summarizeOverSeeds(
        group.rows,
        `${curve} in block ${block}`,
        (result: TrackingScore) => result[curve][block],
        { numResamples: 500, statistic },
      ).map((point) => ({ ...point, block: block + 1 }))
    );
  });
}

function drawCount(
  letter: string,
  numTargets: number,
  highest: number,
  { curves, medians, lost }: {
    readonly curves: readonly BlockPoint[];
    readonly medians: readonly BlockPoint[];
    readonly lost: readonly TrackingPoint[];
  },
): SVGSVGElement {
  const ours = curves.filter((point) => point.numTargets === numTargets);
  const methods = [...new Set(ours.map(({ method }) => method))];
  const lostOf = (method: string) =>
    lost.find((point) =>
      point.method === method && point.numTargets === numTargets
    );
  const domain = [0.12, Math.max(2, highest)];
  const ends = methods.map((method) => {
    const line = ours.filter((point) => point.method === method);
    const share = lostOf(method);
    const name = share
      ? `${method}\n${formatShare(share.estimate)} lost`
      : method;
    const { estimate, low, high } = line[line.length - 1];
    return { method, name, estimate: Math.log(estimate), low, high };
  });
  const decades = Math.log(domain[1] / domain[0]);
  const gap = 30 * decades / (HEIGHT - 76);
  const labels = spreadLabels(
    ends,
    gap,
    Math.log(domain[1]),
    Math.log(domain[0]) + gap / 2,
  );
  return drawPanel({
    width: 430,
    height: HEIGHT,
    marginRight: 92,
    x: { domain: [0, 101], label: "block q" },
    y: {
      type: "log",
      domain,
      // None so high that it meets the panel's letter.
      ticks: [0.2, 0.5, 1, 2, 5, 10, 20].filter((m) => m < 0.9 * domain[1]),
      tickFormat: "~g",
      label: "RMSE (m)",
      grid: true,
    },
    marks: [
      panelTitle(letter, `I = ${numTargets} targets`),
      methods.map((method) => drawCurve(method, ours)),
      methods.map((method) =>
        Plot.line(
          medians.filter((point) =>
            point.method === method && point.numTargets === numTargets
          ),
          {
            x: "block",
            y: "estimate",
            stroke: methodStyle(method).color,
            strokeWidth: 0.8,
          },
        )
      ),
      Plot.text(labels, {
        x: 101,
        y: ({ place }: typeof labels[number]) => Math.exp(place),
        text: "name",
        fill: ({ method }: typeof labels[number]) => methodStyle(method).color,
        dx: 5,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawCurve(
  method: string,
  points: readonly BlockPoint[],
): Plot.Markish {
  const { color, dash } = methodStyle(method);
  const line = points.filter((point) => point.method === method);
  return [
    Plot.areaY(line, {
      x: "block",
      y1: "low",
      y2: "high",
      fill: color,
      fillOpacity: 0.18,
    }),
    Plot.line(line, {
      x: "block",
      y: "estimate",
      stroke: color,
      strokeDasharray: dash,
      strokeWidth: 1.5,
    }),
  ];
}
