/**
 * Draws what agents need against what they cost the real system: beams, which
 * take its time, and episodes, which paper A counts.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { mean } from "simple-statistics";
import { openStream } from "../core/random_stream.ts";
import { type LearnerAgent, learners } from "../experiments/beam_learners.ts";
import type { Row } from "../experiments/experiment.ts";
import { DEFAULT_SETTING } from "../experiments/learner_conditions.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { NON_INFERIORITY_LIMIT } from "./beam_twins.ts";
import { type AgentCondition, agentRows, rowsOf } from "./learner_agents.ts";
import { spreadLabelsOnLog, stepsAxis, type StepsDomain } from "./log_axis.ts";
import { methodStyle } from "./methods.ts";
import {
  comparePairedRatios,
  countSeeds,
  groupBySeeds,
  type PairedRatio,
  summarizeOverSeeds,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** An agent, and how many real episodes it learnt from. */
export type SpendingCondition = AgentCondition & {
  /** Episodes on the real system, to collect or to train. */
  readonly realEpisodes: number;
};

/** Steps of an agent, and what it cost. */
export type SpendingSummary = SpendingCondition & Interval & {
  /** Beams on the real system: the interquartile mean over seeds. */
  readonly realBeams: number;
};

/** What is saved against the online agent of 1,000 episodes, as a share. */
export type Saving = Interval & {
  /** Who spends: an agent that trains online, or whoever records episodes. */
  readonly spender: string;
  /** Episodes on the real system. */
  readonly realEpisodes: number;
  /** The share of episodes that is saved; the interval is that of beams. */
  readonly episodesSaved: number;
};

type SpendingRow = Row<
  SpendingCondition,
  LearnerAgent & { readonly realBeams: number }
>;

const ONLINE = "online DRL";
const FULL_EPISODES = DEFAULT_SETTING.realEpisodes;
const RECORDED = "recording random steps";

/** The agents in the order of the legend; 5000 twin episodes cost no beam. */
const DRAWN_AGENTS = [
  ONLINE,
  "offline DRL",
  "offline DRL, CQL",
  "offline, symmetric",
  "offline, symmetric, CQL",
  "episode latent",
  "episode latent, CQL",
  "episode latent and recorded, CQL",
  "episode latent and recorded, best of 5, CQL",
];

/** Steps against beams spent, and what is saved of beams and of episodes. */
export function drawInteractions(rows: readonly Row[]): Figure {
  return composeFigure({
    panels: [
      drawSpending(summarizeSpending(rows), compareSpending(rows)),
      drawSavings(summarizeSavings(rows)),
    ],
    columns: 2,
    note: `20 dBm. Steps on evaluation episodes: interquartile mean over ` +
      `${countSeeds(rows)} seeds with 95 % bootstrap intervals. (a): online ` +
      `DRL after 50, 100, 200, 500 and 1,000 episodes, all others from 50, ` +
      `100 and 200 recorded ones, "episode latent and recorded" from 50 and ` +
      `200; "best of 5" is the one of five that needs the fewest steps in the ` +
      `twin. The line is online DRL after 1,000 episodes, the band up to 10 % ` +
      `more; full dots: the 95 % interval of the mean ratio to it, seed by ` +
      `seed, lies below ${NON_INFERIORITY_LIMIT}. (b): mean over seeds of what is saved ` +
      `against 1,000 episodes of online training. Grey and hollow: as the ` +
      `paper counts, which prints 80 % for 200 recorded episodes.`,
    ariaLabel: "Mean number of beams tried against beams spent on the real " +
      "system, for online and offline agents and those of the episode-latent " +
      "twin; and the share of beams saved against the share of episodes.",
  });
}

/** Steps and cost of every agent: interquartile mean, interval. */
export function summarizeSpending(rows: readonly Row[]): SpendingSummary[] {
  const agents = spendingRows(rows);
  const realBeams = groupBySeeds(agents).map(({ rows }) =>
    interquartileMean(rows.map(({ result }) => result.realBeams))
  );
  return summarizeOverSeeds(agents, "meanSteps", ({ meanSteps }) => meanSteps, {
    statistic: interquartileMean,
  })
    .map((summary, i) => ({ ...summary, realBeams: realBeams[i] }));
}

