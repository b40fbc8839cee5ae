/**
 * How much the steepness b_2 of the reward shaping matters (paper A, the study
 * below Fig. 7).
 *
 * @module
 */

import { range } from "../core/range.ts";
import { TRAINING_SETTINGS } from "../beam_selection/train.ts";
import {
  createWorld,
  type ProbedScore,
  trainAndScore,
  TRAINING_BUDGETS,
  type TrainingBudget,
} from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** A steepness of the potential, or none of it. */
export type ShapingCondition = {
  /** b_2; 0 stands for no shaping. */
  readonly potentialSteepness: number;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The values of b_2, and 0 for no shaping. */
export const STEEPNESSES: readonly number[] = [0, 1, 2, 5, 10, 20, 50];

/** The study of b_2. */
export const shapingStudy: Experiment<
  ShapingCondition,
  TrainingBudget,
  ProbedScore & { readonly trainingSteps: number }
> = {
  id: "beam_shaping",
  title: "The steepness of the reward shaping, and none",
  source: "paper A, the b2 study of Sec. V-C",
  revision: 2,
  conditions: [10, 20, 30].flatMap((transmitPowerDbm) =>
    STEEPNESSES.map((potentialSteepness) => ({
      potentialSteepness,
      transmitPowerDbm,
    }))
  ),
  seeds: range(1, 11),
  budgets: TRAINING_BUDGETS,
  measure({ potentialSteepness, transmitPowerDbm }, budget, open) {
    const { reward } = TRAINING_SETTINGS;
    const settings = {
      ...TRAINING_SETTINGS,
      reward: potentialSteepness === 0
        ? { ...reward, shaping: "none" as const }
        : { ...reward, potentialSteepness },
    };
    const world = createWorld(transmitPowerDbm);
    const { agent, score } = trainAndScore(world, settings, budget, open);
    const total = agent.episodes.reduce(
      (sum, { numSteps }) => sum + numSteps,
      0,
    );
    return { ...score, trainingSteps: total };
  },
};
