/**
 * What a Worker runs: it measures the runs that it is sent, one at a time.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import {
  type BudgetName,
  measureRun,
  type Row,
  type Run,
} from "./experiment.ts";
import { findExperiment } from "./mod.ts";
import { MissingRowError, requiredRows } from "./required_rows.ts";
import { DamagedStoreError } from "./store.ts";

/** What a Worker is sent. */
export interface WorkerTask {
  readonly experimentId: string;
  readonly budget: BudgetName;
  readonly run: Run;
  /** Where the rows are that the experiment requires. */
  readonly folder: string;
}

/** What it answers: the row, or why what the experiment requires is not there. */
export type WorkerAnswer =
  | { readonly row: Row }
  | { readonly refusal: string };

self.onmessage = ({ data }: MessageEvent<WorkerTask>) => {
  self.postMessage(answer(data));
};

function answer(
  { experimentId, budget, run, folder }: WorkerTask,
): WorkerAnswer {
  const experiment = findExperiment(experimentId);
  const required = requiredRows(experiment, folder, run.seed);
  try {
    return { row: measureRun(experiment, budget, run, required) };
  } catch (error) {
    // Of any other error the trace is wanted: it is a defect.
    if (
      error instanceof MissingRowError || error instanceof DamagedStoreError
    ) {
      return { refusal: error.message };
    }
    throw error;
  }
}
