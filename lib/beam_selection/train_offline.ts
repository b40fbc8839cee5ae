/**
 * Training from recorded episodes: alone (paper A, Sec. V-C, "offline DRL"), or
 * in turns with episodes in a twin.
 *
 * @module
 */

import { requireInteger } from "../core/check.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import { explorationRateAt } from "../rl/exploration.ts";
import { learningRateAt } from "../rl/learning_rate.ts";
import { BEAM_ACTIONS, type BeamWorld } from "./environment.ts";
import {
  type EpisodeData,
  IDENTITY,
  recordedObservations,
  requireEpisodeData,
  sampleSymmetry,
  stepBetween,
  transformEpisode,
} from "./recorded_episodes.ts";
import type { BeamObservation } from "./state_encoding.ts";
import type { TrainedAgent, TrainingWatcher } from "./train.ts";
import { Trainer, type TrainingEpisode } from "./trainer.ts";
import type { TrainingSettings } from "./training_settings.ts";

/** How recorded episodes are learnt from. */
export interface OfflineOptions {
  /**
   * Whether each is turned by a random symmetry of the codebook whenever it
   * comes up: 128 episodes for one.
   */
  readonly isSymmetric: boolean;
  /** Where half of the transitions come from, if not all are recorded. */
  readonly twin?: BeamWorld;
  /** Told after each episode. */
  readonly onEpisode?: TrainingWatcher;
}

/**
 * Trains an agent that never touches the real world. An episode of the training
 * is one of the recorded episodes, drawn at random; the agent takes as many
 * gradient steps as if it had played it. With a twin it plays an episode in
 * that, and then learns from as many recorded transitions.
 *
 * @param data the recorded episodes
 * @param settings how it is trained
 * @param numEpisodes E, how long
 * @param open the streams of the training
 * @param options symmetry, twin
 * @returns the agent; its episodes are those it learnt from, or played
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 */
export function trainOffline(
  data: EpisodeData,
  settings: TrainingSettings,
  numEpisodes: number,
  open: StreamOpener,
  { isSymmetric, twin, onEpisode }: OfflineOptions,
): TrainedAgent {
  const action = "train an agent offline";
  requireEpisodeData(action, data);
  requireInteger(action, { numEpisodes }, 1, 1e7);
  const trainer = new Trainer(data.numBeams, settings, open);
  const recording = new Recording(data, isSymmetric, open("recorded order"));
  const episodes: TrainingEpisode[] = [];
  for (let episode = 0; episode < numEpisodes; episode++) {
    const learningRate = learningRateAt(settings.learningRate, episode);
    const played = twin && trainer.playEpisode(
      twin,
      (label) => open(`training ${episode}/${label}`),
      explorationRateAt(episode, numEpisodes),
      learningRate,
    );
    const count = played ? played.numSteps - 1 : recording.episodeLength();
    let totalReward = 0;
    for (let i = 0; i < count; i++) {
      totalReward += trainer.learnFrom(recording.next(), learningRate);
    }
    const outcome = played ?? { numSteps: count + 1, totalReward };
    episodes.push(outcome);
    onEpisode?.(episode, outcome, trainer);
  }
  return { network: trainer.network, encoder: trainer.encoder, episodes };
}

/** The recorded transitions without end, episode after random episode. */
class Recording {
  readonly #data: EpisodeData;
  readonly #isSymmetric: boolean;
  readonly #rng: RandomStream;
  #observations: readonly BeamObservation[] = [];
  #place = 0;

  constructor(data: EpisodeData, isSymmetric: boolean, rng: RandomStream) {
    this.#data = data;
    this.#isSymmetric = isSymmetric;
    this.#rng = rng;
    this.#draw();
  }

  /** How many transitions are left of the episode that is being read. */
  episodeLength(): number {
    return this.#observations.length - this.#place;
  }

  next(): Parameters<Trainer["learnFrom"]>[0] {
    const [before, after] = this.#observations.slice(this.#place - 1);
    this.#place++;
    const { numBeams, requiredDetectionProbability, maxSteps } = this.#data;
    const isSuccess =
      after.detectionProbability >= requiredDetectionProbability;
    const transition = {
      before,
      action: BEAM_ACTIONS.indexOf(
        stepBetween(before.beam, after.beam, numBeams),
      ),
      after,
      isSuccess,
      isCut: !isSuccess && this.#place === maxSteps,
    };
    if (this.#place === this.#observations.length) this.#draw();
    return transition;
  }

  /** An episode that ended with its first beam has no transition. */
  #draw(): void {
    const { episodes, numBeams } = this.#data;
    do {
      const episode = episodes[this.#rng.integer(episodes.length)];
      const symmetry = this.#isSymmetric
        ? sampleSymmetry(numBeams, this.#rng)
        : IDENTITY;
      this.#observations = recordedObservations(
        transformEpisode(episode, symmetry, numBeams),
        this.#data,
      );
      this.#place = 1;
    } while (this.#observations.length < 2);
  }
}
