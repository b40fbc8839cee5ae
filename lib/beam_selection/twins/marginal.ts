/**
 * A twin that ignores what it is asked: a control. Its detection probabilities
 * are distributed as the real ones are, so that metrics between marginal
 * distributions, such as those of paper A's Table II, find it perfect; it knows
 * nothing of beams.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import { type EpisodeData, requireEpisodeData } from "../recorded_episodes.ts";
import type { BeamTwin, TwinRecipe } from "./twin.ts";

/** P_D drawn from the recorded ones, whatever the beam and the state. */
export const marginalTwin: TwinRecipe = {
  name: "marginal",
  description: "P_D drawn from all that were recorded, whatever the condition.",
  build: (data) => ({
    twin: createMarginalTwin(data),
    losses: {},
    networks: {},
  }),
};

/**
 * The twin of some episodes. The P_D of first beams and of later ones are kept
 * apart: a later beam comes after one that failed, so it succeeds less often.
 *
 * @throws {RangeError} where no episode has a second beam
 */
export function createMarginalTwin(data: EpisodeData): BeamTwin {
  requireEpisodeData("build a twin", data);
  const recorded = data.episodes.map(({ detectionProbabilities }) =>
    detectionProbabilities
  );
  const first = recorded.map(([value]) => value);
  const later = recorded.flatMap((values) => values.slice(1));
  return {
    name: marginalTwin.name,
    begin: (rng) => (_, before) =>
      drawFrom(before === undefined ? first : later, rng),
    predict: (_before, _beam, rng) => drawFrom(later, rng),
  };
}

function drawFrom(values: readonly number[], rng: RandomStream): number {
  return values[rng.integer(values.length)];
}
