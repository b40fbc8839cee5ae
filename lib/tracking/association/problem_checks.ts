/**
 * What an association problem has to be, checked once at the edge of each
 * method.
 *
 * @module
 */

import {
  kindError,
  rangeError,
  requireInteger,
  requireObject,
  shapeError,
} from "../../core/check.ts";
import {
  type AssociationProblem,
  CAPACITY_RULES,
  COVERAGE_RULES,
} from "./problem.ts";

/** The most stations: a bitmask of them is still a small integer. */
const MAX_BASE_STATIONS = 20;

/** The error where the rules leave nothing to choose from. */
export function infeasibleError(action: string): RangeError {
  const name = "the number of feasible associations";
  return rangeError(action, name, "at least 1", 0);
}

/** Throws unless the value is a problem with its sizes and its costs. */
export function requireProblem(
  action: string,
  problem: AssociationProblem,
): void {
  requireSizes(action, problem);
  requireCosts(action, problem);
}

/** Throws unless the value is a problem with its sizes, whatever it costs. */
export function requireSizes(
  action: string,
  problem: AssociationProblem,
): void {
  requireObject(action, { problem });
  const { numBaseStations, capacity, numTargets, capacityRule } = problem;
  requireInteger(action, { numBaseStations }, 1, MAX_BASE_STATIONS);
  requireInteger(action, { capacity, numTargets }, 0);
  if (capacityRule !== undefined && !CAPACITY_RULES.includes(capacityRule)) {
    const rule = CAPACITY_RULES.join(" or ");
    throw rangeError(action, "capacityRule", rule, capacityRule);
  }
  const { coverageRule } = problem;
  if (coverageRule !== undefined && !COVERAGE_RULES.includes(coverageRule)) {
    const rule = COVERAGE_RULES.join(" or ");
    throw rangeError(action, "coverageRule", rule, coverageRule);
  }
}

function requireCosts(action: string, problem: AssociationProblem): void {
  const { numBaseStations, numTargets, cost } = problem;
  const numSets = 2 ** numBaseStations;
  requireNumbers(action, "cost", cost, numTargets, numSets);
  // No sum of costs can then overflow, and Infinity stands for forbidden only.
  let largestSum = 0;
  for (let target = numTargets - 1; target >= 0; target--) {
    let largest = 0;
    for (let subset = 1; subset < numSets; subset++) {
      const value = cost[target * numSets + subset];
      if (value === Infinity) continue;
      const size = Math.abs(value);
      // Written so that a NaN, too, goes the way of what is refused.
      if (!(size < Infinity)) {
        const name = `the cost of target ${target} by the set ${subset}`;
        throw rangeError(action, name, "a number or Infinity", value);
      }
      if (size > largest) largest = size;
    }
    largestSum = largest + largestSum;
  }
  if (largestSum === Infinity) {
    const name = "the sum of the targets' largest costs";
    throw rangeError(action, name, "finite", largestSum);
  }
}

/** The link costs of a problem, which have to be there. */
export function requireLinkCosts(
  action: string,
  { numTargets, numBaseStations, linkCosts }: AssociationProblem,
): Float64Array {
  const name = "linkCosts";
  requireNumbers(action, name, linkCosts, numTargets, numBaseStations);
  requireNumberOrInfinity(action, "each of linkCosts", linkCosts);
  return linkCosts;
}

/** Throws a RangeError where one is neither a finite number nor Infinity. */
export function requireNumberOrInfinity(
  action: string,
  name: string,
  values: Float64Array,
): void {
  for (const value of values) {
    if (!(value > -Infinity)) {
      throw rangeError(action, name, "a number or Infinity", value);
    }
  }
}

/** Throws a TypeError unless it is a Float64Array of so many rows. */
export function requireNumbers(
  action: string,
  name: string,
  values: unknown,
  numRows: number,
  numColumns: number,
): asserts values is Float64Array {
  if (!(values instanceof Float64Array)) {
    throw kindError(action, name, "a Float64Array", values);
  }
  if (values.length === numRows * numColumns) return;
  const rule = `hold ${numRows} x ${numColumns} numbers`;
  throw shapeError(action, name, rule, values.length);
}
