/**
 * Paper A's beam selection as a game: the world, the policies, training.
 *
 * @module
 */

export * from "./environment.ts";
export * from "./evaluate.ts";
export * from "./offset_mdp.ts";
export * from "./optimum_comparison.ts";
export * from "./policies/mod.ts";
export * from "./policy_probe.ts";
export * from "./reward_shaping.ts";
export * from "./state_encoding.ts";
export * from "./train.ts";
