/**
 * Theorem 1 put to the test (paper A, Sec. IV-A): how far Q* of each twin lies
 * from that of the real world, beside the bound as printed and as it holds.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import { createBinnedProcess } from "../beam_selection/binned_kernel.ts";
import type {
  BeamEnvironment,
  BeamWorld,
} from "../beam_selection/environment.ts";
import {
  endsInSuccess,
  type EpisodeData,
  type EpisodeRules,
  recordEpisodes,
  rulesOf,
} from "../beam_selection/recorded_episodes.ts";
import { REWARD_SETTINGS } from "../beam_selection/reward_shaping.ts";
import {
  countTransitions,
  countUnseenPairs,
} from "../beam_selection/transition_counts.ts";
import { TWIN_RECIPES, TwinWorld } from "../beam_selection/twins/mod.ts";
import {
  type BellmanGap,
  compareProcesses,
  constantProcess,
} from "../rl/bellman_gap.ts";
import {
  geometricRates,
  iterateDamped,
  polynomialRates,
} from "../rl/damped_iteration.ts";
import { valueIteration } from "../rl/value_iteration.ts";
import type { Experiment } from "./experiment.ts";
import { createWorld } from "./online_training.ts";

/** A world that stands in for the real one. */
export type TheoremCondition = {
  /** The name of a twin, or `ANOTHER_SAMPLE`. */
  readonly world: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** How much is recorded, learnt and played. */
export interface TheoremBudget {
  /** Pre-collected episodes, which the twins are built from. */
  readonly numRecorded: number;
  /** Episodes of random steps that each kernel is estimated from. */
  readonly numRollouts: number;
  /** From 0 to 1: how much of the twins' full training. */
  readonly effort: number;
}

/** The theorem's quantities, and what the stand-in's rollouts were like. */
export type TheoremResult = BellmanGap & {
  /** The share of the stand-in's episodes that end in success. */
  readonly successRate: number;
  /** How many pairs (s, a) never came up in the stand-in. */
  readonly unseenPairs: number;
};

/** The real world in the place of its twin: what chance alone gives. */
export const ANOTHER_SAMPLE = "real, another sample";

/**
 * xi_max of Table I's learning rates 1e-4 * 0.9^e. The rates 1e-4 / e^0.6, which
 * meet the theorem's conditions as those of Table I do not, have it too.
 */
export const TABLE_ONE_RATE = 1e-4;

/**
 * What any two processes of these rewards satisfy: Q* lies between -1 for ever
 * and success at once. A bound above it says nothing.
 */
export const LARGEST_POSSIBLE_ERROR: number = REWARD_SETTINGS.successReward +
  1 / (1 - REWARD_SETTINGS.discountFactor);

/** The counterexample to eq. (41): one state, and a twin that pays 1 more. */
export const COUNTEREXAMPLE = {
  /** The reward of the real process. */
  realReward: -0.4,
  /** The reward of its twin. */
  twinReward: 0.6,
  /** rho. */
  discountFactor: 0.9,
  /** xi_max. */
  maxLearningRate: 0.1,
} as const;

/** Theorem 1 for every twin. */
export const theoremOne: Experiment<
  TheoremCondition,
  TheoremBudget,
  TheoremResult
> = {
  id: "beam_theorem1",
  title: "Theorem 1: the error of a twin's values, and what bounds it",
  source: "paper A, Theorem 1, Sec. IV-A",
  revision: 1,
  conditions: [ANOTHER_SAMPLE, ...TWIN_RECIPES.map(({ name }) => name)].map(
    (world) => ({ world, transmitPowerDbm: 20 }),
  ),
  seeds: range(1, 6),
  budgets: {
    smoke: { numRecorded: 40, numRollouts: 400, effort: 0.02 },
    paper: { numRecorded: 200, numRollouts: 5000, effort: 1 },
  },
  measure({ world, transmitPowerDbm }, budget, open) {
    const real = createWorld(transmitPowerDbm);
    const rules = rulesOf(real);
    const standIn = createStandIn(world, real, rules, budget, open);
    const rollouts = rollOut(standIn, rules, budget, open, "stand-in");
    const counts = countTransitions(rollouts);
    const gap = compareProcesses(
      createBinnedProcess(
        countTransitions(rollOut(real, rules, budget, open, "real")),
      ),
      createBinnedProcess(counts),
      REWARD_SETTINGS.discountFactor,
      TABLE_ONE_RATE,
    );
    const numSuccesses = rollouts.episodes
      .filter((episode) => endsInSuccess(episode, rules)).length;
    return {
      ...gap,
      successRate: numSuccesses / budget.numRollouts,
      unseenPairs: countUnseenPairs(counts),
    };
  },
};

/**
 * Learning rates of the counterexample.
 *
 * - `"polynomial"`: 0.1 / e^0.6, which meet the theorem's conditions.
 * - `"Table I"`: 1e-4 * 0.9^e, whose sum is finite, so that they do not.
 */
export type CounterexampleRates = "polynomial" | "Table I";

/**
 * The error |Q_e - Q*| of the counterexample, begun at Q = 0.
 *
 * @param rates which learning rates
 * @param numIterations how many
 * @returns the error at e = 1, 2, ..., shape [numIterations + 1]
 * @throws {RangeError} where numIterations is not a positive integer
 */
export function counterexampleErrors(
  rates: CounterexampleRates,
  numIterations: number,
): Float64Array {
  const { realReward, twinReward, discountFactor, maxLearningRate } =
    COUNTEREXAMPLE;
  return iterateDamped({
    process: constantProcess(twinReward),
    start: { values: new Float64Array(1), numActions: 1 },
    reference: valueIteration(constantProcess(realReward), discountFactor),
    discountFactor,
    learningRates: rates === "polynomial"
      ? polynomialRates(maxLearningRate, 0.6, numIterations)
      : geometricRates(TABLE_ONE_RATE, 0.9, numIterations),
  });
}

/** The episodes that a kernel is estimated from, with streams of their own. */
function rollOut(
  world: BeamWorld,
  rules: EpisodeRules,
  { numRollouts }: TheoremBudget,
  open: StreamOpener,
  name: string,
): EpisodeData {
  return recordEpisodes(
    world,
    rules,
    numRollouts,
    (label) => open(`${name} kernel/${label}`),
  );
}

function createStandIn(
  name: string,
  real: BeamEnvironment,
  rules: EpisodeRules,
  { numRecorded, effort }: TheoremBudget,
  open: StreamOpener,
): BeamWorld {
  if (name === ANOTHER_SAMPLE) return real;
  const recipe = TWIN_RECIPES.find((candidate) => candidate.name === name);
  if (recipe === undefined) {
    const rule = `one of ${TWIN_RECIPES.map(({ name }) => name).join(", ")}`;
    throw rangeError("build a twin", "its name", rule, name);
  }
  const data = recordEpisodes(real, rules, numRecorded, open);
  const { twin } = recipe.build(data, real.settings.scenario, open, effort);
  return new TwinWorld(twin, rules);
}
