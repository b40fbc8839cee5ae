/**
 * Each target to its nearest station.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import { range } from "../../core/range.ts";
import type { AssociationMethod } from "./method.ts";
import { hasEnoughChains, usableCapacity } from "./problem.ts";
import {
  infeasibleError,
  requireLinkCosts,
  requireSizes,
} from "./problem_checks.ts";

/**
 * The shortest links first: each target gets one, to the nearest station that
 * still has a free chain. Under "exactly" the chains that are left then go to
 * the shortest links of all. Links of the same length come in the order of
 * targets, then stations.
 *
 * It reads the link costs, as distances, and nothing else: a set that `cost`
 * forbids is unknown to it.
 */
export const nearestStation: AssociationMethod = {
  name: "nearest station",
  associate: (problem) => {
    const action = "associate with the nearest stations";
    requireSizes(action, problem);
    const distances = requireLinkCosts(action, problem);
    if (!hasEnoughChains(problem)) throw infeasibleError(action);
    const { numBaseStations, numTargets, capacityRule } = problem;
    const links = range(0, distances.length)
      .filter((link) => distances[link] < Infinity)
      .sort((a, b) => distances[a] - distances[b]);
    const capacity = usableCapacity(problem);
    const chains = new Array<number>(numBaseStations).fill(capacity);
    const subsets = new Array<number>(numTargets).fill(0);
    const addWhere = (isWanted: (subset: number) => boolean) => {
      for (const link of links) {
        const target = Math.floor(link / numBaseStations);
        const station = link % numBaseStations;
        const bit = 1 << station;
        if (chains[station] === 0 || (subsets[target] & bit) !== 0) continue;
        if (!isWanted(subsets[target])) continue;
        subsets[target] |= bit;
        chains[station]--;
      }
    };
    addWhere((subset) => subset === 0);
    if (capacityRule === "exactly") addWhere(() => true);
    const isShort = subsets.includes(0) ||
      (capacityRule === "exactly" && chains.some((free) => free > 0));
    if (isShort) {
      const name = "the number of permitted next links";
      throw rangeError(action, name, "at least 1", 0);
    }
    return subsets;
  },
};
