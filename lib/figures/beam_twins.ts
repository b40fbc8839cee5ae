/**
 * Draws all learners at three powers, beside the online agent.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { MAX_STEPS } from "../beam_selection/environment.ts";
import type { Row } from "../experiments/experiment.ts";
import { COMPARED_POWERS_DBM } from "../experiments/learner_conditions.ts";
import {
  type AgentCondition,
  agentRows,
  type AgentSummary,
  summarizeAgents,
} from "./learner_agents.ts";
import { stepsAxis } from "./log_axis.ts";
import { methodStyle } from "./methods.ts";
import {
  comparePairedRatios,
  countSeeds,
  type PairedRatio,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** An agent that is at most this much worse than the online one is as good. */
export const NON_INFERIORITY_LIMIT = 1.1;

/** What all agents are held against. */
const REFERENCE = "online DRL";

/** The agents by what they know. */
export const LEARNER_GROUPS: readonly {
  readonly title: string;
  readonly agents: readonly string[];
}[] = [
  { title: "in the real world", agents: [REFERENCE] },
  {
    title: "the paper's",
    agents: ["offline DRL", "offline DRL, CQL", "DT-DRL", "DT-DRL, CQL"],
  },
  {
    title: "ours, from the same episodes",
    agents: [
      "offline, symmetric",
      "offline, symmetric, CQL",
      "one-step cGAN, conditional D",
      "one-step cGAN, conditional D, CQL",
      "episode GAN",
      "episode GAN, CQL",
      "episode latent",
      "episode latent, CQL",
      "episode latent and recorded, CQL",
      "episode latent and recorded, best of 5, CQL",
      "episode latent, 5000 episodes",
      "episode latent and recorded, 5000 episodes, CQL",
    ],
  },
  {
    title: "ours, told the geometry",
    agents: ["geometry", "geometry, CQL"],
  },
  {
    title: "controls",
    agents: [
      "marginal",
      "marginal, CQL",
      "guessed bump",
      "guessed bump, CQL",
      "static profiles",
      "static profiles, CQL",
    ],
  },
];

/** What the paper prints of its agent (Sec. V-D). */
const PRINTED = [
  { transmitPowerDbm: 10, agent: "DT-DRL, CQL", steps: 30, isAbout: true },
  { transmitPowerDbm: 30, agent: "DT-DRL, CQL", steps: 10, isAbout: false },
];

/** An agent over the online agent of the same seed. */
export type RatioSummary = AgentCondition & PairedRatio;

/** Steps of every agent at three powers, with the ratio to the online one. */
export function drawTwins(rows: readonly Row[]): Figure {
  const summaries = summarizeAgents(agentRows(rows));
  const ratios = compareWithOnline(rows);
  return composeFigure({
    panels: COMPARED_POWERS_DBM.map((power, i) =>
      drawLearners(
        summaries.filter(({ transmitPowerDbm }) => transmitPowerDbm === power),
        ratios.filter(({ transmitPowerDbm }) => transmitPowerDbm === power),
        { title: ["abc"[i], `${power} dBm`], isNamed: i === 0 },
      )
    ),
    columns: 3,
    note:
      `Steps on evaluation episodes in the real world: interquartile mean ` +
      `over ${countSeeds(rows)} seeds with 95 % bootstrap intervals; an ` +
      `episode without success counts as ${MAX_STEPS}. The line is online ` +
      `DRL, the band up to 10 % more. At the right the mean ratio to online ` +
      `DRL, seed by seed, with its 95 % interval: full dots and bold numbers ` +
      `where all of it is below ${NON_INFERIORITY_LIMIT}. Online DRL trains ` +
      `for 1,000 episodes in the real world; all others learn from 200 ` +
      `recorded ones, but "static profiles" from the true physics and ` +
      `"guessed bump" from none; in as many episodes as online DRL, unless ` +
      `their names say 5000. Agents of 5000 are at 10 dBm alone, those of the ` +
      `guess at 20 dBm. "best of 5", at both: the one of five agents that ` +
      `needs the fewest steps in the twin. "symmetric" and "episode" know that the beams lie on ` +
      `a circle. Grey and hollow: what the paper prints, about 30 and fewer ` +
      `than 10.`,
    ariaLabel: "Mean number of beams tried by the agents of all twins and by " +
      "offline agents, at 10, 20 and 30 dBm, with the ratio to the online " +
      "agent.",
  });
}

