/**
 * Policies on the same episodes: the n-th episode of a seed has the same
 * target, the same radar cross sections and the same first beam for each of
 * them, so that they are compared in pairs.
 *
 * @module
 */

import { mean } from "simple-statistics";
import type { StreamOpener } from "../core/random_stream.ts";
import { requireInteger } from "../core/check.ts";
import type { BeamEnvironment, BeamWorld } from "./environment.ts";
import type { BeamPolicy } from "./policies/policy.ts";
import { type EpisodeBound, oracleBound } from "./policies/oracle.ts";

/** How an episode went. */
export interface EpisodeOutcome {
  /** How many beams were tried, the first included. */
  readonly numSteps: number;
  /** Whether the last of them reached the goal. */
  readonly isSuccess: boolean;
}

/** The means over a set of episodes. */
export type PolicyScore = {
  /** Mean steps; an episode without success counts with all its steps. */
  readonly meanSteps: number;
  /** The share of episodes with success. */
  readonly successRate: number;
  /** Mean steps over the episodes in which some beam succeeds at the start. */
  readonly feasibleMeanSteps: number;
};

/** The streams of the n-th evaluation episode of a seed. */
export function openEpisode(open: StreamOpener, episode: number): StreamOpener {
  return (label) => open(`evaluation ${episode}/${label}`);
}

/**
 * Plays one episode.
 *
 * @param world where it is played
 * @param policy who plays
 * @param open the streams of the episode
 * @param requiredDetectionProbability the goal, told to the policy
 */
export function playEpisode(
  world: BeamWorld,
  policy: BeamPolicy,
  open: StreamOpener,
  requiredDetectionProbability: number,
): EpisodeOutcome {
  let step = world.reset(open);
  let numSteps = 1;
  const next = policy.begin({
    observation: step.observation,
    numBeams: world.numBeams,
    requiredDetectionProbability,
    rng: open("policy"),
  });
  while (!step.isSuccess && !step.isCut) {
    step = world.tryBeam(next(step.observation));
    numSteps++;
  }
  return { numSteps, isSuccess: step.isSuccess };
}

/**
 * Mean steps of a policy over episodes of a world.
 *
 * @param world where they are played
 * @param policy who plays
 * @param numEpisodes how many
 * @param openNth the streams of the n-th episode
 * @param requiredDetectionProbability the goal, told to the policy
 * @throws {RangeError} where the number of episodes is no positive integer
 */
export function meanStepsOver(
  world: BeamWorld,
  policy: BeamPolicy,
  numEpisodes: number,
  openNth: (episode: number) => StreamOpener,
  requiredDetectionProbability: number,
): number {
  requireInteger("evaluate", { numEpisodes }, 1, 1e7);
  const numSteps = Array.from(
    { length: numEpisodes },
    (_, n) =>
      playEpisode(world, policy, openNth(n), requiredDetectionProbability)
        .numSteps,
  );
  return mean(numSteps);
}

/** The bounds of a seed's evaluation episodes. */
export function evaluateOracle(
  environment: BeamEnvironment,
  numEpisodes: number,
  open: StreamOpener,
): EpisodeBound[] {
  requireInteger("evaluate", { numEpisodes }, 1, 1e7);
  return Array.from(
    { length: numEpisodes },
    (_, episode) => oracleBound(environment, openEpisode(open, episode)),
  );
}

/**
 * Plays a policy on a seed's evaluation episodes.
 *
 * @param environment the world
 * @param policy who plays
 * @param bounds what is possible in each episode, from `evaluateOracle`
 * @param open the streams of the seed
 * @returns the means over the episodes
 */
export function evaluatePolicy(
  environment: BeamEnvironment,
  policy: BeamPolicy,
  bounds: readonly EpisodeBound[],
  open: StreamOpener,
): PolicyScore {
  const { requiredDetectionProbability } = environment.settings.scenario;
  const outcomes = bounds.map((_, episode) =>
    playEpisode(
      environment,
      policy,
      openEpisode(open, episode),
      requiredDetectionProbability,
    )
  );
  return scoreOutcomes(outcomes, bounds);
}

/** The means over episodes, of a policy's outcomes or of the bounds. */
export function scoreOutcomes(
  outcomes: readonly EpisodeOutcome[],
  bounds: readonly EpisodeBound[],
): PolicyScore {
  requireInteger("score episodes", { numEpisodes: bounds.length }, 1);
  const meanSteps = (played: readonly EpisodeOutcome[]) =>
    played.reduce((sum, { numSteps }) => sum + numSteps, 0) /
    Math.max(1, played.length);
  return {
    meanSteps: meanSteps(outcomes),
    successRate: outcomes.filter(({ isSuccess }) => isSuccess).length /
      outcomes.length,
    feasibleMeanSteps: meanSteps(
      outcomes.filter((_, episode) => bounds[episode].isFeasible),
    ),
  };
}
