/**
 * Draws the controllers: their training, how they track, and how near their
 * associations are to the best ones.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import type { Row } from "../experiments/experiment.ts";
import {
  type ControllerCondition,
  type ControllerResult,
  CONTROLLERS,
  controllers,
  type ControllerScore,
} from "../experiments/track_controllers.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment. */
export type ControllerRow = Row<ControllerCondition, ControllerResult>;

/** A number of a controller with so many targets, over seeds. */
export type ControllerPoint = Interval & {
  /** The controller, without the number of targets in its name. */
  readonly controller: string;
  /** I. */
  readonly numTargets: number;
};

/** A point of a training, over seeds. */
export type ReturnPoint = Interval & {
  /** The controller. */
  readonly controller: string;
  /** Rollouts so far. */
  readonly rollout: number;
};

/** The numbers of targets of the panels. */
const COUNTS = [4, 6, 8];

/** The lines, a kind of controller each. */
const LINES = [...new Set(Object.keys(CONTROLLERS).map(lineOf))];

const CURVE_HEIGHT = 330;

/** Returns, errors with so many targets, and how near the best one. */
export function drawControllers(rows: readonly ControllerRow[]): Figure {
  const { numRollouts, numTracked } = controllers.budgets.paper;
  return composeFigure({
    panels: [
      ...COUNTS.map((numTargets, i) =>
        drawScoreTable({
          title: ["abc"[i], `I = ${numTargets}`],
          lines: LINES.toReversed(),
          hasNames: i === 0,
          nameWidth: 200,
          ...scoreLines(
            rows.filter((row) => scoreAt(row.result, numTargets)),
            ({ controller }) => lineOf(controller),
            (result) => scoreAt(result, numTargets)!,
          ),
          colorOf,
          domain: [0.2, 60],
          ticks: [0.2, 0.5, 1, 2, 5, 20],
        })
      ),
      drawShares(rows, "optimalShare", ["d", "It is the best one"]),
      drawShares(rows, "uncoveredShare", ["e", "A target is unserved"]),
      drawReturns(rows),
    ],
    columns: 5,
    note: `On the trained extractor with the fix. Pairs: the actor scores a ` +
      `link at a time, by what it would gain; places alone: by ranges and ` +
      `directions; coordinates: the paper's state, a network for each number ` +
      `of targets. Trained on ${numRollouts} rollouts of three episodes; ` +
      `imitation: on the best associations. (d), (e): how often an ` +
      `association is the best one of its block, and breaks (5d); dots 4 ` +
      `targets, rings 8. (f) Controllers of pairs that are rewarded by the ` +
      `trace of the covariance, of which a target counts 1 m² at most; means ` +
      `over a twentieth of the training. Mean ` +
      `over ${countSeeds(rows)} seeds of ${numTracked} episodes with 95 % ` +
      `bootstrap intervals over seeds; ticks: every error capped at 5 m; ` +
      `right: tracks lost, beyond 5 m at the end.`,
    ariaLabel: "Tracking RMSE and lost tracks of controllers that see pairs " +
      "with covariance, places or coordinates, with several discounts, and " +
      "of imitators; their training; and how often they are the best.",
  });
}

/** One number of every controller at every number of targets, over seeds. */
export function summarizeControllers(
  rows: readonly ControllerRow[],
  score: Exclude<keyof ControllerScore, "numTargets">,
): ControllerPoint[] {
  return COUNTS.flatMap((numTargets) =>
    summarizeOverSeeds(
      rows.filter((row) => scoreAt(row.result, numTargets)),
      `${score}, ${numTargets} targets`,
      (result) => scoreAt(result, numTargets)![score],
    ).map((point) => ({
      ...point,
      controller: lineOf(point.controller),
      numTargets,
    }))
  );
}

/**
 * What a target counts in the reward while controllers learn, over seeds: those
 * with one reward and all numbers of targets, so that they can be compared.
 */
export function summarizeReturns(
  rows: readonly ControllerRow[],
): ReturnPoint[] {
  const comparable = rows.filter(({ condition: { controller } }) => {
    const { method, reward, targetCounts } = CONTROLLERS[controller];
    return method === "policy" && reward === "covariance trace" &&
      targetCounts.length === COUNTS.length;
  });
  const numPoints = comparable[0].result.curve.length;
  const every = controllers.budgets.paper.numRollouts / numPoints;
  return range(0, numPoints).flatMap((n) =>
    summarizeOverSeeds(
      comparable,
      `return at ${n}`,
      ({ curve }) => -curve[n],
      { numResamples: 500 },
    ).map((point) => ({ ...point, rollout: (n + 1) * every }))
  );
}

