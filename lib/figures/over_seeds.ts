/**
 * From rows to one number a condition, with its interval over seeds.
 *
 * @module
 */

import { openStream } from "../core/random_stream.ts";
import type { Condition, Json, Row } from "../experiments/experiment.ts";
import {
  bootstrapInterval,
  type BootstrapOptions,
  type Interval,
} from "../stats/bootstrap.ts";

/** The rows of one condition: one a seed. */
export interface SeedGroup<C extends Condition, R extends Json> {
  /** The run's name without the seed. */
  readonly name: string;
  /** What the rows have in common. */
  readonly condition: C;
  /** The rows. */
  readonly rows: readonly Row<C, R>[];
}

/** The rows by condition, in the order in which the conditions come up. */
export function groupBySeeds<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
): SeedGroup<C, R>[] {
  const groups = Map.groupBy(
    rows,
    ({ run }) => run.slice(0, run.lastIndexOf("/")),
  );
  return [...groups].map(([name, group]) => ({
    name,
    condition: group[0].condition,
    rows: group,
  }));
}

/**
 * A number of each condition: its mean over seeds, or another statistic, and
 * the bootstrap interval.
 *
 * @param rows the rows of an experiment
 * @param label names the number, and so the stream of its resamples
 * @param value takes the number from a result
 * @param options the statistic and the interval's level
 */
export function summarizeOverSeeds<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
  label: string,
  value: (result: R) => number,
  options: BootstrapOptions = {},
): (C & Interval)[] {
  return groupBySeeds(rows).map(({ name, condition, rows }) => ({
    ...condition,
    ...bootstrapInterval(
      rows.map(({ result }) => value(result)),
      openStream(0, `${name}/${label}`),
      options,
    ),
  }));
}

/** The number of seeds in the rows. */
export function countSeeds(rows: readonly { readonly seed: number }[]): number {
  return new Set(rows.map(({ seed }) => seed)).size;
}

/** A difference from a reference, over the same seeds. */
export type PairedDifference = Interval & {
  /** Whether the interval, widened for all comparisons made, leaves out 0. */
  readonly isApart: boolean;
};

/**
 * A number of each condition less that of its reference, seed by seed: sharper
 * than two intervals side by side, as both play the same episodes.
 *
 * @param rows the rows of an experiment
 * @param reference what the reference's condition says; all else it shares
 *   with the condition that is compared
 * @param label names the number, and so the stream of its resamples
 * @param value takes the number from a result
 * @returns the mean difference of each condition that is not a reference, with
 *   its 95 % interval; `isApart` allows for their number (Bonferroni)
 */
export function comparePaired<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
  reference: Partial<C>,
  label: string,
  value: (result: R) => number,
): (C & PairedDifference)[] {
  const compared = pairWithReference(rows, reference);
  return compared.map(({ name, condition, pairs }) => {
    const differences = pairs.map(([own, other]) => value(own) - value(other));
    const interval = (level: number) =>
      bootstrapInterval(differences, openStream(0, `${name}/${label}`), {
        level,
        numResamples: 20_000,
      });
    const wide = interval(1 - 0.05 / compared.length);
    return {
      ...condition,
      ...interval(0.95),
      isApart: wide.low > 0 || wide.high < 0,
    };
  });
}

/** A ratio to a reference, over the same seeds. */
export type PairedRatio = Interval & {
  /** Whether the whole 95 % interval lies below the limit. */
  readonly isNotInferior: boolean;
};

/**
 * A number of each condition over that of its reference, seed by seed: whether
 * something cheaper is at most a margin worse, which no test for a difference
 * can show.
 *
 * @param rows the rows of an experiment
 * @param reference what the reference's condition says; all else it shares
 *   with the condition that is compared
 * @param label names the number, and so the stream of its resamples
 * @param value takes the number from a result; smaller is better
 * @param limit the ratio below which a condition is not inferior: 1.1
 * @returns the mean ratio of each condition that is not a reference, with its
 *   95 % interval
 */
export function comparePairedRatios<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
  reference: Partial<C>,
  label: string,
  value: (result: R) => number,
  limit: number,
): (C & PairedRatio)[] {
  return pairWithReference(rows, reference).map(
    ({ name, condition, pairs }) => {
      const interval = bootstrapInterval(
        pairs.map(([own, other]) => value(own) / value(other)),
        openStream(0, `${name}/${label}`),
        { numResamples: 20_000 },
      );
      return {
        ...condition,
        ...interval,
        isNotInferior: interval.high < limit,
      };
    },
  );
}

/** The results of each condition beside its reference's, seed by seed. */
function pairWithReference<C extends Condition, R extends Json>(
  rows: readonly Row<C, R>[],
  reference: Partial<C>,
): {
  readonly name: string;
  readonly condition: C;
  readonly pairs: readonly (readonly [own: R, other: R])[];
}[] {
  const groups = groupBySeeds(rows);
  const isReference = (condition: Condition) =>
    Object.entries(reference).every(([key, wanted]) =>
      condition[key] === wanted
    );
  const compared = groups.filter(({ condition }) => !isReference(condition));
  return compared.map(({ name, condition, rows }) => {
    const wanted = JSON.stringify({ ...condition, ...reference });
    const partner = groups.find((group) =>
      JSON.stringify(group.condition) === wanted
    )!;
    const bySeed = new Map(partner.rows.map((row) => [row.seed, row.result]));
    return {
      name,
      condition,
      pairs: rows.map(({ seed, result }) => [result, bySeed.get(seed)!]),
    };
  });
}
