/**
 * How many associations there are, by the same recursion as the best of them
 * with a sum in place of the minimum.
 *
 * @module
 */

import { type ChainStates, chainStates } from "./chain_states.ts";
import { type AssociationProblem, hasEnoughChains } from "./problem.ts";
import { requireProblem } from "./problem_checks.ts";

/**
 * The number of feasible associations: those within the capacity that leave no
 * target alone and use no forbidden set. What the others cost plays no part.
 *
 * @param problem the block
 * @returns the number; beyond 2^53 it is rounded
 * @throws {RangeError} where the problem is one that `solveAssociation` refuses
 *   for other reasons than that nothing is feasible
 * @throws {TypeError} where the problem is none
 *
 * @example What an exhaustive search at six stations of two chains looks through
 * ```ts
 * import assert from "node:assert/strict";
 * import { countAssociations } from "@isac/bench";
 *
 * const numTargets = 8;
 * const cost = new Float64Array(numTargets * 2 ** 6);
 * const count = countAssociations({
 *   numBaseStations: 6,
 *   capacity: 2,
 *   numTargets,
 *   cost,
 * });
 * assert.equal(count, 159_788_160);
 * ```
 */
export function countAssociations(problem: AssociationProblem): number {
  const action = "count associations";
  requireProblem(action, problem);
  if (!hasEnoughChains(problem)) return 0;
  const states = chainStates(action, problem);
  return computeCountsToGo(problem, states)[states.numStates - 1];
}

/**
 * At [i * numStates + s], in how many ways the targets from i on can be served
 * by the chains that are free in state s.
 */
export function computeCountsToGo(
  { numTargets, cost, capacityRule }: AssociationProblem,
  { numStates, freeStations, steps }: ChainStates,
): Float64Array {
  const numSets = steps.length;
  const counts = new Float64Array((numTargets + 1) * numStates);
  counts.fill(1, numTargets * numStates);
  if (capacityRule === "exactly") counts.fill(0, numTargets * numStates + 1);
  for (let target = numTargets - 1; target >= 0; target--) {
    const row = target * numSets;
    const here = target * numStates;
    const next = here + numStates;
    for (let state = 0; state < numStates; state++) {
      const stations = freeStations[state];
      let count = 0;
      let subset = stations & -stations;
      while (subset !== 0) {
        if (cost[row + subset] < Infinity) {
          count += counts[next + state - steps[subset]];
        }
        subset = (subset - stations) & stations;
      }
      counts[here + state] = count;
    }
  }
  return counts;
}
