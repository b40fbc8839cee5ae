/**
 * A generative adversarial network of whole episodes, which is nearest to the
 * paper's words among the twins that work: the generator is the decoder of the
 * episode-latent twin, with the same target through the episode, and the
 * discriminator sees all beams of an episode at once. The decoder begins where
 * expectation maximisation left it, and keeps an error of reconstruction in its
 * loss.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import { MultilayerPerceptron } from "../../nn/mlp.ts";
import { logistic } from "../../core/logistic.ts";
import { BEAM_ACTIONS } from "../environment.ts";
import {
  type EpisodeData,
  sampleSymmetry,
  transformEpisode,
} from "../recorded_episodes.ts";
import { cyclicIndex } from "../state_encoding.ts";
import {
  decodeEpisodes,
  EPISODE_LATENT_SETTINGS,
  maximize,
} from "./episode_latent.ts";
import { gridTwin } from "./grid_twin.ts";
import { type LatentGrid, NUM_LEVELS } from "./latent_grid.ts";
import type { TwinRecipe } from "./twin.ts";

/** How the adversarial part is trained. */
export interface EpisodeGanSettings {
  /** Steps of discriminator and generator, in turns. */
  readonly numSteps: number;
  /** Episodes of each kind in a step. */
  readonly batchSize: number;
  /** The learning rate of both. */
  readonly learningRate: number;
  /** The weight of the reconstruction beside the adversarial loss. */
  readonly reconstructionWeight: number;
  /** The deviation of the noise on all that the discriminator sees. */
  readonly noiseDeviation: number;
}

/** Picked on the tuning seeds. */
export const EPISODE_GAN_SETTINGS: EpisodeGanSettings = {
  numSteps: 800,
  batchSize: 32,
  learningRate: 2e-4,
  reconstructionWeight: 5,
  noiseDeviation: 0.2,
};

/** The episode GAN. */
export const episodeGanTwin: TwinRecipe = {
  name: "episode GAN",
  description:
    "The episode-latent decoder, then trained against a discriminator of whole " +
    "episodes.",
  build: (data, _scenario, open, effort) => {
    const { decoder, grid } = decodeEpisodes(
      data,
      EPISODE_LATENT_SETTINGS,
      open,
      effort,
    );
    const gan = new EpisodeGan(data, grid, decoder, open("episode GAN"));
    const discriminator: number[] = [];
    const generator: number[] = [];
    const numSteps = Math.ceil(effort * EPISODE_GAN_SETTINGS.numSteps);
    for (let step = 0; step < numSteps; step++) {
      const losses = gan.trainStep();
      discriminator.push(losses.discriminator);
      generator.push(losses.generator);
    }
    grid.decodeWith(decoder);
    const [, last] = EPISODE_LATENT_SETTINGS.deviations;
    grid.inferLatents(last, EPISODE_LATENT_SETTINGS.maxSquaredError);
    return {
      twin: gridTwin("episode GAN", grid),
      losses: {
        discriminator: meansOf(discriminator, 100),
        generator: meansOf(generator, 100),
      },
      networks: { decoder },
    };
  },
};

/** A random walk of beams in a target of the twin's. */
interface FakeEpisode {
  readonly beams: number[];
  readonly cells: number[];
}

/** Decoder and discriminator while they learn. */
class EpisodeGan {
  readonly #data: EpisodeData;
  readonly #grid: LatentGrid;
  readonly #decoder: MultilayerPerceptron;
  readonly #discriminator: MultilayerPerceptron;
  readonly #rng: RandomStream;
  #fakes: FakeEpisode[] = [];

