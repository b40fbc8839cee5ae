/**
 * Paper B's tracking of several targets by cooperating base stations.
 *
 * @module
 */

export * from "./association/mod.ts";
