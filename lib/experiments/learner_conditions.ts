/**
 * The conditions under which all agents of paper A are compared, and the part
 * of them that each figure shows.
 *
 * @module
 */

import type { BeamEnvironment } from "../beam_selection/environment.ts";
import {
  type EpisodeData,
  recordEpisodes,
  rulesOf,
} from "../beam_selection/recorded_episodes.ts";
import type { StreamOpener } from "../core/random_stream.ts";
import { beamScenario } from "../beam_selection/scenario.ts";
import { createWorld } from "./online_training.ts";

/** Who learns, from what, in which world. */
export type LearnerCondition = {
  /** The method: a twin's name, or how else the agent learns. */
  readonly method: string;
  /** [dBm] */
  readonly transmitPowerDbm: number;
  /** P_FA */
  readonly falseAlarmProbability: number;
  /** The speed of the targets [m/s]: "0-5" is uniform between the two. */
  readonly speed: string;
  /** Episodes on the real system, to collect or to train. */
  readonly realEpisodes: number;
};

/** The setting of paper A (Sec. V-A), for the online agent. */
export const DEFAULT_SETTING = {
  transmitPowerDbm: 20,
  falseAlarmProbability: 1e-3,
  speed: "0-5",
  realEpisodes: 1000,
} as const;

/** The episodes that are recorded for all other agents (Sec. V-A). */
export const NUM_RECORDED_EPISODES = 200;

/** The paper's agents: Figures 9 and 10. */
export const PAPER_METHODS: readonly string[] = [
  "online DRL",
  "offline DRL",
  "one-step cGAN",
];

/** The best of ours, on the tuning seeds. */
export const BEST_METHOD = "episode latent";

/**
 * The same twin for an agent that also learns from the recorded episodes, where
 * 50 are recorded. From 200, the rows of `BEST_METHOD` have it.
 */
export const MIXED_METHOD = "episode latent and recorded";

/**
 * Five such agents, of which the twin picks one: what a twin is good for beside
 * training.
 */
export const PICKED_METHOD = "episode latent and recorded, best of 5";

/** Ours beside it, and the controls. */
export const OTHER_METHODS: readonly string[] = [
  "offline, symmetric",
  "one-step cGAN, conditional D",
  "geometry",
  "episode GAN",
  "marginal",
  "static profiles",
];

/** A control that no episode is recorded for. */
export const GUESSED_METHOD = "guessed bump";

/** The powers at which all methods are compared [dBm]. */
export const COMPARED_POWERS_DBM: readonly number[] = [10, 20, 30];

/** The false-alarm rates of Fig. 10. */
export const COMPARED_FALSE_ALARMS: readonly number[] = [
  1e-1,
  1e-2,
  1e-3,
  1e-4,
];

/** The speeds of Fig. 11 that agents are also trained at [m/s]. */
export const TRAINED_SPEEDS_MPS: readonly number[] = [0, 10, 20];

/** The powers at which agents act that were trained at another one [dBm]. */
export const TRANSFER_POWERS_DBM: readonly number[] = [10, 15, 20, 25, 30];

/** The speeds at which agents act that were trained at 0 to 5 m/s [m/s]. */
export const TRANSFER_SPEEDS_MPS: readonly number[] = [0, 5, 10, 15, 20];

const BOTH = [...PAPER_METHODS, BEST_METHOD];

/** All conditions: those of each figure, without repetition. */
export const LEARNER_CONDITIONS: readonly LearnerCondition[] = withoutRepeats([
  ...COMPARED_POWERS_DBM.flatMap((transmitPowerDbm) =>
    [...BOTH, ...OTHER_METHODS].map((method) =>
      conditionOf(method, { transmitPowerDbm })
    )
  ),
  ...[15, 25].flatMap((transmitPowerDbm) =>
    BOTH.map((method) => conditionOf(method, { transmitPowerDbm }))
  ),
  ...COMPARED_FALSE_ALARMS.flatMap((falseAlarmProbability) =>
    BOTH.map((method) => conditionOf(method, { falseAlarmProbability }))
  ),
  ...TRAINED_SPEEDS_MPS.flatMap((speedMps) =>
    BOTH.map((method) => conditionOf(method, { speed: String(speedMps) }))
  ),
  ...[50, 100].flatMap((realEpisodes) =>
    ["offline DRL", "offline, symmetric", BEST_METHOD].map((method) =>
      conditionOf(method, { realEpisodes })
    )
  ),
  conditionOf(MIXED_METHOD, { realEpisodes: 50 }),
  conditionOf(PICKED_METHOD, { realEpisodes: 50 }),
  ...[10, 20].map((transmitPowerDbm) =>
    conditionOf(PICKED_METHOD, { transmitPowerDbm })
  ),
  conditionOf(GUESSED_METHOD),
  ...[50, 100, 200, 500].map((realEpisodes) =>
    conditionOf("online DRL", { realEpisodes })
  ),
]);

/** A condition: the paper's setting with some changes. */
export function conditionOf(
  method: string,
  changes: Partial<LearnerCondition> = {},
): LearnerCondition {
  const condition = {
    ...DEFAULT_SETTING,
    realEpisodes: episodesOf(method),
    ...changes,
  };
  return {
    method,
    transmitPowerDbm: condition.transmitPowerDbm,
    falseAlarmProbability: condition.falseAlarmProbability,
    speed: condition.speed,
    realEpisodes: condition.realEpisodes,
  };
}

function episodesOf(method: string): number {
  if (method === "online DRL") return DEFAULT_SETTING.realEpisodes;
  return method === GUESSED_METHOD ? 0 : NUM_RECORDED_EPISODES;
}

/**
 * Whether agents are also trained in the twin together with the recorded
 * episodes.
 */
export function isExtended(condition: LearnerCondition): boolean {
  const { method, transmitPowerDbm } = condition;
  const plain = conditionOf(method, { transmitPowerDbm });
  return method === BEST_METHOD &&
    COMPARED_POWERS_DBM.includes(transmitPowerDbm) &&
    JSON.stringify(condition) === JSON.stringify(plain);
}

function withoutRepeats(
  conditions: readonly LearnerCondition[],
): LearnerCondition[] {
  return [
    ...new Map(conditions.map((one) => [JSON.stringify(one), one])).values(),
  ];
}

/** The real world of a condition. */
export function createLearnerWorld(
  { transmitPowerDbm, falseAlarmProbability, speed }: LearnerCondition,
): BeamEnvironment {
  const [minSpeedMps, maxSpeedMps = minSpeedMps] = speed.split("-").map(Number);
  return createWorld(transmitPowerDbm, {
    scenario: beamScenario({
      transmitPowerDbm,
      falseAlarmProbability,
      minSpeedMps,
      maxSpeedMps,
    }),
  });
}

/**
 * Records a world's episodes of random steps, under the streams that all
 * learners of a seed share.
 */
export function recordFor(
  world: BeamEnvironment,
  numEpisodes: number,
  open: StreamOpener,
): EpisodeData {
  return recordEpisodes(world, rulesOf(world), numEpisodes, open);
}
