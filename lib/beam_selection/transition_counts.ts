/**
 * How often recorded episodes led from each (beam, bin of P_D, flag) to which
 * other: what a finite process is estimated from.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";
import { BEAM_ACTIONS } from "./environment.ts";
import {
  type EpisodeData,
  recordedObservations,
  requireEpisodeData,
  stepBetween,
} from "./recorded_episodes.ts";
import type { BeamObservation } from "./state_encoding.ts";

/**
 * Where the bins of P_D begin. Most beams lie on the floor of the plug-in
 * feedback, 0.085 at every power, so the bins are narrow there; the last one
 * ends at the goal.
 */
export const DETECTION_BIN_EDGES: readonly number[] = [0, 0.09, 0.1, 0.15, 0.3];

/** The flags -1, 0 and 1, in this order. */
const NUM_FLAGS = 3;

const NUM_ACTIONS = BEAM_ACTIONS.length;

/** How often each transition came up. */
export interface TransitionCounts {
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  /** The number n of pairs (bin, flag). */
  readonly numConditions: number;
  /**
   * Shape [beams, n, actions, n + 1], flat: the beam, the bin and flag, the
   * action, the next bin and flag. The last column stands for success.
   */
  readonly counts: Float64Array;
}

/**
 * Counts the transitions of recorded episodes of random steps. Rollouts of a
 * world and of its twin are recorded in the same steps of 1e-5, so that equal
 * P_D, and with them the flag 0, are no rarer in the one than in the other.
 *
 * @param data the episodes, of the real world or of a twin
 * @param binEdges where the bins of P_D begin: 0 first, ascending, below the
 *   goal
 * @returns the counts
 * @throws {RangeError} where an edge breaks its rule, or a step is no action
 */
export function countTransitions(
  data: EpisodeData,
  binEdges: readonly number[] = DETECTION_BIN_EDGES,
): TransitionCounts {
  requireEpisodeData("count transitions", data);
  requireEdges(binEdges, data.requiredDetectionProbability);
  const { numBeams } = data;
  const numConditions = binEdges.length * NUM_FLAGS;
  const numColumns = numConditions + 1;
  const counts = new Float64Array(
    numBeams * numConditions * NUM_ACTIONS * numColumns,
  );
  for (const episode of data.episodes) {
    const observations = recordedObservations(episode, data);
    for (let t = 1; t < observations.length; t++) {
      const [before, after] = [observations[t - 1], observations[t]];
      const state = before.beam * numConditions + conditionOf(before, binEdges);
      const pair = state * NUM_ACTIONS +
        actionBetween(before.beam, after.beam, numBeams);
      const isSuccess =
        after.detectionProbability >= data.requiredDetectionProbability;
      const column = isSuccess ? numConditions : conditionOf(after, binEdges);
      counts[pair * numColumns + column]++;
    }
  }
  return { numBeams, numConditions, counts };
}

/** How many pairs (s, a) never came up. */
export function countUnseenPairs(
  { numConditions, counts }: TransitionCounts,
): number {
  const numColumns = numConditions + 1;
  let numUnseen = 0;
  for (let pair = 0; pair < counts.length / numColumns; pair++) {
    const row = rowAt(counts, pair, numColumns);
    if (row.every((count) => count === 0)) numUnseen++;
  }
  return numUnseen;
}

/** A row of a flat table. */
export function rowAt(
  table: Float64Array,
  row: number,
  numColumns: number,
): Float64Array {
  return table.subarray(row * numColumns, (row + 1) * numColumns);
}

function conditionOf(
  { detectionProbability, flag }: BeamObservation,
  binEdges: readonly number[],
): number {
  const bin = binEdges.findLastIndex((edge) => detectionProbability >= edge);
  return bin * NUM_FLAGS + flag + 1;
}

function actionBetween(from: number, to: number, numBeams: number): number {
  const step = stepBetween(from, to, numBeams);
  const action = BEAM_ACTIONS.indexOf(step);
  if (action < 0) {
    const rule = `one of ${BEAM_ACTIONS.join(", ")}`;
    throw rangeError("count transitions", "each step", rule, step);
  }
  return action;
}

function requireEdges(binEdges: readonly number[], goal: number): void {
  const action = "count transitions";
  if (binEdges[0] !== 0) {
    throw rangeError(action, "the first edge", "0", binEdges[0]);
  }
  for (let i = 1; i < binEdges.length; i++) {
    if (!(binEdges[i] > binEdges[i - 1] && binEdges[i] < goal)) {
      const rule = `above ${binEdges[i - 1]} and below the goal ${goal}`;
      throw rangeError(action, "each edge", rule, binEdges[i]);
    }
  }
}
