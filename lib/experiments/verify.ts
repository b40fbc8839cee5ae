/**
 * Measures stored rows again and compares the bits.
 *
 * @module
 */

import { openStream } from "../core/random_stream.ts";
import { resultsFolder } from "./folders.ts";
import { requiredRows } from "./required_rows.ts";
import {
  type BudgetName,
  type Experiment,
  measureRun,
  type Row,
  type Run,
  runsOf,
} from "./experiment.ts";

/**
 * A sample of an experiment's runs: the same at every call, spread over all
 * conditions and seeds.
 *
 * @param experiment whose runs
 * @param size how many; all of them where there are no more
 */
export function sampleRuns(experiment: Experiment, size: number): Run[] {
  const runs = runsOf(experiment);
  const rng = openStream(0, `verify/${experiment.id}`);
  const sample: Run[] = [];
  while (sample.length < size && runs.length > 0) {
    sample.push(...runs.splice(rng.integer(runs.length), 1));
  }
  return sample;
}

/** What became of a stored row when it was measured again. */
export type Verdict = "equal" | "different" | "not stored" | "old revision";

/** Measures a run again and holds it against its stored row. */
export function verifyRun(
  experiment: Experiment,
  budget: BudgetName,
  run: Run,
  stored: Row | undefined,
): Verdict {
  if (stored === undefined) return "not stored";
  if (stored.revision !== experiment.revision) return "old revision";
  const required = requiredRows(experiment, resultsFolder(budget), run.seed);
  const again = measureRun(experiment, budget, run, required);
  return JSON.stringify([again.condition, again.seed, again.result]) ===
      JSON.stringify([stored.condition, stored.seed, stored.result])
    ? "equal"
    : "different";
}
