/**
 * What a Worker runs: it measures the runs that it is sent, one at a time.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type BudgetName, measureRun, type Run } from "./experiment.ts";
import { findExperiment } from "./mod.ts";
import { requiredRows } from "./required_rows.ts";

/** What a Worker is sent. */
export interface WorkerTask {
  readonly experimentId: string;
  readonly budget: BudgetName;
  readonly run: Run;
  /** Where the rows are that the experiment requires. */
  readonly folder: string;
}

self.onmessage = ({ data }: MessageEvent<WorkerTask>) => {
  const { experimentId, budget, run, folder } = data;
  const experiment = findExperiment(experimentId);
  const required = requiredRows(experiment, folder, run.seed);
  self.postMessage(measureRun(experiment, budget, run, required));
};
