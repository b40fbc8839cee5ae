/**
 * The stored rows that an experiment goes on from.
 *
 * @module
 */

import {
  type Experiment,
  type RequiredRows,
  type Row,
  runId,
} from "./experiment.ts";
import { storePath } from "./runner.ts";
import { readSoundRows } from "./store.ts";

/** What was read of a store, and of which of its versions. */
interface ReadStore {
  readonly version: string;
  readonly rows: ReadonlyMap<string, Row>;
}

/** Stores as they were read last: to parse one takes longer than a run. */
const readStores = new Map<string, ReadStore>();

/**
 * The experiments whose rows have to be there before those of one are measured.
 *
 * @param experiment who requires them
 * @returns each of them once, none before one that it requires itself
 */
export function requiredBefore({ requires = [] }: Experiment): Experiment[] {
  const ordered = requires.flatMap((required) => [
    ...requiredBefore(required),
    required,
  ]);
  return [...new Set(ordered)];
}

/** A required row that is not stored: it has to be measured first. */
export class MissingRowError extends RangeError {
  override readonly name = "MissingRowError";
}

/**
 * The rows of the experiments that one requires.
 *
 * @param experiment who requires them
 * @param folder where the stores of the budget are
 * @param seed of whose rows
 * @returns reads a row's result; throws a `MissingRowError` where it is not
 *   stored at the declared revision, a `DamagedStoreError` where its store can't
 *   be trusted, and a RangeError where the experiment does not require it
 */
export function requiredRows(
  { id, requires = [] }: Pick<Experiment, "id" | "requires">,
  folder: string,
  seed: number,
): RequiredRows {
  return (experimentId, condition) => {
    const required = requires.find((other) => other.id === experimentId);
    if (required === undefined) {
      throw new RangeError(
        `Cannot read a row of ${experimentId} as ${id} does not require it`,
      );
    }
    const path = storePath(folder, experimentId);
    const run = runId(experimentId, condition, seed);
    const row = rowsAt(path).get(run);
    if (row === undefined || row.revision !== required.revision) {
      const revision = row === undefined
        ? ""
        : ` of revision ${required.revision}`;
      throw new MissingRowError(
        `Cannot measure ${id} as ${path} does not hold ${run}${revision}: ` +
          `deno task figures ${experimentId} measures it`,
      );
    }
    return row.result;
  };
}

/** The rows of a store by their runs; read anew where it has changed. */
function rowsAt(path: string): ReadonlyMap<string, Row> {
  const version = versionOf(path);
  const known = readStores.get(path);
  if (known?.version === version) return known.rows;
  const rows = new Map(readSoundRows(path).map((row) => [row.run, row]));
  readStores.set(path, { version, rows });
  return rows;
}

/** Tells a file from what stood there before; empty where there is none. */
function versionOf(path: string): string {
  try {
    // A store is replaced by another file, maybe within a tick of the clock.
    const { mtime, size, ino } = Deno.statSync(path);
    return `${mtime?.getTime()} ${size} ${ino}`;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "";
  }
}
