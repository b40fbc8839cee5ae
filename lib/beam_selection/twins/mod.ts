/**
 * The digital twins, and where to list another one.
 *
 * @module
 */

import { marginalTwin } from "./marginal.ts";
import type { TwinRecipe } from "./twin.ts";

export * from "./marginal.ts";
export * from "./twin.ts";

/** How each twin that is compared is made. */
export const TWIN_RECIPES: readonly TwinRecipe[] = [marginalTwin];
