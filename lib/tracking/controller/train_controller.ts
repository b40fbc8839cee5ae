/**
 * The second phase of the paper's training (Sec. 3.3): an actor and its critic
 * learn from the closed loop by proximal policy optimisation, from a random
 * start. Whoever tracks stays as it is.
 *
 * @module
 */

import { requireArray, requireInteger } from "../../core/check.ts";
import type { StreamOpener } from "../../core/random_stream.ts";
import { MultilayerPerceptron } from "../../nn/mlp.ts";
import {
  type PolicyUpdate,
  ProximalPolicyLearner,
  type ProximalPolicySettings,
} from "../../rl/proximal_policy.ts";
import { Rollout } from "../../rl/rollout.ts";
import { runClosedLoop, type Tracker } from "../closed_loop.ts";
import { ACTOR_HIDDEN_SIZES, type ActorState, createActor } from "./actors.ts";
import { controllerAssociation } from "./controller_association.ts";
import { blockReward, type RewardSettings } from "./controller_reward.ts";
import type { LinkActor } from "./link_actor.ts";
import type { ControllerMask } from "./partial_association.ts";

/** How a controller is trained. */
export interface ControllerTrainingSettings {
  /** What the actor sees. */
  readonly state: ActorState;
  /** The widths of the actor's hidden layers; those of its state, unless given. */
  readonly hiddenSizes?: readonly number[];
  /** The widths of the critic's hidden layers. */
  readonly criticHiddenSizes: readonly number[];
  /** Which links are masked out. */
  readonly mask: ControllerMask;
  /** Whether the actor may leave chains unused. */
  readonly mayStop: boolean;
  /** The reward. */
  readonly reward: RewardSettings;
  /** Proximal policy optimisation. */
  readonly policy: ProximalPolicySettings;
  /** The numbers of targets of the episodes of a rollout, one each. */
  readonly targetCounts: readonly number[];
  /** How many rollouts are learnt from. */
  readonly numRollouts: number;
}

/**
 * The pair actor with covariance, for 4, 6 and 8 targets at once. The paper
 * gives none of these numbers; these were tried on the tuning seed 1001. The
 * discount is 0, so that each block is rewarded for itself alone.
 */
export const CONTROLLER_TRAINING: ControllerTrainingSettings = {
  state: "pairs, covariance",
  criticHiddenSizes: [32],
  mask: "look-ahead",
  mayStop: false,
  reward: { kind: "covariance trace", clipM2: 1 },
  policy: {
    discountFactor: 0,
    traceDecay: 0.95,
    clipRange: 0.2,
    entropyWeight: 0,
    numEpochs: 3,
    choicesPerStep: 256,
    statesPerStep: 256,
    actorLearningRate: 3e-3,
    criticLearningRate: 3e-3,
  },
  targetCounts: [4, 6, 8],
  numRollouts: 100,
};

/**
 * The paper's controller for so many targets: an actor of coordinates, its mask
 * and its reward. The discount, which the paper has in (0, 1] and does not give,
 * is .9; a target counts 25 m^2 at most, as one lost track would outweigh all
 * others.
 */
export function paperControllerTraining(
  numTargets: number,
): ControllerTrainingSettings {
  return {
    ...CONTROLLER_TRAINING,
    state: "coordinates",
    mask: "paper",
    reward: { kind: "squared error", clipM2: 25 },
    policy: { ...CONTROLLER_TRAINING.policy, discountFactor: 0.9 },
    targetCounts: [numTargets, numTargets, numTargets],
  };
}

/** What a rollout was like, and what it taught. */
export interface ControllerProgress extends PolicyUpdate {
  /** Which rollout, from 0. */
  readonly rollout: number;
  /** The mean reward of its blocks [m^2]. */
  readonly meanReward: number;
}

/** A trained controller. */
export interface TrainedController {
  /** Scores links. */
  readonly actor: LinkActor;
  /** Values blocks. */
  readonly critic: MultilayerPerceptron;
  /** Every rollout. */
  readonly progress: readonly ControllerProgress[];
}

