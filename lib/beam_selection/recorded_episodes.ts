/**
 * Pre-collected episodes: what paper A's Algorithm 1 gathers in line 2, before
 * anything is learnt, with a policy of random steps.
 *
 * @module
 */

import { rangeError, requireInteger } from "../core/check.ts";
import type { RandomStream, StreamOpener } from "../core/random_stream.ts";
import type { BeamEnvironment, BeamWorld } from "./environment.ts";
import { randomSteps } from "./policies/random_steps.ts";
import {
  type BeamObservation,
  cyclicIndex,
  type FlagReading,
  observe,
} from "./state_encoding.ts";

/** One recorded episode, beam after beam. */
export interface RecordedEpisode {
  /** The beams that were tried. */
  readonly beams: readonly number[];
  /** The P_D that was fed back for each, in steps of 1e-5. */
  readonly detectionProbabilities: readonly number[];
}

/** Pre-collected episodes and the rules they were played by. */
export interface EpisodeData {
  /** The episodes, in the order in which they were played. */
  readonly episodes: readonly RecordedEpisode[];
  /** The number of beams; their indices are cyclic. */
  readonly numBeams: number;
  /** The goal zeta for P_D: an episode ends where it is reached. */
  readonly requiredDetectionProbability: number;
  /** How many beams may be tried in an episode, T. */
  readonly maxSteps: number;
  /** What the flag says. */
  readonly flag: FlagReading;
}

/** The rules of an episode that anyone who plays it knows. */
export type EpisodeRules = Omit<EpisodeData, "episodes">;

/** The rules that the real world plays by. */
export function rulesOf({ numBeams, settings }: BeamEnvironment): EpisodeRules {
  const { scenario, maxSteps, flag } = settings;
  const { requiredDetectionProbability } = scenario;
  return { numBeams, requiredDetectionProbability, maxSteps, flag };
}

/** P_D is recorded in steps of this. */
export const RECORDED_STEPS_PER_UNIT = 1e5;

/**
 * Plays episodes with random steps and records them. P_D is cut, not rounded,
 * to a multiple of 1e-5, so that none is recorded as a success that was not.
 *
 * @param world where they are played
 * @param rules the rules that the world plays by
 * @param numEpisodes how many: 200 in the paper
 * @param open the streams of the seed; an episode has its own
 * @throws {RangeError} where numEpisodes is not a positive integer
 */
export function recordEpisodes(
  world: BeamWorld,
  rules: EpisodeRules,
  numEpisodes: number,
  open: StreamOpener,
): EpisodeData {
  requireInteger("record episodes", { numEpisodes }, 1, 1e6);
  const episodes = Array.from(
    { length: numEpisodes },
    (_, n) =>
      recordEpisode(world, rules, (label) => open(`recorded ${n}/${label}`)),
  );
  return { ...rules, episodes };
}

function recordEpisode(
  world: BeamWorld,
  rules: EpisodeRules,
  open: StreamOpener,
): RecordedEpisode {
  let step = world.reset(open);
  const next = randomSteps.begin({
    ...rules,
    observation: step.observation,
    rng: open("policy"),
  });
  const beams: number[] = [];
  const detectionProbabilities: number[] = [];
  for (;;) {
    const { beam, detectionProbability } = step.observation;
    const exact = detectionProbability * RECORDED_STEPS_PER_UNIT;
    beams.push(beam);
    detectionProbabilities.push(Math.floor(exact) / RECORDED_STEPS_PER_UNIT);
    if (step.isSuccess || step.isCut) return { beams, detectionProbabilities };
    step = world.tryBeam(next(step.observation));
  }
}

/** Whether a recorded episode ends in success. */
export function endsInSuccess(
  { detectionProbabilities }: RecordedEpisode,
  { requiredDetectionProbability }: EpisodeRules,
): boolean {
  return detectionProbabilities.at(-1)! >= requiredDetectionProbability;
}

/** The first episodes of the data, as if no more had been collected. */
export function firstEpisodes(data: EpisodeData, count: number): EpisodeData {
  const { length } = data.episodes;
  requireInteger("take the first episodes", { count }, 1, length);
  return { ...data, episodes: data.episodes.slice(0, count) };
}

/** How many beams were tried in all episodes together. */
export function countBeams({ episodes }: EpisodeData): number {
  return episodes.reduce((sum, { beams }) => sum + beams.length, 0);
}

/** A symmetry of the codebook: beam m becomes shift + m, or shift - m. */
export interface CodebookSymmetry {
  /** How far the beams are turned. */
  readonly shift: number;
  /** Whether their order is turned round. */
  readonly isMirrored: boolean;
}

/** The symmetry that changes nothing. */
export const IDENTITY: CodebookSymmetry = { shift: 0, isMirrored: false };

/** One of the 2 numBeams symmetries, each equally likely. */
export function sampleSymmetry(
  numBeams: number,
  rng: RandomStream,
): CodebookSymmetry {
  return { shift: rng.integer(numBeams), isMirrored: rng.uniform() < 0.5 };
}

/**
 * The episode as it would have been with the target elsewhere: P_D depends on
 * how far a beam lies from the target's, on the circle of indices.
 */
export function transformEpisode(
  { beams, detectionProbabilities }: RecordedEpisode,
  { shift, isMirrored }: CodebookSymmetry,
  numBeams: number,
): RecordedEpisode {
  return {
    beams: beams.map((beam) =>
      cyclicIndex(isMirrored ? shift - beam : shift + beam, numBeams)
    ),
    detectionProbabilities,
  };
}

/** The states that an agent would have seen in a recorded episode. */
export function recordedObservations(
  { beams, detectionProbabilities }: RecordedEpisode,
  { numBeams, flag }: EpisodeRules,
): BeamObservation[] {
  const observations: BeamObservation[] = [];
  for (const [t, beam] of beams.entries()) {
    const before = observations.at(-1);
    observations.push(observe(
      before,
      beam,
      detectionProbabilities[t],
      before === undefined ? 0 : stepBetween(before.beam, beam, numBeams),
      flag,
    ));
  }
  return observations;
}

/** The shorter way round from one beam to another, signed. */
export function stepBetween(
  from: number,
  to: number,
  numBeams: number,
): number {
  const forward = cyclicIndex(to - from, numBeams);
  return forward > numBeams / 2 ? forward - numBeams : forward;
}

/**
 * Throws unless the data can be learnt from.
 *
 * @param action what can't be done: "build a twin"
 */
export function requireEpisodeData(action: string, data: EpisodeData): void {
  if (!data.episodes.some(({ beams }) => beams.length > 1)) {
    const rule = "at least 1 of more than one beam";
    throw rangeError(action, "the number of episodes", rule, 0);
  }
  for (const { beams, detectionProbabilities } of data.episodes) {
    if (beams.length !== detectionProbabilities.length || beams.length === 0) {
      throw rangeError(
        action,
        "the number of P_D in an episode",
        `that of its beams, ${beams.length}, and not 0`,
        detectionProbabilities.length,
      );
    }
  }
}
