/**
 * A twin with a latent that lasts through the episode: where the target is, and
 * how strong its echo. Neither is ever recorded; both are inferred, episode by
 * episode, together with a small network that says what P_D they give
 * (expectation maximisation). The network sees how far a beam lies from the
 * target, on the circle of indices, so that all beams share what is learnt.
 *
 * @module
 */

import type { RandomStream, StreamOpener } from "../../core/random_stream.ts";
import { MultilayerPerceptron } from "../../nn/mlp.ts";
import { type EpisodeData, requireEpisodeData } from "../recorded_episodes.ts";
import { LatentGrid, NUM_FEATURES, NUM_LEVELS } from "./latent_grid.ts";
import { gridTwin } from "./grid_twin.ts";
import type { BuiltTwin, TwinRecipe } from "./twin.ts";

/** How the latents and the decoder are learnt. */
export interface EpisodeLatentSettings {
  /** Rounds of expectation and maximisation. */
  readonly numRounds: number;
  /** Steps of Adam in each maximisation. */
  readonly stepsPerRound: number;
  /** Recorded beams in a step. */
  readonly batchSize: number;
  /** The learning rate of the decoder. */
  readonly learningRate: number;
  /** The deviation of the decoder's error in the first round, and the last. */
  readonly deviations: readonly [first: number, last: number];
  /** A squared error counts at most as this. */
  readonly maxSquaredError: number;
}

/** Picked on the tuning seeds. */
export const EPISODE_LATENT_SETTINGS: EpisodeLatentSettings = {
  numRounds: 60,
  stepsPerRound: 40,
  batchSize: 512,
  learningRate: 3e-3,
  deviations: [1, 0.15],
  maxSquaredError: 25,
};

/** The twin with a latent target. */
export const episodeLatentTwin: TwinRecipe = {
  name: "episode latent",
  description:
    "A place and a strength of the target, inferred for each episode, and a " +
    "network from both to P_D.",
  build: (data, _scenario, open, effort) =>
    buildEpisodeLatent(data, EPISODE_LATENT_SETTINGS, open, effort),
};

/** What the episodes were decoded into. */
export interface DecodedEpisodes {
  /** From the features of offset and level to a standardised logit of P_D. */
  readonly decoder: MultilayerPerceptron;
  /** The grid of latents, with each episode's posterior. */
  readonly grid: LatentGrid;
  /** The mean squared error of the maximisation, round after round. */
  readonly errors: readonly number[];
}

/** Builds the twin with settings of one's own. */
export function buildEpisodeLatent(
  data: EpisodeData,
  settings: EpisodeLatentSettings,
  open: StreamOpener,
  effort = 1,
): BuiltTwin {
  const { decoder, grid, errors } = decodeEpisodes(
    data,
    settings,
    open,
    effort,
  );
  return {
    twin: gridTwin("episode latent", grid),
    losses: { error: errors.map((error) => Number(error.toFixed(4))) },
    networks: { decoder },
  };
}

/**
 * Learns the decoder and the latents of the recorded episodes.
 *
 * @param data the pre-collected episodes
 * @param settings how it is learnt
 * @param open the streams of the seed
 * @param effort from 0 to 1: the share of the rounds
 */
export function decodeEpisodes(
  data: EpisodeData,
  settings: EpisodeLatentSettings,
  open: StreamOpener,
  effort: number,
): DecodedEpisodes {
  requireEpisodeData("build an episode-latent twin", data);
  const grid = new LatentGrid(data);
  const decoder = new MultilayerPerceptron(
    { inputSize: NUM_FEATURES, hiddenSizes: [64, 64], headSizes: [1] },
    { maxBatchSize: grid.numCells },
    open("decoder"),
  );
  const rng = open("expectation maximisation");
  const numRounds = Math.max(2, Math.ceil(effort * settings.numRounds));
  const [first, last] = settings.deviations;
  const errors: number[] = [];
  for (let round = 0; round < numRounds; round++) {
    const deviation = first * (last / first) ** (round / (numRounds - 1));
    grid.decodeWith(decoder);
    grid.inferLatents(deviation, settings.maxSquaredError);
    errors.push(maximize(decoder, grid, settings, rng));
  }
  grid.decodeWith(decoder);
  grid.inferLatents(last, settings.maxSquaredError);
  return { decoder, grid, errors };
}

/**
 * Steps of the decoder towards the recorded P_D, each under a draw of its
 * episode's latents; half of them with the order of the beams turned round.
 *
 * @returns the mean squared error
 */
export function maximize(
  decoder: MultilayerPerceptron,
  grid: LatentGrid,
  { stepsPerRound, batchSize, learningRate }: EpisodeLatentSettings,
  rng: RandomStream,
): number {
  const { inputs, outputs, outputGradients } = decoder;
  const targets = new Float64Array(batchSize);
  let sum = 0;
  for (let step = 0; step < stepsPerRound; step++) {
    for (let n = 0; n < batchSize; n++) {
      const { episode, beam, logit } = grid.visit(rng.integer(grid.numVisits));
      const latent = grid.sampleLatent(episode, rng);
      const place = Math.floor(latent / NUM_LEVELS);
      const cell = grid.cellOf(beam, place, latent % NUM_LEVELS);
      const seen = rng.uniform() < 0.5 ? cell : grid.mirrorCell(cell);
      grid.writeFeatures(inputs.values, n * inputs.rowStride, seen);
      targets[n] = logit;
    }
    decoder.forward(batchSize);
    for (let n = 0; n < batchSize; n++) {
      const error = outputs.values[n * outputs.rowStride] - targets[n];
      sum += error * error;
      outputGradients.values[n * outputGradients.rowStride] = 2 * error /
        batchSize;
    }
    decoder.backward(batchSize);
    decoder.adamStep(learningRate);
  }
  return sum / (stepsPerRound * batchSize);
}
