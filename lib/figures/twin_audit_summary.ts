/**
 * The audit of every twin in numbers: what paper A's Table II looks at, what it
 * does not, and what the agents come to.
 *
 * @module
 */

import type { TwinAudit } from "../beam_selection/twin_audit.ts";
import { baselines } from "../experiments/beam_baselines.ts";
import { type LearnerResult, learners } from "../experiments/beam_learners.ts";
import type { Row } from "../experiments/experiment.ts";
import { BEST_METHOD } from "../experiments/learner_conditions.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import { type LearnerRow, rowsOf } from "./learner_agents.ts";
import { summarizeOverSeeds } from "./over_seeds.ts";

/** What the real world is called among the twins. */
export const REAL_WORLD = "real world";

/** In the order of the figure: those that tell the story first. */
export const AUDITED_TWINS: readonly string[] = [
  REAL_WORLD,
  "one-step cGAN",
  "marginal",
  BEST_METHOD,
  "one-step cGAN, conditional D",
  "geometry",
  "episode GAN",
  "static profiles",
];

/** What is looked at in a twin. */
export type AuditQuantity =
  | "wasserstein"
  | "score over blind score"
  | "rank correlation"
  | "successful beams"
  | "steps"
  | "steps, CQL";

/** A number of a twin, or of the real world, with its interval over seeds. */
export type AuditSummary = Interval & {
  /** The twin's name, or "real world". */
  readonly twin: string;
  /** Which number. */
  readonly quantity: AuditQuantity;
};

type Reading = readonly [AuditQuantity, (audit: TwinAudit) => number];

const OF_TWIN: readonly Reading[] = [
  ["wasserstein", ({ wasserstein }) => wasserstein],
  [
    "score over blind score",
    ({ conditionalScore, blindScore }) => conditionalScore / blindScore,
  ],
  ["rank correlation", ({ rankCorrelation }) => rankCorrelation],
  ["successful beams", ({ successfulBeams }) => successfulBeams],
];

/** What the same audit finds in the real world; every twin's holds it. */
const OF_REAL_WORLD: readonly Reading[] = [
  ["wasserstein", ({ floor }) => floor.wasserstein],
  ["rank correlation", ({ realRankCorrelation }) => realRankCorrelation],
  ["successful beams", ({ realSuccessfulBeams }) => realSuccessfulBeams],
];

/**
 * Every number of every twin in the rows, and of the real world, whose steps
 * are those of the online agent.
 *
 * @param rows rows at one power, with those of twins among them
 */
export function summarizeTwinAudit(rows: readonly Row[]): AuditSummary[] {
  const learnt = rowsOf(learners, rows);
  const audited = learnt.filter(({ result }) => result.audit !== null);
  const summarize = (
    chosen: readonly LearnerRow[],
    [quantity, value]: Reading,
    name?: string,
  ): AuditSummary[] =>
    summarizeOverSeeds(
      chosen,
      `${name ?? "twin"}/${quantity}`,
      ({ audit }) => value(audit!),
      { statistic: interquartileMean },
    ).map(({ method, estimate, low, high }) => ({
      twin: name ?? method,
      quantity,
      estimate,
      low,
      high,
    }));
  // All twins of a seed are audited on the same real episodes.
  const [first] = audited;
  const ofFirst = audited.filter(({ condition }) =>
    condition.method === first.condition.method
  );
  return [
    ...OF_REAL_WORLD.flatMap((reading) =>
      summarize(ofFirst, reading, REAL_WORLD)
    ),
    ...OF_TWIN.flatMap((reading) => summarize(audited, reading)),
    ...summarizeSteps(learnt, "steps"),
    ...summarizeSteps(learnt, "steps, CQL"),
  ];
}

/** A line of the table beside the figure: what was found, a twin. */
export type AuditLine = Readonly<Partial<Record<AuditQuantity, number>>> & {
  /** The twin's name, or "real world". */
  readonly twin: string;
};

/** All numbers of each twin beside each other, without their intervals. */
export function tabulateTwinAudit(rows: readonly Row[]): AuditLine[] {
  const summaries = summarizeTwinAudit(rows);
  const found = new Set(summaries.map(({ twin }) => twin));
  return AUDITED_TWINS.filter((twin) => found.has(twin)).map((twin) => ({
    twin,
    ...Object.fromEntries(
      summaries.filter((summary) => summary.twin === twin)
        .map(({ quantity, estimate }) => [quantity, estimate]),
    ),
  }));
}

/** Only agents that played as long as the paper's, in the twin or for real. */
function summarizeSteps(
  rows: readonly LearnerRow[],
  quantity: "steps" | "steps, CQL",
): AuditSummary[] {
  const find = ({ agents }: LearnerResult) =>
    agents.find(({ training, conservativeWeight }) =>
      ["real world", "twin"].includes(training) &&
      conservativeWeight > 0 === (quantity === "steps, CQL")
    );
  return summarizeOverSeeds(
    rows.filter(({ result }) => find(result) !== undefined),
    quantity,
    (result) => find(result)!.meanSteps,
    { statistic: interquartileMean },
  ).map(({ method, estimate, low, high }) => ({
    twin: method === "online DRL" ? REAL_WORLD : method,
    quantity,
    estimate,
    low,
    high,
  }));
}

/** Mean steps of rules that learn nothing, by name. */
export function summarizeRules(
  rows: readonly Row[],
): (Interval & { readonly method: string })[] {
  return summarizeOverSeeds(
    rowsOf(baselines, rows),
    "meanSteps",
    ({ meanSteps }) => meanSteps,
    { statistic: interquartileMean },
  );
}
