/**
 * Decibels at the edges, linear values inside.
 *
 * @module
 */

import { requireFinite, requirePositive } from "./check.ts";

/** The linear ratio of a level: 10^(levelDb / 10). Also dBm to milliwatts. */
export function decibelToLinear(levelDb: number): number {
  requireFinite("convert decibels", { levelDb });
  return 10 ** (levelDb / 10);
}

/** The level of a linear ratio: 10 log10(ratio). Also milliwatts to dBm. */
export function linearToDecibel(ratio: number): number {
  requirePositive("convert to decibels", { ratio });
  return 10 * Math.log10(ratio);
}
