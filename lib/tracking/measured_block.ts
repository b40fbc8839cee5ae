/**
 * A block in which targets are to be measured, and how.
 *
 * @module
 */

import type { Measurement } from "../estimation/measurement.ts";
import type { StationMeasurement } from "./measurement.ts";
import type { Episode } from "./motion.ts";
import type { PositionBelief } from "./position_belief.ts";

/** How the stations measure; the closed form first. */
export const MEASUREMENT_LEVELS = [
  "surrogate",
  "signal, alone",
  "signal, all echoes",
  "signal, others cancelled",
] as const;

/**
 * How the stations measure.
 *
 * - `"surrogate"`: in closed form, each target as if alone.
 * - `"signal, alone"`: from samples that hold the target's own echo and noise.
 * - `"signal, all echoes"`: from samples with the echoes of all targets, as in
 *   paper B, eq. (2), each target estimated as if alone.
 * - `"signal, others cancelled"`: the same, but the predicted echoes of the
 *   other targets are subtracted first.
 */
export type MeasurementLevel = typeof MEASUREMENT_LEVELS[number];

/** A block in which targets are to be measured. */
export interface MeasuredBlock {
  /** The truth. */
  readonly episode: Episode;
  /** Which of its blocks. */
  readonly block: number;
  /** What is believed of each target before, shape [I]. */
  readonly predicted: readonly PositionBelief[];
  /** The stations of each target, a bitmask each, shape [I]. */
  readonly subsets: readonly number[];
}

/** A measurement with the station that made it. */
export function ofStation(
  station: number,
  { rangeM, angleCosine, rangeSigmaM, cosineSigma }: Measurement,
): StationMeasurement {
  return { station, rangeM, cosine: angleCosine, rangeSigmaM, cosineSigma };
}
