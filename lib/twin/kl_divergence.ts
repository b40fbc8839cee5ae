/**
 * The Kullback-Leibler divergence of two samples (paper A, eq. (47)).
 *
 * @module
 */

import { requireInteger, requireWithin } from "../core/check.ts";
import { requireSamples } from "./samples.ts";

/** How the divergence is estimated; the paper does not say. */
export interface HistogramSettings {
  /** The number of bins of equal width on [0, 1]. */
  readonly numBins: number;
}

/** Our choice. */
export const HISTOGRAM_SETTINGS: HistogramSettings = { numBins: 50 };

/**
 * An estimate of KL(p_generated || p_real) = E_generated[log(p_generated /
 * p_real)] in nats (paper A, eq. (47)), between histograms with half a value
 * added to each bin, so that no bin is empty.
 *
 * The estimate has a bias: two samples of n and m values from one distribution,
 * of which K bins hold many, are apart by (K - 1) / 2 (1/n + 1/m) on average.
 * A value says little that is not well above what two real samples of the same
 * sizes give. What differs within a bin isn't seen at all, and values that
 * crowd in few bins, as detection probabilities do on their floor, make it
 * small.
 *
 * @param generated the values from the twin, each in [0, 1]
 * @param real the values from the real world, each in [0, 1]
 * @param settings the number of bins
 * @returns the estimate in nats, at least 0
 * @throws {RangeError} where a sample is empty, a value is not in [0, 1], or
 *   numBins is not an integer from 2 to 100,000
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { klDivergence } from "@isac/bench/twin";
 *
 * // Bins of 2 and 1 values against 1 and 2, half a value added to each.
 * const divergence = klDivergence([0.1, 0.2, 0.9], [0.1, 0.8, 0.9], {
 *   numBins: 2,
 * });
 * assert.ok(Math.abs(divergence - 0.25 * Math.log(2.5 / 1.5)) < 1e-15);
 * ```
 */
export function klDivergence(
  generated: readonly number[],
  real: readonly number[],
  { numBins }: HistogramSettings = HISTOGRAM_SETTINGS,
): number {
  const action = "estimate a KL divergence";
  requireSamples(action, { generated, real });
  requireInteger(action, { numBins }, 2, 100_000);
  for (const value of [generated, real].flat()) {
    requireWithin(action, { "each value": value }, 0, 1);
  }
  const inTwin = histogramShares(generated, numBins);
  const inReal = histogramShares(real, numBins);
  const divergence = inTwin.reduce(
    (sum, share, bin) => sum + share * Math.log(share / inReal[bin]),
    0,
  );
  // Equal histograms can come out a rounding below zero.
  return Math.max(0, divergence);
}

/** The share of each bin, with half a value added to each. */
function histogramShares(
  values: readonly number[],
  numBins: number,
): Float64Array {
  const counts = new Float64Array(numBins).fill(0.5);
  // The last bin holds its upper end, 1.
  for (const value of values) {
    counts[Math.min(numBins - 1, Math.floor(value * numBins))]++;
  }
  return counts.map((count) => count / (values.length + numBins / 2));
}
