/**
 * A control, not a twin that could be had: the true physics, with the target
 * held still. What an agent loses in it is what standing still costs.
 *
 * @module
 */

import {
  createSimulator,
  profilePredictor,
  sampleProfile,
} from "./physical_profile.ts";
import type { TwinRecipe } from "./twin.ts";

/** The true static profiles. */
export const staticProfilesTwin: TwinRecipe = {
  name: "static profiles",
  description: "A control: the true physics with targets that stand still.",
  build: (data, scenario, open) => {
    const environment = createSimulator(data, scenario);
    return {
      twin: {
        name: "static profiles",
        begin: (rng) => {
          const profile = sampleProfile(environment, rng);
          return (beam) => profile[beam];
        },
        predict: profilePredictor(environment, open("static profiles")),
      },
      losses: {},
      networks: {},
    };
  },
};
