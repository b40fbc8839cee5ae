/**
 * Draws the steps of all agents by false-alarm rate.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  BEST_METHOD,
  COMPARED_FALSE_ALARMS,
} from "../experiments/learner_conditions.ts";
import {
  agentRows,
  OUR_AGENTS,
  PAPER_AGENTS,
  summarizeAgents,
} from "./learner_agents.ts";
import { drawMethodLines, type MethodPoint, topOf } from "./method_lines.ts";
import { countSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { composeFigure } from "./theme.ts";

/** Steps by false-alarm rate: the paper's agents, and ours. */
export function drawFalseAlarms(rows: readonly Row[]): Figure {
  const points = summarizeAgents(agentRows(rows)).map((
    { agent, falseAlarmProbability, estimate, low, high },
  ) => ({ method: agent, x: falseAlarmProbability, estimate, low, high }));
  return composeFigure({
    panels: [
      drawAgents(points, PAPER_AGENTS, ["a", "The agents of the paper"]),
      drawAgents(
        points,
        ["online DRL", "offline DRL, CQL", ...OUR_AGENTS],
        ["b", "Agents in our twin, and without a twin"],
      ),
    ],
    columns: 2,
    note: `Transmit power 20 dBm. Mean number of beams tried in the real ` +
      `world on the same 500 episodes a seed, after 1,000 episodes of ` +
      `training and without exploration: interquartile mean over ` +
      `${countSeeds(rows)} seeds, bars: 95 % bootstrap intervals. An episode ` +
      `without success counts as 64. Agents and twins are trained anew at ` +
      `each rate. DT-DRL learns in the paper's twin, "${BEST_METHOD}" in ours. ` +
      `The vertical scales differ.`,
    ariaLabel: "Mean number of beams tried against the false-alarm " +
      "probability from 0.1 to 0.0001, for the agents of the paper and for " +
      "agents in our twin.",
  });
}

function drawAgents(
  points: readonly MethodPoint[],
  agents: readonly string[],
  title: readonly [string, string],
): SVGSVGElement {
  const drawn = agents.flatMap((agent) =>
    points.filter(({ method }) => method === agent).sort((a, b) => b.x - a.x)
  );
  return drawMethodLines(drawn, {
    title,
    x: {
      type: "log",
      domain: [1.4e-1, 0.7e-4],
      ticks: [...COMPARED_FALSE_ALARMS],
      tickFormat: (rate: number) => rate.toExponential(),
      label: "false-alarm probability, rarer to the right",
    },
    domain: [0, topOf(drawn)],
    label: "mean number of beams tried",
  });
}