function scoreAt(
  { scores }: ControllerResult,
  numTargets: number,
): ControllerScore | undefined {
  return scores.find((score) => score.numTargets === numTargets);
}

/** The name without the number of targets. */
function lineOf(controller: string): string {
  return controller.replace(/, I = \d+$/, "");
}

function drawReturns(rows: readonly ControllerRow[]): SVGSVGElement {
  const points = summarizeReturns(rows);
  const names = [...new Set(points.map(({ controller }) => controller))];
  const last = Math.max(...points.map(({ rollout }) => rollout));
  const domain = [
    Math.min(...points.map(({ low }) => low)),
    Math.max(...points.map(({ high }) => high)),
  ];
  const ends = names.map((controller) => {
    const end = points.findLast((point) => point.controller === controller)!;
    return { ...end, estimate: Math.log(end.estimate) };
  });
  const gap = 14 * Math.log(domain[1] / domain[0]) / (CURVE_HEIGHT - 76);
  const labels = spreadLabels(
    ends,
    gap,
    Math.log(domain[1]),
    Math.log(domain[0]) + gap / 2,
  );
  return drawPanel({
    width: 760,
    height: CURVE_HEIGHT,
    marginRight: 170,
    x: { domain: [0, last], label: "rollout", ticks: 5 },
    y: {
      type: "log",
      domain,
      ticks: [0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1]
        .filter((m2) => m2 >= domain[0] && m2 <= domain[1]),
      tickFormat: String,
      label: "trace a target, minus the reward (m²)",
      grid: true,
    },
    marks: [
      panelTitle("f", "Training"),
      names.map((controller) => {
        const line = points.filter((point) => point.controller === controller);
        return [
          Plot.areaY(line, {
            x: "rollout",
            y1: "low",
            y2: "high",
            fill: colorOf(controller),
            fillOpacity: 0.12,
          }),
          Plot.line(line, {
            x: "rollout",
            y: "estimate",
            stroke: colorOf(controller),
            strokeDasharray: dashOf(controller),
            strokeWidth: 1.5,
          }),
        ];
      }),
      Plot.text(labels, {
        x: last,
        y: ({ place }: typeof labels[number]) => Math.exp(place),
        text: "controller",
        fill: ({ controller }: ReturnPoint) => colorOf(controller),
        dx: 5,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawShares(
  rows: readonly ControllerRow[],
  score: "optimalShare" | "uncoveredShare",
  title: readonly [string, string],
): SVGSVGElement {
  const points = summarizeControllers(rows, score);
  const stroke = ({ controller }: ControllerPoint) => colorOf(controller);
  return drawPanel({
    width: 235,
    height: 70 + 24 * LINES.length,
    marginLeft: 40,
    x: {
      domain: [0, Math.max(0.05, ...points.map(({ high }) => high))],
      tickFormat: "%",
      ticks: 4,
      label: "share of blocks",
      grid: true,
    },
    y: {
      type: "band",
      domain: LINES,
      axis: null,
    },
    marks: [
      panelTitle(...title),
      [4, 8].map((numTargets) => {
        const own = points.filter((point) => point.numTargets === numTargets);
        return [
          Plot.ruleY(own, { y: "controller", x1: "low", x2: "high", stroke }),
          Plot.dot(own, {
            x: "estimate",
            y: "controller",
            r: 4,
            fill: numTargets === 4 ? stroke : "white",
            stroke,
            strokeWidth: 1.4,
          }),
        ];
      }),
    ],
  });
}

/** A colour a kind of state. */
function colorOf(controller: string): string {
  if (controller.startsWith("imitation")) return "#B8860B";
  if (controller.startsWith("coordinates")) return "#A1448B";
  if (controller.includes("discount")) return DISCOUNTED[controller];
  if (controller === "pairs, places alone") return COLORS.orange;
  if (controller === "pairs, may stop") return COLORS.green;
  if (controller === "pairs, paper's mask") return COLORS.skyBlue;
  return controller === "pairs" ? "#882255" : COLORS.vermilion;
}

/** The nearer to 1 the lighter. */
const DISCOUNTED: Readonly<Record<string, string>> = {
  "pairs, discount 0.5": "#1F4E9C",
  "pairs, discount 0.9": "#2F86C8",
  "pairs, discount 0.99": "#7FB2DD",
};

function dashOf(controller: string): string {
  return controller === "pairs" ? "0" : "5,2";
}
