/**
 * Draws the study of the shaping's steepness.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import {
  type ShapingCondition,
  STEEPNESSES,
} from "../experiments/beam_shaping.ts";
import {
  commonestActionShare,
  type ProbedScore,
} from "../experiments/online_training.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import {
  comparePaired,
  countSeeds,
  type PairedDifference,
  summarizeOverSeeds,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  composeFigure,
  drawIntervals,
  drawPanel,
  ORDERED_COLORS,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment. */
export type ShapingRow = Row<
  ShapingCondition,
  ProbedScore & { readonly trainingSteps: number }
>;

/** A steepness at a power, with its interval over seeds. */
export type ShapingSummary = ShapingCondition & Interval;

/** Steps after training, and beams spent on it, by steepness. */
export function drawShaping(rows: readonly ShapingRow[]): Figure {
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [
      drawSteepnesses(
        summarizeShaping(rows, "meanSteps"),
        ["a", "After training"],
        "mean number of beams tried",
      ),
      drawSteepnesses(
        summarizeShaping(rows, "trainingSteps"),
        ["b", "During training: 1,000 episodes"],
        "beams tried in all",
      ),
      drawSteepnesses(
        summarizeOverSeeds(rows, "commonest action", commonestActionShare, {
          statistic: interquartileMean,
        }),
        ["c", "Probe of the trained agents"],
        "share of the commonest action",
      ),
    ],
    columns: 3,
    note: `Interquartile mean over ${numSeeds} seeds with 95 % bootstrap ` +
      `intervals. The paper uses b2 = 5.`,
    ariaLabel: "Mean number of beams tried for steepnesses of the reward " +
      "shaping from 1 to 50 and for none, at three transmit powers.",
  });
}

/** A number of every steepness less that of the paper's, seed by seed. */
export function compareShaping(
  rows: readonly ShapingRow[],
  name: "meanSteps" | "trainingSteps",
): (ShapingCondition & PairedDifference)[] {
  return comparePaired(
    rows,
    { potentialSteepness: 5 },
    name,
    (result) => result[name],
  );
}

/** One number of every steepness and power: interquartile mean, interval. */
export function summarizeShaping(
  rows: readonly ShapingRow[],
  name: "meanSteps" | "trainingSteps",
): ShapingSummary[] {
  return summarizeOverSeeds(rows, name, (result) => result[name], {
    statistic: interquartileMean,
  });
}

function drawSteepnesses(
  summaries: readonly ShapingSummary[],
  title: readonly [string, string],
  label: string,
): SVGSVGElement {
  const powers = [10, 20, 30];
  const points = summaries.map((summary) => ({
    ...summary,
    steepness: steepnessName(summary.potentialSteepness),
  }));
  const height = 360;
  const highest = 1.05 * Math.max(...points.map(({ high }) => high));
  const labels = spreadLabels(
    points.filter(({ potentialSteepness }) =>
      potentialSteepness === STEEPNESSES.at(-1)
    ),
    13 * highest / (height - 76),
    highest,
  );
  return drawPanel({
    width: 440,
    height,
    marginLeft: 64,
    marginRight: 70,
    x: {
      type: "point",
      domain: STEEPNESSES.map(steepnessName),
      label: "steepness b2 of the shaping",
    },
    y: { label, grid: true, domain: [0, highest] },
    marks: [
      panelTitle(...title),
      powers.map((power, i) => {
        const color = ORDERED_COLORS[2 * i];
        const line = points.filter(({ transmitPowerDbm }) =>
          transmitPowerDbm === power
        );
        return [
          drawIntervals(line, { x: "steepness", color }),
          Plot.text(
            labels.filter(({ transmitPowerDbm }) => transmitPowerDbm === power),
            {
              x: "steepness",
              y: "place",
              text: () => `${power} dBm`,
              fill: color,
              dx: 10,
              textAnchor: "start",
              fontWeight: "bold",
            },
          ),
        ];
      }),
    ],
  });
}

function steepnessName(steepness: number): string {
  return steepness === 0 ? "none" : String(steepness);
}
