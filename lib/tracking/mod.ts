/**
 * Paper B's tracking without learning: the world, measurements, filters and
 * what a track is worth.
 *
 * @module
 */

export * from "./motion.ts";
export * from "./scenario.ts";
export * from "./track_start.ts";
