/**
 * Draws what each part of the agent is worth.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { PolicyScore } from "../beam_selection/evaluate.ts";
import { openStream } from "../core/random_stream.ts";
import {
  ABLATION_VARIANTS,
  type AblationCondition,
} from "../experiments/beam_ablation.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "./beam_fig06_convergence.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type AblationRow = Row<AblationCondition, PolicyScore>;

/** A variant at a power, with its interval over seeds. */
export type AblationSummary = AblationCondition & Interval;

/** Steps of every variant, a panel a power. */
export function drawAblation(rows: readonly AblationRow[]): Figure {
  const summaries = summarizeAblation(rows);
  const numSeeds = new Set(rows.map(({ seed }) => seed)).size;
  return composeFigure({
    panels: [10, 20, 30].map((power, i) =>
      drawPower(summaries, power, "abc"[i], i === 0)
    ),
    columns: 3,
    note: `Steps on evaluation episodes after 1,000 episodes of training: ` +
      `interquartile mean over ${numSeeds} seeds with 95 % bootstrap ` +
      `intervals. The grey line is the reference; a variant differs from it ` +
      `in one thing.`,
    ariaLabel: "Mean number of beams tried for variants of the agent, at " +
      "three transmit powers.",
  });
}

/** Mean steps of every variant and power: interquartile mean, interval. */
export function summarizeAblation(
  rows: readonly AblationRow[],
): AblationSummary[] {
  const groups = Map.groupBy(
    rows,
    ({ run }) => run.slice(0, run.lastIndexOf("/")),
  );
  return [...groups].map(([run, group]) => ({
    ...group[0].condition,
    ...bootstrapInterval(
      group.map(({ result }) => result.meanSteps),
      openStream(0, run),
      { statistic: interquartileMean },
    ),
  }));
}

function drawPower(
  summaries: readonly AblationSummary[],
  power: number,
  letter: string,
  isNamed: boolean,
): SVGSVGElement {
  const points = summaries.filter(({ transmitPowerDbm }) =>
    transmitPowerDbm === power
  );
  const reference = points.filter(({ variant }) => variant === "reference");
  const color = ({ variant }: AblationSummary) =>
    variant.includes("printed") ? COLORS.vermilion : COLORS.blue;
  return drawPanel({
    width: isNamed ? 520 : 340,
    height: 420,
    marginLeft: isNamed ? 220 : 40,
    x: {
      label: "mean number of beams tried",
      grid: true,
      zero: false,
      nice: true,
    },
    y: {
      type: "point",
      domain: [...ABLATION_VARIANTS],
      label: null,
      axis: isNamed ? "left" : null,
    },
    marks: [
      panelTitle(letter, `${power} dBm`),
      Plot.ruleX(reference, { x: "estimate", stroke: "#BBBBBB" }),
      Plot.ruleY(points, {
        y: "variant",
        x1: "low",
        x2: "high",
        stroke: color,
        strokeWidth: 1.6,
      }),
      Plot.dot(points, {
        y: "variant",
        x: "estimate",
        r: 3.2,
        fill: "white",
        stroke: color,
        strokeWidth: 1.6,
      }),
    ],
  });
}
