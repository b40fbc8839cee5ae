/**
 * What a Worker runs: it measures the runs that it is sent, one at a time.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { type BudgetName, measureRun, type Run } from "./experiment.ts";
import { findExperiment } from "./mod.ts";

/** What a Worker is sent. */
export interface WorkerTask {
  readonly experimentId: string;
  readonly budget: BudgetName;
  readonly run: Run;
}

self.onmessage = ({ data }: MessageEvent<WorkerTask>) => {
  const { experimentId, budget, run } = data;
  self.postMessage(measureRun(findExperiment(experimentId), budget, run));
};
