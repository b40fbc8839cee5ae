/**
 * The maximum mean discrepancy of two samples with a Gaussian kernel (paper A,
 * eq. (49); Gretton et al., JMLR 13, 2012).
 *
 * The paper names the kernel and not its bandwidth; `medianBandwidth` is our
 * choice. All here takes time that grows with the square of the samples' size.
 *
 * @module
 */

import { rangeError, requirePositive } from "../core/check.ts";
import { requireSamples, sortedValues } from "./samples.ts";

/** More values than this take longer than they tell. */
const MAX_VALUES = 5000;

/**
 * The median heuristic: the median distance of two different values among all
 * values of both samples. Pairs of equal values are left out, as there may be
 * so many of them that the median would be zero; of two middle distances it is
 * the lower one.
 *
 * @param generated the values from the twin, at most 5000
 * @param real the values from the real world, at most 5000
 * @returns the bandwidth, in the unit of the values; 1 where all are equal,
 *   where it makes no difference
 * @throws {RangeError} where a sample is empty or too large, or a value is not
 *   finite
 */
export function medianBandwidth(
  generated: readonly number[],
  real: readonly number[],
): number {
  const action = "compute a bandwidth";
  requireSamples(action, { generated, real });
  requireMeasurableSizes(action, generated, real);
  const sorted = sortedValues([...generated, ...real]);
  const numPairs = sorted.length * (sorted.length - 1) / 2;
  const numEqual = countPairsWithin(sorted, 0);
  if (numEqual === numPairs) return 1;
  const rank = numEqual + Math.ceil((numPairs - numEqual) / 2);
  // Bisection down to neighbouring numbers: `high` then is a distance itself.
  let [low, high] = [0, sorted[sorted.length - 1] - sorted[0]];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (countPairsWithin(sorted, middle) >= rank) high = middle;
    else low = middle;
  }
}

/**
 * The unbiased estimate of the squared discrepancy (Gretton et al., eq. (3)):
 * zero on average for two samples of one distribution, so often negative.
 *
 * @param generated the values from the twin, 2 to 5000
 * @param real the values from the real world, 2 to 5000
 * @param bandwidth h of the kernel exp(-(x - y)^2 / (2 h^2)), positive
 * @returns the estimate
 * @throws {RangeError} where an argument breaks its rule
 */
export function squaredDiscrepancy(
  generated: readonly number[],
  real: readonly number[],
  bandwidth: number,
): number {
  const action = "compute a discrepancy";
  requireSamples(action, { generated, real }, 2);
  requireMeasurableSizes(action, generated, real);
  requirePositive(action, { bandwidth });
  const [n, m] = [generated.length, real.length];
  // The n pairs of a value with itself have a kernel of 1 each.
  const within = (sumKernels(generated, generated, bandwidth) - n) /
      (n * (n - 1)) +
    (sumKernels(real, real, bandwidth) - m) / (m * (m - 1));
  return within - 2 * sumKernels(generated, real, bandwidth) / (n * m);
}

/**
 * The biased estimate of the discrepancy itself, eq. (49), which is the
 * discrepancy of the two samples taken as distributions. It is zero only where
 * they are equal: for two samples of one distribution it is about
 * sqrt((1/n + 1/m) (1 - E k(x, x'))), which no twin gets below.
 *
 * @param generated the values from the twin, at most 5000
 * @param real the values from the real world, at most 5000
 * @param bandwidth h of the kernel exp(-(x - y)^2 / (2 h^2)), positive
 * @returns the estimate, at least 0
 * @throws {RangeError} where an argument breaks its rule
 */
export function maximumMeanDiscrepancy(
  generated: readonly number[],
  real: readonly number[],
  bandwidth: number,
): number {
  const action = "compute a discrepancy";
  requireSamples(action, { generated, real });
  requireMeasurableSizes(action, generated, real);
  requirePositive(action, { bandwidth });
  const [n, m] = [generated.length, real.length];
  const square = sumKernels(generated, generated, bandwidth) / n ** 2 +
    sumKernels(real, real, bandwidth) / m ** 2 -
    2 * sumKernels(generated, real, bandwidth) / (n * m);
  // Equal samples can come out a rounding below zero.
  return Math.sqrt(Math.max(0, square));
}

function requireMeasurableSizes(
  action: string,
  ...samples: readonly (readonly number[])[]
): void {
  for (const { length } of samples) {
    if (length > MAX_VALUES) {
      const rule = `at most ${MAX_VALUES}`;
      throw rangeError(action, "the number of values", rule, length);
    }
  }
}

/** The kernel summed over all pairs of a value of each. */
function sumKernels(
  a: readonly number[],
  b: readonly number[],
  bandwidth: number,
): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const distance = (a[i] - b[j]) / bandwidth;
      sum += Math.exp(-distance * distance / 2);
    }
  }
  return sum;
}

/** How many of the pairs i < j are at most a distance apart. */
function countPairsWithin(sorted: Float64Array, distance: number): number {
  let count = 0;
  for (let i = 0, j = 0; j < sorted.length; j++) {
    while (sorted[j] - sorted[i] > distance) i++;
    count += j - i;
  }
  return count;
}
