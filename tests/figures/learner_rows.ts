/**
 * Rows by hand of the learners, the baselines and the online agents: as many
 * numbers as the figures read.
 *
 * @module
 */

import { range } from "../../lib/core/range.ts";
import type { Condition, Row } from "../../lib/experiments/experiment.ts";
import { findFigurePlan } from "../../lib/experiments/figure_plans.ts";
import type { LearnerCondition } from "../../lib/experiments/learner_conditions.ts";
import { agentName } from "../../lib/figures/methods.ts";
import { rowsOf } from "../claims/rows.ts";

/** Mean steps by the agent's or method's name, its world and the seed. */
export type StepsBy = (
  name: string,
  condition: Condition,
  seed: number,
) => number;

/** A row of the learners for each seed, the first of them 1. */
export function learnerRows(
  condition: LearnerCondition,
  numSeeds: number,
  steps: StepsBy,
): Row[] {
  const { method } = condition;
  const weights = method === "online DRL" ? [0] : [0, 0.1];
  const training = method === "online DRL"
    ? "real world"
    : method.startsWith("offline")
    ? "recorded episodes"
    : "twin";
  return rowsOf(
    "beam_learners",
    condition,
    range(1, numSeeds + 1).map((seed) => ({
      realBeams: 1000,
      losses: {},
      audit: null,
      agents: weights.map((conservativeWeight) => {
        const name = agentName(method, training, conservativeWeight > 0);
        const meanSteps = steps(name, condition, seed);
        return {
          training,
          conservativeWeight,
          meanSteps,
          successRate: 0.9,
          feasibleMeanSteps: meanSteps,
          actionShares: [1],
          // From ten beams more than in the end, down to that.
          stepsByBin: range(1, 51).map((bin) => meanSteps + 10 - bin / 5),
          rewardByBin: range(1, 51).map((bin) => bin / 5 - meanSteps),
          stepsByPower: [0, 1, 2, 3, 4].map((more) => meanSteps + more),
          stepsBySpeed: [0, 1, 2, 3, 4].map((more) => meanSteps + more),
        };
      }),
    })),
  );
}

/** All rows that a figure shows. */
export function figureRows(id: string, numSeeds: number, steps: StepsBy) {
  return findFigurePlan(id).parts.flatMap(({ experiment, includes }) =>
    experiment.conditions.filter(includes).flatMap((condition) =>
      experiment.id === "beam_learners"
        ? learnerRows(condition as LearnerCondition, numSeeds, steps)
        : rowsOf(
          experiment.id,
          condition,
          range(1, numSeeds + 1).map((seed) => ({
            meanSteps: steps(String(condition.method), condition, seed),
            successRate: 0.9,
            feasibleMeanSteps: 10,
            stepsByBin: [],
            rewardByBin: [],
            actionCounts: range(0, 9).map(() => range(1, 11)),
          })),
        )
    )
  );
}
