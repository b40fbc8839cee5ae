/**
 * What each part of paper A's agent is worth, and each reading of what the
 * paper leaves open or prints wrongly.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { FlagReading } from "../beam_selection/state_encoding.ts";
import {
  LITERAL_LEARNING_RATE,
  TRAINING_SETTINGS,
  type TrainingSettings,
} from "../beam_selection/train.ts";
import { constantLearningRate } from "../rl/learning_rate.ts";
import {
  createWorld,
  type ProbedScore,
  trainAndScore,
  TRAINING_BUDGETS,
  type TrainingBudget,
} from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** One thing about the agent that is another than in the reference. */
export type AblationCondition = {
  /** What is different. */
  readonly variant: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

interface Variant {
  readonly settings?: Partial<TrainingSettings>;
  readonly flag?: FlagReading;
}

const { encoding, reward } = TRAINING_SETTINGS;

/** The variants; the reference has every setting of `TRAINING_SETTINGS`. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  "reference": {},
  "dueling: mean": { settings: { dueling: "mean" } },
  "dueling: none": { settings: { dueling: "none" } },
  "target: as printed (35)": { settings: { target: "literal" } },
  "rate: as printed, 1e-4 · 0.9^e": {
    settings: { learningRate: LITERAL_LEARNING_RATE },
  },
  "rate: 1e-4 throughout": {
    settings: { learningRate: constantLearningRate(1e-4) },
  },
  "rate: 1e-3, falling": {
    settings: {
      learningRate: { base: 1e-3, decay: 0.9, everyEpisodes: 100 },
    },
  },
  "embedding: I = 8": {
    settings: { encoding: { ...encoding, embeddingSize: 8 } },
  },
  "embedding: I = 32": {
    settings: { encoding: { ...encoding, embeddingSize: 32 } },
  },
  "embedding: base 10000": {
    settings: { encoding: { ...encoding, embeddingBase: 10_000 } },
  },
  "flag: whether P_D rose": { flag: "effect" },
  "shaping: zero at the end": {
    settings: { reward: { ...reward, shaping: "zero-terminal" } },
  },
  "shaping: none": { settings: { reward: { ...reward, shaping: "none" } } },
  "no bootstrap at the cut": { settings: { bootstrapAtCut: false } },
};

/** The names of the variants, the reference first. */
export const ABLATION_VARIANTS: readonly string[] = Object.keys(VARIANTS);

/** The ablation. */
export const ablation: Experiment<
  AblationCondition,
  TrainingBudget,
  ProbedScore
> = {
  id: "beam_ablation",
  title: "What each part of the agent is worth",
  source: "paper A, Sec. III, Table I",
  revision: 2,
  conditions: [10, 20, 30].flatMap((transmitPowerDbm) =>
    ABLATION_VARIANTS.map((variant) => ({ variant, transmitPowerDbm }))
  ),
  seeds: range(1, 11),
  budgets: TRAINING_BUDGETS,
  measure({ variant, transmitPowerDbm }, budget, open) {
    const { settings, flag = "direction" } = VARIANTS[variant];
    return trainAndScore(
      createWorld(transmitPowerDbm, { flag }),
      { ...TRAINING_SETTINGS, ...settings },
      budget,
      open,
    ).score;
  },
};
