/**
 * Rows by hand of the twins: their losses and their audits beside the agents.
 *
 * @module
 */

import type { TwinAudit } from "../../lib/beam_selection/twin_audit.ts";
import { range } from "../../lib/core/range.ts";
import type { Row } from "../../lib/experiments/experiment.ts";
import type { LearnerRow } from "../../lib/figures/learner_agents.ts";
import { figureRows, type StepsBy } from "./learner_rows.ts";

/** What a twin's row holds beside its agents. */
export interface TwinDetails {
  /** Its losses by name. */
  readonly losses: LearnerRow["result"]["losses"];
  /** Its audit. */
  readonly audit: TwinAudit;
}

const METRICS = { klDivergence: 0.02, wasserstein: 0.01, mmd: 0.02 };

/** An audit with nothing special in it. */
export const PLAIN_AUDIT: TwinAudit = {
  ...METRICS,
  floor: METRICS,
  shuffled: METRICS,
  conditionalScore: 0.02,
  blindScore: 0.025,
  rankCorrelation: 0.5,
  realRankCorrelation: 0.95,
  successfulBeams: 2,
  realSuccessfulBeams: 2.5,
  transitions: range(0, 150).map((n) => [
    0.085 + n / 200,
    0.085 + n / 170,
    0.085 + (n * 37 % 150) / 170,
  ]),
};

/** Losses at their limits for as many epochs. */
export function flatLosses(numEpochs: number): TwinDetails["losses"] {
  return {
    discriminator: range(0, numEpochs).map(() => 1.386),
    generator: range(0, numEpochs).map(() => 0.693),
  };
}

/**
 * All rows that a figure shows, those of twins with losses and an audit.
 *
 * @param steps mean steps by name
 * @param details what a twin's row holds, plain unless given
 */
export function twinFigureRows(
  id: string,
  numSeeds: number,
  steps: StepsBy,
  details: (row: LearnerRow) => Partial<TwinDetails> = () => ({}),
): Row[] {
  return figureRows(id, numSeeds, steps).map((row) => {
    const { method } = row.condition;
    const hasTwin = row.run.startsWith("beam_learners/") &&
      method !== "online DRL" && !String(method).startsWith("offline");
    if (!hasTwin) return row;
    return {
      ...row,
      result: {
        ...(row.result as Record<string, never>),
        losses: flatLosses(100),
        audit: PLAIN_AUDIT,
        ...details(row as unknown as LearnerRow),
      },
    } as unknown as Row;
  });
}
