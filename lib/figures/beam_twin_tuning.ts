/**
 * Draws the two learning rates that were tried for the agents that learn
 * offline.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { TRAINING_SETTINGS } from "../beam_selection/train.ts";
import { openStream } from "../core/random_stream.ts";
import {
  TRIED_LEARNING_RATES,
  twinTuning,
  type TwinTuningCondition,
  type TwinTuningResult,
} from "../experiments/beam_twin_tuning.ts";
import type { Row } from "../experiments/experiment.ts";
import { COMPARED_POWERS_DBM } from "../experiments/learner_conditions.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { agentName } from "./methods.ts";
import { countSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type TwinTuningRow = Row<TwinTuningCondition, TwinTuningResult>;

/** An agent with a learning rate at a power, with its interval over seeds. */
export type TwinTuningSummary = TwinTuningCondition & Interval & {
  /** The agent's name. */
  readonly agent: string;
  /** The learning rate at first. */
  readonly learningRate: number;
  /** Mean steps of each seed. */
  readonly bySeed: readonly number[];
};

/** How a learning rate is drawn: beside the other one, and unlike it. */
const RATE_STYLES = [
  { color: COLORS.skyBlue, symbol: "square", shift: -6 },
  { color: COLORS.blue, symbol: "circle", shift: 6 },
] as const;

/** Steps with both learning rates, a line an agent and a panel a power. */
export function drawTwinTuning(rows: readonly TwinTuningRow[]): Figure {
  const summaries = summarizeTwinTuning(rows);
  return composeFigure({
    panels: COMPARED_POWERS_DBM.map((power, i) =>
      drawPower(summaries, power, i)
    ),
    columns: 3,
    note: `Mean over the ${countSeeds(rows)} tuning seeds with 95 % ` +
      `bootstrap intervals; small: each seed. These seeds are evaluated ` +
      `nowhere else. DT-DRL: in the paper's twin, the one-step cGAN; CQL: ` +
      `with the penalty of eq. (45). All agents were given the online agent's ` +
      `learning rate, ${TRAINING_SETTINGS.learningRate.base}.`,
    ariaLabel: "Mean number of beams tried for each agent with learning " +
      "rates of 0.001 and 0.003, side by side, at three transmit powers.",
  });
}

/** Mean steps of every agent, power and learning rate, with its interval. */
export function summarizeTwinTuning(
  rows: readonly TwinTuningRow[],
): TwinTuningSummary[] {
  const trials = rows.flatMap(({ condition, result }) =>
    result.trials.map(({ learningRate, agent, meanSteps }) => ({
      ...condition,
      agent: nameTrial(condition.method, agent),
      learningRate,
      meanSteps,
    }))
  );
  const groups = Map.groupBy(
    trials,
    ({ agent, transmitPowerDbm, learningRate }) =>
      `${agent}/${transmitPowerDbm}/${learningRate}`,
  );
  return [...groups].map(([name, group]) => {
    const [{ meanSteps: _, ...trial }] = group;
    const bySeed = group.map(({ meanSteps }) => meanSteps);
    return {
      ...trial,
      bySeed,
      ...bootstrapInterval(bySeed, openStream(0, `beam_twin_tuning/${name}`)),
    };
  });
}

/** The rows name an agent "twin, CQL", after where it learnt. */
function nameTrial(method: string, agent: string): string {
  const [training, penalty] = agent.split(/(, CQL)$/);
  return agentName(method, training, penalty !== undefined);
}

/** The agents, method after method as they are declared. */
function orderAgents(summaries: readonly TwinTuningSummary[]): string[] {
  const methods = new Set(twinTuning.conditions.map(({ method }) => method));
  const inOrder = [...methods].flatMap((method) =>
    summaries.filter((summary) => summary.method === method)
  );
  return [...new Set(inOrder.map(({ agent }) => agent))];
}

function drawPower(
  summaries: readonly TwinTuningSummary[],
  power: number,
  panel: number,
): SVGSVGElement {
  const agents = orderAgents(summaries);
  const nameWidth = 6.4 * Math.max(...agents.map((name) => name.length)) + 14;
  const isNamed = panel === 0;
  return drawPanel({
    width: 340 + (isNamed ? nameWidth - 40 : 0),
    height: 80 + 32 * agents.length,
    marginLeft: isNamed ? nameWidth : 40,
    x: {
      type: "log",
      domain: [6, 64],
      ticks: [6, 8, 12, 16, 24, 32, 48, 64],
      tickFormat: "d",
      label: "mean number of beams tried (log scale)",
      grid: true,
    },
    y: {
      type: "point",
      domain: agents,
      label: null,
      axis: isNamed ? "left" : null,
      padding: 0.6,
    },
    marks: [
      panelTitle("abc"[panel], `${power} dBm`),
      Plot.ruleY(agents, { stroke: "#E8E8E8" }),
      TRIED_LEARNING_RATES.map((learningRate, i) =>
        drawRate(
          summaries.filter((summary) =>
            summary.transmitPowerDbm === power &&
            summary.learningRate === learningRate
          ),
          { ...RATE_STYLES[i], name: `rate ${learningRate}`, agents },
        )
      ),
    ],
  });
}

/** The dots of one learning rate; its name stands at the first agent. */
function drawRate(
  points: readonly TwinTuningSummary[],
  { color, symbol, shift, name, agents }: (typeof RATE_STYLES)[number] & {
    readonly name: string;
    readonly agents: readonly string[];
  },
): Plot.Markish {
  const common = { y: "agent", stroke: color, dy: shift };
  return [
    Plot.dot(
      points.flatMap(({ agent, bySeed }) =>
        bySeed.map((steps) => ({ agent, steps }))
      ),
      { ...common, x: "steps", r: 1.4, strokeOpacity: 0.5 },
    ),
    Plot.ruleY(points, { ...common, x1: "low", x2: "high", strokeWidth: 1.6 }),
    Plot.dot(points, {
      ...common,
      x: "estimate",
      r: 3.2,
      symbol,
      fill: "white",
      strokeWidth: 1.6,
    }),
    Plot.text(points.filter(({ agent }) => agent === agents[0]), {
      y: "agent",
      x: ({ bySeed }: TwinTuningSummary) => Math.max(...bySeed),
      text: () => name,
      fill: color,
      dx: 8,
      dy: shift,
      textAnchor: "start",
      fontSize: 10,
      fontWeight: "bold",
    }),
  ];
}
