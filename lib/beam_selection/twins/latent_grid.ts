/**
 * The latents of recorded episodes on a grid: the target's place, in quarters
 * of a beam on the circle of indices, and the level of its echo. A cell of the
 * grid is an offset of a beam from the place, with a level.
 *
 * @module
 */

import { mean, standardDeviation } from "simple-statistics";
import { requireInteger } from "../../core/check.ts";
import type { RandomStream } from "../../core/random_stream.ts";
import {
  type Block,
  type DenseKernels,
  openArena,
} from "../../nn/dense_kernels.ts";
import type { MultilayerPerceptron } from "../../nn/mlp.ts";
import { clippedLogit, logistic } from "../../core/logistic.ts";
import type { EpisodeData } from "../recorded_episodes.ts";
import { cyclicIndex } from "../state_encoding.ts";

/** The grid's places lie a quarter of a beam apart. */
export const PLACES_PER_BEAM = 4;

/** How many levels the echo can have; what they mean is learnt. */
export const NUM_LEVELS = 10;

const HARMONICS = [1, 2, 4, 8, 16, 32];

/** Sine and cosine of six harmonics of the offset, and the level. */
export const NUM_FEATURES: number = 2 * HARMONICS.length + 1;

/** P_D is clipped to this range before its logit is taken. */
const LOGIT_RANGE = [1e-4, 0.9995] as const;

/** Beyond this e^-x is taken for 0. */
const NEGLIGIBLE_EXCESS = 60;

/** Recorded episodes with what is known of their latents. */
export class LatentGrid {
  /** The number of beams. */
  readonly numBeams: number;
  /** The number of places, and so of offsets. */
  readonly numPlaces: number;
  /** Offsets x levels. */
  readonly numCells: number;
  /** The number of recorded episodes. */
  readonly numEpisodes: number;
  /** Where the visits of each episode begin, [numEpisodes + 1]. */
  readonly #starts: Int32Array;
  /** The episodes of all visits. */
  readonly #episodes: Int32Array;
  /** Their beams. */
  readonly #beams: Int32Array;
  /** Their standardised logits of P_D. */
  readonly #logits: Float64Array;
  readonly #kernels: DenseKernels;
  /**
   * What is decoded, level by level, with the offsets falling and twice round:
   * the offsets of one beam from all places are then one run of numbers.
   */
  readonly #runs: Block;
  /** Squared errors of an episode, [NUM_LEVELS, numPlaces]. */
  readonly #errors: Block;
  readonly #mean: number;
  readonly #deviation: number;
  /** The decoded standardised logit of every cell, [numPlaces, NUM_LEVELS]. */
  readonly #decoded: Float64Array;
  /** What the decoder is given for every cell, [numCells, NUM_FEATURES]. */
  readonly #features: Float32Array;
  /** How likely each level is before an episode is seen, [NUM_LEVELS]. */
  readonly levelShares: Float64Array = new Float64Array(NUM_LEVELS)
    .fill(1 / NUM_LEVELS);
  /** The posterior of each episode. */
  readonly #posteriors: SparsePosterior[];

  /** A grid with nothing known yet. */
  constructor({ episodes, numBeams }: EpisodeData) {
    this.numBeams = numBeams;
    this.numPlaces = PLACES_PER_BEAM * numBeams;
    this.numCells = this.numPlaces * NUM_LEVELS;
    this.numEpisodes = episodes.length;
    this.#starts = new Int32Array(episodes.length + 1);
    episodes.forEach(({ beams }, e) => {
      this.#starts[e + 1] = this.#starts[e] + beams.length;
    });
    this.#episodes = Int32Array.from(
      episodes.flatMap(({ beams }, e) => beams.map(() => e)),
    );
    this.#beams = Int32Array.from(episodes.flatMap(({ beams }) => beams));
    const logits = episodes.flatMap(({ detectionProbabilities }) =>
      detectionProbabilities.map((p) => clippedLogit(p, LOGIT_RANGE))
    );
    this.#mean = mean(logits);
    this.#deviation = Math.max(1e-6, standardDeviation(logits));
    this.#logits = Float64Array.from(logits, (y) => this.#standardize(y));
    this.#decoded = new Float64Array(this.numCells);
    const { kernels, blocks } = openArena([2 * this.numCells, this.numCells]);
    this.#kernels = kernels;
    [this.#runs, this.#errors] = blocks;
    this.#features = tabulateFeatures(this.numPlaces);
    this.#posteriors = episodes.map(() => new SparsePosterior(this.numCells));
  }

