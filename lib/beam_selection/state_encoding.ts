/**
 * From the state (beam, P_D, flag) to the network's input (paper A, Sec. III-A
 * and III-C).
 *
 * @module
 */

import { rangeError, requireFinite, requireInteger } from "../core/check.ts";

/** The state that the transmitter sees. */
export interface BeamObservation {
  /** The index mu of the beam that was tried. */
  readonly beam: number;
  /** The detection probability that was fed back for it. */
  readonly detectionProbability: number;
  /** The feedback flag of eq. (27): -1, 0 or 1. */
  readonly flag: number;
  /** The state before, if there was one. Paper A's state has no such memory. */
  readonly previous?: BeamObservation;
}

/**
 * What the flag says.
 *
 * - `"direction"`: eq. (27) as it is printed, sgn((P_t - P_{t-1}) a_t) with a_t
 *   the step that led to P_t: which way P_D rises.
 * - `"effect"`: the text below eq. (27), sgn(P_t - P_{t-1}): whether it rose.
 */
export type FlagReading = "direction" | "effect";

/** How a state becomes the input of a network. */
export interface EncodingSettings {
  /** The length I of the embedding of the beam's index, even. */
  readonly embeddingSize: number;
  /** The base of the embedding's frequencies: 1000 in eq. (32). */
  readonly embeddingBase: number;
  /** The steepness b_3 of the variant sigmoid. */
  readonly sigmoidSteepness: number;
  /** How many earlier states are part of the input: none in the paper. */
  readonly historyLength: number;
}

/** Eqs. (32) and (33); the paper leaves I open, 16 is our choice. */
export const ENCODING_SETTINGS: EncodingSettings = {
  embeddingSize: 16,
  embeddingBase: 1000,
  sigmoidSteepness: 5,
  historyLength: 0,
};

/**
 * The feedback flag (paper A, eq. (27)).
 *
 * @param before P_D before the step
 * @param after P_D after it
 * @param step the change of the beam's index that the step made
 * @param reading what the flag says
 * @returns -1, 0 or 1
 */
export function feedbackFlag(
  before: number,
  after: number,
  step: number,
  reading: FlagReading,
): number {
  const rise = reading === "direction"
    ? (after - before) * step
    : after - before;
  return rise > 0 ? 1 : rise < 0 ? -1 : 0;
}

/**
 * The state after a beam was tried.
 *
 * @param before the state before; none at the first beam
 * @param beam the index of the beam
 * @param detectionProbability P_D that was fed back for it
 * @param step the change of the beam's index that led to it
 * @param reading what the flag says
 */
export function observe(
  before: BeamObservation | undefined,
  beam: number,
  detectionProbability: number,
  step: number,
  reading: FlagReading,
): BeamObservation {
  if (before === undefined) return { beam, detectionProbability, flag: 0 };
  return {
    beam,
    detectionProbability,
    flag: feedbackFlag(
      before.detectionProbability,
      detectionProbability,
      step,
      reading,
    ),
    previous: before,
  };
}

/**
 * The variant sigmoid (paper A, eq. (33)): maps [0, 1] onto itself and spreads
 * the small values.
 *
 * @param detectionProbability P_D
 * @param steepness b_3, positive
 * @returns a value in [0, 1]
 * @throws {RangeError} where an argument is not a finite number
 */
export function variantSigmoid(
  detectionProbability: number,
  steepness: number,
): number {
  requireFinite("encode P_D", { detectionProbability, steepness });
  const logistic = (x: number) => 1 / (1 + Math.exp(-x)) - 0.5;
  return logistic(steepness * detectionProbability) / logistic(steepness);
}

/** Writes the network's input for a state. */
export class StateEncoder {
  /**
   * The length of the input: the embedding, P_D and the flag; then, for each
   * earlier state, how far its beam lay behind and its P_D.
   */
  readonly inputSize: number;
  readonly #numBeams: number;
  readonly #embeddings: Float32Array;
  readonly #settings: EncodingSettings;

  /**
   * Makes an encoder for a codebook.
   *
   * @param numBeams the number of beams
   * @param settings the embedding's size and base, the sigmoid's steepness
   * @throws {RangeError} where the embedding's size is odd or not positive
   */
  constructor(
    numBeams: number,
    settings: EncodingSettings = ENCODING_SETTINGS,
  ) {
    const { embeddingSize, historyLength } = settings;
    requireInteger("encode a state", { numBeams }, 1, 2 ** 20);
    requireInteger("encode a state", { embeddingSize }, 2, 1024);
    if (embeddingSize % 2 !== 0) {
      throw rangeError(
        "encode a state",
        "embeddingSize",
        "even",
        embeddingSize,
      );
    }
    requireInteger("encode a state", { historyLength }, 0, 64);
    this.#settings = settings;
    this.#numBeams = numBeams;
    this.#embeddings = embedBeams(numBeams, settings);
    this.inputSize = embeddingSize + 2 + 2 * historyLength;
  }

  /**
   * Writes the input of a state.
   *
   * @param out shape [inputSize], written to
   * @param observation the state
   */
  encodeInto(out: Float32Array, observation: BeamObservation): void {
    const { embeddingSize, sigmoidSteepness } = this.#settings;
    const start = observation.beam * embeddingSize;
    for (let i = 0; i < embeddingSize; i++) {
      out[i] = this.#embeddings[start + i];
    }
    out[embeddingSize] = variantSigmoid(
      observation.detectionProbability,
      sigmoidSteepness,
    );
    out[embeddingSize + 1] = observation.flag;
    this.#encodeHistoryInto(out, observation);
  }

  /** Zeros stand for states before the first. */
  #encodeHistoryInto(out: Float32Array, observation: BeamObservation): void {
    const { embeddingSize, historyLength, sigmoidSteepness } = this.#settings;
    const half = this.#numBeams / 2;
    let earlier = observation.previous;
    for (let i = 0; i < historyLength; i++) {
      const place = embeddingSize + 2 + 2 * i;
      if (earlier === undefined) {
        out[place] = 0;
        out[place + 1] = 0;
        continue;
      }
      const behind = cyclicIndex(
        observation.beam - earlier.beam + half,
        this.#numBeams,
      ) - half;
      out[place] = behind / half;
      out[place + 1] = variantSigmoid(
        earlier.detectionProbability,
        sigmoidSteepness,
      );
      earlier = earlier.previous;
    }
  }
}

/**
 * The sinusoidal embedding (paper A, eq. (32)): for i = 1 ... I/2 the sine of
 * mu / base^(2i/I) at the even place 2i and its cosine at the odd one before.
 */
function embedBeams(
  numBeams: number,
  { embeddingSize, embeddingBase }: EncodingSettings,
): Float32Array {
  const embeddings = new Float32Array(numBeams * embeddingSize);
  for (let beam = 0; beam < numBeams; beam++) {
    for (let i = 1; i <= embeddingSize / 2; i++) {
      const angle = beam / embeddingBase ** (2 * i / embeddingSize);
      const place = beam * embeddingSize + 2 * i - 1;
      embeddings[place] = Math.sin(angle);
      embeddings[place - 1] = Math.cos(angle);
    }
  }
  return embeddings;
}

/** A whole number as an index from 0 to count - 1, cyclic. */
export function cyclicIndex(index: number, count: number): number {
  const remainder = index % count;
  // The sum turns a negative zero into zero.
  return remainder < 0 ? remainder + count : remainder + 0;
}
