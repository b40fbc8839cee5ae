/**
 * Random steps: the policy that collects the data of paper A's Algorithm 1.
 *
 * @module
 */

import { BEAM_ACTIONS } from "../environment.ts";
import type { BeamPolicy } from "./policy.ts";

/** Each action equally likely. */
export const randomSteps: BeamPolicy = {
  name: "random",
  begin: ({ rng }) => ({ beam }) =>
    beam + BEAM_ACTIONS[rng.integer(BEAM_ACTIONS.length)],
};
