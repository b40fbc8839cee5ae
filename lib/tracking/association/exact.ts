/**
 * The best association, by dynamic programming: what the remaining targets cost
 * at best depends on the chains that are left alone, not on who holds the
 * others.
 *
 * @module
 */

import { type ChainStates, chainStates } from "./chain_states.ts";
import type { AssociationMethod } from "./method.ts";
import {
  type Association,
  type AssociationProblem,
  hasEnoughChains,
} from "./problem.ts";
import { infeasibleError, requireProblem } from "./problem_checks.ts";

/**
 * The association of least total cost. With V_I = 0 and s the free chains,
 *
 *     V_i(s) = min over S of c_i(S) + V_i+1(s - S),
 *
 * where S is any set of stations with a free chain, but the empty one; the
 * answer is V_0 with all chains free. There are (capacity + 1)^M states and at
 * most (2 capacity + 1)^M sums a target: 729 and 15,625 at six stations of two
 * chains.
 *
 * Among associations of the same cost it is the one whose first target has the
 * smallest bitmask, then whose second has, and so on.
 *
 * @param problem the block
 * @returns the least cost, and the stations of each target
 * @throws {RangeError} where nothing is feasible, a cost is NaN or -Infinity,
 *   the largest costs have no finite sum (Infinity forbids a set, and a number
 *   near 1e308 does not), or there are more states than memory
 * @throws {TypeError} where the problem is none, or its costs are not a
 *   Float64Array of its sizes
 *
 * @example Two targets that both want the one chain of station 1
 * ```ts
 * import assert from "node:assert/strict";
 * import { solveAssociation } from "@isac/bench";
 *
 * const { totalCost, subsets } = solveAssociation({
 *   numBaseStations: 2,
 *   capacity: 1,
 *   numTargets: 2,
 *   // Of each target: by no station (not read), by 0, by 1, by both.
 *   cost: Float64Array.of(Infinity, 5, 2, 1, Infinity, 9, 3, 2),
 * });
 * assert.deepEqual(subsets, [0b01, 0b10]);
 * assert.equal(totalCost, 5 + 3);
 * ```
 */
export function solveAssociation(problem: AssociationProblem): Association {
  const action = "solve an association";
  requireProblem(action, problem);
  if (!hasEnoughChains(problem)) throw infeasibleError(action);
  const states = chainStates(action, problem);
  const costsToGo = computeCostsToGo(problem, states);
  const totalCost = costsToGo[states.numStates - 1];
  if (totalCost === Infinity) throw infeasibleError(action);
  return { totalCost, subsets: readSubsets(problem, states, costsToGo) };
}

/** `solveAssociation` as a method. */
export const exactAssociation: AssociationMethod = {
  name: "exact",
  associate: (problem) => solveAssociation(problem).subsets,
};

/**
 * Room that every call uses again. What an earlier call left in it is not read:
 * from a state that can be reached, only such states are.
 */
let room = new Float64Array(0);

function openValues(length: number): Float64Array {
  if (room.length < length) room = new Float64Array(length);
  return room;
}

/** V_i(s) at [i * numStates + s], for the states that can be reached. */
function computeCostsToGo(
  problem: AssociationProblem,
  { numStates, freeStations, numFree, mostUsed, steps }: ChainStates,
): Float64Array {
  const { numTargets, cost, capacityRule } = problem;
  const numSets = steps.length;
  const numChains = numFree[numStates - 1];
  const values = openValues((numTargets + 1) * numStates);
  const end = numTargets * numStates;
  values.fill(capacityRule === "exactly" ? Infinity : 0, end);
  values[end] = 0;
  for (let target = numTargets - 1; target >= 0; target--) {
    const row = target * numSets;
    const here = target * numStates;
    const next = here + numStates;
    for (let state = 0; state < numStates; state++) {
      // Each target before this one took a chain at least, at most one a station.
      const free = numFree[state];
      if (mostUsed[state] > target || free > numChains - target) continue;
      let least = Infinity;
      if (free >= numTargets - target) {
        const stations = freeStations[state];
        const after = next + state;
        // Every set of free stations but the empty one, ascending.
        let subset = stations & -stations;
        while (subset !== 0) {
          const value = cost[row + subset] + values[after - steps[subset]];
          if (value < least) least = value;
          subset = (subset - stations) & stations;
        }
      }
      values[here + state] = least;
    }
  }
  return values;
}

/** Each target's smallest set with which V is reached. */
function readSubsets(
  { numTargets, cost }: AssociationProblem,
  { numStates, freeStations, steps }: ChainStates,
  costsToGo: Float64Array,
): number[] {
  const subsets: number[] = [];
  let state = numStates - 1;
  for (let target = 0; target < numTargets; target++) {
    const row = target * steps.length;
    const next = (target + 1) * numStates;
    const least = costsToGo[target * numStates + state];
    const stations = freeStations[state];
    let subset = stations & -stations;
    while (
      cost[row + subset] + costsToGo[next + state - steps[subset]] !== least
    ) subset = (subset - stations) & stations;
    subsets.push(subset);
    state -= steps[subset];
  }
  return subsets;
}
