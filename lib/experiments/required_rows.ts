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

/** What was read of a store, and when it was written. */
interface ReadStore {
  readonly writtenMs: number;
  readonly numBytes: number;
  readonly rows: ReadonlyMap<string, Row>;
}

/** Stores as they were read last: to parse one takes longer than a run. */
const readStores = new Map<string, ReadStore>();

/**
 * The rows of the experiments that one requires.
 *
 * @param experiment who requires them
 * @param folder where the stores of the budget are
 * @param seed of whose rows
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
      throw new RangeError(
        `Cannot measure ${id} as ${path} does not hold ${run}: deno task ` +
          `figures measures it`,
      );
    }
    return row.result;
  };
}

function rowsAt(path: string): ReadonlyMap<string, Row> {
  const { mtime, size } = statOf(path);
  const known = readStores.get(path);
  if (known?.writtenMs === mtime && known.numBytes === size) return known.rows;
  const rows = new Map(readSoundRows(path).map((row) => [row.run, row]));
  readStores.set(path, { writtenMs: mtime, numBytes: size, rows });
  return rows;
}

function statOf(path: string): { mtime: number; size: number } {
  try {
    const { mtime, size } = Deno.statSync(path);
    return { mtime: mtime?.getTime() ?? 0, size };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { mtime: 0, size: 0 };
  }
}
