/**
 * Trains an agent online and evaluates it: what the experiments on learning
 * share.
 *
 * @module
 */

import type { StreamOpener } from "../core/random_stream.ts";
import {
  BeamEnvironment,
  type EpisodeSettings,
  MAX_STEPS,
} from "../beam_selection/environment.ts";
import { evaluateOracle } from "../beam_selection/evaluate.ts";
import {
  evaluateAndProbe,
  type ProbedScore,
} from "../beam_selection/policy_probe.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import {
  learnedPolicy,
  trainAgent,
  type TrainedAgent,
  type TrainingSettings,
} from "../beam_selection/train.ts";

export type { ProbedScore } from "../beam_selection/policy_probe.ts";

/** How long is trained, and on how many episodes is evaluated. */
export interface TrainingBudget {
  /** Episodes of training. */
  readonly numEpisodes: number;
  /** Evaluation episodes, without exploration. */
  readonly numEvaluations: number;
}

/** The budgets of all experiments on learning. */
export const TRAINING_BUDGETS: Readonly<
  Record<"smoke" | "paper", TrainingBudget>
> = {
  smoke: { numEpisodes: 60, numEvaluations: 40 },
  paper: { numEpisodes: 1000, numEvaluations: 500 },
};

/** The world at a transmit power, with the paper's rules. */
export function createWorld(
  transmitPowerDbm: number,
  changes: Partial<EpisodeSettings> = {},
): BeamEnvironment {
  return new BeamEnvironment({
    scenario: beamScenario({ transmitPowerDbm }),
    feedback: "plug-in",
    flag: "direction",
    maxSteps: MAX_STEPS,
    ...changes,
  });
}

/** Trains an agent, scores it on the seed's evaluation episodes, probes it. */
export function trainAndScore(
  world: BeamEnvironment,
  settings: TrainingSettings,
  budget: TrainingBudget,
  open: StreamOpener,
): { readonly agent: TrainedAgent; readonly score: ProbedScore } {
  const agent = trainAgent(world, settings, budget.numEpisodes, open);
  const policy = learnedPolicy("agent", agent.network, agent.encoder);
  const bounds = evaluateOracle(world, budget.numEvaluations, open);
  return { agent, score: evaluateAndProbe(world, policy, bounds, open) };
}

/** The share of an agent's commonest action: 1 is a constant stride. */
export function commonestActionShare({ actionShares }: ProbedScore): number {
  return Math.max(...actionShares);
}