  /** The number of recorded beams, over all episodes. */
  get numVisits(): number {
    return this.#beams.length;
  }

  /** The cell of a beam, for a target at a place and of a level. */
  cellOf(beam: number, place: number, level: number): number {
    return cyclicIndex(PLACES_PER_BEAM * beam - place, this.numPlaces) *
        NUM_LEVELS + level;
  }

  /** The cell as it is seen with the order of the beams turned round. */
  mirrorCell(cell: number): number {
    const offset = Math.floor(cell / NUM_LEVELS);
    return cyclicIndex(-offset, this.numPlaces) * NUM_LEVELS +
      cell % NUM_LEVELS;
  }

  /** What the decoder is given for a cell: NUM_FEATURES numbers from `at` on. */
  writeFeatures(out: Float32Array, at: number, cell: number): void {
    const from = cell * NUM_FEATURES;
    for (let i = 0; i < NUM_FEATURES; i++) {
      out[at + i] = this.#features[from + i];
    }
  }

  /** Takes over what a decoder says of every cell. */
  decodeWith(decoder: MultilayerPerceptron): void {
    const { inputs, outputs } = decoder;
    for (let cell = 0; cell < this.numCells; cell++) {
      this.writeFeatures(inputs.values, cell * inputs.rowStride, cell);
    }
    decoder.forward(this.numCells);
    for (let cell = 0; cell < this.numCells; cell++) {
      this.#decoded[cell] = outputs.values[cell * outputs.rowStride];
    }
    const { numPlaces } = this;
    for (let level = 0; level < NUM_LEVELS; level++) {
      for (let i = 0; i < 2 * numPlaces; i++) {
        const offset = (2 * numPlaces - i) % numPlaces;
        this.#runs.values[2 * level * numPlaces + i] =
          this.#decoded[offset * NUM_LEVELS + level];
      }
    }
  }

  /** The standardised logit of a cell, as it is decoded. */
  decodedLogit(cell: number): number {
    return this.#decoded[cell];
  }

  /** P_D of every cell, as it is decoded, [numPlaces, NUM_LEVELS]. */
  decodedProbabilities(): Float64Array {
    return this.#decoded.map((y) => logistic(this.#mean + this.#deviation * y));
  }

  /** The standardised logit of a P_D. */
  standardizedLogit(detectionProbability: number): number {
    return this.#standardize(clippedLogit(detectionProbability, LOGIT_RANGE));
  }

  /**
   * Infers place and level of every episode from what is decoded, and how
   * common each level is from that. All places are as likely.
   *
   * @param deviation of the decoder's error
   * @param maxSquaredError a squared error counts at most as this
   */
  inferLatents(deviation: number, maxSquaredError: number): void {
    const { numCells, numEpisodes, numPlaces, levelShares } = this;
    const errors = this.#errors.values;
    const weights = new Float64Array(numCells);
    const counts = new Float64Array(NUM_LEVELS);
    const precision = 1 / (2 * deviation * deviation);
    for (let e = 0; e < numEpisodes; e++) {
      this.#sumErrors(e, maxSquaredError);
      let least = Infinity;
      for (let i = 0; i < numCells; i++) least = Math.min(least, errors[i]);
      let sum = 0;
      for (let level = 0; level < NUM_LEVELS; level++) {
        for (let place = 0; place < numPlaces; place++) {
          const excess = (errors[level * numPlaces + place] - least) *
            precision;
          const weight = excess > NEGLIGIBLE_EXCESS
            ? 0
            : levelShares[level] * Math.exp(-excess);
          weights[place * NUM_LEVELS + level] = weight;
          sum += weight;
        }
      }
      this.#posteriors[e].fill(weights, sum, counts);
    }
    // Half a count more each, so that no level ever dies out.
    for (let level = 0; level < NUM_LEVELS; level++) {
      levelShares[level] = (counts[level] + 0.5) /
        (numEpisodes + 0.5 * NUM_LEVELS);
    }
  }

