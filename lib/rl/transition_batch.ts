/**
 * Minibatches of transitions: arrays that are made once and filled again and
 * again.
 *
 * @module
 */
import { requireInteger } from "../core/check.ts";

/**
 * States of a batch, row by row: number i of state n stands at
 * `values[n * rowStride + i]`.
 */
export interface StateRows {
  /** The numbers. */
  readonly values: Float32Array<ArrayBuffer>;
  /** From one state to the next, at least the size of a state. */
  readonly rowStride: number;
  /** How many numbers a state has. */
  readonly numColumns: number;
}

/** A minibatch of transitions (s, a, r, s', whether s' bootstraps). */
export interface TransitionBatch {
  /** How many transitions there are. */
  readonly size: number;
  /** s_t of each. */
  readonly states: StateRows;
  /** a_t of each. */
  readonly actions: Int32Array<ArrayBuffer>;
  /** r_t of each. */
  readonly rewards: Float32Array<ArrayBuffer>;
  /** s_{t+1} of each. */
  readonly nextStates: StateRows;
  /** 1 where the value of the next state counts, 0 where the episode ended. */
  readonly bootstraps: Uint8Array<ArrayBuffer>;
}

/** An empty batch with states in rows of their own. */
export function createTransitionBatch(
  batchSize: number,
  stateSize: number,
): TransitionBatch {
  requireInteger("make a batch", { batchSize, stateSize }, 1, 65536);
  const rows = () => ({
    values: new Float32Array(batchSize * stateSize),
    rowStride: stateSize,
    numColumns: stateSize,
  });
  return createBatchOver(batchSize, rows(), rows());
}

/** An empty batch whose states lie where a network reads them. */
export function createBatchOver(
  batchSize: number,
  states: StateRows,
  nextStates: StateRows,
): TransitionBatch {
  return {
    size: batchSize,
    states,
    actions: new Int32Array(batchSize),
    rewards: new Float32Array(batchSize),
    nextStates,
    bootstraps: new Uint8Array(batchSize),
  };
}
