/**
 * Rows by hand of the learners, the baselines and the online agents: as many
 * numbers as the figures read.
 *
 * @module
 */

import { range } from "../../lib/core/range.ts";
import type { Condition, Row } from "../../lib/experiments/experiment.ts";
import { findFigurePlan } from "../../lib/experiments/figure_plans.ts";
import type { LearnerAgent } from "../../lib/experiments/beam_learners.ts";
import {
  isExtended,
  type LearnerCondition,
  MIXED_METHOD,
  PICKED_METHOD,
} from "../../lib/experiments/learner_conditions.ts";
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
  const { method, realEpisodes } = condition;
  return rowsOf(
    "beam_learners",
    condition,
    range(1, numSeeds + 1).map((seed) => ({
      // An episode of random steps is longer than one of training.
      realBeams: (method === "online DRL" ? 10 : 40) * realEpisodes,
      losses: {},
      audit: null,
      agents: agentsOf(condition).map(({ training, conservativeWeight }) => {
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

/** The agents that are trained in a condition. */
function agentsOf(
  condition: LearnerCondition,
): Pick<LearnerAgent, "training" | "conservativeWeight">[] {
  const { method } = condition;
  if (method === "online DRL") {
    return [{ training: "real world", conservativeWeight: 0 }];
  }
  if (method === MIXED_METHOD || method === PICKED_METHOD) {
    const kind = "twin and recorded episodes";
    const training = method === MIXED_METHOD
      ? kind
      : `${kind}, best of 5` as const;
    return [{ training, conservativeWeight: 0.1 }];
  }
  const training = method.startsWith("offline") ? "recorded episodes" : "twin";
  return [
    { training, conservativeWeight: 0 },
    { training, conservativeWeight: 0.1 },
    ...(isExtended(condition)
      ? [{
        training: "twin and recorded episodes",
        conservativeWeight: 0.1,
      }] as const
      : []),
    ...(isExtended(condition) &&
        condition.transmitPowerDbm === 10
      ? [
        { training: "twin, 5000 episodes", conservativeWeight: 0 },
        {
          training: "twin and recorded episodes, 5000",
          conservativeWeight: 0.1,
        },
      ] as const
      : []),
  ];
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
