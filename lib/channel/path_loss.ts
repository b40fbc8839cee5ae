/**
 * Large-scale fading (paper A, Sec. V-A).
 *
 * @module
 */

import {
  requireFinite,
  requireObject,
  requirePositive,
} from "../core/check.ts";

/** The constants of a log-distance path-loss law. */
export interface PathLossLaw {
  /** The gain at the reference distance of 1 m [dB]. */
  readonly gainAtOneMetreDb: number;
  /** The path-loss exponent. */
  readonly exponent: number;
}

/**
 * The large-scale fading coefficient in decibels,
 * beta[dB] = beta_1m[dB] - 10 alpha log10(d / 1 m) (paper A, Sec. V-A).
 *
 * Shadow fading is named in the paper's Sec. II-A, but no value is given for
 * it; here there is none.
 *
 * @param distanceM the length of the path [m]; below 1 m it counts as 1 m
 * @param law the constants
 * @returns the gain [dB], negative for a loss
 * @throws {RangeError} where an argument breaks its rule
 * @throws {TypeError} where the law is not an object
 */
export function pathGainDb(distanceM: number, law: PathLossLaw): number {
  const action = "compute a path gain";
  requirePositive(action, { distanceM });
  requireObject(action, { law });
  const { gainAtOneMetreDb, exponent } = law;
  requireFinite(action, { gainAtOneMetreDb, exponent });
  const gainDb = gainAtOneMetreDb -
    10 * exponent * Math.log10(Math.max(1, distanceM));
  requireFinite(action, { "the gain in decibels": gainDb });
  return gainDb;
}