  /** A draw of (place, level) from an episode's posterior, as one number. */
  sampleLatent(episode: number, rng: RandomStream): number {
    return this.#posteriors[episode].latentAt(rng.uniform());
  }

  /** How likely each (place, level) of an episode is, [numPlaces, NUM_LEVELS]. */
  posterior(episode: number): Float64Array {
    requireInteger("read a posterior", { episode }, 0, this.numEpisodes - 1);
    return this.#posteriors[episode].probabilities();
  }

  /** A recorded visit: its episode, beam and standardised logit. */
  visit(index: number): { episode: number; beam: number; logit: number } {
    return {
      episode: this.#episodes[index],
      beam: this.#beams[index],
      logit: this.#logits[index],
    };
  }

  /** Squared errors of an episode's visits for each (level, place). */
  #sumErrors(episode: number, maxSquaredError: number): void {
    const { numPlaces } = this;
    const { address, values } = this.#errors;
    values.fill(0);
    for (let v = this.#starts[episode]; v < this.#starts[episode + 1]; v++) {
      // Offset 0 of the beam's own place stands at numPlaces of the run.
      const start = numPlaces - PLACES_PER_BEAM * this.#beams[v];
      for (let level = 0; level < NUM_LEVELS; level++) {
        this.#kernels.addClippedSquaredErrors(
          this.#runs.address + 4 * (2 * level * numPlaces + start),
          address + 4 * level * numPlaces,
          numPlaces,
          this.#logits[v],
          maxSquaredError,
        );
      }
    }
  }

  #standardize(logit: number): number {
    return (logit - this.#mean) / this.#deviation;
  }
}

/** Cells of a posterior, as most are too unlikely to count. */
class SparsePosterior {
  readonly #numCells: number;
  /** The cells with a probability above 0, in their order. */
  #cells = new Int32Array(0);
  /** The probabilities, cumulated up to each of them. */
  #cumulated = new Float64Array(0);
  #length = 0;

  constructor(numCells: number) {
    this.#numCells = numCells;
  }

  /**
   * Takes over weights, [numPlaces, NUM_LEVELS], of a given sum, and adds the
   * probabilities of each level to its count.
   */
  fill(weights: Float64Array, sum: number, counts: Float64Array): void {
    let length = 0;
    for (let i = 0; i < weights.length; i++) if (weights[i] > 0) length++;
    if (length > this.#cells.length) {
      this.#cells = new Int32Array(length);
      this.#cumulated = new Float64Array(length);
    }
    let cumulated = 0;
    let at = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0) continue;
      const probability = weights[i] / sum;
      counts[i % NUM_LEVELS] += probability;
      cumulated += probability;
      this.#cells[at] = i;
      this.#cumulated[at] = cumulated;
      at++;
    }
    this.#length = length;
  }

  /** The first cell up to which more than u is cumulated; else the last. */
  latentAt(u: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#cumulated[middle] > u) high = middle;
      else low = middle + 1;
    }
    return low < this.#length ? this.#cells[low] : this.#numCells - 1;
  }

  /** The probability of each cell, [numPlaces, NUM_LEVELS]. */
  probabilities(): Float64Array {
    const all = new Float64Array(this.#numCells);
    for (let i = 0; i < this.#length; i++) {
      all[this.#cells[i]] = this.#cumulated[i] -
        (i === 0 ? 0 : this.#cumulated[i - 1]);
    }
    return all;
  }
}

/** The features of every cell, [numPlaces, NUM_LEVELS, NUM_FEATURES]. */
function tabulateFeatures(numPlaces: number): Float32Array {
  const features = new Float32Array(numPlaces * NUM_LEVELS * NUM_FEATURES);
  let at = 0;
  for (let offset = 0; offset < numPlaces; offset++) {
    const angles = HARMONICS.map((harmonic) =>
      2 * Math.PI * harmonic * offset / numPlaces
    );
    const waves = angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)]);
    for (let level = 0; level < NUM_LEVELS; level++) {
      features.set([...waves, 2 * level / (NUM_LEVELS - 1) - 1], at);
      at += NUM_FEATURES;
    }
  }
  return features;
}
