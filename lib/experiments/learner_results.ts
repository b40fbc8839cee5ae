/**
 * What is kept of the agents of paper A that learn without playing in the real
 * world, and of the twins that they learn in.
 *
 * @module
 */

import type { TwinAudit } from "../beam_selection/twin_audit.ts";
import type { LearningCurve } from "./agent_scores.ts";
import type { ProbedScore } from "./online_training.ts";

/** Where an agent's transitions came from. */
export type TrainingKind =
  | "real world"
  | "recorded episodes"
  | "twin"
  | "twin, 5000 episodes"
  | "twin and recorded episodes"
  | "twin and recorded episodes, 5000"
  | "twin and recorded episodes, best of 5";

/** One trained agent. */
export type LearnerAgent = ProbedScore & LearningCurve & {
  /** Where its transitions came from. */
  readonly training: TrainingKind;
  /** alpha_con of (45); 0 for none. */
  readonly conservativeWeight: number;
  /** Mean steps at powers it was not trained at, in their order. */
  readonly stepsByPower: readonly number[];
  /** Mean steps at speeds it was not trained at, in their order. */
  readonly stepsBySpeed: readonly number[];
};

/** What became of one method with one seed. */
export type LearnerResult = {
  /** Beams spent on the real system, to collect or to train. */
  readonly realBeams: number;
  /** The agents. */
  readonly agents: readonly LearnerAgent[];
  /** The twin's losses, epoch after epoch; empty where none is trained. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  /** The twin against the world; null without a twin of its own. */
  readonly audit: TwinAudit | null;
};

/** How much is computed. */
export interface LearnerBudget {
  /** Episodes of an agent's training. */
  readonly numEpisodes: number;
  /** Evaluation episodes, without exploration. */
  readonly numEvaluations: number;
  /** Episodes behind each point of a learning curve. */
  readonly numCurveEpisodes: number;
  /** Episodes for each setting that an agent was not trained in. */
  readonly numTransferEpisodes: number;
  /** Episodes of the audit. */
  readonly numAuditEpisodes: number;
  /** The share of the twins' full training. */
  readonly twinEffort: number;
}
