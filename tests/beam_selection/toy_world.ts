/**
 * A world that fits on a page: sixteen beams, a target that stands still on a
 * quarter of a beam, and a bump of P_D around it. What a twin should find in
 * its episodes is known.
 *
 * @module
 */

import type {
  RandomStream,
  StreamOpener,
} from "../../lib/core/random_stream.ts";
import {
  type EpisodeData,
  type EpisodeRules,
  recordEpisodes,
} from "../../lib/beam_selection/recorded_episodes.ts";
import {
  type BeamTwin,
  TwinWorld,
} from "../../lib/beam_selection/twins/twin.ts";

/** The rules of the toy's episodes. */
export const TOY_RULES: EpisodeRules = {
  numBeams: 16,
  requiredDetectionProbability: 0.9,
  maxSteps: 16,
  flag: "direction",
};

/** P_D at a distance from the target, in beams round the circle of sixteen. */
export function bump(offset: number): number {
  const away = Math.abs(offset - 16 * Math.round(offset / 16));
  return 0.08 + 0.89 * Math.exp(-((away / 2) ** 2));
}

/** The toy as a twin of itself, which tells where its targets are. */
export function toyTwin(places: number[] = []): BeamTwin {
  const begin = (rng: RandomStream) => {
    const place = rng.integer(64) / 4;
    places.push(place);
    return (beam: number) => bump(beam - place);
  };
  return {
    name: "toy",
    begin,
    predict: (_before, beam, rng) => begin(rng)(beam),
  };
}

/** Random walks in the toy, with the target of each. */
export function recordToy(
  numEpisodes: number,
  open: StreamOpener,
): { readonly data: EpisodeData; readonly places: readonly number[] } {
  const places: number[] = [];
  const world = new TwinWorld(toyTwin(places), TOY_RULES);
  return { data: recordEpisodes(world, TOY_RULES, numEpisodes, open), places };
}
