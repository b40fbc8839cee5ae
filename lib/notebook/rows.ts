/**
 * Rows in a notebook: those stored, and a few measured live.
 *
 * @module
 */

import {
  type BudgetName,
  type Condition,
  type Experiment,
  type Json,
  measureRun,
  type Row,
  runsOf,
} from "../experiments/experiment.ts";
import {
  countRuns,
  findFigurePlan,
  readPlanRows,
} from "../experiments/figure_plans.ts";
import { resultsFolder } from "../experiments/folders.ts";
import { requiredRows } from "../experiments/required_rows.ts";
import { storePath } from "../experiments/runner.ts";
import { readSoundRows } from "../experiments/store.ts";
import { progress } from "./progress.ts";

/**
 * The stored rows of an experiment at the paper's budget.
 *
 * @throws {RangeError} where none is stored
 */
export function loadRows<C extends Condition, B, R extends Json>(
  experiment: Experiment<C, B, R>,
): readonly Row<C, R>[] {
  const path = storePath(resultsFolder("paper"), experiment.id);
  const rows = readSoundRows(path) as readonly Row<C, R>[];
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot load ${path} as it holds no rows: deno task figures ` +
        `${experiment.id} measures them`,
    );
  }
  return rows;
}

/**
 * The stored rows that a figure shows, at the paper's budget.
 *
 * @param id the figure's
 * @throws {RangeError} where there is no such figure, or a row is missing
 */
export function loadFigureRows(id: string): readonly Row[] {
  const plan = findFigurePlan(id);
  const rows = readPlanRows(plan, resultsFolder("paper"));
  const { runs } = countRuns(plan);
  if (rows.length !== runs) {
    throw new RangeError(
      `Cannot load the rows of ${id} as ${rows.length} of ${runs} are ` +
        `stored: deno task figures ${id} measures the others`,
    );
  }
  return rows;
}

/**
 * Measures an experiment here and now, with a progress display, and stores
 * nothing.
 *
 * @param experiment what to measure
 * @param budget how much of it
 * @param numSeeds how many of its seeds, from the first
 */
export async function measureLive<C extends Condition, B, R extends Json>(
  experiment: Experiment<C, B, R>,
  budget: BudgetName = "smoke",
  numSeeds = 2,
): Promise<readonly Row<C, R>[]> {
  const runs = runsOf(experiment, experiment.seeds.slice(0, numSeeds));
  const update = progress(`${experiment.id}, ${budget} budget`);
  const rows: Row[] = [];
  for (const run of runs) {
    const required = requiredRows(experiment, resultsFolder(budget), run.seed);
    rows.push(measureRun(experiment, budget, run, required));
    await update(rows.length, runs.length);
  }
  return rows as Row<C, R>[];
}
