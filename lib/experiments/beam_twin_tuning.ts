/**
 * What was tried before the settings of the agents that learn offline were
 * fixed, on seeds that are evaluated nowhere else. All of them share one
 * learning rate with the online agent.
 *
 * @module
 */

import { range } from "../core/range.ts";
import { TRAINING_SETTINGS } from "../beam_selection/train.ts";
import { type LearnerBudget, LearnerRun, learners } from "./beam_learners.ts";
import type { Experiment } from "./experiment.ts";
import {
  BEST_METHOD,
  COMPARED_POWERS_DBM,
  conditionOf,
  PAPER_METHODS,
} from "./learner_conditions.ts";

/** A method at a power. */
export type TwinTuningCondition = {
  /** The method. */
  readonly method: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The mean steps of an agent, by learning rate and name. */
export type TwinTuningResult = {
  readonly trials: readonly {
    /** The learning rate at first. */
    readonly learningRate: number;
    /** Where the agent learnt, and whether with the conservative penalty. */
    readonly agent: string;
    /** Mean steps on evaluation episodes. */
    readonly meanSteps: number;
  }[];
};

/** The learning rates that were tried. */
export const TRIED_LEARNING_RATES: readonly number[] = [1e-3, 3e-3];

/** The trials on the tuning seeds. */
export const twinTuning: Experiment<
  TwinTuningCondition,
  LearnerBudget,
  TwinTuningResult
> = {
  id: "beam_twin_tuning",
  title: "One learning rate for all agents, on the tuning seeds",
  source: "our choice of settings for paper A's offline agents",
  revision: 1,
  conditions: COMPARED_POWERS_DBM.flatMap((transmitPowerDbm) =>
    [...PAPER_METHODS, "offline, symmetric", BEST_METHOD].map((method) => ({
      method,
      transmitPowerDbm,
    }))
  ),
  seeds: range(1001, 1005),
  budgets: {
    smoke: learners.budgets.smoke,
    paper: { ...learners.budgets.paper, numAuditEpisodes: 10 },
  },
  measure({ method, transmitPowerDbm }, budget, open) {
    const condition = conditionOf(method, { transmitPowerDbm });
    const run = new LearnerRun(condition, budget, open);
    const trials = TRIED_LEARNING_RATES.flatMap((learningRate) => {
      const { agents } = run.measure({
        ...TRAINING_SETTINGS,
        learningRate: { ...TRAINING_SETTINGS.learningRate, base: learningRate },
      });
      return agents.map(({ training, conservativeWeight, meanSteps }) => ({
        learningRate,
        agent: `${training}${conservativeWeight > 0 ? ", CQL" : ""}`,
        meanSteps,
      }));
    });
    return { trials };
  },
};
