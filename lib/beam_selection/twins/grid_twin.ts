/**
 * The twin that a decoded grid of latents makes: an episode has a place and a
 * level, and keeps them.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import type { BeamObservation } from "../state_encoding.ts";
import { type LatentGrid, NUM_LEVELS } from "./latent_grid.ts";
import type { BeamTwin } from "./twin.ts";

/** The error of the decoder that `predict` reckons with. */
const PREDICTION_DEVIATION = 0.15;

/**
 * The twin of a decoded grid. An episode has the level of a recorded episode
 * drawn at random, and a place drawn evenly from the circle.
 *
 * @param name what it is called
 * @param grid decoded, with its latents inferred
 */
export function gridTwin(name: string, grid: LatentGrid): BeamTwin {
  const probabilities = grid.decodedProbabilities();
  const sampleLevel = (rng: RandomStream) =>
    grid.sampleLatent(rng.integer(grid.numEpisodes), rng) % NUM_LEVELS;
  return {
    name,
    begin: (rng) => {
      const level = sampleLevel(rng);
      const place = rng.integer(grid.numPlaces);
      return (beam) => probabilities[grid.cellOf(beam, place, level)];
    },
    predict: (before, beam, rng) => {
      const latent = inferFrom(grid, probabilities, before, rng);
      const place = Math.floor(latent / NUM_LEVELS);
      return probabilities[grid.cellOf(beam, place, latent % NUM_LEVELS)];
    },
  };
}

/** A draw of (place, level) given one state, and an even prior of the places. */
function inferFrom(
  grid: LatentGrid,
  probabilities: Float64Array,
  { beam, detectionProbability }: BeamObservation,
  rng: RandomStream,
): number {
  const seen = grid.standardizedLogit(detectionProbability);
  const weights = new Float64Array(grid.numCells);
  let sum = 0;
  for (let latent = 0; latent < weights.length; latent++) {
    const place = Math.floor(latent / NUM_LEVELS);
    const level = latent % NUM_LEVELS;
    const cell = grid.cellOf(beam, place, level);
    const error = seen - grid.standardizedLogit(probabilities[cell]);
    // Never quite 0, so that a state that no latent gives has a draw too.
    sum += grid.levelShares[level] *
      (Math.exp(-(error * error) / (2 * PREDICTION_DEVIATION ** 2)) + 1e-12);
    weights[latent] = sum;
  }
  const u = rng.uniform() * sum;
  return weights.findIndex((cumulated) => cumulated > u);
}
