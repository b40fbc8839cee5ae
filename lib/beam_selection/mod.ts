/**
 * Paper A's beam selection as a game: the world, the policies, training.
 *
 * @module
 */

export * from "./binned_kernel.ts";
export * from "./environment.ts";
export * from "./evaluate.ts";
export * from "./offset_mdp.ts";
export * from "./optimum_comparison.ts";
export * from "./pick_in_twin.ts";
export * from "./policies/mod.ts";
export * from "./policy_probe.ts";
export * from "./recorded_episodes.ts";
export * from "./reward_shaping.ts";
export * from "./state_encoding.ts";
export * from "./train.ts";
export * from "./train_offline.ts";
export * from "./twin_audit.ts";
export * from "./transition_counts.ts";
export * from "./twins/mod.ts";
