/**
 * The replay buffer of paper A's Algorithm 1, lines 17 and 18: the last
 * transitions, from which minibatches are drawn.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireObject,
  shapeError,
} from "../core/check.ts";
import { type RandomStream, requireStream } from "../core/random_stream.ts";
import type { TransitionBatch } from "./transition_batch.ts";

/** Integers up to this are exact in a float32. */
const MAX_EXACT_INTEGER = 2 ** 24;
/** A buffer of more numbers than this needs another design. */
const MAX_LENGTH = 2 ** 30;

/** What a replay buffer holds. */
export interface ReplaySettings {
  /** How many transitions it keeps. */
  readonly capacity: number;
  /** How many numbers a state has. */
  readonly stateSize: number;
  /** How many actions there are. */
  readonly numActions: number;
}

/**
 * A copy of a buffer's content, safe to pass between threads. It is not for
 * JSON, which makes a list of a million numbers of it.
 */
export interface ReplayState {
  /** How many transitions were ever pushed. */
  readonly numPushed: number;
  /** The records, row by row in the order of the ring. */
  readonly records: Float32Array<ArrayBuffer>;
}

/**
 * A ring of transitions (s, a, r, s', whether s' bootstraps).
 *
 * A transition is one record of a flat array, in float32: sampling jumps about
 * in memory, and a record in one piece is a single jump.
 */
export class ReplayBuffer {
  /** How many transitions it keeps. */
  readonly capacity: number;
  /** How many numbers a state has. */
  readonly stateSize: number;
  /** How many actions there are. */
  readonly numActions: number;
  /** State, next state, action, reward, 1 where the next state bootstraps. */
  readonly #records: Float32Array<ArrayBuffer>;
  readonly #recordLength: number;
  #numPushed = 0;

  /**
   * Makes an empty buffer, with all the memory that it will ever take.
   *
   * @throws {RangeError} where a setting is not a positive integer
   */
  constructor(settings: ReplaySettings) {
    const action = "make a replay buffer";
    requireObject(action, { settings });
    const { capacity, stateSize, numActions } = settings;
    requireInteger(action, { stateSize }, 1, 65536);
    requireInteger(action, { numActions }, 1, MAX_EXACT_INTEGER);
    this.#recordLength = 2 * stateSize + 3;
    const maxCapacity = Math.floor(MAX_LENGTH / this.#recordLength);
    requireInteger(action, { capacity }, 1, maxCapacity);
    this.capacity = capacity;
    this.stateSize = stateSize;
    this.numActions = numActions;
    this.#records = new Float32Array(capacity * this.#recordLength);
  }

  /** How many transitions it holds. */
  get size(): number {
    return Math.min(this.#numPushed, this.capacity);
  }

  /**
   * Stores a transition, in the place of the oldest once the buffer is full.
   *
   * @param state s_t, of stateSize numbers
   * @param action a_t, from 0 to numActions - 1
   * @param reward r_t
   * @param nextState s_{t+1}
   * @param bootstraps whether the value of the next state counts: false where
   *   the episode truly ended there. What holds where it was only cut short,
   *   at the T-th step, is the caller's to decide.
   */
  push(
    state: ArrayLike<number>,
    action: number,
    reward: number,
    nextState: ArrayLike<number>,
    bootstraps: boolean,
  ): void {
    const what = "store a transition";
    requireInteger(what, { action }, 0, this.numActions - 1);
    // Finite as a float32 too, which ends at 3.4e38.
    if (!Number.isFinite(Math.fround(reward))) {
      throw rangeError(what, "reward", "a finite float32", reward);
    }
    if (typeof bootstraps !== "boolean") {
      throw kindError(what, "bootstraps", "true or false", bootstraps);
    }
    this.#requireState("state", state);
    this.#requireState("nextState", nextState);
    const from = this.#numPushed % this.capacity * this.#recordLength;
    const { stateSize } = this;
    const records = this.#records;
    for (let i = 0; i < stateSize; i++) {
      records[from + i] = state[i];
      records[from + stateSize + i] = nextState[i];
    }
    const rest = from + 2 * stateSize;
    records[rest] = action;
    records[rest + 1] = reward;
    records[rest + 2] = bootstraps ? 1 : 0;
    this.#numPushed++;
  }

  /**
   * Fills a batch with transitions that are drawn uniformly, with replacement.
   *
   * @param batch where they are written, of this buffer's state size
   * @param rng one integer is drawn from it for each transition
   */
  sampleInto(batch: TransitionBatch, rng: RandomStream): void {
    const action = "sample transitions";
    const { size, stateSize } = this;
    if (size === 0) {
      throw rangeError(action, "the replay's size", "positive", 0);
    }
    requireObject(action, { batch });
    if (batch.states.numColumns !== stateSize) {
      const rule = `have ${stateSize} numbers a state`;
      throw shapeError(action, "batch", rule, batch.states.numColumns);
    }
    requireStream(action, rng);
    const { values: states, rowStride: stride } = batch.states;
    const { values: nextStates, rowStride: nextStride } = batch.nextStates;
    const { actions, rewards, bootstraps } = batch;
    const records = this.#records;
    for (let n = 0; n < batch.size; n++) {
      let from = rng.integer(size) * this.#recordLength;
      let to = n * stride;
      for (let i = 0; i < stateSize; i++) states[to++] = records[from++];
      to = n * nextStride;
      for (let i = 0; i < stateSize; i++) nextStates[to++] = records[from++];
      actions[n] = records[from];
      rewards[n] = records[from + 1];
      bootstraps[n] = records[from + 2];
    }
  }

  /** A copy of what it holds. */
  saveState(): ReplayState {
    const records = this.#records.slice(0, this.size * this.#recordLength);
    return { numPushed: this.#numPushed, records };
  }

  /**
   * Takes over what a buffer with the same settings held.
   *
   * @throws {TypeError} where the state is not one of such a buffer
   */
  restoreState(state: ReplayState): void {
    const action = "restore a replay buffer";
    requireObject(action, { state });
    const { numPushed, records } = state;
    requireInteger(action, { numPushed }, 0);
    if (!(records instanceof Float32Array)) {
      throw kindError(action, "records", "a Float32Array", records);
    }
    const length = Math.min(numPushed, this.capacity) * this.#recordLength;
    if (records.length !== length) {
      const rule = `have length ${length}`;
      throw shapeError(action, "records", rule, records.length);
    }
    this.#records.set(records);
    this.#numPushed = numPushed;
  }

  #requireState(name: string, state: ArrayLike<number>): void {
    const action = "store a transition";
    if (state?.length !== this.stateSize) {
      const rule = `have length ${this.stateSize}`;
      throw shapeError(action, name, rule, String(state?.length));
    }
    for (let i = 0; i < state.length; i++) {
      if (!Number.isFinite(Math.fround(state[i]))) {
        const rule = "a finite float32";
        throw rangeError(action, `each number of ${name}`, rule, state[i]);
      }
    }
  }
}
