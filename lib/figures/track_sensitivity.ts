/**
 * Draws the tracking error by the constants that the paper leaves open.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import { PUBLISHED_TRACKING_RMSE } from "../experiments/published_tables.ts";
import {
  sensitivity,
  type SensitivityCondition,
  STUDIED_POWERS_DB,
  STUDIED_SUBCARRIERS,
} from "../experiments/track_sensitivity.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { formatShare } from "./score_table.ts";
import {
  COLORS,
  composeFigure,
  drawIntervals,
  drawPanel,
  ORDERED_COLORS,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment. */
export type SensitivityRow = Row<SensitivityCondition, TrackingSummary>;

/** A score at one choice of the constants. */
export type SensitivityPoint = SensitivityCondition & Interval;

/** A panel a number of subcarriers. */
export function drawSensitivity(rows: readonly SensitivityRow[]): Figure {
  const { transmitPowerDbm, numSubcarriers } = TRACKING_SCENARIO;
  const { numEpisodes } = sensitivity.budgets.paper;
  return composeFigure({
    panels: STUDIED_SUBCARRIERS.map((count, i) =>
      drawSubcarriers(rows, count, "ab"[i])
    ),
    columns: STUDIED_SUBCARRIERS.length,
    note: `Extended Kalman filter, exact association. Mean over ` +
      `${countSeeds(rows)} seeds of ${numEpisodes} episodes with 95 % ` +
      `bootstrap intervals over seeds; at the bottom the share of tracks ` +
      `lost, for I = 4, 6, 8 from above. Elsewhere here: ${transmitPowerDbm} dB and ` +
      `${numSubcarriers} subcarriers, picked because the error then comes ` +
      `near the paper's Benchmark III (hollow grey, which is at no known ` +
      `power). The paper gives neither constant.`,
    ariaLabel: "Tracking RMSE against power times radar cross section for " +
      "132 and 528 subcarriers and 4, 6 and 8 targets.",
  });
}

/** One score at every choice of the constants, over seeds. */
export function summarizeSensitivity(
  rows: readonly SensitivityRow[],
  score: keyof TrackingSummary,
): SensitivityPoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

/** Where the axis of errors begins [m]. */
const LOWEST_RMSE_M = 0.025;

/** How far the lines of one power stand apart [dB]. */
const DODGE_DB = 0.25;

function drawSubcarriers(
  rows: readonly SensitivityRow[],
  numSubcarriers: number,
  letter: string,
): SVGSVGElement {
  const isHere = (point: SensitivityPoint) =>
    point.numSubcarriers === numSubcarriers;
  const points = summarizeSensitivity(rows, "rmseM").filter(isHere);
  const lost = summarizeSensitivity(rows, "lostRate").filter(isHere);
  const counts = [...new Set(points.map(({ numTargets }) => numTargets))];
  const colorOf = (numTargets: number) =>
    ORDERED_COLORS[2 * counts.indexOf(numTargets)];
  const dodge = ({ powerTimesRcsDb, numTargets }: SensitivityPoint) =>
    powerTimesRcsDb +
    DODGE_DB * (counts.indexOf(numTargets) - (counts.length - 1) / 2);
  const published = PUBLISHED_TRACKING_RMSE.filter(({ method, rmseM }) =>
    method === "Benchmark III" && rmseM !== null
  );
  const ends = points.filter(({ powerTimesRcsDb }) =>
    powerTimesRcsDb === STUDIED_POWERS_DB.at(-1)
  );
  const all = summarizeSensitivity(rows, "rmseM");
  const domain: [number, number] = [
    LOWEST_RMSE_M,
    1.15 * Math.max(1, ...all.map(({ high }) => high)),
  ];
  const [bottom, top] = domain.map(Math.log);
  const labels = spreadLabels(
    ends.map((end) => ({ ...end, estimate: Math.log(end.estimate) })),
    (top - bottom) * 14 / 284,
    top,
  );
  return drawPanel({
    width: 500,
    height: 360,
    marginRight: 120,
    x: {
      domain: [19.6, 31],
      ticks: [...STUDIED_POWERS_DB],
      label: "power (dBm) + radar cross section (dB m²)",
    },
    y: {
      type: "log",
      domain,
      ticks: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].filter((m) => m < domain[1]),
      tickFormat: String,
      label: "RMSE (m, log scale)",
      grid: true,
    },
    marks: [
      panelTitle(letter, `${numSubcarriers} subcarriers a station`),
      counts.map((numTargets) => {
        const color = colorOf(numTargets);
        const line = points.filter((point) => point.numTargets === numTargets);
        return [
          Plot.line(line, {
            x: dodge,
            y: "estimate",
            stroke: color,
          }),
          drawIntervals(
            line.map((point) => ({ ...point, at: dodge(point) })),
            { x: "at", color },
          ),
          // A line of shares for each number of targets, the fewest on top.
          Plot.text(lost.filter((point) => point.numTargets === numTargets), {
            x: "powerTimesRcsDb",
            y: LOWEST_RMSE_M,
            text: ({ estimate }: SensitivityPoint) => formatShare(estimate),
            dy: 12 * (counts.indexOf(numTargets) - counts.length) + 6,
            fill: color,
            fontSize: 9,
          }),
        ];
      }),
      Plot.text(labels, {
        x: STUDIED_POWERS_DB.at(-1)! + DODGE_DB,
        y: ({ place }: { place: number }) => Math.exp(place),
        text: ({ numTargets }: SensitivityPoint) => `I = ${numTargets}`,
        dx: 8,
        textAnchor: "start",
        fill: ({ numTargets }: SensitivityPoint) => colorOf(numTargets),
        fontWeight: "bold",
      }),
      Plot.dot(published, {
        x: 31,
        y: "rmseM",
        r: 4,
        stroke: COLORS.grey,
        fill: "white",
        strokeWidth: 1.4,
        dx: 26,
      }),
      Plot.text(["paper,\nI = 4, 6"], {
        x: 31,
        y: 0.243,
        text: (name: string) => name,
        dx: 34,
        textAnchor: "start",
        fill: COLORS.grey,
      }),
    ],
  });
}