/**
 * Trains a controller in the closed loop.
 *
 * The learning rates fall linearly to a tenth. Rewards are multiplied by
 * 1 - gamma, so that values are of one order for every discount.
 *
 * @param settings how
 * @param tracker who tracks; its association plays no part
 * @param open opens the streams of the training
 * @param onRollout told after each rollout
 * @returns the controller
 * @throws {RangeError} where a setting breaks its rule, or training diverges
 */
export function trainController(
  settings: ControllerTrainingSettings,
  tracker: Omit<Tracker, "association">,
  open: StreamOpener,
  onRollout?: (progress: ControllerProgress, actor: LinkActor) => void,
): TrainedController {
  const action = "train a controller";
  const { state, policy, targetCounts, numRollouts } = settings;
  requireInteger(action, { numRollouts }, 1, 1e6);
  requireArray(action, { targetCounts });
  const actor = createActor(
    tracker.scenario,
    {
      state,
      hiddenSizes: settings.hiddenSizes ?? ACTOR_HIDDEN_SIZES[state],
      choicesPerStep: policy.choicesPerStep,
    },
    Math.max(...targetCounts),
    open("actor"),
  );
  return improveController(actor, settings, tracker, open, onRollout);
}

/** As `trainController`, from an actor of one's own. */
export function improveController(
  actor: LinkActor,
  settings: Omit<ControllerTrainingSettings, "state" | "hiddenSizes">,
  tracker: Omit<Tracker, "association">,
  open: StreamOpener,
  onRollout?: (progress: ControllerProgress, actor: LinkActor) => void,
): TrainedController {
  const { policy, targetCounts, numRollouts, criticHiddenSizes } = settings;
  const critic = new MultilayerPerceptron(
    {
      inputSize: actor.stateSize,
      hiddenSizes: criticHiddenSizes,
      headSizes: [1],
    },
    { maxBatchSize: Math.max(256, policy.statesPerStep) },
    open("critic"),
  );
  const learner = new ProximalPolicyLearner(actor.network, critic, policy);
  const { inputSize, headSizes } = actor.network.shape;
  const rollout = new Rollout({
    inputSize,
    actionsPerRow: headSizes[0],
    stateSize: actor.stateSize,
  });
  const association = controllerAssociation(actor, {
    mask: settings.mask,
    mayStop: settings.mayStop,
    isSampled: true,
    rollout,
  });
  const playing: Tracker = {
    ...tracker,
    association,
    coverageRule: settings.mask === "paper" ? "not required" : "required",
  };
  const batches = open("minibatches");
  const progress: ControllerProgress[] = [];
  for (let n = 0; n < numRollouts; n++) {
    rollout.clear();
    targetCounts.forEach((numTargets, episode) =>
      playEpisode(
        playing,
        settings,
        numTargets,
        rollout,
        (label) => open(`rollout ${n}/episode ${episode}/${label}`),
      )
    );
    const sum = rollout.rewards.reduce((total, reward) => total + reward, 0);
    const scale = rewardScale(policy.discountFactor);
    const meanReward = sum / rollout.numSteps / scale;
    const rateFactor = 1 - 0.9 * n / numRollouts;
    const update = learner.learn(rollout, batches, rateFactor);
    progress.push({ rollout: n, meanReward, ...update });
    onRollout?.(progress[n], actor);
  }
  return { actor, critic, progress };
}

/** Tracks an episode while its choices and rewards are stored. */
function playEpisode(
  tracker: Tracker,
  { reward, policy }: Pick<ControllerTrainingSettings, "reward" | "policy">,
  numTargets: number,
  rollout: Rollout,
  open: StreamOpener,
): void {
  const scale = rewardScale(policy.discountFactor);
  runClosedLoop(tracker, numTargets, open, (block) => {
    const isLast = block.block === block.episode.numBlocks - 1;
    rollout.endStep(scale * blockReward(reward, block), isLast);
  });
}

/** Of rewards: sums of them are then of the order of one. */
function rewardScale(discountFactor: number): number {
  return discountFactor === 1 ? 1 : 1 - discountFactor;
}
