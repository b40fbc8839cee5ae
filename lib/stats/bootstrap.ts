/**
 * Interval estimates over seeds. The seed is the unit of replication: each
 * value that goes in here is one seed's.
 *
 * @module
 */

import { mean, quantileSorted } from "simple-statistics";
import {
  rangeError,
  requireFinite,
  requireProbability,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";

/** An estimate with its interval. */
export interface Interval {
  /** The statistic of the values themselves. */
  readonly estimate: number;
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** How an interval is made. */
export interface BootstrapOptions {
  /** The share of resamples that the interval holds. */
  readonly level?: number;
  /** How many resamples are drawn. */
  readonly numResamples?: number;
  /** What is estimated; the mean unless given. */
  readonly statistic?: (values: number[]) => number;
}

/**
 * The percentile bootstrap interval of a statistic.
 *
 * @param values one value a seed, at least one
 * @param rng the stream that the resamples are drawn from
 * @param options level 0.95, 2000 resamples, the mean, unless given
 * @returns the statistic of the values and its interval
 * @throws {RangeError} where there is no value or one is not finite
 */
export function bootstrapInterval(
  values: readonly number[],
  rng: RandomStream,
  options: BootstrapOptions = {},
): Interval {
  const { level = 0.95, numResamples = 2000, statistic = mean } = options;
  const action = "compute a bootstrap interval";
  if (values.length === 0) {
    throw rangeError(action, "the number of values", "at least 1", 0);
  }
  values.forEach((value) => requireFinite(action, { "each value": value }));
  requireProbability(action, { level });
  const estimates = Array.from({ length: numResamples }, () =>
    statistic(
      Array.from(values, () => values[rng.integer(values.length)]),
    )).sort((a, b) => a - b);
  return {
    estimate: statistic([...values]),
    low: quantileSorted(estimates, (1 - level) / 2),
    high: quantileSorted(estimates, (1 + level) / 2),
  };
}
