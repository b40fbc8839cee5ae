/**
 * Proximal policy optimisation: an actor that scores actions and a critic that
 * values states, trained on what the actor did last (paper B, Sec. 3.3).
 *
 * The paper puts it into a replay buffer; its ratios hold only for what a
 * policy close to the present one has done, so each rollout is learnt from a
 * few times and forgotten.
 *
 * @module
 */
import {
  kindError,
  rangeError,
  requireInteger,
  requireNonNegative,
  requireObject,
  requirePositive,
  requireWithin,
} from "../core/check.ts";
import type { RandomStream } from "../core/random_stream.ts";
import { MultilayerPerceptron } from "../nn/mlp.ts";
import {
  ActorSteps,
  type ActorStepSettings,
  type ActorSums,
} from "./actor_steps.ts";
import { type CriticSettings, CriticSteps } from "./critic_steps.ts";
import {
  type AdvantageSettings,
  generalizedAdvantagesInto,
} from "./generalized_advantage.ts";
import type { Rollout } from "./rollout.ts";

/** How a policy is trained. */
export interface ProximalPolicySettings
  extends AdvantageSettings, ActorStepSettings, CriticSettings {
  /** How often each rollout is gone through. */
  readonly numEpochs: number;
}

/** What a rollout taught. */
export interface PolicyUpdate {
  /** The mean over states of the critic's squared error, before. */
  readonly valueLoss: number;
  /** The mean entropy of a choice, in the first epoch [nats]. */
  readonly entropy: number;
  /** The share of choices that the clipping held, in the last epoch. */
  readonly clippedShare: number;
  /** The mean of log p_old - log p over choices, in the last epoch [nats]. */
  readonly divergence: number;
}

/** The networks and what they are trained with. */
export class ProximalPolicyLearner {
  /** Scores actions. */
  readonly actor: MultilayerPerceptron;
  /** Values states: one output. */
  readonly critic: MultilayerPerceptron;
  /** How they are trained. */
  readonly settings: ProximalPolicySettings;
  readonly #actorSteps: ActorSteps;
  readonly #criticSteps: CriticSteps;

  /**
   * Takes an actor and a critic to train.
   *
   * @param actor scores actions; the rows of a gradient step have to fit
   * @param critic values states, with one output and room for a gradient step
   * @param settings how
   * @throws {RangeError} where a setting breaks its rule
   * @throws {TypeError} where an argument is of the wrong kind
   */
  constructor(
    actor: MultilayerPerceptron,
    critic: MultilayerPerceptron,
    settings: ProximalPolicySettings,
  ) {
    requireSettings("make a learner of policies", settings);
    for (const [name, network] of Object.entries({ actor, critic })) {
      if (network instanceof MultilayerPerceptron) continue;
      throw kindError("make a learner", name, "a perceptron", network);
    }
    const room = critic.maxBatchSize;
    const { statesPerStep } = settings;
    requireInteger("make a learner", { statesPerStep }, 1, room);
    this.actor = actor;
    this.critic = critic;
    this.settings = settings;
    this.#actorSteps = new ActorSteps(actor, settings);
    this.#criticSteps = new CriticSteps(critic, settings);
  }

  /**
   * Learns from a rollout: estimates advantages with the critic as it is,
   * brings them to mean 0 and deviation 1, and takes gradient steps.
   *
   * @param rollout what the actor did, as it is now
   * @param rng the stream of the minibatches
   * @param rateFactor of both learning rates
   * @throws {RangeError} where the rollout is empty, or training diverges
   */
  learn(rollout: Rollout, rng: RandomStream, rateFactor = 1): PolicyUpdate {
    const action = "learn from a rollout";
    const { numSteps, numChoices } = rollout;
    requireInteger(action, { numSteps, numChoices }, 1);
    requireNonNegative(action, { rateFactor });
    const values = this.#criticSteps.valuesOf(rollout);
    const advantages = new Float64Array(numSteps);
    const steps = { rewards: rollout.rewards, values, ends: rollout.ends };
    generalizedAdvantagesInto(advantages, steps, this.settings);
    const targets = advantages.map((advantage, t) => advantage + values[t]);
    const valueLoss = advantages.reduce((sum, a) => sum + a * a, 0) / numSteps;
    if (!Number.isFinite(valueLoss)) {
      throw rangeError(action, "the critic's loss", "finite", valueLoss);
    }
    standardize(advantages);
    const choices = Int32Array.from({ length: numChoices }, (_, c) => c);
    const states = Int32Array.from({ length: numSteps }, (_, t) => t);
    const { numEpochs } = this.settings;
    let first: ActorSums | undefined;
    let last: ActorSums | undefined;
    for (let epoch = 0; epoch < numEpochs; epoch++) {
      shuffle(choices, rng);
      shuffle(states, rng);
      last = this.#actorSteps.improve(rollout, choices, advantages, rateFactor);
      first ??= last;
      this.#criticSteps.improve(rollout, states, targets, rateFactor);
    }
    return {
      valueLoss,
      entropy: first!.entropy / numChoices,
      clippedShare: last!.numClipped / numChoices,
      divergence: last!.divergence / numChoices,
    };
  }
}

/** To mean 0 and deviation 1; all alike, they become 0. */
function standardize(values: Float64Array): void {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const deviation = Math.sqrt(variance) + 1e-12;
  for (let t = 0; t < values.length; t++) {
    values[t] = (values[t] - mean) / deviation;
  }
}

/** Fisher and Yates's shuffle. */
function shuffle(values: Int32Array, rng: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
}

function requireSettings(
  action: string,
  settings: ProximalPolicySettings,
): void {
  requireObject(action, { settings });
  const { discountFactor, traceDecay, clipRange, entropyWeight } = settings;
  requireWithin(action, { discountFactor, traceDecay }, 0, 1);
  requirePositive(action, { clipRange });
  requireNonNegative(action, { entropyWeight });
  const { numEpochs, choicesPerStep, statesPerStep } = settings;
  requireInteger(
    action,
    { numEpochs, choicesPerStep, statesPerStep },
    1,
    65536,
  );
  const { actorLearningRate, criticLearningRate } = settings;
  requireNonNegative(action, { actorLearningRate, criticLearningRate });
}
