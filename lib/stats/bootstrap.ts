/**
 * Interval estimates over seeds. The seed is the unit of replication: each
 * value that goes in here is one seed's.
 *
 * @module
 */

import { mean, quantileSorted } from "simple-statistics";
import {
  kindError,
  rangeError,
  requireArray,
  requireFinite,
  requireInteger,
  requireObject,
  requireProbability,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";

/** More resamples than this move no end of an interval. */
const MAX_RESAMPLES = 100_000;

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
  /** How many resamples are drawn, from 1 to 100,000. */
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
 * @throws {RangeError} where there is no value, or one or the statistic is not
 *   finite, or an option breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function bootstrapInterval(
  values: readonly number[],
  rng: RandomStream,
  options: BootstrapOptions = {},
): Interval {
  const action = "compute a bootstrap interval";
  requireObject(action, { options });
  const { level = 0.95, numResamples = 2000, statistic = mean } = options;
  requireArray(action, { values });
  requireStream(action, rng);
  if (values.length === 0) {
    throw rangeError(action, "the number of values", "at least 1", 0);
  }
  for (const value of values) requireFinite(action, { "each value": value });
  requireProbability(action, { level });
  requireInteger(action, { numResamples }, 1, MAX_RESAMPLES);
  if (typeof statistic !== "function") {
    throw kindError(action, "statistic", "a function", statistic);
  }
  const estimateFrom = (sample: number[]) => {
    const estimate = statistic(sample);
    requireFinite(action, { "the statistic": estimate });
    return estimate;
  };
  const estimates = Array.from({ length: numResamples }, () =>
    estimateFrom(
      Array.from(values, () => values[rng.integer(values.length)]),
    )).sort((a, b) => a - b);
  return {
    estimate: estimateFrom([...values]),
    low: quantileSorted(estimates, (1 - level) / 2),
    high: quantileSorted(estimates, (1 + level) / 2),
  };
}
