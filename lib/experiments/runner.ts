/**
 * Measures what is missing of an experiment and stores it row by row.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";
import {
  type BudgetName,
  type Condition,
  type Experiment,
  type Row,
  type Run,
  runsOf,
} from "./experiment.ts";
import {
  compareRuns,
  readSoundRows,
  replaceStore,
  StoreLock,
  StoreWriter,
} from "./store.ts";

/** Measures runs, several at a time where it can. */
export interface Measurer {
  /** How many runs it measures at a time. */
  readonly jobs: number;
  /**
   * Measures a run.
   *
   * @param folder of the budget's stores, where required rows are read
   */
  measure(
    experimentId: string,
    budget: BudgetName,
    run: Run,
    folder: string,
  ): Promise<Row>;
}

/** One part of the work, for a cluster: the 3rd of 16. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What to complete, and where. */
export interface CompletionOptions {
  readonly budget: BudgetName;
  /** The folder of the budget's stores. */
  readonly folder: string;
  /** How many of the declared seeds, from the first. */
  readonly numSeeds?: number;
  /** Which runs to measure again though they are stored; none unless given. */
  readonly fresh?: (run: Run) => boolean;
  readonly shard?: Shard;
  /** Which of the declared conditions; all, unless given. */
  readonly includes?: (condition: Condition) => boolean;
  /** Told after each row: done and total count the rows to be measured. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The rows asked for, and how many of them had to be measured. */
export interface Completion {
  readonly rows: readonly Row[];
  readonly numMeasured: number;
}

/** Where the rows of an experiment are stored. */
export function storePath(folder: string, id: string, shard?: Shard): string {
  const part = shard ? `.shard-${shard.index}-of-${shard.count}` : "";
  return join(folder, `${id}${part}.jsonl`);
}

/**
 * The rows of an experiment: those stored where they stand, the others
 * measured and stored. Killed at any moment and started again, it ends with
 * the same bytes in the store.
 *
 * @throws {RangeError} where the store is damaged or in use
 */
export async function completeRows(
  experiment: Experiment,
  measurer: Measurer,
  options: CompletionOptions,
): Promise<Completion> {
  const path = storePath(options.folder, experiment.id, options.shard);
  const wanted = wantedRuns(experiment, options);
  const again = wanted.filter(options.fresh ?? (() => false));
  if (again.length === 0 && listShards(path).length === 0) {
    const rows = currentRows(experiment, readSoundRows(path));
    if (wanted.every((run) => rows.has(run.id))) {
      return { rows: select(rows, wanted), numMeasured: 0 };
    }
  }
  using _lock = new StoreLock(path);
  if (options.shard === undefined) absorbShards(path);
  const stored = readSoundRows(path);
  const rows = currentRows(experiment, stored);
  again.forEach((run) => rows.delete(run.id));
  if (rows.size < stored.length) replaceStore(path, [...rows.values()]);

  const missing = wanted.filter((run) => !rows.has(run.id));
  await measureAll(experiment, measurer, missing, path, options, rows);
  replaceStore(path, [...rows.values()]);
  return { rows: select(rows, wanted), numMeasured: missing.length };
}

/** The rows of these runs in the order of the store, stored or measured. */
function select(rows: ReadonlyMap<string, Row>, runs: readonly Run[]): Row[] {
  return runs.map((run) => rows.get(run.id)!)
    .sort((a, b) => compareRuns(a.run, b.run));
}

/** The stored rows of the declaration as it stands; others lost their use. */
function currentRows(
  experiment: Experiment,
  stored: readonly Row[],
): Map<string, Row> {
  const declared = new Set(runsOf(experiment).map((run) => run.id));
  return new Map(
    stored
      .filter((row) =>
        row.revision === experiment.revision && declared.has(row.run)
      )
      .map((row) => [row.run, row]),
  );
}

function wantedRuns(
  experiment: Experiment,
  { numSeeds, shard, includes = () => true }: CompletionOptions,
): Run[] {
  const { seeds, conditions } = experiment;
  const runs = runsOf(experiment, seeds.slice(0, numSeeds))
    .filter(({ conditionIndex }) => includes(conditions[conditionIndex]));
  return shard
    ? runs.filter((_, i) => i % shard.count === shard.index - 1)
    : runs;
}

async function measureAll(
  experiment: Experiment,
  measurer: Measurer,
  runs: readonly Run[],
  path: string,
  { budget, folder, onProgress }: CompletionOptions,
  rows: Map<string, Row>,
): Promise<void> {
  using writer = new StoreWriter(path);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < runs.length) {
      const run = runs[next++];
      const row = await measurer.measure(experiment.id, budget, run, folder);
      writer.append(row);
      rows.set(row.run, row);
      onProgress?.(++done, runs.length);
    }
  };
  await Promise.all(Array.from({ length: measurer.jobs }, work));
}

/** Takes the rows of the shards into the experiment's own store. */
function absorbShards(path: string): void {
  const shards = listShards(path);
  if (shards.length === 0) return;
  const rows = [path, ...shards].flatMap((file) => readSoundRows(file));
  replaceStore(path, [...new Map(rows.map((row) => [row.run, row])).values()]);
  for (const shard of shards) Deno.removeSync(shard);
}

function listShards(path: string): string[] {
  const prefix = `${basename(path, ".jsonl")}.shard-`;
  return listFiles(dirname(path))
    .filter((name) => name.startsWith(prefix) && name.endsWith(".jsonl"))
    .sort()
    .map((name) => join(dirname(path), name));
}

function listFiles(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
