/**
 * Which base stations serve which targets: the problem, and the methods.
 *
 * @module
 */

export * from "./association_cost.ts";
export * from "./brute_force.ts";
export { countAssociations } from "./counting.ts";
export * from "./exact.ts";
export * from "./method.ts";
export {
  type Association,
  type AssociationProblem,
  CAPACITY_RULES,
  type CapacityRule,
} from "./problem.ts";
