/**
 * Decibels at the edges, linear values inside.
 *
 * @module
 */

import { requirePositive, requireWithin } from "./check.ts";

/** Beyond this a level's ratio, or its inverse, nears the ends of a double. */
const MAX_LEVEL_DB = 3000;

/**
 * The linear ratio of a level: 10^(levelDb / 10). Also dBm to milliwatts.
 *
 * @throws {RangeError} where the level is not from -3000 dB to 3000 dB
 */
export function decibelToLinear(levelDb: number): number {
  requireWithin("convert decibels", { levelDb }, -MAX_LEVEL_DB, MAX_LEVEL_DB);
  return 10 ** (levelDb / 10);
}

/**
 * The level of a linear ratio: 10 log10(ratio). Also milliwatts to dBm.
 *
 * @throws {RangeError} where the ratio is not positive
 */
export function linearToDecibel(ratio: number): number {
  requirePositive("convert to decibels", { ratio });
  return 10 * Math.log10(ratio);
}
