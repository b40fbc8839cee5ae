/**
 * Alea, the generator behind all random streams (Johannes Baagøe, 2010): a
 * multiply-with-carry generator in floating-point numbers. Its bits are those of
 * the package `seedrandom`, which the tests hold it against; here opening and
 * drawing cost less, and a training opens five streams an episode.
 *
 * @module
 */

const TWO_TO_32 = 2 ** 32;
const TWO_TO_MINUS_32 = 2 ** -32;
const TWO_TO_MINUS_53 = 2 ** -53;

/** Alea's multiplier: its carry stays below it. */
export const ALEA_MULTIPLIER = 2091639;

/** The state: a carry and three fractions. */
export type AleaState = Readonly<Record<"c" | "s0" | "s1" | "s2", number>>;

/** The generator. */
export class Alea {
  // Begun with numbers: V8 then keeps numbers in place, not pointers to them.
  #c = 0;
  #s0 = 0;
  #s1 = 0;
  #s2 = 0;

  /** Goes on from a state. */
  constructor({ c, s0, s1, s2 }: AleaState) {
    this.#c = c;
    this.#s0 = s0;
    this.#s1 = s1;
    this.#s2 = s2;
  }

  /** A draw from [0, 1) with 53 random bits: two steps of the generator. */
  draw(): number {
    let product = ALEA_MULTIPLIER * this.#s0 + this.#c * TWO_TO_MINUS_32;
    let carry = product | 0;
    const high = product - carry;
    product = ALEA_MULTIPLIER * this.#s1 + carry * TWO_TO_MINUS_32;
    carry = product | 0;
    const low = product - carry;
    this.#c = carry;
    this.#s0 = this.#s2;
    this.#s1 = high;
    this.#s2 = low;
    return high + (low * 0x200000 | 0) * TWO_TO_MINUS_53;
  }

  /** Where it stands. */
  get state(): AleaState {
    return { c: this.#c, s0: this.#s0, s1: this.#s1, s2: this.#s2 };
  }
}

/** The state that a text stands for. */
export function seedAlea(text: string): AleaState {
  const first = mash(text, AFTER_SPACES);
  const second = mash(text, first);
  const third = mash(text, second);
  return {
    c: 1,
    s0: fractionBetween(first, SPACES[0]),
    s1: fractionBetween(second, SPACES[1]),
    s2: fractionBetween(third, SPACES[2]),
  };
}

/** Baagøe's Mash: mixes the characters of a text into a number. */
function mash(text: string, start: number): number {
  let n = start;
  for (let i = 0; i < text.length; i++) {
    n += text.charCodeAt(i);
    let h = 0.02519603282416938 * n;
    n = h >>> 0;
    h -= n;
    h *= n;
    n = h >>> 0;
    h -= n;
    n += h * TWO_TO_32;
  }
  return n;
}

/** Every state begins with the Mash of three spaces, one after the other. */
const SPACES: readonly number[] = [1, 2, 3].map((count) =>
  mash(" ".repeat(count), 0xefc8249d)
);
const AFTER_SPACES = SPACES[2];

/** The fraction of a mashed number below the one that it began with. */
function fractionBetween(mashed: number, begin: number): number {
  const difference = (begin >>> 0) * TWO_TO_MINUS_32 -
    (mashed >>> 0) * TWO_TO_MINUS_32;
  return difference < 0 ? difference + 1 : difference;
}