/** Steps of every agent over those of the online one of 1,000 episodes. */
export function compareSpending(
  rows: readonly Row[],
): (SpendingCondition & PairedRatio)[] {
  return comparePairedRatios(
    spendingRows(rows),
    { agent: ONLINE, realEpisodes: FULL_EPISODES },
    "ratio of meanSteps",
    ({ meanSteps }) => meanSteps,
    NON_INFERIORITY_LIMIT,
  );
}

/** The share of beams and of episodes that is saved, mean and interval. */
export function summarizeSavings(rows: readonly Row[]): Saving[] {
  const agents = spendingRows(rows);
  const full = new Map(
    agents.filter(({ condition }) =>
      condition.agent === ONLINE && condition.realEpisodes === FULL_EPISODES
    ).map(({ seed, result }) => [seed, result.realBeams]),
  );
  // All who learn from recorded episodes learn from the same.
  return groupBySeeds(agents).filter(({ condition }) =>
    [ONLINE, "offline DRL"].includes(condition.agent)
  ).map(({ name, condition: { agent, realEpisodes }, rows }) => ({
    spender: agent === ONLINE ? ONLINE : RECORDED,
    realEpisodes,
    episodesSaved: 1 - realEpisodes / FULL_EPISODES,
    ...bootstrapInterval(
      rows.map(({ seed, result }) => 1 - result.realBeams / full.get(seed)!),
      openStream(0, `${name}/beams saved`),
      { statistic: mean },
    ),
  })).sort((a, b) =>
    a.spender.localeCompare(b.spender) || a.realEpisodes - b.realEpisodes
  );
}

/** The agents with what they cost, those of fewer episodes first. */
function spendingRows(rows: readonly Row[]): SpendingRow[] {
  return rowsOf(learners, rows).flatMap((row) =>
    agentRows([row]).map((agent) => ({
      ...agent,
      condition: {
        ...agent.condition,
        realEpisodes: row.condition.realEpisodes,
      },
      result: { ...agent.result, realBeams: row.result.realBeams },
    }))
  ).sort((a, b) => a.condition.realEpisodes - b.condition.realEpisodes);
}

/** [pixels] */
const HEIGHT = 430;

/** How far agents of the same episodes stand apart [pixels]. */
const DODGE = 2.5;

