/**
 * The trained networks that are stored with the package, and how each is made.
 *
 * @module
 */

import { join } from "node:path";
import { openStream } from "../core/random_stream.ts";
import {
  NUM_TRAINING_EPISODES,
  trainAgent,
  TRAINING_SETTINGS,
} from "../beam_selection/train.ts";
import type { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { PROJECT_FOLDER } from "./folders.ts";
import { createWorld } from "./online_training.ts";

/** A network that is stored. */
export interface TrainedModel {
  /** The name of its folder in data/models. */
  readonly name: string;
  /** Trains it: the same bits each time. */
  train(): DuelingQNetwork;
}

/** Where the networks are stored. */
export const MODELS_FOLDER: string = join(PROJECT_FOLDER, "data", "models");

/** The online agents of seed 1, one for each of three transmit powers. */
export const TRAINED_MODELS: readonly TrainedModel[] = [10, 20, 30].map(
  (transmitPowerDbm) => ({
    name: `beam_online_${transmitPowerDbm}dbm`,
    train: () =>
      trainAgent(
        createWorld(transmitPowerDbm),
        TRAINING_SETTINGS,
        NUM_TRAINING_EPISODES,
        (label) => openStream(1, label),
      ).network,
  }),
);
