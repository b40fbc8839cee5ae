/**
 * The dueling Q-network: paper A, Sec. III-C, eqs. (34) and (37). A trunk of
 * two rectified layers; on it the value U(s) and the advantages A(s, a).
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
import type { RandomStream } from "../core/random_stream.ts";
import type { AdamSettings } from "../nn/adam.ts";
import { MultilayerPerceptron } from "../nn/mlp.ts";
import {
  DUELING_KINDS,
  type DuelingKind,
  greedyActionOf,
  headSizes,
  qValuesInto,
} from "./dueling_head.ts";

/** What a Q-network looks like. */
export interface QNetworkShape {
  /** How many numbers a state has. */
  readonly stateSize: number;
  /** How many actions there are. */
  readonly numActions: number;
  /** The widths of the trunk's layers; 32 and 16 unless given. */
  readonly hiddenSizes?: readonly number[];
  /** What is subtracted from the advantages; "max", eq. (34), unless given. */
  readonly dueling?: DuelingKind;
}

/** How a Q-network works, beside its shape. */
export interface QNetworkOptions {
  /** The most states at a time; 1 unless given. */
  readonly maxBatchSize?: number;
  /** The optimiser's constants. */
  readonly adam?: AdamSettings;
}

/** A Q-network with its heads in one output row: U, then A of every action. */
export class DuelingQNetwork {
  /** How many numbers a state has. */
  readonly stateSize: number;
  /** How many actions there are. */
  readonly numActions: number;
  /** What is subtracted from the advantages. */
  readonly dueling: DuelingKind;
  /** The network below the dueling head. */
  readonly perceptron: MultilayerPerceptron;

  /**
   * Makes a network with fresh weights.
   *
   * @param shape its sizes and its kind of head
   * @param rng the stream that the weights are drawn from
   * @param options the largest batch, and Adam's constants
   * @throws {RangeError} where a size breaks its rule
   * @throws {TypeError} where an argument is of the wrong kind
   */
  constructor(
    shape: QNetworkShape,
    rng: RandomStream,
    options: QNetworkOptions = {},
  ) {
    const action = "make a Q-network";
    requireObject(action, { shape, options });
    const { stateSize, numActions, hiddenSizes = [32, 16], dueling = "max" } =
      shape;
    requireInteger(action, { stateSize, numActions }, 1, 65536);
    if (!DUELING_KINDS.includes(dueling)) {
      const rule = `one of ${DUELING_KINDS.join(", ")}`;
      throw kindError(action, "dueling", rule, dueling);
    }
    this.stateSize = stateSize;
    this.numActions = numActions;
    this.dueling = dueling;
    this.perceptron = new MultilayerPerceptron(
      {
        inputSize: stateSize,
        hiddenSizes,
        headSizes: headSizes(dueling, numActions),
      },
      { maxBatchSize: 1, ...options },
      rng,
    );
  }

  /**
   * The action of the largest Q-value, a_t = argmax_a Q(s_t, a) (37); of
   * equals, the first.
   *
   * @param state s_t, of stateSize numbers
   */
  greedyAction(state: ArrayLike<number>): number {
    this.#evaluate("choose an action", state);
    const { outputs } = this.perceptron;
    return greedyActionOf(this.dueling, outputs, 0, this.numActions);
  }

  /**
   * The Q-values of all actions in a state, eq. (34).
   *
   * @param state s, of stateSize numbers
   */
  qValues(state: ArrayLike<number>): Float64Array<ArrayBuffer> {
    this.#evaluate("compute Q-values", state);
    const values = new Float64Array(this.numActions);
    qValuesInto(values, this.dueling, this.perceptron.outputs, 0);
    return values;
  }

  /** Takes over the weights of a network of the same shape. */
  copyParametersFrom(other: DuelingQNetwork): void {
    const action = "copy the parameters";
    if (!(other instanceof DuelingQNetwork)) {
      throw kindError(action, "other", "a Q-network", other);
    }
    if (other.dueling !== this.dueling) {
      const rule = `a network with dueling ${this.dueling}`;
      throw kindError(action, "other", rule, other.dueling);
    }
    this.perceptron.copyParametersFrom(other.perceptron);
  }

  /**
   * The weights: of the trunk's layers, then of the value head and of the
   * advantage head, the kernel [inputs, outputs] and the biases.
   */
  exportWeights(): Float32Array<ArrayBuffer>[] {
    return this.perceptron.exportWeights();
  }

  /** Sets the weights to what `exportWeights` gave. */
  importWeights(weights: readonly ArrayLike<number>[]): void {
    this.perceptron.importWeights(weights);
  }

  #evaluate(action: string, state: ArrayLike<number>): void {
    const { values } = this.perceptron.inputs;
    if (state?.length !== this.stateSize) {
      const rule = `have length ${this.stateSize}`;
      throw shapeError(action, "state", rule, String(state?.length));
    }
    for (let i = 0; i < this.stateSize; i++) {
      values[i] = state[i];
      if (!Number.isFinite(values[i])) {
        const rule = "a finite float32";
        throw rangeError(action, "each number of state", rule, state[i]);
      }
    }
    this.perceptron.forward(1);
  }
}
