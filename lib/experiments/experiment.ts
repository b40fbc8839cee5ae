/**
 * An experiment is data: conditions x seeds, and a pure function that measures
 * one of them. The runner, the figures, the notebooks and the check of the
 * stored rows all read the same declaration.
 *
 * @module
 */

import { openStream, type StreamOpener } from "../core/random_stream.ts";

/** What a condition or a result is made of: plain data that JSON keeps. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** One condition: flat, so that a run's name can be read. */
export type Condition = Readonly<Record<string, string | number | boolean>>;

/** How much is computed: a quick look, or what the paper did. */
export type BudgetName = "smoke" | "paper";

/** The budgets, the quick one first. */
export const BUDGET_NAMES: readonly BudgetName[] = ["smoke", "paper"];

/**
 * What was measured by an experiment that another one requires, with the same
 * seed: a trained network, say.
 *
 * @param experimentId whose row
 * @param condition which of its conditions
 * @returns the row's result
 */
export type RequiredRows = (
  experimentId: string,
  condition: Condition,
) => Json;

/** The rows of an experiment that requires no other. */
export const NOTHING_REQUIRED: RequiredRows = (experimentId) => {
  throw new RangeError(
    `Cannot read a row of ${experimentId} as the experiment does not require it`,
  );
};

/** The declaration of one figure, table or study. */
export interface Experiment<
  C extends Condition = Condition,
  B = unknown,
  R extends Json = Json,
> {
  /** Names the declaration, the rows, the figure, the notebook: `beam_fig02_...` */
  readonly id: string;
  /** What it shows, in a line. */
  readonly title: string;
  /** The paper, figure or table, and section. */
  readonly source: string;
  /** To be raised when a change of code moves a stored row. */
  readonly revision: number;
  /** What is compared. */
  readonly conditions: readonly C[];
  /** The units of replication. 1 to 10 evaluate; 1001 to 1010 tune. */
  readonly seeds: readonly number[];
  /** What `measure` is given at each budget. */
  readonly budgets: Readonly<Record<BudgetName, B>>;
  /**
   * Whose rows `measure` reads; they have these seeds too. Where one of them
   * raises its revision, so does this experiment: its rows went on from those.
   */
  readonly requires?: readonly Experiment[];
  /**
   * That a run takes minutes. It is not among those that the tests measure
   * again; `deno task verify` measures it where it is named.
   */
  readonly isLong?: boolean;
  /**
   * Measures one condition with one seed. Pure: the same condition, budget,
   * seed and required rows give the same result, bit for bit. All randomness
   * comes from `open`.
   */
  measure(
    condition: C,
    budget: B,
    open: StreamOpener,
    required: RequiredRows,
  ): R;
}

/** One unit of work: a condition of an experiment with a seed. */
export interface Run {
  /** The run's readable name. */
  readonly id: string;
  /** Which of the experiment's conditions. */
  readonly conditionIndex: number;
  /** What all its random streams are opened with. */
  readonly seed: number;
}

/** A stored measurement. */
export interface Row<C extends Condition = Condition, R extends Json = Json> {
  /** Readable, and the same for ever: `id/name=value,.../seed=3`. */
  readonly run: string;
  /** The condition itself. */
  readonly condition: C;
  /** What all its random streams were opened with. */
  readonly seed: number;
  /** The revision of the declaration that measured it. */
  readonly revision: number;
  /** The version of Deno that measured it. */
  readonly deno: string;
  /** What was measured. */
  readonly result: R;
}

/** The readable name of a run. */
export function runId(
  experimentId: string,
  condition: Condition,
  seed: number,
): string {
  const settings = Object.keys(condition).sort()
    .map((name) => `${name}=${condition[name]}`).join(",");
  return `${experimentId}/${settings || "default"}/seed=${seed}`;
}

/** All runs of an experiment, a seed after the other. */
export function runsOf(
  experiment: Experiment,
  seeds: readonly number[] = experiment.seeds,
): Run[] {
  return seeds.flatMap((seed) =>
    experiment.conditions.map((condition, conditionIndex) => ({
      id: runId(experiment.id, condition, seed),
      conditionIndex,
      seed,
    }))
  );
}

/**
 * Measures one run: the same row on every worker and at every time.
 *
 * @param required the rows that the experiment requires, of the run's seed
 * @throws {Error} where the result holds a number that is not finite
 */
export function measureRun(
  experiment: Experiment,
  budgetName: BudgetName,
  run: Run,
  required: RequiredRows = NOTHING_REQUIRED,
): Row {
  const condition = experiment.conditions[run.conditionIndex];
  const open: StreamOpener = (label) => openStream(run.seed, label);
  const result = experiment.measure(
    condition,
    experiment.budgets[budgetName],
    open,
    required,
  );
  requireStorable(result, `${run.id}: result`);
  return {
    run: run.id,
    condition,
    seed: run.seed,
    revision: experiment.revision,
    deno: Deno.version.deno,
    // What is stored has no negative zero, so neither has what is drawn.
    result: JSON.parse(JSON.stringify(result)),
  };
}

function requireStorable(value: Json, path: string): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Error(`${path} is ${value}, which no row can hold`);
  }
  if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      requireStorable(part, `${path}.${name}`);
    }
  }
}
