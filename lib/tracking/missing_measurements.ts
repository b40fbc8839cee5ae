/**
 * Measurements taken away: single ones, and all of some blocks in a row. A
 * tracker that never saw any missing does not know what to do without.
 *
 * @module
 */
import { requireInteger, requireWithin } from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import type { StationMeasurement } from "./measurement.ts";

/** How often measurements are missing. */
export interface MissingRates {
  /** The probability that a measurement is missing by itself. */
  readonly single: number;
  /** The probability that a gap begins in a block. */
  readonly gap: number;
  /** The longest gap [blocks]; lengths from 1 to this are equally likely. */
  readonly longestGap: number;
}

/** Nothing is missing. */
export const NOTHING_MISSING: MissingRates = {
  single: 0,
  gap: 0,
  longestGap: 1,
};

/** The most that is missing in half of the tracks that a network learns from. */
const MOST_SINGLE = 0.3;
const MOST_GAP = 0.02;
const LONGEST_GAP = 4;

/**
 * Draws how often measurements of a track are missing: in half of the tracks
 * never, in the others up to three tenths of them and a gap in fifty blocks.
 */
export function sampleMissingRates(rng: RandomStream): MissingRates {
  const isSpared = rng.uniform() < 0.5;
  const single = MOST_SINGLE * rng.uniform();
  const gap = MOST_GAP * rng.uniform();
  return isSpared ? NOTHING_MISSING : { single, gap, longestGap: LONGEST_GAP };
}

/** Takes measurements of one track away, block by block. */
export class MeasurementGate {
  readonly #rates: MissingRates;
  readonly #rng: RandomStream;
  #gapLeft = 0;

  /**
   * A gate.
   *
   * @param rates how often measurements are missing
   * @param rng the stream that says which; without rates nothing is drawn
   * @throws {RangeError} where a rate is no probability, or the longest gap no
   *   positive integer
   */
  constructor(rates: MissingRates, rng: RandomStream) {
    const action = "take measurements away";
    const { single, gap, longestGap } = rates;
    requireWithin(action, { single, gap }, 0, 1);
    requireInteger(action, { longestGap }, 1);
    this.#rates = rates;
    this.#rng = rng;
  }

  /** What is left of a block's measurements; to be asked once a block. */
  pass(
    measurements: readonly StationMeasurement[],
  ): readonly StationMeasurement[] {
    const { single, gap, longestGap } = this.#rates;
    if (single === 0 && gap === 0) return measurements;
    if (this.#gapLeft === 0 && this.#rng.uniform() < gap) {
      this.#gapLeft = 1 + this.#rng.integer(longestGap);
    }
    // Drawn in a gap too, so that a gap does not shift what follows it.
    const kept = measurements.filter(() => this.#rng.uniform() >= single);
    if (this.#gapLeft === 0) return kept;
    this.#gapLeft--;
    return [];
  }
}
