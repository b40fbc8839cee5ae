/**
 * Return and steps while an agent learns (paper A, Fig. 6), for the methods
 * that exist so far, with what the trained agent does in which state.
 *
 * @module
 */

import { mean } from "simple-statistics";
import { range } from "../core/range.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import type { BeamEnvironment } from "../beam_selection/environment.ts";
import {
  evaluateOracle,
  evaluatePolicy,
  type PolicyScore,
} from "../beam_selection/evaluate.ts";
import { BASELINE_POLICIES } from "../beam_selection/policies/mod.ts";
import { probePolicy } from "../beam_selection/policy_probe.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import {
  learnedPolicy,
  MEMORY_TRAINING_SETTINGS,
  TRAINING_SETTINGS,
  type TrainingEpisode,
} from "../beam_selection/train.ts";
import {
  createWorld,
  trainAndScore,
  TRAINING_BUDGETS,
  type TrainingBudget,
} from "./online_training.ts";
import type { Experiment } from "./experiment.ts";

/** Who learns, or does not, and at what power. */
export type ConvergenceCondition = {
  /** The method. */
  readonly method: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** How the learning went; empty lists for what does not learn. */
export type ConvergenceResult = PolicyScore & {
  /** Mean steps of the training episodes, bin after bin. */
  readonly stepsByBin: readonly number[];
  /** Mean sum of shaped rewards of the training episodes, bin after bin. */
  readonly rewardByBin: readonly number[];
  /** How often each action is taken in each kind of state after training. */
  readonly actionCounts: readonly (readonly number[])[];
};

/** The agents that learn. */
export const LEARNING_METHODS = {
  "online DRL": TRAINING_SETTINGS,
  "online DRL with memory": MEMORY_TRAINING_SETTINGS,
} as const;

/** What stands beside them as lines. */
export const CONVERGENCE_REFERENCES: readonly string[] = [
  "PSO",
  "Bayesian belief",
];

/** A fiftieth of the training. */
export const NUM_BINS = 50;

/** Learning curves. */
export const convergence: Experiment<
  ConvergenceCondition,
  TrainingBudget,
  ConvergenceResult
> = {
  id: "beam_fig06_convergence",
  title: "Return and steps while the agent learns",
  source: "paper A, Fig. 6, Sec. V-C",
  revision: 1,
  conditions: [10, 20, 30].flatMap((transmitPowerDbm) =>
    [...Object.keys(LEARNING_METHODS), ...CONVERGENCE_REFERENCES]
      .map((method) => ({ method, transmitPowerDbm }))
  ),
  seeds: range(1, 11),
  budgets: TRAINING_BUDGETS,
  measure({ method, transmitPowerDbm }, budget, open) {
    const world = createWorld(transmitPowerDbm);
    if (!(method in LEARNING_METHODS)) {
      return {
        ...scoreReference(world, method, transmitPowerDbm, budget, open),
        stepsByBin: [],
        rewardByBin: [],
        actionCounts: [],
      };
    }
    const settings = LEARNING_METHODS[method as keyof typeof LEARNING_METHODS];
    const { agent, score } = trainAndScore(world, settings, budget, open);
    const policy = learnedPolicy(method, agent.network, agent.encoder);
    const { meanSteps, successRate, feasibleMeanSteps } = score;
    return {
      meanSteps,
      successRate,
      feasibleMeanSteps,
      stepsByBin: meanByBin(agent.episodes, "numSteps"),
      rewardByBin: meanByBin(agent.episodes, "totalReward"),
      actionCounts: probePolicy(world, policy, budget.numEvaluations, open),
    };
  },
};

function scoreReference(
  world: BeamEnvironment,
  method: string,
  transmitPowerDbm: number,
  { numEvaluations }: TrainingBudget,
  open: StreamOpener,
): PolicyScore {
  const policy = BASELINE_POLICIES[method](beamScenario({ transmitPowerDbm }));
  const bounds = evaluateOracle(world, numEvaluations, open);
  return evaluatePolicy(world, policy, bounds, open);
}

function meanByBin(
  episodes: readonly TrainingEpisode[],
  name: keyof TrainingEpisode,
): number[] {
  const binSize = Math.ceil(episodes.length / NUM_BINS);
  return range(0, Math.ceil(episodes.length / binSize)).map((bin) => {
    const inBin = episodes.slice(bin * binSize, (bin + 1) * binSize);
    return Number(mean(inBin.map((episode) => episode[name])).toFixed(4));
  });
}
