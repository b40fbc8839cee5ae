/**
 * An agent that learns from episodes, its own or recorded ones: what all ways
 * of training share (paper A, Algorithm 1, lines 12 to 21).
 *
 * @module
 */

import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import { QLearner } from "../rl/double_q_learning.ts";
import type { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { chooseAction } from "../rl/exploration.ts";
import { ReplayBuffer } from "../rl/replay_buffer.ts";
import { BEAM_ACTIONS, type BeamWorld } from "./environment.ts";
import { shapedReward } from "./reward_shaping.ts";
import { type BeamObservation, StateEncoder } from "./state_encoding.ts";
import type { TrainingSettings } from "./training_settings.ts";

/** How an episode of training went. */
export interface TrainingEpisode {
  /** How many beams were tried, the first included. */
  readonly numSteps: number;
  /** The sum of the shaped rewards. */
  readonly totalReward: number;
}

/** What a step of an episode led to. */
interface Transition {
  readonly before: BeamObservation;
  readonly action: number;
  readonly after: BeamObservation;
  readonly isSuccess: boolean;
  readonly isCut: boolean;
}

/** What stays from one episode of training to the next. */
export class Trainer {
  /** How the network's input is made. */
  readonly encoder: StateEncoder;
  readonly #settings: TrainingSettings;
  readonly #learner: QLearner;
  readonly #replay: ReplayBuffer;
  readonly #explorationRng: RandomStream;
  readonly #replayRng: RandomStream;
  readonly #state: Float32Array;
  readonly #nextState: Float32Array;

  /** An agent with fresh weights and an empty replay buffer. */
  constructor(
    numBeams: number,
    settings: TrainingSettings,
    open: StreamOpener,
  ) {
    this.#settings = settings;
    this.encoder = new StateEncoder(numBeams, settings.encoding);
    const stateSize = this.encoder.inputSize;
    const numActions = BEAM_ACTIONS.length;
    const { dueling, target, batchSize, targetCopyInterval } = settings;
    this.#learner = new QLearner({
      network: { stateSize, numActions, dueling },
      discountFactor: settings.reward.discountFactor,
      batchSize,
      targetCopyInterval,
      target,
      conservativeWeight: settings.conservativeWeight,
    }, open("initial weights"));
    this.#replay = new ReplayBuffer({
      capacity: settings.replayCapacity,
      stateSize,
      numActions,
    });
    this.#explorationRng = open("exploration");
    this.#replayRng = open("replay");
    this.#state = new Float32Array(stateSize);
    this.#nextState = new Float32Array(stateSize);
  }

  /** The network that is trained and that acts. */
  get network(): DuelingQNetwork {
    return this.#learner.network;
  }

  /** Plays an episode in a world and learns from every step of it. */
  playEpisode(
    world: BeamWorld,
    open: StreamOpener,
    explorationRate: number,
    learningRate: number,
  ): TrainingEpisode {
    let step = world.reset(open);
    let numSteps = 1;
    let totalReward = 0;
    while (!step.isSuccess && !step.isCut) {
      const before = step.observation;
      this.encoder.encodeInto(this.#state, before);
      const action = chooseAction(
        explorationRate,
        () => this.network.greedyAction(this.#state),
        BEAM_ACTIONS.length,
        this.#explorationRng,
      );
      step = world.tryBeam(before.beam + BEAM_ACTIONS[action]);
      numSteps++;
      const { isSuccess, isCut } = step;
      totalReward += this.learnFrom(
        { before, action, after: step.observation, isSuccess, isCut },
        learningRate,
      );
    }
    return { numSteps, totalReward };
  }

  /**
   * Stores a transition and takes the gradient steps that it is worth.
   *
   * @returns the shaped reward of the transition
   */
  learnFrom(transition: Transition, learningRate: number): number {
    const { before, action, after, isSuccess, isCut } = transition;
    const { reward, bootstrapAtCut, gradientStepsPerStep } = this.#settings;
    const gained = shapedReward(
      before.detectionProbability,
      after.detectionProbability,
      isSuccess,
      reward,
    );
    this.encoder.encodeInto(this.#state, before);
    this.encoder.encodeInto(this.#nextState, after);
    const bootstraps = !isSuccess && (bootstrapAtCut || !isCut);
    this.#replay.push(
      this.#state,
      action,
      gained,
      this.#nextState,
      bootstraps,
    );
    for (let i = 0; i < gradientStepsPerStep; i++) {
      this.#learner.learn(this.#replay, learningRate, this.#replayRng);
    }
    return gained;
  }
}
