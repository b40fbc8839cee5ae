/**
 * Draws return and steps while agents learn, and what one of them then does.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_ACTIONS } from "../beam_selection/environment.ts";
import type { PolicyScore } from "../beam_selection/evaluate.ts";
import { PROBED_STATES } from "../beam_selection/policy_probe.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { NUM_TRAINING_EPISODES } from "../beam_selection/train.ts";
import {
  convergence,
  CONVERGENCE_REFERENCES,
  type ConvergenceCondition,
  type ConvergenceResult,
} from "../experiments/beam_fig06_convergence.ts";
import type { Row } from "../experiments/experiment.ts";
import { learners } from "../experiments/beam_learners.ts";
import { BEST_METHOD } from "../experiments/learner_conditions.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import {
  type AgentRow,
  agentRows,
  type CurvePoint,
  OUR_AGENTS,
  PAPER_AGENTS,
  rowsOf,
  summarizeAgents,
  summarizeCurves,
} from "./learner_agents.ts";
import { drawLearningCurve } from "./method_lines.ts";
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

/** What stands at the end of a method's line. */
interface EndLabel extends Interval {
  readonly method: string;
  readonly text: string;
}

/** The power of the paper's Fig. 6. */
const DRAWN_POWER_DBM = 20;

/** The paper's agents, and the best of ours. */
const DRAWN_AGENTS: readonly string[] = [...PAPER_AGENTS, OUR_AGENTS[1]];

/** Where the paper's DT-DRL with CQL passes its online agent (Sec. V-C). */
const PRINTED_CROSSING = 360;

/** The height of the panels [pixels]. */
const HEIGHT = 400;

/** The plot without its margins above and below [pixels]. */
const PLOT_HEIGHT = HEIGHT - 76;

/** The least distance of two names [pixels]. */
const NAME_GAP = 13;

/** Learning curves at 20 dBm, and the trained online agent's actions by state. */
export function drawConvergence(rows: readonly Row[]): Figure {
  const curves = (series: "stepsByBin" | "rewardByBin") =>
    summarizeCurves(agentRows(rows).filter(isDrawn), series);
  return composeFigure({
    panels: [
      drawRewards(curves("rewardByBin")),
      drawSteps(curves("stepsByBin"), endsOf(rows)),
      drawActions(rowsOf(convergence, rows)),
    ],
    columns: 3,
    note: `Transmit power ${DRAWN_POWER_DBM} dBm. (a), (b): after each ` +
      `fiftieth of the training the agent as it then stands plays ` +
      `${numCurveEpisodes} episodes in the real world, without exploration and without learning from them: ` +
      `interquartile mean over ${countSeeds(rows)} seeds with 95 % bootstrap ` +
      `bands. DT-DRL learns in the paper's twin, "${BEST_METHOD}" in ours, ` +
      `both and offline DRL from 200 recorded episodes. The number at a name ` +
      `is that of the trained agent, or of what does not learn, on 500 ` +
      `evaluation episodes. Grey: what the paper prints. (c): online DRL ` +
      `after training; rows sum to 1.`,
    ariaLabel: "Return and steps in the real world while agents learn: " +
      "online, from recorded episodes, in the paper's twin and in ours, with " +
      "the sweep, the swarm and a Bayesian policy as lines; and how often " +
      "the trained online agent takes each action, by P_D and flag.",
  });
}

/** A score of every method at every power: interquartile mean, interval. */
export function summarizeConvergence(
  rows: readonly Row[],
  score: keyof PolicyScore,
): ConvergenceSummary[] {
  return summarizeOverSeeds(
    rowsOf(convergence, rows),
    score,
    (result) => result[score],
    { statistic: interquartileMean },
  );
}

function isDrawn({ condition }: AgentRow): boolean {
  return DRAWN_AGENTS.includes(condition.agent);
}

/** Steps of the trained agents, and of what does not learn. */
function endsOf(rows: readonly Row[]): EndLabel[] {
  const { numBeams } = BEAM_SCENARIO;
  return [
    ...summarizeAgents(agentRows(rows).filter(isDrawn))
      .map(({ agent, ...interval }) => ({ ...interval, method: agent })),
    ...summarizeConvergence(rows, "meanSteps")
      .filter(({ method, transmitPowerDbm }) =>
        CONVERGENCE_REFERENCES.includes(method) &&
        transmitPowerDbm === DRAWN_POWER_DBM
      ),
    {
      method: "sweep, all 64",
      estimate: numBeams,
      low: numBeams,
      high: numBeams,
    },
  ].map((end) => ({
    ...end,
    text: `${end.method}: ${end.estimate.toFixed(1)}`,
  }));
}

