/**
 * What was tried before the settings of the online agents were fixed, on seeds
 * that are evaluated nowhere else.
 *
 * @module
 */

import { range } from "../core/range.ts";
import {
  MEMORY_TRAINING_SETTINGS,
  TRAINING_SETTINGS,
  type TrainingSettings,
} from "../beam_selection/train.ts";
import {
  createWorld,
  type ProbedScore,
  trainAndScore,
  TRAINING_BUDGETS,
  type TrainingBudget,
} from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** Settings that were tried, at a power. */
export type TuningCondition = {
  /** What was tried. */
  readonly variant: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

const slow = { base: 1e-3, decay: 0.9, everyEpisodes: 100 };
const { encoding, reward } = TRAINING_SETTINGS;
const memory = (historyLength: number) => ({
  encoding: { ...encoding, historyLength },
});

const CANDIDATES: Readonly<Record<string, Partial<TrainingSettings>>> = {
  "rate 1e-3": { learningRate: slow },
  "rate 3e-3 (online DRL)": {},
  "rate 1e-3, 4 gradient steps": {
    learningRate: slow,
    gradientStepsPerStep: 4,
  },
  "rate 1e-3, 8 gradient steps": {
    learningRate: slow,
    gradientStepsPerStep: 8,
  },
  "rate 1e-3, mean head": { learningRate: slow, dueling: "mean" },
  "rate 1e-3, discount 0.95": {
    learningRate: slow,
    reward: { ...reward, discountFactor: 0.95 },
  },
  "rate 1e-3, batch 64, 2 steps": {
    learningRate: slow,
    batchSize: 64,
    gradientStepsPerStep: 2,
  },
  "memory of 4": memory(4),
  "memory of 8, 4 steps": { ...memory(8), gradientStepsPerStep: 4 },
  "memory of 8, 4 steps, mean head, rate 1e-3 (with memory)":
    MEMORY_TRAINING_SETTINGS,
};

/** The names of what was tried. */
export const TUNING_VARIANTS: readonly string[] = Object.keys(CANDIDATES);

/** The trials on the tuning seeds. */
export const tuning: Experiment<TuningCondition, TrainingBudget, ProbedScore> =
  {
    id: "beam_tuning",
    title: "What was tried on the tuning seeds",
    source: "our choice of settings for paper A's agent",
    revision: 1,
    conditions: [10, 20, 30].flatMap((transmitPowerDbm) =>
      TUNING_VARIANTS.map((variant) => ({ variant, transmitPowerDbm }))
    ),
    seeds: range(1001, 1007),
    budgets: TRAINING_BUDGETS,
    measure: ({ variant, transmitPowerDbm }, budget, open) =>
      trainAndScore(
        createWorld(transmitPowerDbm),
        { ...TRAINING_SETTINGS, ...CANDIDATES[variant] },
        budget,
        open,
      ).score,
  };
