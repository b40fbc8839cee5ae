/**
 * Draws what can be had without learning.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { MAX_STEPS } from "../beam_selection/environment.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import type { PolicyScore } from "../beam_selection/evaluate.ts";
import {
  BASELINE_METHODS,
  type BaselineCondition,
} from "../experiments/beam_baselines.ts";
import { TRANSMIT_POWERS_DBM } from "../experiments/beam_fig02_detection_cdf.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { composeFigure, drawPanel, panelTitle, spreadLabels } from "./theme.ts";

/** A row of the experiment. */
export type BaselineRow = Row<BaselineCondition, PolicyScore>;

/** A score of a method at a power, with its interval over seeds. */
export type BaselinePoint = BaselineCondition & Interval;

/** Steps over all episodes and over the feasible ones, and success. */
export function drawBaselines(rows: readonly BaselineRow[]): Figure {
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [
      drawScores(
        [...summarizeBaselines(rows, "meanSteps"), ...fullSweep()],
        {
          title: ["a", "All episodes"],
          label: "mean number of beams tried",
          domain: [0, 68],
        },
      ),
      drawScores(summarizeBaselines(rows, "feasibleMeanSteps"), {
        title: ["b", "Episodes in which some beam succeeds at the start"],
        label: "mean number of beams tried",
        domain: [0, 50],
      }),
      drawScores(summarizeBaselines(rows, "successRate"), {
        title: ["c", "Success within 64 beams"],
        label: "share of episodes",
        domain: [0, 1.02],
      }),
    ],
    columns: 3,
    note: `Mean over ${numSeeds} seeds of 500 episodes each, the same for ` +
      `all; bars: 95 % bootstrap intervals over seeds. An episode without ` +
      `success counts as ${MAX_STEPS} beams. The oracle, the Bayesian, the ` +
      `strides and the random policy take steps of at most 5; PSO may jump.`,
    ariaLabel: "Mean number of beams tried against the transmit power, for " +
      "the oracle, a Bayesian policy, particle swarms, strides, sweeps and " +
      "random steps.",
  });
}

/** One score of every method at every power, with its interval over seeds. */
export function summarizeBaselines(
  rows: readonly BaselineRow[],
  score: keyof PolicyScore,
): BaselinePoint[] {
  return summarizeOverSeeds(rows, score, (result) => result[score]);
}

/** The paper's flat line: a sweep that always tries all beams. */
function fullSweep(): BaselinePoint[] {
  return TRANSMIT_POWERS_DBM.map((transmitPowerDbm) => ({
    method: "sweep, all 64",
    transmitPowerDbm,
    estimate: BEAM_SCENARIO.numBeams,
    low: BEAM_SCENARIO.numBeams,
    high: BEAM_SCENARIO.numBeams,
  }));
}

function drawScores(
  points: readonly BaselinePoint[],
  { title, label, domain }: {
    readonly title: readonly [string, string];
    readonly label: string;
    readonly domain: [number, number];
  },
): SVGSVGElement {
  const methods = ["sweep, all 64", ...BASELINE_METHODS]
    .filter((method) => points.some((point) => point.method === method));
  const height = 400;
  const ends = points.filter(({ transmitPowerDbm }) =>
    transmitPowerDbm === TRANSMIT_POWERS_DBM.at(-1)
  );
  const pixelsPerUnit = (height - 76) / (domain[1] - domain[0]);
  const labels = spreadLabels(ends, 13 / pixelsPerUnit, domain[1]);
  return drawPanel({
    width: 470,
    height,
    marginRight: 130,
    x: {
      domain: [9, 31],
      ticks: [...TRANSMIT_POWERS_DBM],
      label: "transmit power (dBm)",
    },
    y: { domain, label, grid: true },
    marks: [
      panelTitle(...title),
      methods.map((method) => {
        const { color, dash } = methodStyle(method);
        const line = points.filter((point) => point.method === method);
        return [
          Plot.line(line, {
            x: "transmitPowerDbm",
            y: "estimate",
            stroke: color,
            strokeDasharray: dash,
            strokeWidth: 1.6,
          }),
          Plot.ruleX(line, {
            x: "transmitPowerDbm",
            y1: "low",
            y2: "high",
            stroke: color,
            strokeWidth: 1.4,
          }),
        ];
      }),
      Plot.text(labels, {
        x: 31,
        y: "place",
        text: "method",
        fill: ({ method }: BaselinePoint) => methodStyle(method).color,
        dx: 4,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}
