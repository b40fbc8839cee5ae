/**
 * The controllers (paper B, Sec. 3.2 and 3.3) on the trained extractor: what
 * they see, what they are rewarded for, how far ahead they plan, which mask they
 * have; and Benchmark II's imitators. Each is trained, and held against the best
 * association of its own blocks.
 *
 * @module
 */

import { openStream, type StreamOpener } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import type { AssociationMethod } from "../tracking/association/method.ts";
import type { Tracker } from "../tracking/closed_loop.ts";
import {
  scoreTracking,
  trackEpisodes,
  type TrackingSummary,
  withoutCurves,
} from "../tracking/closed_loop_scores.ts";
import {
  ACTOR_HIDDEN_SIZES,
  type ActorState,
  createActor,
} from "../tracking/controller/actors.ts";
import {
  AgreementTally,
  type AssociationAgreement,
} from "../tracking/controller/association_agreement.ts";
import { controllerAssociation } from "../tracking/controller/controller_association.ts";
import type { RewardKind } from "../tracking/controller/controller_reward.ts";
import { imitatedAssociation } from "../tracking/controller/imitation.ts";
import type { LinkActor } from "../tracking/controller/link_actor.ts";
import type { ControllerMask } from "../tracking/controller/partial_association.ts";
import {
  CONTROLLER_TRAINING,
  trainController,
} from "../tracking/controller/train_controller.ts";
import {
  IMITATION_SETTINGS,
  trainImitator,
} from "../tracking/controller/train_imitation.ts";
import { extractorFilter } from "../tracking/extractor/extractor_filter.ts";
import {
  type TrackingScenario,
  trackingScenario,
} from "../tracking/scenario.ts";
import type { Experiment, RequiredRows } from "./experiment.ts";
import { decodeWeights, encodeWeights } from "./stored_weights.ts";
import { extractorTraining, requireExtractor } from "./track_training.ts";

/** How a controller is trained. */
export interface ControllerVariant {
  /** Proximal policy optimisation, or the imitation of the best associations. */
  readonly method: "policy" | "imitation";
  /** What it sees. */
  readonly state: ActorState;
  /** The numbers of targets that it is trained on. */
  readonly targetCounts: readonly number[];
  /** What it is rewarded for; an imitator has no reward. */
  readonly reward: RewardKind;
  /** gamma. */
  readonly discountFactor: number;
  /** Which links are masked out. */
  readonly mask: ControllerMask;
  /** Whether it may leave chains unused. */
  readonly mayStop: boolean;
}

const PAIR: ControllerVariant = {
  method: "policy",
  state: "pairs, covariance",
  targetCounts: [4, 6, 8],
  reward: "covariance trace",
  discountFactor: 0,
  mask: "look-ahead",
  mayStop: false,
};

/** The discount factors beside 0; the paper names none, and praises large ones. */
const DISCOUNTS = [0.5, 0.9, 0.99];

/** A variant for each number of targets, as one network serves only one. */
function forEachCount(
  name: string,
  variant: ControllerVariant,
): [string, ControllerVariant][] {
  return [4, 6, 8].map((numTargets) => [
    `${name}, I = ${numTargets}`,
    { ...variant, targetCounts: [numTargets] },
  ]);
}

const COORDINATES = { ...PAIR, state: "coordinates" } as const;

/** The controllers, by their name in the rows. */
export const CONTROLLERS: Readonly<Record<string, ControllerVariant>> = Object
  .fromEntries([
    ["pairs", PAIR],
    ["pairs, paper's reward", { ...PAIR, reward: "squared error" }],
    ...DISCOUNTS.map((discountFactor) => [
      `pairs, discount ${discountFactor}`,
      { ...PAIR, discountFactor },
    ]),
    ["pairs, may stop", { ...PAIR, mayStop: true }],
    ["pairs, paper's mask", { ...PAIR, mask: "paper" }],
    ["pairs, places alone", { ...PAIR, state: "pairs, places" }],
    ...forEachCount("coordinates", COORDINATES),
    ...forEachCount("coordinates, paper's mask", {
      ...COORDINATES,
      reward: "squared error",
      mask: "paper",
    }),
    ["imitation, pairs", { ...PAIR, method: "imitation" }],
    ...forEachCount("imitation, coordinates", {
      ...COORDINATES,
      method: "imitation",
    }),
  ]);

/** Which controller. */
export type ControllerCondition = {
  /** A name of `CONTROLLERS`. */
  readonly controller: string;
};

/** How long a controller is trained, and how it is tried. */
export type ControllerBudget = {
  /** Rollouts of an episode for each number of targets, or three of one. */
  readonly numRollouts: number;
  /** Gradient steps of an imitator. */
  readonly numSteps: number;
  /** Episodes that an imitator takes its labels from. */
  readonly numLabelled: number;
  /** Episodes that are tracked for each number of targets. */
  readonly numTracked: number;
};

/** How a controller tracks, and what it does. */
export type ControllerScore =
  & { readonly numTargets: number }
  & TrackingSummary
  & AssociationAgreement
  & {
    /** The share of blocks in which what an imitator names is feasible. */
    readonly feasibleShare: number;
  };

/** A trained controller. */
export type ControllerResult = {
  /** Weights and biases of the actor. */
  readonly numParameters: number;
  /** The mean reward of a block [m^2], or an imitator's loss, along training. */
  readonly curve: readonly number[];
  /** The mean entropy of a choice along training [nats]; none of imitators. */
  readonly entropies: readonly number[];
  /** How it tracks, a score a number of targets. */
  readonly scores: readonly ControllerScore[];
  /** The actor's weights, as `encodeWeights` makes them. */
  readonly weights: string;
};