  constructor(
    data: EpisodeData,
    grid: LatentGrid,
    decoder: MultilayerPerceptron,
    rng: RandomStream,
  ) {
    this.#data = data;
    this.#grid = grid;
    this.#decoder = decoder;
    this.#rng = rng;
    this.#discriminator = new MultilayerPerceptron(
      // Of each beam: whether it was tried, and what it gave.
      { inputSize: 2 * data.numBeams, hiddenSizes: [128, 64], headSizes: [1] },
      { maxBatchSize: 2 * EPISODE_GAN_SETTINGS.batchSize },
      rng,
    );
  }

  trainStep(): { discriminator: number; generator: number } {
    const { batchSize, reconstructionWeight, learningRate } =
      EPISODE_GAN_SETTINGS;
    this.#grid.decodeWith(this.#decoder);
    this.#fakes = Array.from({ length: batchSize }, () => this.#walk());
    const discriminator = this.#trainDiscriminator();
    const generator = this.#trainGenerator();
    maximize(
      this.#decoder,
      this.#grid,
      {
        ...EPISODE_LATENT_SETTINGS,
        stepsPerRound: 1,
        // Adam has no scale: the weight is one of step lengths.
        learningRate: reconstructionWeight * learningRate,
      },
      this.#rng,
    );
    return { discriminator, generator };
  }

  /** Random steps until a beam succeeds or time is up. */
  #walk(): FakeEpisode {
    const { numBeams, maxSteps, requiredDetectionProbability } = this.#data;
    const grid = this.#grid;
    const rng = this.#rng;
    const level = grid.sampleLatent(rng.integer(grid.numEpisodes), rng) %
      NUM_LEVELS;
    const place = rng.integer(grid.numPlaces);
    const goal = grid.standardizedLogit(requiredDetectionProbability);
    const cells = new Map<number, number>();
    let beam = rng.integer(numBeams);
    for (let step = 0; step < maxSteps; step++) {
      const cell = grid.cellOf(beam, place, level);
      cells.set(beam, cell);
      if (grid.decodedLogit(cell) >= goal) break;
      const action = BEAM_ACTIONS[rng.integer(BEAM_ACTIONS.length)];
      beam = cyclicIndex(beam + action, numBeams);
    }
    return { beams: [...cells.keys()], cells: [...cells.values()] };
  }

  /** Writes an episode where the discriminator reads it. */
  #write(row: number, beams: readonly number[], logits: readonly number[]) {
    const { numBeams } = this.#data;
    const { values, rowStride } = this.#discriminator.inputs;
    const at = row * rowStride;
    values.fill(0, at, at + 2 * numBeams);
    beams.forEach((beam, i) => {
      values[at + beam] = 1;
      values[at + numBeams + beam] = logits[i] +
        EPISODE_GAN_SETTINGS.noiseDeviation * this.#rng.gaussian();
    });
  }

  #writeFake(row: number, { beams, cells }: FakeEpisode): void {
    const logits = cells.map((cell) => this.#grid.decodedLogit(cell));
    this.#write(row, beams, logits);
  }

  #writeReal(row: number): void {
    const { episodes, numBeams } = this.#data;
    const rng = this.#rng;
    const { beams, detectionProbabilities } = transformEpisode(
      episodes[rng.integer(episodes.length)],
      sampleSymmetry(numBeams, rng),
      numBeams,
    );
    this.#write(
      row,
      beams,
      detectionProbabilities.map((p) => this.#grid.standardizedLogit(p)),
    );
  }

  #trainDiscriminator(): number {
    const { batchSize, learningRate } = EPISODE_GAN_SETTINGS;
    const discriminator = this.#discriminator;
    for (let n = 0; n < batchSize; n++) {
      this.#writeReal(n);
      this.#writeFake(batchSize + n, this.#fakes[n]);
    }
    discriminator.forward(2 * batchSize);
    const { outputs, outputGradients } = discriminator;
    let loss = 0;
    for (let n = 0; n < 2 * batchSize; n++) {
      const belief = logistic(outputs.values[n * outputs.rowStride]);
      const isReal = n < batchSize;
      loss -= Math.log(Math.max(1e-12, isReal ? belief : 1 - belief)) /
        batchSize;
      outputGradients.values[n * outputGradients.rowStride] =
        (belief - (isReal ? 1 : 0)) / batchSize;
    }
    discriminator.backward(2 * batchSize);
    discriminator.adamStep(learningRate);
    return loss;
  }

  /** A step of the decoder towards -log D of the same fakes. */
  #trainGenerator(): number {
    const { batchSize, learningRate } = EPISODE_GAN_SETTINGS;
    const { numBeams } = this.#data;
    const discriminator = this.#discriminator;
    this.#fakes.forEach((fake, n) => this.#writeFake(n, fake));
    discriminator.forward(batchSize);
    const { outputs, outputGradients, inputGradients } = discriminator;
    let loss = 0;
    for (let n = 0; n < batchSize; n++) {
      const belief = logistic(outputs.values[n * outputs.rowStride]);
      loss -= Math.log(Math.max(1e-12, belief)) / batchSize;
      outputGradients.values[n * outputGradients.rowStride] = (belief - 1) /
        batchSize;
    }
    discriminator.backward(batchSize, "inputs");
    const decoder = this.#decoder;
    let row = 0;
    for (const [n, { beams, cells }] of this.#fakes.entries()) {
      for (const [i, cell] of cells.entries()) {
        const at = row * decoder.inputs.rowStride;
        this.#grid.writeFeatures(decoder.inputs.values, at, cell);
        decoder.outputGradients.values[
          row * decoder.outputGradients.rowStride
        ] = inputGradients.values[
          n * inputGradients.rowStride + numBeams + beams[i]
        ];
        row++;
      }
    }
    decoder.forward(row);
    decoder.backward(row);
    decoder.adamStep(learningRate);
    return loss;
  }
}

/** The means of equal parts of a list, as for a curve. */
function meansOf(values: readonly number[], numParts: number): number[] {
  const size = Math.max(1, Math.ceil(values.length / numParts));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, part) => {
    const inPart = values.slice(part * size, (part + 1) * size);
    const sum = inPart.reduce((total, value) => total + value, 0);
    return Number((sum / inPart.length).toFixed(4));
  });
}
