import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  additiveCosts,
  associationCost,
  countAssociations,
  loadLinearProgramme,
  solveAssociation,
} from "../../../lib/tracking/mod.ts";
import { checkProperty } from "../../property.ts";
import { isFeasible, paperProblem, paperProblems } from "./problems.ts";

const linearProgramme = await loadLinearProgramme();
const rng = openStream(1, "linear programme");

const INFEASIBLE =
  /Cannot .+ as the number of feasible associations must be at least 1: current value is 0$/;

Deno.test("the linear programme is exact on additive costs", () => {
  let numFeasible = 0;
  checkProperty(fc.property(paperProblems, (problem) => {
    // Some links pay for themselves, some do not, and some are forbidden.
    const linkCosts = problem.linkCosts!
      .map((cost) => cost > 0.8 ? Infinity : 1e3 * (cost - 0.3));
    const cost = additiveCosts(linkCosts, problem.numBaseStations);
    const linear = { ...problem, linkCosts, cost };
    if (countAssociations(linear) === 0) {
      const solve = () => linearProgramme.associate(linear, rng);
      return void assert.throws(solve, INFEASIBLE);
    }
    numFeasible++;
    const subsets = linearProgramme.associate(linear, rng);
    assert.ok(isFeasible(linear, subsets));
    const { totalCost } = solveAssociation(linear);
    const excess = associationCost(linear, subsets) - totalCost;
    assert.ok(excess >= 0 && excess < 1e-3, `${excess}`);
  }));
  assert.ok(numFeasible > 100 && numFeasible < 200, `${numFeasible}`);
});

Deno.test("the linear programme is as good for tiny and for huge costs", () => {
  for (const scale of [1e-30, 1e-9, 1e9, 1e30, 1e300]) {
    const problem = paperProblem(8, 6, { capacityRule: "exactly" });
    const linkCosts = problem.linkCosts!.map((cost) => scale * cost);
    const cost = additiveCosts(linkCosts, problem.numBaseStations);
    const { subsets } = solveAssociation({ ...problem, cost });
    const scaled = { ...problem, linkCosts };
    assert.deepEqual(linearProgramme.associate(scaled, rng), subsets);
  }
});

Deno.test("the linear programme keeps to the links that are permitted", () => {
  const problem = paperProblem(8, 5);
  const linkCosts = problem.linkCosts!.map((cost, link) =>
    link % 6 < 2 ? Infinity : cost
  );
  const subsets = linearProgramme.associate({ ...problem, linkCosts }, rng);
  assert.ok(subsets.every((subset) => (subset & 0b11) === 0));
  assert.throws(
    () =>
      linearProgramme.associate({
        ...problem,
        linkCosts: problem.linkCosts!.fill(Infinity, 0, 6),
      }, rng),
    INFEASIBLE,
  );
});

Deno.test("the linear programme refuses what is no problem of links", () => {
  const { linkCosts, ...problem } = paperProblem(4, 1);
  assert.throws(() => linearProgramme.associate(problem, rng), {
    name: "TypeError",
    message: /linkCosts must be a Float64Array: current value is undefined/,
  });
  const short = linkCosts!.subarray(1);
  assert.throws(
    () => linearProgramme.associate({ ...problem, linkCosts: short }, rng),
    /linkCosts must hold 4 x 6 numbers: current shape is 23/,
  );
  assert.throws(
    () => linearProgramme.associate(paperProblem(13, 1), rng),
    INFEASIBLE,
  );
});
