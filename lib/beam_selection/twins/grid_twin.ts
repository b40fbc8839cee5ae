/**
 * The twin that a decoded grid of latents makes: an episode has a place and a
 * level, and keeps them.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import { type BeamObservation, cyclicIndex } from "../state_encoding.ts";
import { type LatentGrid, NUM_LEVELS, PLACES_PER_BEAM } from "./latent_grid.ts";
import type { BeamTwin } from "./twin.ts";

/** The error of the decoder that `predict` reckons with. */
const PREDICTION_DEVIATION = 0.15;

/**
 * Where the target of an episode is. Targets are not spread evenly over the
 * beams: an even spread of positions is none of sines. But places that were
 * inferred from few episodes are lumpy. Picked on the tuning seeds.
 */
const PLACE_SETTINGS = {
  /** The share of episodes with a place drawn evenly from the circle. */
  evenShare: 0.5,
  /** How far the others lie at most from an inferred place, in beams. */
  maxShiftBeams: 4,
} as const;

/**
 * The twin of a decoded grid. An episode has the level of a recorded episode
 * drawn at random; its place is drawn evenly from the circle or lies near that
 * episode's, or near the mirror image of that.
 *
 * @param name what it is called
 * @param grid decoded, with its latents inferred
 */
export function gridTwin(name: string, grid: LatentGrid): BeamTwin {
  const probabilities = grid.decodedProbabilities();
  const inference = new StateInference(grid);
  return {
    name,
    begin: (rng) => {
      const latent = grid.sampleLatent(rng.integer(grid.numEpisodes), rng);
      const level = latent % NUM_LEVELS;
      const place = samplePlace(grid, Math.floor(latent / NUM_LEVELS), rng);
      return (beam) => probabilities[grid.cellOf(beam, place, level)];
    },
    predict: (before, beam, rng) => {
      const latent = inference.sample(before, rng);
      const place = Math.floor(latent / NUM_LEVELS);
      return probabilities[grid.cellOf(beam, place, latent % NUM_LEVELS)];
    },
  };
}

function samplePlace(
  grid: LatentGrid,
  inferred: number,
  rng: RandomStream,
): number {
  const { evenShare, maxShiftBeams } = PLACE_SETTINGS;
  const { numPlaces } = grid;
  if (rng.uniform() < evenShare) return rng.integer(numPlaces);
  const maxShift = maxShiftBeams * PLACES_PER_BEAM;
  const shift = rng.integer(2 * maxShift + 1) - maxShift;
  const side = rng.uniform() < 0.5 ? inferred : -inferred;
  return cyclicIndex(side + shift, numPlaces);
}

/** Draws of (place, level) given one state, and an even prior of the places. */
class StateInference {
  readonly #grid: LatentGrid;
  readonly #cumulated: Float64Array;
  /** The state that the cumulated weights are of. */
  #beam = -1;
  #detectionProbability = -1;

  constructor(grid: LatentGrid) {
    this.#grid = grid;
    this.#cumulated = new Float64Array(grid.numCells);
  }

  sample(
    { beam, detectionProbability }: BeamObservation,
    rng: RandomStream,
  ): number {
    // Whoever scores a twin asks for many draws of one state.
    if (
      beam !== this.#beam || detectionProbability !== this.#detectionProbability
    ) {
      this.#weigh(beam, detectionProbability);
      this.#beam = beam;
      this.#detectionProbability = detectionProbability;
    }
    const cumulated = this.#cumulated;
    let [low, high] = [0, cumulated.length - 1];
    const u = rng.uniform() * cumulated[high];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle] > u) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #weigh(beam: number, detectionProbability: number): void {
    const grid = this.#grid;
    const seen = grid.standardizedLogit(detectionProbability);
    const { numPlaces, levelShares } = grid;
    const scale = 2 * PREDICTION_DEVIATION ** 2;
    let sum = 0;
    for (let place = 0, latent = 0; place < numPlaces; place++) {
      const cell = grid.cellOf(beam, place, 0);
      for (let level = 0; level < NUM_LEVELS; level++) {
        const error = seen - grid.decodedLogit(cell + level);
        // Never quite 0, so that a state that no latent gives has a draw too.
        sum += levelShares[level] *
          (Math.exp(-(error * error) / scale) + 1e-12);
        this.#cumulated[latent++] = sum;
      }
    }
  }
}
