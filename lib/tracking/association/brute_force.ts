/**
 * Exhaustive search, the method of paper B's Benchmark III: every feasible
 * association is formed and summed, one after the other. Only the best one so
 * far is held, so the memory is the same for four targets and for eight.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import { type ChainStates, chainStates } from "./chain_states.ts";
import { countAssociations } from "./counting.ts";
import type { AssociationMethod } from "./method.ts";
import type { Association, AssociationProblem } from "./problem.ts";
import { infeasibleError, requireProblem } from "./problem_checks.ts";

/** The best association, and how many it was compared with. */
export interface Enumeration extends Association {
  /** How many feasible associations were summed: all of them. */
  readonly numFeasible: number;
}

/** The most associations: minutes of work. */
const MAX_ASSOCIATIONS = 1e10;

/**
 * Sums every feasible association; none is left out for being bound to lose.
 *
 * The sums run from the last target to the first, as those of
 * `solveAssociation`, and give the same bits. Of equal sums it keeps the
 * association whose first target has the smallest bitmask, then whose second
 * has, and so on: the same rule again, where no sum was rounded to a tie.
 *
 * @param problem the block
 * @returns the best of all, and how many there were
 * @throws {RangeError} where `solveAssociation` throws one, or there are more
 *   than 1e10 associations
 * @throws {TypeError} where the problem is none
 */
export function enumerateAssociations(
  problem: AssociationProblem,
): Enumeration {
  const action = "enumerate associations";
  requireProblem(action, problem);
  const count = countAssociations(problem);
  if (count === 0) throw infeasibleError(action);
  if (count > MAX_ASSOCIATIONS) {
    const name = "the number of feasible associations";
    throw rangeError(action, name, `at most ${MAX_ASSOCIATIONS}`, count);
  }
  const { numTargets } = problem;
  if (numTargets === 0) return { totalCost: 0, subsets: [], numFeasible: 1 };
  const states = chainStates(action, problem);
  const search: Search = {
    problem,
    states,
    // No sum of a problem's costs is above the largest number.
    totalCost: Number.MAX_VALUE,
    numFeasible: 0,
    current: new Int32Array(numTargets),
    best: new Int32Array(numTargets).fill(states.steps.length),
  };
  serve(search, numTargets - 1, states.numStates - 1, 0);
  const { totalCost, best, numFeasible } = search;
  return { totalCost, subsets: [...best], numFeasible };
}

/** `enumerateAssociations` as a method. */
export const bruteForce: AssociationMethod = {
  name: "brute force",
  associate: (problem) => enumerateAssociations(problem).subsets,
};

interface Search {
  readonly problem: AssociationProblem;
  readonly states: ChainStates;
  /** The least sum so far. */
  totalCost: number;
  numFeasible: number;
  /** The sets that are being tried. */
  readonly current: Int32Array;
  /** The sets of the least sum. */
  readonly best: Int32Array;
}

/** Tries every set for a target, and every set for those before it. */
function serve(
  search: Search,
  target: number,
  state: number,
  sum: number,
): void {
  if (target === 0) return serveFirst(search, state, sum);
  const { current, problem: { cost } } = search;
  const { freeStations, numFree, steps } = search.states;
  const row = target * steps.length;
  const stations = freeStations[state];
  let subset = stations & -stations;
  while (subset !== 0) {
    const own = cost[row + subset];
    const after = state - steps[subset];
    // A chain at least for each target before this one.
    if (own < Infinity && numFree[after] >= target) {
      current[target] = subset;
      // Called from here as well, as it is then compiled into this loop.
      if (target === 1) serveFirst(search, after, own + sum);
      else serve(search, target - 1, after, own + sum);
    }
    subset = (subset - stations) & stations;
  }
}

/** Tries every set for the first target, the last one to be served. */
function serveFirst(search: Search, state: number, sum: number): void {
  const { cost, capacityRule } = search.problem;
  const { freeStations, steps } = search.states;
  const stations = freeStations[state];
  let subset = stations & -stations;
  if (capacityRule === "exactly") {
    if (steps[stations] !== state) return;
    subset = stations;
  }
  let numFeasible = 0;
  while (subset !== 0) {
    const own = cost[subset];
    if (own < Infinity) {
      numFeasible++;
      const totalCost = own + sum;
      if (totalCost <= search.totalCost) keepBest(search, subset, totalCost);
    }
    subset = (subset - stations) & stations;
  }
  search.numFeasible += numFeasible;
}

function keepBest(search: Search, subset: number, totalCost: number): void {
  const { current, best } = search;
  current[0] = subset;
  if (totalCost === search.totalCost) {
    const first = current.findIndex((own, target) => own !== best[target]);
    if (first === -1 || current[first] > best[first]) return;
  }
  search.totalCost = totalCost;
  best.set(current);
}
