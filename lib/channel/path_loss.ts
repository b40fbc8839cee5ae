/**
 * Large-scale fading (paper A, Sec. V-A).
 *
 * @module
 */

import { requireFinite, requirePositive } from "../core/check.ts";

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
 */
export function pathGainDb(distanceM: number, law: PathLossLaw): number {
  requirePositive("compute a path gain", { distanceM });
  requireFinite("compute a path gain", {
    gainAtOneMetreDb: law.gainAtOneMetreDb,
    exponent: law.exponent,
  });
  return law.gainAtOneMetreDb -
    10 * law.exponent * Math.log10(Math.max(1, distanceM));
}
