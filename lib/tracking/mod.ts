/**
 * Paper B's tracking: the world, measurements, filters, association, what a track
 * is worth; and what learns, the extractor and the controller.
 *
 * @module
 */

export * from "./association/mod.ts";
export * from "./closed_loop.ts";
export * from "./closed_loop_scores.ts";
export * from "./consistency.ts";
export * from "./controller/mod.ts";
export * from "./cramer_rao_recursion.ts";
export * from "./episode_set_metrics.ts";
export * from "./extractor/mod.ts";
export * from "./filters/mod.ts";
export * from "./link_table.ts";
export * from "./measured_block.ts";
export * from "./measurement.ts";
export * from "./missing_measurements.ts";
export * from "./motion.ts";
export * from "./position_belief.ts";
export * from "./scenario.ts";
export * from "./set_metrics.ts";
export * from "./station_radar.ts";
export * from "./track_association.ts";
export * from "./track_group.ts";
export * from "./track_metrics.ts";
export * from "./track_start.ts";
export * from "./wide_beams.ts";
