/**
 * Linear objectives as costs of sets.
 *
 * @module
 */

import {
  kindError,
  rangeError,
  requireFinite,
  requireInteger,
  shapeError,
} from "../../core/check.ts";
import { requireNumberOrInfinity } from "./problem_checks.ts";

/** The most costs of sets: 128 MB of them. */
const MAX_COSTS = 2 ** 24;

/**
 * The cost of each set of stations as the sum of the costs of its links: what a
 * linear objective, such as the total distance, is as the `cost` of an
 * `AssociationProblem`.
 *
 * @param linkCosts [numTargets, numBaseStations] row by row; Infinity forbids a
 *   link
 * @param numBaseStations M, from 1 to 20
 * @returns [numTargets, 2^M] row by row; 0 for the empty set
 * @throws {RangeError} where a cost is NaN or -Infinity, a sum overflows, or
 *   the table would not fit into the memory
 * @throws {TypeError} where the costs are not a Float64Array of whole rows
 */
export function additiveCosts(
  linkCosts: Float64Array,
  numBaseStations: number,
): Float64Array {
  const action = "add the costs of links";
  requireInteger(action, { numBaseStations }, 1, 20);
  if (!(linkCosts instanceof Float64Array)) {
    throw kindError(action, "linkCosts", "a Float64Array", linkCosts);
  }
  const numTargets = linkCosts.length / numBaseStations;
  if (!Number.isInteger(numTargets)) {
    const rule = `hold whole rows of ${numBaseStations}`;
    throw shapeError(action, "linkCosts", rule, linkCosts.length);
  }
  requireNumberOrInfinity(action, "each of linkCosts", linkCosts);
  const numSets = 2 ** numBaseStations;
  if (numTargets * numSets > MAX_COSTS) {
    const name = "the number of targets times 2^numBaseStations";
    throw rangeError(
      action,
      name,
      `at most ${MAX_COSTS}`,
      numTargets * numSets,
    );
  }
  const cost = new Float64Array(numTargets * numSets);
  for (let target = 0; target < numTargets; target++) {
    const row = target * numSets;
    for (let subset = 1; subset < numSets; subset++) {
      const station = 31 - Math.clz32(subset);
      const link = linkCosts[target * numBaseStations + station];
      const others = cost[row + subset - (1 << station)];
      const sum = others + link;
      if (others < Infinity && link < Infinity) {
        requireFinite(action, { "each sum of linkCosts": sum });
      }
      cost[row + subset] = sum;
    }
  }
  return cost;
}
