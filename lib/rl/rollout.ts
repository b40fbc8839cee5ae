/**
 * What an actor did, for it to learn from: choices, of which one or more make
 * up a step, and the steps with their states and rewards.
 *
 * A choice is one action among scored ones. The network that scores them gets
 * one row or more; its outputs are the actions. So it may score all actions from
 * one row, or each action from a row of its own, and then the number of actions
 * may change from choice to choice.
 *
 * @module
 */
import { rangeError, requireInteger, shapeError } from "../core/check.ts";

/** A choice that was made. */
export interface Choice {
  /** How many rows the network got. */
  readonly numRows: number;
  /** 1 for each action that is permitted; all are, where null. */
  readonly mask: ArrayLike<number> | null;
  /** The action that was taken. */
  readonly action: number;
  /** The logarithm of its probability. */
  readonly logProbability: number;
}

/** The sizes of what a rollout holds. */
export interface RolloutShape {
  /** Numbers in a row of the actor's input. */
  readonly inputSize: number;
  /** Actions that a row scores. */
  readonly actionsPerRow: number;
  /** Numbers in a state, as the critic sees it. */
  readonly stateSize: number;
}

/** Choices and steps in the order in which they were made. */
export class Rollout {
  /** The sizes. */
  readonly shape: RolloutShape;
  /** Rewards of the steps, r_t. */
  readonly rewards: number[] = [];
  /** 1 for each step that ends an episode. */
  readonly ends: number[] = [];
  /** How many rows each choice has. */
  readonly numRows: number[] = [];
  /** The first row of each choice. */
  readonly firstRows: number[] = [];
  /** The action of each choice. */
  readonly actions: number[] = [];
  /** The logarithm of its probability. */
  readonly logProbabilities: number[] = [];
  /** The step of each choice. */
  readonly steps: number[] = [];

  #inputs = new Float32Array(0);
  #mask = new Uint8Array(0);
  #states = new Float32Array(0);
  #numAllRows = 0;

  /**
   * Makes an empty rollout.
   *
   * @throws {RangeError} where a size is not a positive integer
   */
  constructor(shape: RolloutShape) {
    const { inputSize, actionsPerRow, stateSize } = shape;
    const action = "make a rollout";
    requireInteger(action, { inputSize, actionsPerRow, stateSize }, 1, 65536);
    this.shape = { inputSize, actionsPerRow, stateSize };
  }

  /** The number of steps whose state is known. */
  get numSteps(): number {
    return this.rewards.length;
  }

  /** The number of choices. */
  get numChoices(): number {
    return this.actions.length;
  }

  /** The rows of all choices, [rows, inputSize]. */
  get inputs(): Float32Array {
    return this.#inputs;
  }

  /** The masks of all choices, [rows, actionsPerRow]. */
  get mask(): Uint8Array {
    return this.#mask;
  }

  /** The states of all steps, [steps, stateSize]. */
  get states(): Float32Array {
    return this.#states;
  }

  /** Begins a step in a state; the choices that follow are of it. */
  beginStep(state: ArrayLike<number>): void {
    const { stateSize } = this.shape;
    if (state.length !== stateSize) {
      const rule = `have length ${stateSize}`;
      throw shapeError("begin a step", "state", rule, state.length);
    }
    const first = this.numSteps * stateSize;
    this.#states = grown(this.#states, first + stateSize);
    this.#states.set(state, first);
    this.rewards.push(0);
    this.ends.push(0);
  }

  /**
   * Stores a choice of the step that began last.
   *
   * @param choice what was chosen
   * @param inputs the rows, from the array's first number on
   * @param rowStride from one row to the next
   */
  pushChoice(
    { numRows, mask, action, logProbability }: Choice,
    inputs: ArrayLike<number>,
    rowStride: number,
  ): void {
    const { inputSize, actionsPerRow } = this.shape;
    if (this.numSteps === 0) {
      throw rangeError("store a choice", "the number of steps", "positive", 0);
    }
    const mostRows = actionsPerRow === 1 ? 65536 : 1;
    requireInteger("store a choice", { numRows }, 1, mostRows);
    const first = this.#numAllRows;
    this.#numAllRows += numRows;
    this.#inputs = grown(this.#inputs, this.#numAllRows * inputSize);
    this.#mask = grownBytes(this.#mask, this.#numAllRows * actionsPerRow);
    for (let row = 0; row < numRows; row++) {
      for (let i = 0; i < inputSize; i++) {
        this.#inputs[(first + row) * inputSize + i] =
          inputs[row * rowStride + i];
      }
    }
    for (let k = 0; k < numRows * actionsPerRow; k++) {
      this.#mask[first * actionsPerRow + k] = mask === null ? 1 : mask[k];
    }
    this.firstRows.push(first);
    this.numRows.push(numRows);
    this.actions.push(action);
    this.logProbabilities.push(logProbability);
    this.steps.push(this.numSteps - 1);
  }

  /** Sets the reward of the step that began last. */
  endStep(reward: number, endsEpisode: boolean): void {
    const last = this.numSteps - 1;
    if (!Number.isFinite(reward)) {
      throw rangeError("end a step", "reward", "a finite number", reward);
    }
    this.rewards[last] = reward;
    this.ends[last] = endsEpisode ? 1 : 0;
  }

  /** Forgets everything; the memory is used again. */
  clear(): void {
    this.#numAllRows = 0;
    const { rewards, ends, numRows, firstRows, actions } = this;
    for (const list of [rewards, ends, numRows, firstRows, actions]) {
      list.length = 0;
    }
    this.logProbabilities.length = 0;
    this.steps.length = 0;
  }
}

function grown(array: Float32Array, length: number): Float32Array<ArrayBuffer> {
  if (array.length >= length) return array as Float32Array<ArrayBuffer>;
  const larger = new Float32Array(2 * length);
  larger.set(array);
  return larger;
}

function grownBytes(
  array: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  if (array.length >= length) return array as Uint8Array<ArrayBuffer>;
  const larger = new Uint8Array(2 * length);
  larger.set(array);
  return larger;
}
