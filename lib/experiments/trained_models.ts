/**
 * The trained networks that are stored with the package, and how each is made.
 *
 * @module
 */

import { join } from "node:path";
import { openStream } from "../core/random_stream.ts";
import {
  CONSERVATIVE_WEIGHT,
  NUM_TRAINING_EPISODES,
  trainAgent,
  TRAINING_SETTINGS,
} from "../beam_selection/train.ts";
import { trainOffline } from "../beam_selection/train_offline.ts";
import {
  type BuiltTwin,
  episodeLatentTwin,
  oneStepTwin,
  type TwinRecipe,
  TwinWorld,
} from "../beam_selection/twins/mod.ts";
import type { EpisodeData } from "../beam_selection/recorded_episodes.ts";
import type { MultilayerPerceptron } from "../nn/mlp.ts";
import type { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { PROJECT_FOLDER } from "./folders.ts";
import {
  conditionOf,
  createLearnerWorld,
  NUM_RECORDED_EPISODES,
  recordFor,
} from "./learner_conditions.ts";
import { createWorld } from "./online_training.ts";

/** A network that is stored. */
export interface TrainedModel {
  /** The name of its folder in data/models. */
  readonly name: string;
  /** Trains it: the same bits each time. */
  train(): DuelingQNetwork | MultilayerPerceptron;
}

/** Where the networks are stored. */
export const MODELS_FOLDER: string = join(PROJECT_FOLDER, "data", "models");

/**
 * The agents and twins of seed 1: the online agent at three powers; and at 20
 * dBm the paper's generator, the decoder of the episode-latent twin, and the
 * agent that learns in that twin and from the recorded episodes.
 */
export const TRAINED_MODELS: readonly TrainedModel[] = [
  ...[10, 20, 30].map((transmitPowerDbm) => ({
    name: `beam_online_${transmitPowerDbm}dbm`,
    train: () =>
      trainAgent(
        createWorld(transmitPowerDbm),
        TRAINING_SETTINGS,
        NUM_TRAINING_EPISODES,
        open,
      ).network,
  })),
  {
    name: "beam_twin_one_step_20dbm",
    train: () => buildTwin(oneStepTwin).networks.generator,
  },
  {
    name: "beam_twin_episode_latent_20dbm",
    train: () => buildTwin(episodeLatentTwin).networks.decoder,
  },
  {
    name: "beam_agent_episode_latent_20dbm",
    train: () => {
      const { twin, data } = buildTwin(episodeLatentTwin);
      return trainOffline(
        data,
        { ...TRAINING_SETTINGS, conservativeWeight: CONSERVATIVE_WEIGHT },
        NUM_TRAINING_EPISODES,
        open,
        { isSymmetric: true, twin: new TwinWorld(twin, data) },
      ).network;
    },
  },
];

function open(label: string) {
  return openStream(1, label);
}

function buildTwin(
  recipe: TwinRecipe,
): BuiltTwin & { readonly data: EpisodeData } {
  const world = createLearnerWorld(conditionOf(recipe.name));
  const data = recordFor(world, NUM_RECORDED_EPISODES, open);
  const built = recipe.build(data, world.settings.scenario, open, 1);
  return { ...built, data };
}
