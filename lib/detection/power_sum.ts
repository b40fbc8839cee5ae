/**
 * What a sum of powers of complex Gaussian variables is, and its check.
 *
 * @module
 */

import {
  requireArray,
  requireAsMany,
  requireInteger,
  requireObject,
  requireWithin,
} from "../core/check.ts";
import { requireNoncentrality } from "./tail_domain.ts";

/** A sum of powers |z_n|^2, where z_n is complex Gaussian. */
export interface GaussianPowerSum {
  /** The variance of each z_n, E|z_n - E z_n|^2, from 1e-30 to 1e30. */
  readonly variances: readonly number[];
  /** That of each doubled power, 2 |E z_n|^2 / variance, from 0 to 1e10. */
  readonly noncentralities: readonly number[];
}

/** The largest number of terms of a power sum. */
const MAX_TERMS = 1000;

// Powers, in whatever unit, that are further from 1 than any in use.
const SMALLEST_VARIANCE = 1e-30;
const LARGEST_VARIANCE = 1e30;

/** Throws unless there may be such a sum of powers. */
export function requirePowerSum(action: string, sum: GaussianPowerSum): void {
  requireObject(action, { sum });
  const { variances, noncentralities } = sum;
  requireArray(action, { variances });
  const count = variances.length;
  requireInteger(action, { "the number of terms": count }, 1, MAX_TERMS);
  requireAsMany(action, { noncentralities }, { variances });
  for (const variance of variances) {
    const named = { "each variance": variance };
    requireWithin(action, named, SMALLEST_VARIANCE, LARGEST_VARIANCE);
  }
  for (const noncentrality of noncentralities) {
    requireNoncentrality(action, noncentrality);
  }
}