const { numCurveEpisodes } = learners.budgets.paper;

const EPISODE_SCALE = {
  domain: [0, 1.03 * NUM_TRAINING_EPISODES],
  label: "episode of training",
  ticks: 5,
};

function drawCurves(
  points: readonly CurvePoint[],
  labels: readonly (EndLabel & { readonly place: number })[],
): Plot.Markish {
  const right = EPISODE_SCALE.domain[1];
  return [
    DRAWN_AGENTS.map((agent) =>
      drawLearningCurve(
        points.filter((point) => point.agent === agent),
        methodStyle(agent),
      )
    ),
    Plot.link(labels, {
      x1: NUM_TRAINING_EPISODES,
      x2: right,
      y1: "estimate",
      y2: "place",
      stroke: colorOf,
      strokeWidth: 0.6,
    }),
    Plot.text(labels, {
      x: right,
      y: "place",
      text: "text",
      fill: colorOf,
      dx: 3,
      textAnchor: "start",
      fontWeight: "bold",
    }),
  ];
}

function drawRewards(points: readonly CurvePoint[]): SVGSVGElement {
  const lowest = 5 * Math.floor(Math.min(...points.map(({ low }) => low)) / 5);
  const highest = 5 *
    Math.ceil(Math.max(...points.map(({ high }) => high)) / 5);
  const ends = DRAWN_AGENTS.map((agent) => ({
    ...points.findLast((point) => point.agent === agent)!,
    method: agent,
    text: agent,
  }));
  const gap = NAME_GAP * (highest - lowest) / PLOT_HEIGHT;
  return drawPanel({
    width: 540,
    height: HEIGHT,
    marginRight: 140,
    x: EPISODE_SCALE,
    y: {
      domain: [lowest, highest],
      label: "sum of shaped rewards an episode",
      grid: true,
    },
    marks: [
      panelTitle("a", "Return in the real world"),
      drawCurves(points, spreadLabels(ends, gap, highest)),
    ],
  });
}

function drawSteps(
  points: readonly CurvePoint[],
  ends: readonly EndLabel[],
): SVGSVGElement {
  const highest = 68;
  const gap = NAME_GAP * highest / PLOT_HEIGHT;
  return drawPanel({
    width: 570,
    height: HEIGHT,
    marginRight: 176,
    x: EPISODE_SCALE,
    y: { domain: [0, highest], label: "beams tried an episode", grid: true },
    marks: [
      panelTitle("b", "Steps in the real world"),
      ends.filter(({ method }) => !DRAWN_AGENTS.includes(method))
        .map(({ method, estimate }) =>
          Plot.ruleY([estimate], {
            x2: NUM_TRAINING_EPISODES,
            stroke: methodStyle(method).color,
            strokeDasharray: methodStyle(method).dash,
            strokeWidth: 1.4,
          })
        ),
      drawCurves(points, spreadLabels(ends, gap, highest)),
      drawPrintedCrossing(highest),
    ],
  });
}

function colorOf({ method }: EndLabel): string {
  return methodStyle(method).color;
}

function drawPrintedCrossing(highest: number): Plot.Markish {
  return [
    Plot.ruleX([PRINTED_CROSSING], {
      stroke: COLORS.grey,
      strokeDasharray: "1,3",
    }),
    Plot.text(
      [
        `paper: from episode ${PRINTED_CROSSING} on its`,
        "DT-DRL, CQL is ahead of online",
      ],
      {
        x: PRINTED_CROSSING,
        y: (_, i) => highest - 9 - 3 * i,
        text: (line) => line,
        fill: COLORS.grey,
        stroke: "white",
        strokeWidth: 4,
        dx: 4,
        textAnchor: "start",
      },
    ),
  ];
}

function drawActions(rows: readonly ConvergenceRow[]): SVGSVGElement {
  const online = rows.filter(({ condition }) =>
    condition.method === "online DRL" &&
    condition.transmitPowerDbm === DRAWN_POWER_DBM
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
    width: 470,
    height: HEIGHT,
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
      panelTitle("c", "What the trained online agents do"),
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
