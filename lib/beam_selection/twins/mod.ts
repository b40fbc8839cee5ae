/**
 * The digital twins, and where to list another one.
 *
 * @module
 */

import { episodeGanTwin } from "./episode_gan.ts";
import { episodeLatentTwin } from "./episode_latent.ts";
import { geometryTwin } from "./geometry.ts";
import { marginalTwin } from "./marginal.ts";
import { conditionalOneStepTwin, oneStepTwin } from "./one_step.ts";
import { staticProfilesTwin } from "./static_profiles.ts";
import type { TwinRecipe } from "./twin.ts";

export * from "./episode_gan.ts";
export * from "./episode_latent.ts";
export * from "./geometry.ts";
export * from "./guessed_bump.ts";
export * from "./latent_grid.ts";
export * from "./marginal.ts";
export * from "./one_step.ts";
export * from "./static_profiles.ts";
export * from "./twin.ts";

/** How each twin that is compared is made. */
export const TWIN_RECIPES: readonly TwinRecipe[] = [
  marginalTwin,
  oneStepTwin,
  conditionalOneStepTwin,
  geometryTwin,
  episodeLatentTwin,
  episodeGanTwin,
  staticProfilesTwin,
];
