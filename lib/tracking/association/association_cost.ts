/**
 * The cost of an association that somebody named, and whether it keeps the
 * rules.
 *
 * @module
 */

import {
  rangeError,
  requireArray,
  requireInteger,
  shapeError,
} from "../../core/check.ts";
import type { AssociationProblem } from "./problem.ts";
import { requireProblem } from "./problem_checks.ts";

/**
 * The cost of an association, of one's own for example.
 *
 * @param problem the block
 * @param subsets the stations of each target, a bitmask each
 * @returns the sum of the costs, taken from the last target to the first
 * @throws {RangeError} where a target has no station, unless coverage is not
 *   required and its cost unserved is known, or a forbidden set, or a station
 *   has other than as many targets as the capacity allows
 * @throws {TypeError} where the problem is none, or the sets are not as many as
 *   the targets
 */
export function associationCost(
  problem: AssociationProblem,
  subsets: readonly number[],
): number {
  const action = "compute the cost of an association";
  requireProblem(action, problem);
  const { numBaseStations, capacity, numTargets, cost, capacityRule } = problem;
  requireArray(action, { subsets });
  if (subsets.length !== numTargets) {
    const rule = `hold a set for each of the ${numTargets} targets`;
    throw shapeError(action, "subsets", rule, subsets.length);
  }
  const numSets = 2 ** numBaseStations;
  const leastSet = problem.coverageRule === "not required" ? 0 : 1;
  const numServed = new Array<number>(numBaseStations).fill(0);
  let totalCost = 0;
  for (let target = numTargets - 1; target >= 0; target--) {
    const subset = subsets[target];
    const name = `the set of target ${target}`;
    requireInteger(action, { [name]: subset }, leastSet, numSets - 1);
    const own = subset === 0
      ? problem.unservedCosts?.[target] ?? Infinity
      : cost[target * numSets + subset];
    if (own === Infinity) throw rangeError(action, name, "permitted", subset);
    totalCost = own + totalCost;
    for (let station = 0; station < numBaseStations; station++) {
      numServed[station] += (subset >> station) & 1;
    }
  }
  const least = capacityRule === "exactly" ? capacity : 0;
  numServed.forEach((served, station) => {
    const name = `the number of targets of station ${station}`;
    requireInteger(action, { [name]: served }, least, capacity);
  });
  return totalCost;
}
