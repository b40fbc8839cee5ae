/**
 * Measures on Workers, one run at a time on each.
 *
 * @module
 */

import type { BudgetName, Row, Run } from "./experiment.ts";
import type { Measurer } from "./runner.ts";
import type { WorkerAnswer, WorkerTask } from "./worker.ts";

/** A fixed number of Workers; dispose of it when the work is done. */
export class WorkerPool implements Measurer {
  readonly jobs: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];

  /** @param jobs the number of Workers; each starts when it is first needed */
  constructor(jobs: number) {
    this.jobs = jobs;
  }

  async measure(
    experimentId: string,
    budget: BudgetName,
    run: Run,
    folder: string,
  ): Promise<Row> {
    const worker = this.#idle.pop() ?? this.#start();
    const row = await ask(worker, { experimentId, budget, run, folder });
    this.#idle.push(worker);
    return row;
  }

  [Symbol.dispose](): void {
    for (const worker of this.#all) worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
    });
    this.#all.push(worker);
    return worker;
  }
}

/**
 * Has a Worker measure a run.
 *
 * @throws {RangeError} where a row that the experiment requires is not there
 * @throws {Error} where the measurement fails, with the name of the run
 */
function ask(worker: Worker, task: WorkerTask): Promise<Row> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ("row" in data) return resolve(data.row);
      reject(new RangeError(data.refusal));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`${task.run.id}: ${event.message}`));
    };
    worker.postMessage(task);
  });
}