function drawSpending(
  summaries: readonly SpendingSummary[],
  ratios: readonly (SpendingCondition & PairedRatio)[],
): SVGSVGElement {
  const online =
    summaries.find(({ agent, realEpisodes }) =>
      agent === ONLINE && realEpisodes === FULL_EPISODES
    )!.estimate;
  const lines = DRAWN_AGENTS.map((agent) =>
    summaries.filter((summary) => summary.agent === agent)
  );
  const domain: StepsDomain = [
    0.9 * Math.min(...lines.flat().map(({ low }) => low)),
    1.05 * Math.max(...lines.flat().map(({ high }) => high)),
  ];
  const start = 0.75 * Math.min(...summaries.map(({ realBeams }) => realBeams));
  const end = 1.4 * Math.max(...summaries.map(({ realBeams }) => realBeams));
  const labels = spreadLabelsOnLog(
    lines.map((line) => line.at(-1)!),
    HEIGHT - 76,
    domain,
  );
  const color = ({ agent }: SpendingSummary) => methodStyle(agent).color;
  const isFull = ({ agent, realEpisodes }: SpendingSummary) => {
    const ratio = ratios.find((other) =>
      other.agent === agent && other.realEpisodes === realEpisodes
    );
    return ratio === undefined || ratio.isNotInferior;
  };
  return drawPanel({
    width: 830,
    height: HEIGHT,
    marginRight: 292,
    x: {
      type: "log",
      domain: [start, end],
      ticks: [200, 500, 1000, 2000, 5000, 10_000]
        .filter((beams) => beams >= start && beams <= end),
      tickFormat: (beams: number) => beams.toLocaleString("en"),
      label: "beams spent on the real system",
    },
    y: stepsAxis(domain, [4, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50]),
    marks: [
      panelTitle("a", "What the agents need, and what they cost"),
      Plot.rect([online], {
        y1: (steps: number) => steps,
        y2: (steps: number) => NON_INFERIORITY_LIMIT * steps,
        fill: methodStyle(ONLINE).color,
        fillOpacity: 0.14,
      }),
      Plot.ruleY([online], { stroke: methodStyle(ONLINE).color }),
      lines.map((line, i) =>
        drawLine(line, isFull, i === 0 ? 0 : DODGE * (i - lines.length / 2))
      ),
      Plot.link(labels, {
        x1: "realBeams",
        x2: end,
        y1: "estimate",
        y2: "place",
        stroke: color,
        strokeWidth: 0.6,
      }),
      Plot.text(labels, {
        x: end,
        y: "place",
        text: "agent",
        fill: color,
        dx: 3,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawLine(
  line: readonly SpendingSummary[],
  isFull: (summary: SpendingSummary) => boolean,
  dx: number,
): Plot.Markish {
  const [{ agent }] = line;
  const { color, dash } = methodStyle(agent);
  return [
    Plot.line(line, {
      x: "realBeams",
      dx,
      y: "estimate",
      stroke: color,
      strokeDasharray: dash,
      strokeWidth: 1.6,
    }),
    Plot.ruleX(line, {
      x: "realBeams",
      dx,
      y1: "low",
      y2: "high",
      stroke: color,
      strokeWidth: 1.4,
    }),
    Plot.dot(line, {
      x: "realBeams",
      dx,
      y: "estimate",
      r: 3,
      stroke: color,
      fill: (summary: SpendingSummary) => isFull(summary) ? color : "white",
      strokeWidth: 1.4,
    }),
  ];
}

/** A line a way of spending: what the paper counts, and what is spent. */
function drawSavings(savings: readonly Saving[]): SVGSVGElement {
  const drawn = savings
    .filter(({ realEpisodes }) => realEpisodes < FULL_EPISODES)
    .sort((a, b) =>
      b.spender.localeCompare(a.spender) || b.realEpisodes - a.realEpisodes
    )
    .map((saving) => ({
      ...saving,
      name: `${saving.realEpisodes} episodes, ` +
        (saving.spender === ONLINE ? "online" : "recorded"),
      color: saving.spender === ONLINE ? methodStyle(ONLINE).color : "black",
    }));
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const lowest = Math.min(0, ...drawn.map(({ low }) => low));
  return drawPanel({
    width: 500,
    height: HEIGHT,
    marginLeft: 152,
    marginRight: 44,
    x: {
      domain: [lowest, 1],
      label: "share saved against 1,000 online episodes",
      tickFormat: percent,
      ticks: 5,
      grid: true,
    },
    y: {
      type: "point",
      domain: drawn.map(({ name }) => name),
      label: null,
      padding: 0.8,
    },
    marks: [
      panelTitle("b", "What is saved, in episodes and in beams"),
      Plot.link(drawn, {
        x1: "estimate",
        x2: "episodesSaved",
        y1: "name",
        y2: "name",
        stroke: "#BBBBBB",
      }),
      Plot.ruleY(drawn, {
        y: "name",
        x1: "low",
        x2: "high",
        stroke: "color",
        strokeWidth: 1.6,
      }),
      Plot.dot(drawn, {
        x: "estimate",
        y: "name",
        r: 3.6,
        fill: "color",
      }),
      Plot.dot(drawn, {
        x: "episodesSaved",
        y: "name",
        r: 5,
        stroke: COLORS.grey,
        strokeWidth: 1.6,
      }),
      Plot.text(drawn, {
        x: "estimate",
        y: "name",
        text: ({ estimate }: Saving) => percent(estimate),
        fill: "color",
        fontWeight: "bold",
        dy: 13,
      }),
      Plot.text(drawn, {
        x: "episodesSaved",
        y: "name",
        text: ({ episodesSaved }: Saving) => percent(episodesSaved),
        fill: COLORS.grey,
        textAnchor: "start",
        dx: 9,
      }),
      Plot.text(drawn.slice(0, 1), {
        x: "estimate",
        y: "name",
        text: () => "in beams",
        fontWeight: "bold",
        dy: -13,
      }),
      Plot.text(drawn.slice(0, 1), {
        x: "episodesSaved",
        y: "name",
        text: () => "in episodes",
        fill: COLORS.grey,
        dy: -13,
      }),
    ],
  });
}
