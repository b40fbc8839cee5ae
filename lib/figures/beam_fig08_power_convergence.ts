/**
 * Draws the steps of agents in two twins while they learn, power by power.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { NUM_TRAINING_EPISODES } from "../beam_selection/train.ts";
import { TRANSMIT_POWERS_DBM } from "../experiments/beam_fig02_detection_cdf.ts";
import type { Row } from "../experiments/experiment.ts";
import { learners } from "../experiments/beam_learners.ts";
import { BEST_METHOD } from "../experiments/learner_conditions.ts";
import type { Interval } from "../stats/bootstrap.ts";
import {
  agentRows,
  type AgentSummary,
  type CurvePoint,
  summarizeAgents,
  summarizeCurves,
} from "./learner_agents.ts";
import { drawLearningCurve, drawPrinted, topOf } from "./method_lines.ts";
import type { MethodStyle } from "./methods.ts";
import { countSeeds } from "./over_seeds.ts";
import { powerColor } from "./power_color.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

const { numCurveEpisodes } = learners.budgets.paper;

/** The agents that are drawn: those with the conservative penalty. */
const DRAWN_AGENTS: readonly string[] = ["DT-DRL, CQL", `${BEST_METHOD}, CQL`];

/** What the paper says of its DT-DRL with CQL (Sec. V-D). */
export const PRINTED_STEPS = [
  { transmitPowerDbm: 10, relation: "about", value: 30 },
  { transmitPowerDbm: 30, relation: "below", value: 10 },
] as const;

/** The height of the panels [pixels]. */
const HEIGHT = 400;

/** Told apart without colour too, from low to high power. */
const DASHES = ["2,2", "4,2", "7,2", "12,3", "0"];

/** Steps in the real world while agents learn in a twin: theirs, and ours. */
export function drawPowerConvergence(rows: readonly Row[]): Figure {
  const points = summarizePowerCurves(rows);
  const trained = summarizeAgents(agentRows(rows));
  return composeFigure({
    panels: DRAWN_AGENTS.map((agent, i) =>
      drawAgent(
        points.filter((point) => point.agent === agent),
        trained.filter((summary) => summary.agent === agent),
        topOf([...points, ...trained]),
        ["ab"[i], `In ${["the paper's", "our"][i]} twin: ${agent}`],
      )
    ),
    columns: 2,
    note: `Agents with the conservative penalty; after each fiftieth of the ` +
      `training they play ${numCurveEpisodes} episodes in the real world, ` +
      `without exploration ` +
      `and without learning from them: interquartile mean over ` +
      `${countSeeds(rows)} seeds with 95 % bootstrap bands. The number at a ` +
      `name is that of the trained agent on 500 evaluation episodes. Grey: ` +
      `what the paper says of its own agent.`,
    ariaLabel: "Mean number of beams tried in the real world while agents " +
      "learn in the paper's twin and in ours, at five transmit powers.",
  });
}

/** Learning curves of the agents that are drawn, at every power. */
export function summarizePowerCurves(rows: readonly Row[]): CurvePoint[] {
  return summarizeCurves(
    agentRows(rows).filter(({ condition }) =>
      DRAWN_AGENTS.includes(condition.agent)
    ),
    "stepsByBin",
  );
}

/** A name at the end of a line, or at what the paper prints. */
interface EndLabel extends Interval {
  readonly text: string;
  readonly color: string;
}

function drawAgent(
  points: readonly CurvePoint[],
  trained: readonly AgentSummary[],
  highest: number,
  title: readonly [letter: string, title: string],
): SVGSVGElement {
  const labels = spreadLabels(
    [...trained.map(labelTrained), ...PRINTED_STEPS.map(labelPrinted)],
    13 * highest / (HEIGHT - 76),
    highest,
  );
  const right = 1.03 * NUM_TRAINING_EPISODES;
  return drawPanel({
    width: 560,
    height: HEIGHT,
    marginRight: 172,
    x: {
      domain: [0, right],
      label: "episode of training in the twin",
      ticks: 5,
    },
    y: {
      domain: [0, highest],
      label: "beams tried an episode in the real world",
      grid: true,
      ticks: 7,
    },
    marks: [
      panelTitle(...title),
      [...Map.groupBy(points, ({ transmitPowerDbm }) => transmitPowerDbm)]
        .map(([power, line]) => drawLearningCurve(line, styleOf(power))),
      drawPrinted(
        PRINTED_STEPS.map((point) => ({ ...point, x: NUM_TRAINING_EPISODES })),
      ),
      Plot.link(labels, {
        x1: NUM_TRAINING_EPISODES,
        x2: right,
        y1: "estimate",
        y2: "place",
        stroke: "color",
        strokeWidth: 0.6,
      }),
      Plot.text(labels, {
        x: right,
        y: "place",
        text: "text",
        fill: "color",
        dx: 3,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function labelTrained(summary: AgentSummary): EndLabel {
  const { transmitPowerDbm, estimate } = summary;
  return {
    ...summary,
    text: `${transmitPowerDbm} dBm: ${estimate.toFixed(1)}`,
    color: styleOf(transmitPowerDbm).color,
  };
}

function labelPrinted(
  { transmitPowerDbm, relation, value }: typeof PRINTED_STEPS[number],
): EndLabel {
  return {
    text: `paper, ${transmitPowerDbm} dBm: ${relation} ${value}`,
    color: COLORS.grey,
    estimate: value,
    low: value,
    high: value,
  };
}

function styleOf(transmitPowerDbm: number): MethodStyle {
  const dash = DASHES[TRANSMIT_POWERS_DBM.indexOf(transmitPowerDbm)];
  return { color: powerColor(transmitPowerDbm), dash };
}