/** Points a curve has. */
const NUM_POINTS = 20;

/** The controllers, trained and tried. */
export const controllers: Experiment<
  ControllerCondition,
  ControllerBudget,
  ControllerResult
> = {
  id: "track_controllers",
  title: "Training of the controllers",
  source: "paper B, Secs. 3.2 and 3.3",
  revision: 1,
  conditions: Object.keys(CONTROLLERS).map((controller) => ({ controller })),
  seeds: range(1, 6),
  budgets: {
    smoke: { numRollouts: 2, numSteps: 20, numLabelled: 3, numTracked: 1 },
    paper: {
      numRollouts: 120,
      numSteps: 4000,
      numLabelled: 90,
      numTracked: 20,
    },
  },
  requires: [extractorTraining],
  isLong: true,
  measure({ controller }, budget, open, required) {
    const variant = CONTROLLERS[controller];
    const scenario = trackingScenario();
    const tracker = {
      scenario,
      filter: extractorFilter(
        "fuse",
        requireExtractor(required, scenario, "fuse"),
      ),
    };
    const { actor, curve, entropies } = train(variant, budget, tracker, open);
    return {
      numParameters: actor.network.numParameters,
      curve: thin(curve),
      entropies: thin(entropies),
      scores: variant.targetCounts.map((numTargets) =>
        tryController(
          variant,
          actor,
          tracker,
          numTargets,
          budget.numTracked,
          open,
        )
      ),
      weights: encodeWeights(actor.network.exportWeights()),
    };
  },
};

/** The trained controller of the seed, as an association. */
export function requireController(
  required: RequiredRows,
  scenario: TrackingScenario,
  controller: string,
): AssociationMethod {
  const { weights } = required(controllers.id, {
    controller,
  }) as unknown as ControllerResult;
  const variant = CONTROLLERS[controller];
  return associationOf(variant, actorOf(weights, variant, scenario));
}

/** The actor that a row's weights make. */
export function actorOf(
  weights: string,
  { state, targetCounts }: ControllerVariant,
  scenario: TrackingScenario,
): LinkActor {
  const actor = createActor(
    scenario,
    { state, hiddenSizes: ACTOR_HIDDEN_SIZES[state], choicesPerStep: 1 },
    Math.max(...targetCounts),
    // What is drawn is replaced.
    openStream(0, "replaced"),
  );
  const lengths = actor.network.exportWeights().map(({ length }) => length);
  actor.network.importWeights(decodeWeights(weights, lengths));
  return actor;
}

/** How a trained actor associates. */
export function associationOf(
  { method, mask, mayStop }: ControllerVariant,
  actor: LinkActor,
  onNamed?: (isFeasible: boolean) => void,
): AssociationMethod {
  return method === "imitation"
    ? imitatedAssociation(actor, onNamed)
    : controllerAssociation(actor, { mask, mayStop });
}

function train(
  variant: ControllerVariant,
  budget: ControllerBudget,
  tracker: Omit<Tracker, "association">,
  open: StreamOpener,
): {
  readonly actor: LinkActor;
  readonly curve: readonly number[];
  readonly entropies: readonly number[];
} {
  const { state, targetCounts } = variant;
  if (variant.method === "imitation") {
    const { actor, losses } = trainImitator(
      {
        ...IMITATION_SETTINGS,
        state,
        targetCounts,
        numEpisodes: budget.numLabelled,
        numSteps: budget.numSteps,
      },
      tracker,
      open,
    );
    return { actor, curve: losses, entropies: [] };
  }
  const { actor, progress } = trainController(
    {
      ...CONTROLLER_TRAINING,
      state,
      mask: variant.mask,
      mayStop: variant.mayStop,
      reward: { ...CONTROLLER_TRAINING.reward, kind: variant.reward },
      policy: {
        ...CONTROLLER_TRAINING.policy,
        discountFactor: variant.discountFactor,
      },
      // Three episodes a rollout, whichever the numbers of targets.
      targetCounts: range(0, 3).map((n) =>
        targetCounts[n % targetCounts.length]
      ),
      numRollouts: budget.numRollouts,
    },
    tracker,
    open,
  );
  return {
    actor,
    curve: progress.map(({ meanReward }) => meanReward),
    entropies: progress.map(({ entropy }) => entropy),
  };
}

/** How a trained controller tracks, and what it does. */
export function tryController(
  variant: ControllerVariant,
  actor: LinkActor,
  tracker: Omit<Tracker, "association">,
  numTargets: number,
  numEpisodes: number,
  open: StreamOpener,
): ControllerScore {
  let numNamed = 0;
  let numFeasible = 0;
  const association = associationOf(variant, actor, (isFeasible) => {
    numNamed++;
    if (isFeasible) numFeasible++;
  });
  const tally = new AgreementTally();
  const tracked = trackEpisodes(
    {
      ...tracker,
      association,
      coverageRule: variant.mask === "paper" ? "not required" : "required",
    },
    numTargets,
    numEpisodes,
    open,
    (block) => tally.count(block),
  );
  return {
    numTargets,
    ...withoutCurves(scoreTracking(tracker.scenario, tracked)),
    ...tally.result(),
    feasibleShare: numNamed === 0 ? 1 : numFeasible / numNamed,
  };
}

/** Means over so many parts of a curve. */
function thin(curve: readonly number[]): number[] {
  const every = Math.max(1, Math.ceil(curve.length / NUM_POINTS));
  return range(0, Math.ceil(curve.length / every)).map((part) => {
    const values = curve.slice(part * every, (part + 1) * every);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Number(mean.toFixed(6));
  });
}
