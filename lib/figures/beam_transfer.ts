/**
 * Draws how agents do at powers and speeds that they were not trained at.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import type { LearnerAgent } from "../experiments/beam_learners.ts";
import {
  COMPARED_POWERS_DBM,
  TRANSFER_POWERS_DBM,
  TRANSFER_SPEEDS_MPS,
} from "../experiments/learner_conditions.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { type AgentCondition, agentRows } from "./learner_agents.ts";
import { spreadLabelsOnLog, stepsAxis } from "./log_axis.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  ORDERED_COLORS,
  panelTitle,
} from "./theme.ts";

/** An agent in a world that it may not have been trained for. */
export type TransferSummary = AgentCondition & Interval & {
  /** The power [dBm] or the speed [m/s] at which it acts. */
  readonly actsAt: number;
};

/** What the world of the agents differs in from that of their training. */
export type TransferKind = "stepsByPower" | "stepsBySpeed";

const KINDS = {
  stepsByPower: {
    values: TRANSFER_POWERS_DBM,
    label: "transmit power when it acts (dBm)",
  },
  stepsBySpeed: {
    values: TRANSFER_SPEEDS_MPS,
    label: "speed of the target when it acts (m/s)",
  },
} as const;

/** An agent of each kind. */
const DRAWN_AGENTS = [
  "online DRL",
  "offline DRL",
  "DT-DRL, CQL",
  "episode latent, CQL",
];

/** The speeds of the training [m/s]. */
const TRAINED_SPEEDS = { x1: 0, x2: 5 };

/** Steps by power and by speed, a panel an agent. */
export function drawTransfer(rows: readonly Row[]): Figure {
  const powers = summarizeTransfer(rows, "stepsByPower");
  const speeds = summarizeTransfer(rows, "stepsBySpeed");
  const panels = [[powers, "stepsByPower"], [speeds, "stepsBySpeed"]] as const;
  return composeFigure({
    panels: panels.flatMap(([summaries, kind], row) =>
      DRAWN_AGENTS.map((agent, column) =>
        drawAgent(
          summaries.filter((summary) => summary.agent === agent),
          kind,
          "abcdefgh"[DRAWN_AGENTS.length * row + column],
          column === 0,
        )
      )
    ),
    columns: DRAWN_AGENTS.length,
    note: `Steps in the real world: interquartile mean over ` +
      `${countSeeds(rows)} seeds of 200 episodes each, with 95 % bootstrap ` +
      `intervals. A line is what the agents that were trained at a power ` +
      `need elsewhere. (a) to (d): full dots at the power of the training, ` +
      `speeds from 0 to 5 m/s. (e) to (h): each at the power of its training; ` +
      `grey: the speeds of the training.`,
    ariaLabel: "Mean number of beams tried by online, offline and twin-" +
      "assisted agents, trained at 10, 20 and 30 dBm, at powers from 10 to " +
      "30 dBm and at speeds from 0 to 20 m/s.",
  });
}

/** Steps of every agent at every power or speed. */
export function summarizeTransfer(
  rows: readonly Row[],
  kind: TransferKind,
): TransferSummary[] {
  const agents = agentRows(rows);
  return KINDS[kind].values.flatMap((actsAt, i) =>
    summarizeOverSeeds(
      agents,
      `${kind}/${actsAt}`,
      (agent: LearnerAgent) => agent[kind][i],
      { statistic: interquartileMean },
    ).map((summary) => ({ ...summary, actsAt }))
  );
}

/** [pixels] */
const HEIGHT = 290;

function drawAgent(
  summaries: readonly TransferSummary[],
  kind: TransferKind,
  letter: string,
  isFirst: boolean,
): SVGSVGElement {
  const { values, label } = KINDS[kind];
  const isHome = ({ actsAt, transmitPowerDbm }: TransferSummary) =>
    kind === "stepsByPower" && actsAt === transmitPowerDbm;
  const [{ agent }] = summaries;
  const last = values[values.length - 1];
  const labels = spreadLabelsOnLog(
    summaries.filter(({ actsAt }) => actsAt === last),
    HEIGHT - 76,
  );
  return drawPanel({
    width: 344,
    height: HEIGHT,
    marginLeft: 46,
    marginRight: 100,
    x: {
      domain: [values[0] - last / 40, last + last / 40],
      ticks: [...values],
      label,
    },
    y: { ...stepsAxis(), ...(!isFirst && { label: null }) },
    marks: [
      panelTitle(letter, ""),
      Plot.text([agent], {
        frameAnchor: "top-left",
        dx: -14,
        dy: -26,
        fontSize: 12,
        fontWeight: "bold",
        fill: methodStyle(agent).color,
      }),
      kind === "stepsBySpeed"
        ? Plot.rect([TRAINED_SPEEDS], {
          x1: "x1",
          x2: "x2",
          fill: COLORS.grey,
          fillOpacity: 0.12,
        })
        : [],
      COMPARED_POWERS_DBM.map((power) => {
        const line = summaries.filter(({ transmitPowerDbm }) =>
          transmitPowerDbm === power
        );
        const color = trainedColor(power);
        return [
          Plot.line(line, {
            x: "actsAt",
            y: "estimate",
            stroke: color,
            strokeWidth: 1.6,
          }),
          Plot.ruleX(line, {
            x: "actsAt",
            y1: "low",
            y2: "high",
            stroke: color,
            strokeWidth: 1.4,
          }),
          Plot.dot(line, {
            x: "actsAt",
            y: "estimate",
            r: 3,
            stroke: color,
            strokeWidth: 1.4,
            fill: (summary: TransferSummary) =>
              isHome(summary) ? color : "white",
          }),
        ];
      }),
      Plot.text(labels, {
        x: last,
        y: "place",
        text: ({ transmitPowerDbm }: TransferSummary) =>
          `from ${transmitPowerDbm} dBm`,
        fill: ({ transmitPowerDbm }: TransferSummary) =>
          trainedColor(transmitPowerDbm),
        dx: 12,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function trainedColor(powerDbm: number): string {
  return ORDERED_COLORS[2 * COMPARED_POWERS_DBM.indexOf(powerDbm)];
}
