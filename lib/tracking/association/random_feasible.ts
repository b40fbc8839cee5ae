/**
 * An association at random, each feasible one equally likely: what a method has
 * to beat.
 *
 * @module
 */

import { requireStream } from "../../core/random_stream.ts";
import { chainStates } from "./chain_states.ts";
import { computeCountsToGo } from "./counting.ts";
import type { AssociationMethod } from "./method.ts";
import { hasEnoughChains } from "./problem.ts";
import { infeasibleError, requireProblem } from "./problem_checks.ts";

/**
 * Uniform over the feasible associations: each target in turn draws its set in
 * proportion to the number of ways in which the targets after it can be served.
 */
export const randomFeasible: AssociationMethod = {
  name: "random feasible",
  associate: (problem, rng) => {
    const action = "sample an association";
    requireProblem(action, problem);
    requireStream(action, rng);
    if (!hasEnoughChains(problem)) throw infeasibleError(action);
    const states = chainStates(action, problem);
    const { numStates, freeStations, steps } = states;
    const counts = computeCountsToGo(problem, states);
    let state = numStates - 1;
    if (counts[state] === 0) throw infeasibleError(action);
    return Array.from({ length: problem.numTargets }, (_, target) => {
      const row = target * steps.length;
      const next = (target + 1) * numStates;
      const stations = freeStations[state];
      let left = rng.uniform() * counts[target * numStates + state];
      let drawn = 0;
      let subset = stations & -stations;
      // A rounded count can leave something over: the last set then takes it.
      while (subset !== 0 && left >= 0) {
        const count = problem.cost[row + subset] < Infinity
          ? counts[next + state - steps[subset]]
          : 0;
        if (count > 0) drawn = subset;
        left -= count;
        subset = (subset - stations) & stations;
      }
      state -= steps[drawn];
      return drawn;
    });
  },
};
