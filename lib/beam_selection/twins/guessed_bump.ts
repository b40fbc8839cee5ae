/**
 * A control that no data went into: P_D is guessed to be a bump somewhere on the
 * circle of beams, which stays there. What an agent learns in it is what the
 * shape of the task teaches by itself; a twin built from episodes has to give
 * more.
 *
 * @module
 */

import type { RandomStream } from "../../core/random_stream.ts";
import { stepBetween } from "../recorded_episodes.ts";
import type { TwinRecipe } from "./twin.ts";

/** The guess: P_D far from the target and, more than that, at the target. */
const FLOOR = 0.08;
const HEIGHT = 0.9;

/** How far from the target the bump has fallen to a share of 1/e [beams]. */
const WIDTHS_BEAMS = [1, 4] as const;

/** A bump of a width that is drawn evenly, at a place that is too. */
export const guessedBumpTwin: TwinRecipe = {
  name: "guessed bump",
  description: "A control without data: a bump somewhere, which stays there.",
  build: ({ numBeams }) => {
    const begin = (rng: RandomStream) => {
      const [narrowest, widest] = WIDTHS_BEAMS;
      const place = numBeams * rng.uniform();
      const width = narrowest + (widest - narrowest) * rng.uniform();
      return (beam: number) => {
        const away = stepBetween(place, beam, numBeams) / width;
        return FLOOR + HEIGHT * Math.exp(-away * away);
      };
    };
    return {
      twin: {
        name: "guessed bump",
        begin,
        // One state tells nothing of a bump that no data shaped.
        predict: (_before, beam, rng) => begin(rng)(beam),
      },
      losses: {},
      networks: {},
    };
  },
};
