/**
 * Associations by linear objectives, in which a link is worth the same whatever
 * other links its target has: what a standard convex method can take (paper B's
 * Benchmark I, Sec. 4, which states no objective).
 *
 * The linear programme of `loadLinearProgramme` has a totally unimodular
 * matrix, so that its optimum is an association, the best one for additive
 * costs. Here that one is found by `solveAssociation`: the same links, a fifth
 * of the time, and the same bits whatever the version of HiGHS.
 *
 * @module
 */

import { additiveCosts } from "./additive_costs.ts";
import { solveAssociation } from "./exact.ts";
import type { AssociationMethod } from "./method.ts";
import type { AssociationProblem } from "./problem.ts";
import {
  requireLinkCosts,
  requireNumbers,
  requireProblem,
} from "./problem_checks.ts";

/** The least total length of the links, where every chain has one. */
export const shortestLinks: AssociationMethod = {
  name: "shortest links (LP)",
  associate: (problem) => {
    const linkCosts = requireLinkCosts("associate by length", problem);
    return solveLinear(problem, linkCosts);
  },
};

/**
 * The largest sum of what each link would gain if it were its target's only
 * one, tr P_i - c_i({m}), where every chain has a link.
 */
export const largestSingleGains: AssociationMethod = {
  name: "largest single gains (LP)",
  associate: (problem) => solveLinear(problem, singleGainCosts(problem)),
};

/** The cost of each link for `largestSingleGains`: its gain, negative. */
export function singleGainCosts(problem: AssociationProblem): Float64Array {
  const action = "associate by gains";
  requireProblem(action, problem);
  const { numBaseStations, numTargets, cost, unservedCosts } = problem;
  requireNumbers(action, "unservedCosts", unservedCosts, numTargets, 1);
  const numSets = 2 ** numBaseStations;
  return Float64Array.from(
    { length: numTargets * numBaseStations },
    (_, link) => {
      const target = Math.floor(link / numBaseStations);
      const subset = 1 << (link % numBaseStations);
      return cost[target * numSets + subset] - unservedCosts[target];
    },
  );
}

/** The optimum of a linear programme over links, as it uses every chain. */
function solveLinear(
  problem: AssociationProblem,
  linkCosts: Float64Array,
): readonly number[] {
  return solveAssociation({
    ...problem,
    cost: additiveCosts(linkCosts, problem.numBaseStations),
    capacityRule: "exactly",
  }).subsets;
}
