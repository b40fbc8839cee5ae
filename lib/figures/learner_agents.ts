/**
 * The learners' rows taken apart into agents, each under the name that it has
 * in all figures.
 *
 * @module
 */

import type { PolicyScore } from "../beam_selection/evaluate.ts";
import { NUM_TRAINING_EPISODES } from "../beam_selection/train.ts";
import { openStream } from "../core/random_stream.ts";
import {
  type LearnerAgent,
  type LearnerResult,
  learners,
} from "../experiments/beam_learners.ts";
import {
  type Condition,
  type Experiment,
  type Json,
  type Row,
  runId,
} from "../experiments/experiment.ts";
import {
  BEST_METHOD,
  type LearnerCondition,
} from "../experiments/learner_conditions.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { agentName } from "./methods.ts";
import {
  comparePaired,
  groupBySeeds,
  type PairedDifference,
  summarizeOverSeeds,
} from "./over_seeds.ts";

/** A row of the learners: all agents of a method with one seed. */
export type LearnerRow = Row<LearnerCondition, LearnerResult>;

/** An agent, and the world that it was trained for. */
export type AgentCondition = {
  /** Its name in the figures. */
  readonly agent: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** P_FA */
  readonly falseAlarmProbability: number;
  /** The speed of the targets [m/s]: "0-5" is uniform between the two. */
  readonly speed: string;
};

/** One agent with one seed. */
export type AgentRow = Row<AgentCondition, LearnerAgent>;

/** A number of an agent, with its interval over seeds. */
export type AgentSummary = AgentCondition & Interval;

/** A point of an agent's learning curve, with its interval over seeds. */
export type CurvePoint = AgentSummary & {
  /** The episode of the training after which it was measured. */
  readonly episode: number;
};

/** The agents of paper A; it leaves open which of the offline ones it means. */
export const PAPER_AGENTS: readonly string[] = [
  "online DRL",
  "offline DRL",
  "offline DRL, CQL",
  "DT-DRL",
  "DT-DRL, CQL",
];

/** The agents in the best of our twins. */
export const OUR_AGENTS: readonly string[] = [
  BEST_METHOD,
  `${BEST_METHOD}, CQL`,
];

/** The rows of one experiment among those of a figure. */
export function rowsOf<C extends Condition, B, R extends Json>(
  { id }: Experiment<C, B, R>,
  rows: readonly Row[],
): Row<C, R>[] {
  return rows.filter(({ run }) => run.startsWith(`${id}/`)) as Row<C, R>[];
}

/**
 * The agents of the learners' rows among those of a figure.
 *
 * @param rows rows of any experiments
 * @returns a row for each agent, seed after seed
 * @throws {RangeError} where two agents of a row have one name
 */
export function agentRows(rows: readonly Row[]): AgentRow[] {
  const agents = rowsOf(learners, rows).flatMap(takeApart);
  const runs = new Set<string>();
  for (const { run } of agents) {
    if (runs.has(run)) {
      throw new RangeError(
        `Cannot tell agents apart as their names must differ: two are ${run}`,
      );
    }
    runs.add(run);
  }
  return agents;
}

function takeApart({ result, condition, ...row }: LearnerRow): AgentRow[] {
  const { method, realEpisodes, ...world } = condition;
  return result.agents.map((agent) => {
    const { training, conservativeWeight } = agent;
    const name = agentName(method, training, conservativeWeight > 0);
    const named = { ...world, realEpisodes, agent: name };
    return {
      ...row,
      run: runId(learners.id, named, row.seed),
      condition: { agent: name, ...world },
      result: agent,
    };
  });
}

/** A score of every agent: interquartile mean, interval. */
export function summarizeAgents(
  rows: readonly AgentRow[],
  score: keyof PolicyScore = "meanSteps",
): AgentSummary[] {
  return summarizeOverSeeds(rows, score, (agent) => agent[score], {
    statistic: interquartileMean,
  });
}

/**
 * Mean steps of every agent less those of another one in the same world, seed
 * by seed.
 *
 * @param rows the agents, the other one among them
 * @param reference the other agent's name
 */
export function compareAgents(
  rows: readonly AgentRow[],
  reference: string,
): (AgentCondition & PairedDifference)[] {
  return comparePaired(
    rows,
    { agent: reference },
    "meanSteps",
    ({ meanSteps }) => meanSteps,
  );
}

/** Learning curves in the real world: interquartile mean, interval. */
export function summarizeCurves(
  rows: readonly AgentRow[],
  series: "stepsByBin" | "rewardByBin",
): CurvePoint[] {
  return groupBySeeds(rows).flatMap(({ name, condition, rows }) =>
    rows[0].result[series].map((_, bin, all) => ({
      ...condition,
      episode: (bin + 1) * NUM_TRAINING_EPISODES / all.length,
      ...bootstrapInterval(
        rows.map(({ result }) => result[series][bin]),
        openStream(0, `${name}/${series}/${bin}`),
        { statistic: interquartileMean, numResamples: 1000 },
      ),
    }))
  );
}
