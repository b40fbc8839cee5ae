/**
 * Draws the steps of all methods by transmit power.
 *
 * @module
 */

import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import {
  type BaselineCondition,
  baselines,
} from "../experiments/beam_baselines.ts";
import { TRANSMIT_POWERS_DBM } from "../experiments/beam_fig02_detection_cdf.ts";
import type { Row } from "../experiments/experiment.ts";
import { BEST_METHOD } from "../experiments/learner_conditions.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { PRINTED_STEPS } from "./beam_fig08_power_convergence.ts";
import {
  agentRows,
  PAPER_AGENTS,
  rowsOf,
  summarizeAgents,
} from "./learner_agents.ts";
import { drawMethodLines, type MethodPoint, topOf } from "./method_lines.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { composeFigure } from "./theme.ts";

/** A method at a power, with its interval over seeds. */
export type PowerSummary = BaselineCondition & Interval;

/** The paper's methods, and ours between the references that it lacks. */
const PANELS: readonly (readonly string[])[] = [
  ["sweep, all 64", "random", "PSO", ...PAPER_AGENTS],
  [
    "PSO",
    "offline DRL, CQL",
    "online DRL",
    BEST_METHOD,
    `${BEST_METHOD}, CQL`,
    "Bayesian belief",
    "oracle",
  ],
];

/** Steps by transmit power: the paper's methods, and ours with references. */
export function drawPower(rows: readonly Row[]): Figure {
  const points = summarizePower(rows).map((summary) => ({
    ...summary,
    x: summary.transmitPowerDbm,
  }));
  return composeFigure({
    panels: [
      drawMethods(points, {
        methods: PANELS[0],
        title: ["a", "The methods of the paper, and random steps"],
        printed: PRINTED_STEPS.map(({ transmitPowerDbm, ...printed }) => ({
          x: transmitPowerDbm,
          ...printed,
        })),
      }),
      drawMethods(points, {
        methods: PANELS[1],
        title: ["b", "Agents in our twin, and references"],
      }),
    ],
    columns: 2,
    note: `Mean number of beams tried in the real world on the same 500 ` +
      `episodes a seed, after 1,000 episodes of training and without ` +
      `exploration: interquartile mean over ${countSeeds(rows)} seeds, bars: ` +
      `95 % bootstrap intervals. An episode without success counts as 64. ` +
      `DT-DRL learns in the paper's twin, "${BEST_METHOD}" in ours, both and ` +
      `offline DRL from 200 recorded episodes. Hollow grey: the paper says of ` +
      `its DT-DRL with CQL about 30 at 10 dBm (ring) and below 10 at 30 dBm ` +
      `(triangle). The vertical scales differ.`,
    ariaLabel: "Mean number of beams tried against the transmit power from " +
      "10 to 30 dBm: for the sweep, random steps, the swarm and the agents of " +
      "the paper, and for agents in our twin with the online agent, a Bayesian policy " +
      "and the oracle.",
  });
}

/** Steps of every agent and baseline at every power, and of the full sweep. */
export function summarizePower(rows: readonly Row[]): PowerSummary[] {
  return [
    ...summarizeAgents(agentRows(rows)).map((
      { agent, transmitPowerDbm, estimate, low, high },
    ) => ({ method: agent, transmitPowerDbm, estimate, low, high })),
    ...summarizeOverSeeds(
      rowsOf(baselines, rows),
      "meanSteps",
      ({ meanSteps }) => meanSteps,
      { statistic: interquartileMean },
    ),
    ...TRANSMIT_POWERS_DBM.map((transmitPowerDbm) => ({
      method: "sweep, all 64",
      transmitPowerDbm,
      estimate: BEAM_SCENARIO.numBeams,
      low: BEAM_SCENARIO.numBeams,
      high: BEAM_SCENARIO.numBeams,
    })),
  ];
}

function drawMethods(
  points: readonly MethodPoint[],
  { methods, title, printed = [] }: {
    readonly methods: readonly string[];
    readonly title: readonly [string, string];
    readonly printed?: Parameters<typeof drawMethodLines>[1]["printed"];
  },
): SVGSVGElement {
  const drawn = methods.flatMap((method) =>
    points.filter((point) => point.method === method)
      .sort((a, b) => a.x - b.x)
  );
  return drawMethodLines(drawn, {
    title,
    printed: printed ?? [],
    x: {
      domain: [9, 31],
      ticks: [...TRANSMIT_POWERS_DBM],
      label: "transmit power (dBm)",
    },
    domain: [0, topOf(drawn)],
    label: "mean number of beams tried",
  });
}
