/**
 * What an agent is worth in the real world: on the seed's evaluation episodes,
 * along its training, and in settings that it was not trained in.
 *
 * @module
 */

import { mean } from "simple-statistics";
import type { StreamOpener } from "../core/random_stream.ts";
import type { BeamEnvironment } from "../beam_selection/environment.ts";
import {
  meanStepsOver,
  openEpisode,
  playEpisode,
} from "../beam_selection/evaluate.ts";
import type { EpisodeBound } from "../beam_selection/policies/oracle.ts";
import type { BeamPolicy } from "../beam_selection/policies/policy.ts";
import { evaluateAndProbe } from "../beam_selection/policy_probe.ts";
import {
  REWARD_SETTINGS,
  shapedReward,
} from "../beam_selection/reward_shaping.ts";
import {
  type Agent,
  learnedPolicy,
  type TrainingWatcher,
} from "../beam_selection/train.ts";
import type { ProbedScore } from "./online_training.ts";

/** How often the curve of a training is measured. */
export const NUM_CHECKPOINTS = 50;

/** An agent's steps and rewards in the real world while it was trained. */
export type LearningCurve = {
  /** Mean steps after each fiftieth of the training. */
  readonly stepsByBin: readonly number[];
  /** Mean sum of shaped rewards after each fiftieth of the training. */
  readonly rewardByBin: readonly number[];
};

/**
 * Watches a training and plays the agent, as it then stands, in the real world
 * after each fiftieth of it, without exploration. It learns nothing from that.
 */
export class CurveWatcher {
  readonly #world: BeamEnvironment;
  readonly #numEpisodes: number;
  readonly #every: number;
  readonly #open: StreamOpener;
  readonly #steps: number[] = [];
  readonly #rewards: number[] = [];

  /**
   * A watcher of one training.
   *
   * @param world the real world
   * @param numTrainingEpisodes how long the training is
   * @param numEpisodes how many episodes a point of the curve is the mean of
   * @param open the streams of the seed
   */
  constructor(
    world: BeamEnvironment,
    numTrainingEpisodes: number,
    numEpisodes: number,
    open: StreamOpener,
  ) {
    this.#world = world;
    this.#numEpisodes = numEpisodes;
    this.#every = Math.ceil(numTrainingEpisodes / NUM_CHECKPOINTS);
    this.#open = open;
  }

  /** To be told after each episode of the training. */
  readonly watch: TrainingWatcher = (episode, _outcome, agent) => {
    if ((episode + 1) % this.#every === 0) this.#measure(agent);
  };

  /** What was measured. */
  get curve(): LearningCurve {
    return { stepsByBin: this.#steps, rewardByBin: this.#rewards };
  }

  #measure({ network, encoder }: Agent): void {
    const policy = learnedPolicy("agent", network, encoder);
    const played = Array.from(
      { length: this.#numEpisodes },
      (_, n) =>
        playWithReward(
          this.#world,
          policy,
          (label) => this.#open(`curve ${n}/${label}`),
        ),
    );
    this.#steps.push(rounded(mean(played.map(({ numSteps }) => numSteps))));
    this.#rewards.push(rounded(mean(played.map(({ reward }) => reward))));
  }
}

function playWithReward(
  world: BeamEnvironment,
  policy: BeamPolicy,
  open: StreamOpener,
): { readonly numSteps: number; readonly reward: number } {
  let reward = 0;
  let before = 0;
  const told = (step: ReturnType<BeamEnvironment["reset"]>) => {
    const { detectionProbability, previous } = step.observation;
    if (previous !== undefined) {
      reward += shapedReward(
        before,
        detectionProbability,
        step.isSuccess,
        REWARD_SETTINGS,
      );
    }
    before = detectionProbability;
    return step;
  };
  const { numSteps } = playEpisode(
    {
      numBeams: world.numBeams,
      reset: (openStream) => told(world.reset(openStream)),
      tryBeam: (beam) => told(world.tryBeam(beam)),
    },
    policy,
    open,
    world.settings.scenario.requiredDetectionProbability,
  );
  return { numSteps, reward };
}

/** The score of an agent on the seed's evaluation episodes, with its probe. */
export function scoreAgent(
  world: BeamEnvironment,
  { network, encoder }: Agent,
  bounds: readonly EpisodeBound[],
  open: StreamOpener,
): ProbedScore {
  const policy = learnedPolicy("agent", network, encoder);
  return evaluateAndProbe(world, policy, bounds, open);
}

/** Mean steps of an agent in a world, over its first evaluation episodes. */
export function meanStepsIn(
  world: BeamEnvironment,
  { network, encoder }: Agent,
  numEpisodes: number,
  open: StreamOpener,
): number {
  const policy = learnedPolicy("agent", network, encoder);
  return meanStepsOver(
    world,
    policy,
    numEpisodes,
    (n) => openEpisode(open, n),
    world.settings.scenario.requiredDetectionProbability,
  );
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
