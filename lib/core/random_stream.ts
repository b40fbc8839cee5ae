/**
 * Named streams of random numbers. A seed and a label open a stream; a new
 * label somewhere in the code does not shift the draws of any other stream, and
 * the same seed under two conditions gives both the same draws, which makes
 * their comparison a paired one.
 *
 * The generator is Alea; its state can be saved.
 *
 * @module
 */

import { Alea, ALEA_MULTIPLIER, seedAlea } from "./alea.ts";
import {
  kindError,
  rangeError,
  requireFinite,
  requireInteger,
  requireObject,
} from "./check.ts";

/** A stream of random numbers: the same seed and label, the same bits. */
export interface RandomStream {
  /** A draw from the uniform distribution on [0, 1), with 53 random bits. */
  uniform(): number;
  /** A draw from 0, 1, ..., count - 1, each equally likely. */
  integer(count: number): number;
  /** A draw from the standard normal distribution. */
  gaussian(): number;
  /** What `restoreStream` needs to go on from here. */
  saveState(): RandomStreamState;
}

/** The saved state of a stream: plain data, safe to write as JSON. */
export interface RandomStreamState {
  /** The state of Alea: a carry and three fractions. */
  readonly generator: Readonly<Record<"c" | "s0" | "s1" | "s2", number>>;
  /** The second normal draw of a pair, where it has not been used yet. */
  readonly spareGaussian: number | null;
}

/** Opens the streams of one seed by their labels. */
export type StreamOpener = (label: string) => RandomStream;

/**
 * Opens the stream that a seed and a label name.
 *
 * @param seed a non-negative integer
 * @param label what the stream is for: "target position"
 * @throws {RangeError} where the seed is not a non-negative integer
 * @throws {TypeError} where the label is not a text
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openStream } from "@isac/bench";
 *
 * const first = openStream(1, "noise").uniform();
 * assert.equal(openStream(1, "noise").uniform(), first);
 * assert.notEqual(openStream(1, "target").uniform(), first);
 * ```
 */
export function openStream(seed: number, label: string): RandomStream {
  const action = "open a random stream";
  requireInteger(action, { seed }, 0);
  if (typeof label !== "string") {
    throw kindError(action, "label", "a text", label);
  }
  // The separator keeps (1, "1x") and (11, "x") apart; a seed has no colon.
  return new AleaStream(`${seed}:${label}`);
}

/**
 * Goes on with a stream where `saveState` left it.
 *
 * @throws {RangeError} where a number is none that the generator can come to
 * @throws {TypeError} where the state is not one
 */
export function restoreStream(state: RandomStreamState): RandomStream {
  requireState("restore a random stream", state);
  return new AleaStream("", new Alea(state.generator), state.spareGaussian);
}

/**
 * Throws a TypeError unless the value is a stream of random numbers.
 *
 * @param action what can't be done without: "sample a position"
 * @param rng what was passed as a stream
 */
export function requireStream(action: string, rng: RandomStream): void {
  if (
    typeof rng?.gaussian !== "function" || typeof rng.uniform !== "function" ||
    typeof rng.integer !== "function"
  ) {
    throw kindError(action, "rng", "a random stream, as of openStream", rng);
  }
}

function requireState(action: string, state: RandomStreamState): void {
  requireObject(action, { state });
  const { generator, spareGaussian } = state;
  requireObject(action, { "the state's generator": generator });
  const { c, s0, s1, s2 } = generator;
  requireInteger(action, { "the state's c": c }, 0, ALEA_MULTIPLIER - 1);
  for (const fraction of [s0, s1, s2]) {
    const count = typeof fraction === "number" ? fraction * 2 ** 32 : NaN;
    if (!(Number.isInteger(count) && count >= 0 && count < 2 ** 32)) {
      const rule = "a multiple of 2^-32 from 0 to below 1";
      throw rangeError(action, "each of the state's s", rule, fraction);
    }
  }
  // From these two the generator never leaves, and no normal draw ever ends.
  const top = 1 - 2 ** -32;
  for (const [carry, stuck] of [[0, 0], [ALEA_MULTIPLIER - 1, top]]) {
    if (c === carry && s0 === stuck && s1 === stuck && s2 === stuck) {
      const rule = "one that the generator can leave";
      throw rangeError(action, "the state", rule, `c ${c}, s ${s0}`);
    }
  }
  if (spareGaussian !== null) {
    requireFinite(action, { "the state's spareGaussian": spareGaussian });
  }
}

class AleaStream implements RandomStream {
  readonly #name: string;
  // Seeded at the first draw: an episode opens streams that it may not need.
  #generator: Alea | undefined;
  #spareGaussian: number | null;

  constructor(
    name: string,
    generator?: Alea,
    spareGaussian: number | null = null,
  ) {
    this.#name = name;
    this.#generator = generator;
    this.#spareGaussian = spareGaussian;
  }

  uniform(): number {
    return this.#alea().draw();
  }

  integer(count: number): number {
    if (!(Number.isInteger(count) && count >= 1 && count <= 2 ** 32)) {
      requireInteger("draw an integer", { count }, 1, 2 ** 32);
    }
    return Math.floor(this.#alea().draw() * count);
  }

  // Marsaglia's polar method: only a logarithm and a square root, which are
  // the same bits on every processor.
  gaussian(): number {
    if (this.#spareGaussian !== null) {
      const spare = this.#spareGaussian;
      this.#spareGaussian = null;
      return spare;
    }
    const generator = this.#alea();
    for (;;) {
      const x = 2 * generator.draw() - 1;
      const y = 2 * generator.draw() - 1;
      const squaredRadius = x * x + y * y;
      if (squaredRadius > 0 && squaredRadius < 1) {
        const factor = Math.sqrt(-2 * Math.log(squaredRadius) / squaredRadius);
        this.#spareGaussian = y * factor;
        return x * factor;
      }
    }
  }

  saveState(): RandomStreamState {
    return {
      generator: this.#alea().state,
      spareGaussian: this.#spareGaussian,
    };
  }

  #alea(): Alea {
    return this.#generator ??= new Alea(seedAlea(this.#name));
  }
}