/** Steps of every agent over those of the online one, seed by seed. */
export function compareWithOnline(rows: readonly Row[]): RatioSummary[] {
  return comparePairedRatios(
    agentRows(rows),
    { agent: REFERENCE },
    "ratio of meanSteps",
    ({ meanSteps }) => meanSteps,
    NON_INFERIORITY_LIMIT,
  );
}

const TITLES = LEARNER_GROUPS.map(({ title }) => title);

/** The lines of a panel from the top: titles and agents. */
const LINES = LEARNER_GROUPS.flatMap(({ title, agents }) => [title, ...agents]);

/** [pixels] */
const LINE_HEIGHT = 17;
const NAME_WIDTH = 346;
const RATIO_WIDTH = 112;

function drawLearners(
  summaries: readonly AgentSummary[],
  ratios: readonly RatioSummary[],
  { title, isNamed }: {
    readonly title: readonly [string, string];
    readonly isNamed: boolean;
  },
): SVGSVGElement {
  const online = summaries.find(({ agent }) => agent === REFERENCE)!.estimate;
  const color = ({ agent }: { readonly agent: string }) =>
    methodStyle(agent).color;
  const notInferior = new Set(
    ratios.filter(({ isNotInferior }) => isNotInferior)
      .map(({ agent }) => agent),
  );
  const isFull = ({ agent }: { readonly agent: string }) =>
    agent === REFERENCE || notInferior.has(agent);
  const [{ transmitPowerDbm: power }] = summaries;
  return drawPanel({
    width: (isNamed ? NAME_WIDTH : 44) + 270 + RATIO_WIDTH,
    height: 76 + LINE_HEIGHT * LINES.length,
    marginLeft: isNamed ? NAME_WIDTH : 44,
    marginRight: RATIO_WIDTH,
    x: stepsAxis(),
    y: { type: "point", domain: LINES, axis: null, padding: 0.6 },
    marks: [
      panelTitle(...title),
      Plot.text(["ratio to online DRL"], {
        frameAnchor: "top-right",
        dx: RATIO_WIDTH - 6,
        dy: -14,
        textAnchor: "end",
        fontSize: 10,
      }),
      Plot.rect([online], {
        x1: (steps: number) => steps,
        x2: (steps: number) => NON_INFERIORITY_LIMIT * steps,
        fill: methodStyle(REFERENCE).color,
        fillOpacity: 0.14,
      }),
      Plot.ruleX([online], { stroke: methodStyle(REFERENCE).color }),
      Plot.dot(PRINTED.filter((line) => line.transmitPowerDbm === power), {
        x: "steps",
        y: "agent",
        r: 5,
        stroke: COLORS.grey,
        strokeWidth: 1.6,
        // A triangle that points to fewer steps.
        symbol: ({ isAbout }: { readonly isAbout: boolean }) =>
          isAbout ? "circle" : "triangle",
        rotate: -90,
      }),
      Plot.ruleY(summaries, {
        y: "agent",
        x1: "low",
        x2: "high",
        stroke: color,
        strokeWidth: 1.6,
      }),
      Plot.dot(summaries, {
        y: "agent",
        x: "estimate",
        r: 3.4,
        fill: (summary: AgentSummary) =>
          isFull(summary) ? color(summary) : "white",
        stroke: color,
        strokeWidth: 1.6,
      }),
      ratios.map((ratio) =>
        Plot.text([ratio], {
          y: "agent",
          frameAnchor: "right",
          dx: RATIO_WIDTH - 6,
          textAnchor: "end",
          fontSize: 10,
          fontWeight: ratio.isNotInferior ? "bold" : "normal",
          text: ({ estimate, low, high }: RatioSummary) =>
            `${estimate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
        })
      ),
      Plot.ruleY(TITLES, { stroke: "#DDDDDD" }),
      isNamed ? drawNames() : [],
    ],
  });
}

function drawNames(): Plot.Markish {
  const agents = LEARNER_GROUPS.flatMap(({ agents }) => agents);
  const place = { frameAnchor: "left", textAnchor: "start", fontSize: 11 };
  return [
    Plot.text(TITLES, {
      ...place,
      y: (title: string) => title,
      dx: 8 - NAME_WIDTH,
    } as Plot.TextOptions),
    Plot.text(agents, {
      ...place,
      y: (agent: string) => agent,
      text: (agent: string) => agent,
      fill: (agent: string) => methodStyle(agent).color,
      dx: 20 - NAME_WIDTH,
      fontWeight: "bold",
    } as Plot.TextOptions),
  ];
}
