/**
 * Draws return and steps while an agent learns, and what it then does.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_ACTIONS } from "../beam_selection/environment.ts";
import type { PolicyScore } from "../beam_selection/evaluate.ts";
import { PROBED_STATES } from "../beam_selection/policy_probe.ts";
import { NUM_TRAINING_EPISODES } from "../beam_selection/train.ts";
import { openStream } from "../core/random_stream.ts";
import {
  CONVERGENCE_REFERENCES,
  type ConvergenceCondition,
  type ConvergenceResult,
  LEARNING_METHODS,
} from "../experiments/beam_fig06_convergence.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment. */
export type ConvergenceRow = Row<ConvergenceCondition, ConvergenceResult>;

/** A method's score with its interval over seeds. */
export type ConvergenceSummary = ConvergenceCondition & Interval;

/** The power of the paper's Fig. 6. */
const DRAWN_POWER_DBM = 20;

interface CurvePoint extends Interval {
  readonly method: string;
  readonly episode: number;
}

/** Learning curves at 20 dBm, and the trained agent's actions by state. */
export function drawConvergence(rows: readonly ConvergenceRow[]): Figure {
  const drawn = rows.filter(({ condition }) =>
    condition.transmitPowerDbm === DRAWN_POWER_DBM
  );
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [drawRewards(drawn), drawSteps(drawn), drawActions(drawn)],
    columns: 3,
    note:
      `Transmit power ${DRAWN_POWER_DBM} dBm. (a), (b): training episodes, ` +
      `exploration included, mean of a fiftieth of the training; interquartile ` +
      `mean over ${numSeeds} seeds with 95 % bootstrap bands. The number ` +
      `at a line is its end: the last fiftieth. Dashed: what does not learn, on ` +
      `evaluation episodes. (c): online DRL after training; rows ` +
      `sum to 1.`,
    ariaLabel: "Return and steps of the online agents improve over the " +
      "training; and how often the trained agent takes each action, by P_D " +
      "and flag.",
  });
}

/** A score of every method at every power: interquartile mean, interval. */
export function summarizeConvergence(
  rows: readonly ConvergenceRow[],
  score: keyof PolicyScore,
): ConvergenceSummary[] {
  return summarizeOverSeeds(rows, score, (result) => result[score], {
    statistic: interquartileMean,
  });
}

function curves(
  rows: readonly ConvergenceRow[],
  series: "stepsByBin" | "rewardByBin",
): CurvePoint[] {
  return Object.keys(LEARNING_METHODS).flatMap((method) => {
    const group = rows.filter(({ condition }) => condition.method === method);
    return group[0].result[series].map((_, bin, all) => ({
      method,
      episode: (bin + 0.5) * NUM_TRAINING_EPISODES / all.length,
      ...bootstrapInterval(
        group.map(({ result }) => result[series][bin]),
        openStream(0, `beam_fig06_convergence/${method}/${series}/${bin}`),
        { statistic: interquartileMean, numResamples: 1000 },
      ),
    }));
  });
}

const EPISODE_SCALE = {
  domain: [0, NUM_TRAINING_EPISODES],
  label: "episode of training",
  ticks: 5,
};

function drawCurves(points: readonly CurvePoint[]): Plot.Markish {
  return Object.keys(LEARNING_METHODS).map((method) => {
    const line = points.filter((point) => point.method === method);
    const { color } = methodStyle(method);
    return [
      Plot.areaY(line, {
        x: "episode",
        y1: "low",
        y2: "high",
        fill: color,
        fillOpacity: 0.2,
      }),
      Plot.line(line, {
        x: "episode",
        y: "estimate",
        stroke: color,
        strokeWidth: 1.6,
      }),
    ];
  });
}

function drawRewards(rows: readonly ConvergenceRow[]): SVGSVGElement {
  const points = curves(rows, "rewardByBin");
  return drawPanel({
    height: 380,
    x: EPISODE_SCALE,
    y: { label: "sum of shaped rewards an episode", grid: true },
    marks: [panelTitle("a", "Return"), drawCurves(points)],
  });
}

function drawSteps(rows: readonly ConvergenceRow[]): SVGSVGElement {
  const points = curves(rows, "stepsByBin");
  const references = summarizeConvergence(rows, "meanSteps")
    .filter(({ method }) => CONVERGENCE_REFERENCES.includes(method));
  const ends = [
    ...Object.keys(LEARNING_METHODS).map((method) =>
      points.filter((point) => point.method === method).at(-1)!
    ),
    ...references,
  ];
  const height = 380;
  const domain: [number, number] = [0, 45];
  return drawPanel({
    width: 560,
    height,
    marginRight: 190,
    x: EPISODE_SCALE,
    y: { domain, label: "beams tried an episode", grid: true },
    marks: [
      panelTitle("b", "Steps"),
      references.map(({ method, estimate }) =>
        Plot.ruleY([estimate], {
          stroke: methodStyle(method).color,
          strokeDasharray: methodStyle(method).dash,
          strokeWidth: 1.4,
        })
      ),
      drawCurves(points),
      Plot.text(
        spreadLabels(ends, 13 * domain[1] / (height - 76), domain[1]),
        {
          x: NUM_TRAINING_EPISODES,
          y: "place",
          text: ({ method, estimate }: { method: string; estimate: number }) =>
            `${method}: ${estimate.toFixed(1)}`,
          fill: ({ method }: { method: string }) => methodStyle(method).color,
          dx: 6,
          textAnchor: "start",
          fontWeight: "bold",
        },
      ),
    ],
  });
}

function drawActions(rows: readonly ConvergenceRow[]): SVGSVGElement {
  const online = rows.filter(({ condition }) =>
    condition.method === "online DRL"
  );
  const cells = PROBED_STATES.flatMap(({ name }, state) => {
    const counts = BEAM_ACTIONS.map((_, action) =>
      online.reduce(
        (sum, { result }) => sum + result.actionCounts[state][action],
        0,
      )
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    // A kind of state that never came up has no row.
    return total === 0 ? [] : counts.map((count, action) => ({
      state: name,
      action: BEAM_ACTIONS[action] > 0
        ? `+${BEAM_ACTIONS[action]}`
        : String(BEAM_ACTIONS[action]),
      share: count / total,
    }));
  });
  return drawPanel({
    width: 480,
    height: 380,
    marginLeft: 126,
    x: {
      type: "band",
      domain: BEAM_ACTIONS.map((a) => a > 0 ? `+${a}` : String(a)),
      label: "action: change of the beam's index",
    },
    y: {
      type: "band",
      domain: PROBED_STATES.map(({ name }) => name),
      label: null,
    },
    color: { type: "linear", domain: [0, 1], range: ["#ffffff", COLORS.blue] },
    marks: [
      panelTitle("c", "What the trained agents do"),
      Plot.cell(cells, { x: "action", y: "state", fill: "share", inset: 0.5 }),
      Plot.text(cells.filter(({ share }) => share >= 0.05), {
        x: "action",
        y: "state",
        text: ({ share }: { share: number }) => share.toFixed(2),
        fill: ({ share }: { share: number }) => share > 0.5 ? "white" : "black",
        fontSize: 9,
      }),
    ],
  });
}
