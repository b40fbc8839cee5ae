/**
 * Which base stations serve which targets: the problem, the methods, and where
 * to list another one.
 *
 * @module
 */

import { bruteForce } from "./brute_force.ts";
import { exactAssociation } from "./exact.ts";
import { greedyMarginalGain } from "./greedy.ts";
import type { AssociationMethod } from "./method.ts";
import { nearestStation } from "./nearest_station.ts";
import { randomFeasible } from "./random_feasible.ts";

export * from "./additive_costs.ts";
export * from "./all_stations.ts";
export * from "./association_cost.ts";
export * from "./brute_force.ts";
export { countAssociations } from "./counting.ts";
export * from "./exact.ts";
export * from "./greedy.ts";
export * from "./linear_objectives.ts";
export * from "./linear_programme.ts";
export * from "./method.ts";
export * from "./nearest_station.ts";
export {
  type Association,
  type AssociationProblem,
  CAPACITY_RULES,
  type CapacityRule,
  COVERAGE_RULES,
  type CoverageRule,
} from "./problem.ts";
export * from "./random_feasible.ts";

/** The methods that are compared; the linear programme has to be loaded. */
export const ASSOCIATION_METHODS: readonly AssociationMethod[] = [
  exactAssociation,
  bruteForce,
  greedyMarginalGain,
  nearestStation,
  randomFeasible,
];
