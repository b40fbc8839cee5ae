/**
 * Digital twins in general: what they are held against. Nothing of radar.
 *
 * @module
 */

export * from "./conditional_gan.ts";
export * from "./frozen_generator.ts";
export * from "./kl_divergence.ts";
export * from "./maximum_mean_discrepancy.ts";
export * from "./rank_correlation.ts";
export * from "./ranked_probability_score.ts";
export * from "./wasserstein_distance.ts";
