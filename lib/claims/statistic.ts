/**
 * The statistics of claims: one number a seed, taken from stored rows. The
 * seed is the unit of replication, so what combines two methods combines them
 * seed by seed, on the same episodes.
 *
 * @module
 */

import type { Condition, Json, Row } from "../experiments/experiment.ts";

/** Stored rows by the id of their experiment. */
export type StoredRows = Readonly<Record<string, readonly Row[]>>;

/** A number of each seed. */
export type SeedNumbers = ReadonlyMap<number, number>;

/** A number that each seed has, and where it comes from. */
export interface Statistic {
  /** The rows that it reads, as runs without their seed; none if computed. */
  readonly reads: readonly string[];
  /** The numbers by seed; none where a row that it reads is not stored. */
  numbers(rows: StoredRows): SeedNumbers;
  /** Those of `reads` that give no number, as they are not stored. */
  missing(rows: StoredRows): readonly string[];
}

/** What tells the rows of an experiment apart: its declaration does. */
export interface RowSource<C extends Condition, R extends Json> {
  /** The experiment's id. */
  readonly id: string;
  /** Says of which kind the conditions are. */
  readonly conditions?: readonly C[];
  /** Says of which kind the results are. */
  measure?(condition: C, budget: never, open: never, required: never): R;
}

/**
 * A number from the rows of one condition.
 *
 * @param source the experiment
 * @param condition the condition; what it leaves out may be anything
 * @param value takes the number from a result; undefined where it has none
 * @throws {RangeError} when a seed turns out to have more than one such row
 */
export function stored<C extends Condition, R extends Json>(
  source: RowSource<C, R>,
  condition: Partial<C>,
  value: (result: R) => number | undefined,
): Statistic {
  return fromRows(source, condition, value, (numbers) => {
    if (numbers.length > 1) {
      throw new RangeError(
        `Cannot read ${nameRows(source.id, condition)} as its rows must be ` +
          `one a seed: current value is ${numbers.length}`,
      );
    }
    return numbers[0];
  });
}

/** The largest number that a seed has in the rows of several conditions. */
export function largestStored<C extends Condition, R extends Json>(
  source: RowSource<C, R>,
  condition: Partial<C>,
  value: (result: R) => number | undefined,
): Statistic {
  return fromRows(source, condition, value, (all) => Math.max(...all));
}

/** A number that follows from the formulas alone and has no seed. */
export function computed(value: () => number): Statistic {
  return {
    reads: [],
    numbers: () => new Map([[0, value()]]),
    missing: () => [],
  };
}

/** Statistics combined seed by seed, on the seeds that all of them have. */
export function perSeed(
  parts: readonly Statistic[],
  combine: (...numbers: number[]) => number,
): Statistic {
  return {
    reads: [...new Set(parts.flatMap(({ reads }) => reads))],
    numbers(rows) {
      const all = parts.map((part) => part.numbers(rows));
      const shared = [...all[0].keys()]
        .filter((seed) => all.every((numbers) => numbers.has(seed)));
      return new Map(
        shared.map((seed) => [
          seed,
          combine(...all.map((numbers) => numbers.get(seed)!)),
        ]),
      );
    },
    missing: (rows) => [
      ...new Set(parts.flatMap((part) => part.missing(rows))),
    ],
  };
}

/** How much more a seed has of the one than of the other. */
export function difference(one: Statistic, other: Statistic): Statistic {
  return perSeed([one, other], (a, b) => a - b);
}

/** How many times as much a seed has of the one as of the other. */
export function ratio(one: Statistic, other: Statistic): Statistic {
  return perSeed([one, other], (a, b) => a / b);
}

function fromRows<C extends Condition, R extends Json>(
  source: RowSource<C, R>,
  condition: Partial<C>,
  value: (result: R) => number | undefined,
  fold: (numbers: readonly number[]) => number,
): Statistic {
  const name = nameRows(source.id, condition);
  const numbers = (rows: StoredRows): SeedNumbers => {
    const bySeed = new Map<number, number[]>();
    for (const row of rows[source.id] ?? []) {
      if (!isOf(row.condition, condition)) continue;
      const number = value(row.result as R);
      if (number === undefined) continue;
      bySeed.set(row.seed, [...(bySeed.get(row.seed) ?? []), number]);
    }
    return new Map([...bySeed].map(([seed, all]) => [seed, fold(all)]));
  };
  return {
    reads: [name],
    numbers,
    missing: (rows) => numbers(rows).size === 0 ? [name] : [],
  };
}

function isOf(condition: Condition, wanted: Partial<Condition>): boolean {
  return Object.entries(wanted)
    .every(([name, value]) => condition[name] === value);
}

/** As `runId` names a run, without the seed. */
function nameRows(id: string, condition: Partial<Condition>): string {
  const settings = Object.entries(condition)
    .map(([name, value]) => `${name}=${value}`).sort().join(",");
  return settings === "" ? id : `${id}/${settings}`;
}
