/**
 * The store of measured rows: one text file an experiment, a row a line, each
 * line with its own checksum.
 *
 * A row is appended as soon as it is measured and reaches the disk before the
 * next one is. A process killed in the middle of a line leaves a torn last
 * line, which is dropped at the next opening; everything before it stands. When
 * an experiment is complete the file is replaced, in one step, by the same rows
 * sorted by run, so that its bytes do not depend on the order of the work.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { Row } from "./experiment.ts";

/** A line of a store that can't be trusted. */
export interface DamagedLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** What a store's file holds. */
export interface StoreContents {
  readonly rows: readonly Row[];
  readonly damaged: readonly DamagedLine[];
  /** The length of the file without a torn last line [bytes]. */
  readonly wholeBytes: number;
}

/** A store that holds damaged lines: nothing is read past that unseen. */
export class DamagedStoreError extends RangeError {
  override readonly name = "DamagedStoreError";
  constructor(path: string, damaged: readonly DamagedLine[]) {
    const { line, reason } = damaged[0];
    const more = damaged.length > 1 ? ` (and ${damaged.length - 1} more)` : "";
    super(
      `Cannot use ${path} as line ${line}${more} ${reason}: ` +
        `--repair sets such lines aside in ${path}.damaged, keeps the rest ` +
        `and measures what is missing`,
    );
  }
}

/** A row as the line of text that is stored, without its end of line. */
export function formatRow(row: Row): string {
  const body = JSON.stringify(row);
  return `${body.slice(0, -1)},"checksum":"${checksum(body)}"}`;
}

/**
 * A stored line as a row.
 *
 * @returns the row, or the reason why the line can't be trusted
 */
export function parseRow(text: string): Row | string {
  const match = /^(.*),"checksum":"([0-9a-f]{16})"\}$/.exec(text);
  if (match === null) return "has no checksum";
  const body = `${match[1]}}`;
  if (checksum(body) !== match[2]) return "does not match its checksum";
  return JSON.parse(body) as Row;
}

/** Reads a store; a file that is not there holds nothing. */
export function readStore(path: string): StoreContents {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { rows: [], damaged: [], wholeBytes: 0 };
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const rows: Row[] = [];
  const damaged: DamagedLine[] = [];
  for (const [i, line] of whole.split("\n").slice(0, -1).entries()) {
    const row = parseRow(line);
    if (typeof row === "string") {
      damaged.push({ line: i + 1, text: line, reason: row });
    } else {
      rows.push(row);
    }
  }
  const wholeBytes = new TextEncoder().encode(whole).length;
  return { rows, damaged, wholeBytes };
}

/**
 * Reads the rows of a store that must be sound.
 *
 * @throws {DamagedStoreError} naming the first damaged line
 */
export function readSoundRows(path: string): readonly Row[] {
  const { rows, damaged } = readStore(path);
  if (damaged.length > 0) throw new DamagedStoreError(path, damaged);
  return rows;
}

/** Sets the damaged lines of a store aside; says how many there were. */
export function repairStore(path: string): number {
  const { rows, damaged } = readStore(path);
  if (damaged.length === 0) return 0;
  Deno.writeTextFileSync(
    `${path}.damaged`,
    damaged.map(({ text }) => `${text}\n`).join(""),
    { append: true },
  );
  replaceStore(path, rows);
  return damaged.length;
}

/** Replaces a store's file in one step by these rows, sorted by run. */
export function replaceStore(path: string, rows: readonly Row[]): void {
  const sorted = [...rows].sort((a, b) => compareRuns(a.run, b.run));
  const text = sorted.map((row) => `${formatRow(row)}\n`).join("");
  const temporary = `${path}.tmp`;
  const file = Deno.openSync(temporary, {
    create: true,
    write: true,
    truncate: true,
  });
  writeAll(file, text);
  file.close();
  Deno.renameSync(temporary, path);
}

/** The right to write a store; dispose of it when the work is done. */
export class StoreLock implements Disposable {
  readonly #file: Deno.FsFile;

  /**
   * Takes the lock, which also ends with the process however that ends.
   *
   * @throws {RangeError} where another process holds it
   */
  constructor(path: string) {
    Deno.mkdirSync(dirname(path), { recursive: true });
    this.#file = Deno.openSync(`${path}.lock`, { create: true, write: true });
    if (!this.#file.tryLockSync(true)) {
      this.#file.close();
      throw new RangeError(
        `Cannot write ${path} as another process is writing it: wait for it ` +
          `to end`,
      );
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Appends rows to a store, each safe on the disk before the call returns. */
export class StoreWriter implements Disposable {
  readonly #file: Deno.FsFile;

  /** Opens a sound store whose lock is held, and drops a torn last line. */
  constructor(path: string) {
    this.#file = Deno.openSync(path, { create: true, write: true });
    this.#file.truncateSync(readStore(path).wholeBytes);
    this.#file.seekSync(0, Deno.SeekMode.End);
  }

  append(row: Row): void {
    writeAll(this.#file, `${formatRow(row)}\n`);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Compares runs so that seed 2 comes before seed 10. */
export function compareRuns(a: string, b: string): number {
  const [left, right] = [a, b].map((run) => run.split(/(\d+(?:\.\d+)?)/));
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const byNumber = i % 2 === 1 ? Number(left[i]) - Number(right[i]) : 0;
    return byNumber || (left[i] < right[i] ? -1 : 1);
  }
  return left.length - right.length;
}

function checksum(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}

function writeAll(file: Deno.FsFile, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) {
    written += file.writeSync(bytes.subarray(written));
  }
  file.syncDataSync();
}
