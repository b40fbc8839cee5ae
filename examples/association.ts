/** Three stations with a chain each and two targets: who serves whom? */

import { countAssociations, range, solveAssociation } from "@isac/bench";

const [numBaseStations, numTargets, capacity] = [3, 2, 1];
const gains = [[9, 1, 4], [8, 7, 2]]; // of each link, a line a target
const costOf = (gain: number[], set: number) =>
  1 / gain.reduce((sum, one, m) => sum + ((set >> m) & 1) * one, 0);
const cost = Float64Array.from(
  gains.flatMap((gain) => range(0, 8).map((set) => costOf(gain, set))),
);
const problem = { numBaseStations, numTargets, capacity, cost };
const { subsets, totalCost } = solveAssociation(problem);
console.log(subsets.map((set) => set.toString(2).padStart(3, "0")).join(" "));
console.log(totalCost.toFixed(3), "of", countAssociations(problem), "ways");
