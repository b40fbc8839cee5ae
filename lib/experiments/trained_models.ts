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
import type { TfjsModel } from "../nn/tfjs_model_files.ts";
import { toTfjsPerceptron } from "../nn/tfjs_perceptron.ts";
import { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { toTfjsModel } from "../rl/tfjs_q_network.ts";
import { DynamicGraphNetwork } from "../tracking/extractor/dynamic_graph_network.ts";
import { EXTRACTOR_BASES } from "../tracking/extractor/position_fix.ts";
import { toTfjsExtractor } from "../tracking/extractor/tfjs_extractor.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Condition } from "./experiment.ts";
import { PROJECT_FOLDER, resultsFolder } from "./folders.ts";
import {
  conditionOf,
  createLearnerWorld,
  NUM_RECORDED_EPISODES,
  recordFor,
} from "./learner_conditions.ts";
import { findExperiment } from "./mod.ts";
import { createWorld } from "./online_training.ts";
import { requiredRows } from "./required_rows.ts";
import { actorOf, CONTROLLERS, controllers } from "./track_controllers.ts";
import { extractorOf, extractorTraining } from "./track_training.ts";

/** A network of a kind that can be stored. */
export type StoredNetwork =
  | DuelingQNetwork
  | MultilayerPerceptron
  | DynamicGraphNetwork;

/** A network that is stored. */
export interface TrainedModel {
  /** The name of its folder in data/models. */
  readonly name: string;
  /**
   * Trains it, or takes it from the row of its training: the same bits each
   * time.
   */
  train(): StoredNetwork;
}

/** A network as a model of tfjs, in whose format it is stored. */
export function toStoredModel(network: StoredNetwork): TfjsModel {
  if (network instanceof DuelingQNetwork) return toTfjsModel(network);
  if (network instanceof DynamicGraphNetwork) {
    return toTfjsExtractor(network, TRACKING_SCENARIO.baseStations.length);
  }
  return toTfjsPerceptron(network);
}

/** Where the networks are stored. */
export const MODELS_FOLDER: string = join(PROJECT_FOLDER, "data", "models");

/**
 * The agents and twins of seed 1: the online agent at three powers; and at 20
 * dBm the paper's generator, the decoder of the episode-latent twin, and the
 * agent that learns in that twin and from the recorded episodes. Of paper B the
 * extractors and the controller of seed 1, from the rows of `track_training` and
 * `track_controllers`, whose trainings take minutes.
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
  ...EXTRACTOR_BASES.map((base) => ({
    name: `track_extractor_${base}`,
    train: () => {
      const { weights } = trainedRow(extractorTraining.id, { base });
      return extractorOf(weights, TRACKING_SCENARIO, base).network;
    },
  })),
  {
    name: "track_controller",
    train: () => {
      const controller = "pairs";
      const { weights } = trainedRow(controllers.id, { controller });
      const variant = CONTROLLERS[controller];
      return actorOf(weights, variant, TRACKING_SCENARIO).network;
    },
  },
];

/** What a training of seed 1 left. */
function trainedRow(
  experimentId: string,
  condition: Condition,
): { readonly weights: string } {
  const reader = { id: "the models", requires: [findExperiment(experimentId)] };
  const required = requiredRows(reader, resultsFolder("paper"), 1);
  return required(experimentId, condition) as { readonly weights: string };
}

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
