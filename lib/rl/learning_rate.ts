/**
 * How the learning rate falls over the episodes: paper A, Table I.
 *
 * @module
 */
import {
  requireInteger,
  requireNonNegative,
  requireObject,
  requireWithin,
} from "../core/check.ts";

/**
 * A learning rate that falls by a factor every so many episodes. Table I's
 * 1e-4 * 0.9^e, read literally, is `{ base: 1e-4, decay: 0.9, everyEpisodes: 1
 * }`, which is 2.7e-9 after a hundred episodes; with `everyEpisodes: 100` it
 * lasts for the thousand that the paper trains.
 */
export interface LearningRateSchedule {
  /** The rate in the episodes from 0 on. */
  readonly base: number;
  /** The factor of a fall, from 0 to 1; 1 keeps the rate constant. */
  readonly decay: number;
  /** How many episodes lie between two falls. */
  readonly everyEpisodes: number;
}

/** The schedule of a rate that never falls. */
export function constantLearningRate(base: number): LearningRateSchedule {
  requireNonNegative("make a schedule", { base });
  return { base, decay: 1, everyEpisodes: 1 };
}

/**
 * The learning rate in an episode: base * decay^floor(episode / everyEpisodes).
 *
 * @param episode e, a non-negative integer
 * @throws {RangeError} where a number breaks its rule
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const schedule = { base: 1e-3, decay: 0.9, everyEpisodes: 100 };
 * assert.equal(learningRateAt(schedule, 99), 1e-3);
 * assert.equal(learningRateAt(schedule, 100), 0.9 * 1e-3);
 * ```
 */
export function learningRateAt(
  schedule: LearningRateSchedule,
  episode: number,
): number {
  const action = "compute the learning rate";
  requireObject(action, { schedule });
  const { base, decay, everyEpisodes } = schedule;
  requireNonNegative(action, { base });
  requireWithin(action, { decay }, 0, 1);
  requireInteger(action, { everyEpisodes }, 1);
  requireInteger(action, { episode }, 0);
  // Multiplied out, as a power function has not the same bits everywhere. A
  // rate that has come to rest, at zero or by a decay of 1, stays there.
  let rate = base;
  for (let fall = Math.floor(episode / everyEpisodes); fall > 0; fall--) {
    const next = rate * decay;
    if (next === rate) break;
    rate = next;
  }
  return rate;
}
