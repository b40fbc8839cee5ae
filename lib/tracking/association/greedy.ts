/**
 * One link after the other, always the one that lowers the total cost most.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import type { AssociationMethod } from "./method.ts";
import {
  type AssociationProblem,
  hasEnoughChains,
  usableCapacity,
} from "./problem.ts";
import {
  infeasibleError,
  requireNumberOrInfinity,
  requireNumbers,
  requireProblem,
} from "./problem_checks.ts";

/** A link that could be added. */
interface Link {
  readonly target: number;
  readonly station: number;
  /** By how much it lowers the cost. */
  readonly gain: number;
  /** What the target costs with it. */
  readonly cost: number;
}

/**
 * Greedy by marginal gain, c_i(S) - c_i(S + m). Equal gains go to the link that
 * leaves the smaller cost, then to the earlier target and station. It ends where
 * no link lowers the cost and every target is covered; under "exactly", where
 * every chain is in use.
 *
 * Where the chains left are as many as the targets without one, only those get
 * any: so none is left over. As it adds one station at a time, it stops with a
 * RangeError where the forbidden sets leave it no next link; an association may
 * exist all the same.
 */
export const greedyMarginalGain: AssociationMethod = {
  name: "greedy marginal gain",
  associate: (problem) => {
    const action = "associate greedily";
    requireProblem(action, problem);
    const unservedCosts = readUnservedCosts(action, problem);
    if (!hasEnoughChains(problem)) throw infeasibleError(action);
    const { numBaseStations, numTargets } = problem;
    const usesAll = problem.capacityRule === "exactly";
    const capacity = usableCapacity(problem);
    const chains = new Array<number>(numBaseStations).fill(capacity);
    const subsets = new Array<number>(numTargets).fill(0);
    let numLeft = numBaseStations * capacity;
    let numAlone = numTargets;
    for (;;) {
      const isTight = numLeft === numAlone;
      let link = findLink(problem, unservedCosts, subsets, chains, isTight);
      // A link that doesn't pay goes to a target that must have one, or nowhere.
      if (!usesAll && !(link !== undefined && link.gain > 0)) {
        if (numAlone === 0) return subsets;
        link = findLink(problem, unservedCosts, subsets, chains, true);
      }
      if (link === undefined) {
        if (numLeft === 0) return subsets;
        const name = "the number of permitted next links";
        throw rangeError(action, name, "at least 1", 0);
      }
      if (subsets[link.target] === 0) numAlone--;
      subsets[link.target] |= 1 << link.station;
      chains[link.station]--;
      numLeft--;
    }
  },
};

/** The link of the largest gain, if any is permitted. */
function findLink(
  { numBaseStations, numTargets, cost }: AssociationProblem,
  unservedCosts: Float64Array,
  subsets: readonly number[],
  chains: readonly number[],
  onlyAlone: boolean,
): Link | undefined {
  let best: Link | undefined;
  for (let target = 0; target < numTargets; target++) {
    const subset = subsets[target];
    if (onlyAlone && subset !== 0) continue;
    const row = target * 2 ** numBaseStations;
    const before = subset === 0 ? unservedCosts[target] : cost[row + subset];
    for (let station = 0; station < numBaseStations; station++) {
      const withIt = subset | (1 << station);
      const after = cost[row + withIt];
      if (chains[station] === 0 || withIt === subset || after === Infinity) {
        continue;
      }
      const gain = before - after;
      if (
        best === undefined || gain > best.gain ||
        (gain === best.gain && after < best.cost)
      ) best = { target, station, gain, cost: after };
    }
  }
  return best;
}

function readUnservedCosts(
  action: string,
  { numTargets, unservedCosts }: AssociationProblem,
): Float64Array {
  if (unservedCosts === undefined) {
    return new Float64Array(numTargets).fill(Infinity);
  }
  requireNumbers(action, "unservedCosts", unservedCosts, numTargets, 1);
  requireNumberOrInfinity(action, "each of unservedCosts", unservedCosts);
  return unservedCosts;
}
