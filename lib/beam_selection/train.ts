/**
 * Training of a beam-selection agent by playing (paper A, Sec. III-C and
 * Algorithm 1, lines 10 to 22): online in the real world, or in a twin of it.
 *
 * @module
 */

import { requireInteger } from "../core/check.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import type { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { explorationRateAt } from "../rl/exploration.ts";
import { learningRateAt } from "../rl/learning_rate.ts";
import { BEAM_ACTIONS, type BeamWorld } from "./environment.ts";
import type { BeamPolicy } from "./policies/policy.ts";
import type { StateEncoder } from "./state_encoding.ts";
import { Trainer, type TrainingEpisode } from "./trainer.ts";
import type { TrainingSettings } from "./training_settings.ts";

export type { TrainingEpisode } from "./trainer.ts";
export * from "./training_settings.ts";

/** The episodes that Algorithm 1 trains, E (Table I). */
export const NUM_TRAINING_EPISODES = 1000;

/** An agent as it stands. */
export interface Agent {
  /** The network that acts. */
  readonly network: DuelingQNetwork;
  /** How its input is made. */
  readonly encoder: StateEncoder;
}

/** A trained agent and the way there. */
export interface TrainedAgent extends Agent {
  /** Every episode of the training. */
  readonly episodes: readonly TrainingEpisode[];
}

/** Told after each episode of a training, with the agent as it then stands. */
export type TrainingWatcher = (
  episode: number,
  outcome: TrainingEpisode,
  agent: Agent,
) => void;

/**
 * Trains an agent in a world, the real one or a twin of it.
 *
 * @param world where it plays
 * @param settings how it is trained
 * @param numEpisodes E, how long
 * @param open the streams of the training; the n-th episode has its own
 * @param onEpisode told after each episode
 * @returns the agent
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 */
export function trainAgent(
  world: BeamWorld,
  settings: TrainingSettings,
  numEpisodes: number,
  open: StreamOpener,
  onEpisode?: TrainingWatcher,
): TrainedAgent {
  requireInteger("train an agent", { numEpisodes }, 1, 1e7);
  const trainer = new Trainer(world.numBeams, settings, open);
  const episodes: TrainingEpisode[] = [];
  for (let episode = 0; episode < numEpisodes; episode++) {
    const outcome = trainer.playEpisode(
      world,
      (label) => open(`training ${episode}/${label}`),
      explorationRateAt(episode, numEpisodes),
      learningRateAt(settings.learningRate, episode),
    );
    episodes.push(outcome);
    onEpisode?.(episode, outcome, trainer);
  }
  return { network: trainer.network, encoder: trainer.encoder, episodes };
}

/**
 * The policy of a trained network, a_t = argmax_a Q(s_t, a) (paper A, eq. (37)).
 *
 * @param name what it is called
 * @param network the network
 * @param encoder how its input is made
 */
export function learnedPolicy(
  name: string,
  network: DuelingQNetwork,
  encoder: StateEncoder,
): BeamPolicy {
  const state = new Float32Array(encoder.inputSize);
  return {
    name,
    begin: () => (observation) => {
      encoder.encodeInto(state, observation);
      return observation.beam + BEAM_ACTIONS[network.greedyAction(state)];
    },
  };
}
