import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  additiveCosts,
  ASSOCIATION_METHODS,
  associationCost,
  type AssociationProblem,
  CAPACITY_RULES,
  greedyMarginalGain,
  nearestStation,
  randomFeasible,
  solveAssociation,
} from "../../../lib/tracking/mod.ts";
import { checkProperty } from "../../property.ts";
import {
  isFeasible,
  paperProblem,
  paperProblems,
  smallProblems,
  solveNaively,
} from "./problems.ts";

const rng = openStream(1, "methods");

const NO_NEXT_LINK =
  /Cannot .+ as the number of permitted next links must be at least 1: current value is 0$/;

Deno.test("every method is feasible, and none beats the exact one", () => {
  const methods = ASSOCIATION_METHODS
    .filter(({ name }) => name !== "brute force");
  assert.equal(new Set(methods.map(({ name }) => name)).size, 4);
  checkProperty(fc.property(paperProblems, (problem) => {
    const { totalCost } = solveAssociation(problem);
    for (const method of methods) {
      const subsets = method.associate(problem, rng);
      assert.ok(isFeasible(problem, subsets), method.name);
      assert.ok(associationCost(problem, subsets) >= totalCost, method.name);
    }
  }));
});

Deno.test("methods without a solution say so", () => {
  const crowded = paperProblem(13, 1);
  for (const method of ASSOCIATION_METHODS) {
    assert.throws(
      () => method.associate(crowded, rng),
      /number of feasible associations must be at least 1: current value is 0/,
    );
  }
});

Deno.test("greedy: the largest gain first, by hand", () => {
  // Target 0 falls from 10 to 4 by station 1; target 1 from 10 to 5 by it.
  const problem = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 2,
    cost: Float64Array.of(NaN, 8, 4, 3, NaN, 9, 5, 4),
    unservedCosts: Float64Array.of(10, 10),
  };
  assert.deepEqual(greedyMarginalGain.associate(problem, rng), [0b10, 0b01]);
  // From a higher start target 1 gains more.
  const unservedCosts = Float64Array.of(10, 12);
  assert.deepEqual(
    greedyMarginalGain.associate({ ...problem, unservedCosts }, rng),
    [0b01, 0b10],
  );
});

Deno.test("greedy: links that don't pay are added only where they must be", () => {
  const problem = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 1,
    cost: Float64Array.of(0, 2, 1, 5),
    unservedCosts: Float64Array.of(0),
  };
  assert.deepEqual(greedyMarginalGain.associate(problem, rng), [0b10]);
  const exactly = { ...problem, capacityRule: "exactly" as const };
  assert.deepEqual(greedyMarginalGain.associate(exactly, rng), [0b11]);
});

Deno.test("greedy: a link that gains nothing is not added", () => {
  const problem = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 1,
    cost: Float64Array.of(0, 2, 1, 1),
  };
  assert.deepEqual(greedyMarginalGain.associate(problem, rng), [0b10]);
});

Deno.test("greedy: with no cost for being unserved, the cheapest link is first", () => {
  const problem = {
    numBaseStations: 1,
    capacity: 2,
    numTargets: 2,
    cost: Float64Array.of(0, 5, 0, 3),
  };
  assert.deepEqual(greedyMarginalGain.associate(problem, rng), [1, 1]);
  // Both want station 0, and target 1 pays less for it.
  const contested = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 2,
    cost: Float64Array.of(0, 3, 5, 9, 0, 2, 6, 9),
  };
  assert.deepEqual(greedyMarginalGain.associate(contested, rng), [2, 1]);
  const unservedCosts = Float64Array.of(NaN, 1);
  assert.throws(
    () => greedyMarginalGain.associate({ ...contested, unservedCosts }, rng),
    /each of unservedCosts must be a number or Infinity: current value is NaN/,
  );
});

Deno.test("greedy: feasible where all sets are permitted, or a refusal", () => {
  checkProperty(fc.property(smallProblems, (problem) => {
    const { best } = solveNaively(problem);
    if (best === undefined) {
      return void assert.throws(() =>
        greedyMarginalGain.associate(problem, rng)
      );
    }
    let subsets: readonly number[];
    try {
      subsets = greedyMarginalGain.associate(problem, rng);
    } catch (error) {
      assert.ok(problem.cost.includes(Infinity));
      return void assert.match((error as Error).message, NO_NEXT_LINK);
    }
    assert.ok(associationCost(problem, subsets) >= best.totalCost);
  }));
});

Deno.test("nearest: the shortest links first, then the next station", () => {
  const problem: AssociationProblem = {
    numBaseStations: 2,
    capacity: 2,
    numTargets: 3,
    cost: new Float64Array(12),
    // Station 0 is the nearest to all, and has two chains.
    linkCosts: Float64Array.of(30, 40, 10, 99, 20, 50),
  };
  assert.deepEqual(nearestStation.associate(problem, rng), [0b10, 1, 1]);
  const exactly = { ...problem, capacityRule: "exactly" as const };
  assert.deepEqual(nearestStation.associate(exactly, rng), [0b10, 1, 0b11]);
  const linkCosts = Float64Array.of(Infinity, Infinity, 10, 99, 20, 50);
  assert.throws(
    () => nearestStation.associate({ ...problem, linkCosts }, rng),
    NO_NEXT_LINK,
  );
});

Deno.test("nearest: a problem without link costs is refused", () => {
  const { linkCosts, ...problem } = paperProblem(4, 1);
  assert.throws(() => nearestStation.associate(problem, rng), {
    name: "TypeError",
    message: /linkCosts must be a Float64Array: current value is undefined/,
  });
  const bad = linkCosts!.map((cost, link) => link === 3 ? NaN : cost);
  assert.throws(
    () => nearestStation.associate({ ...problem, linkCosts: bad }, rng),
    /each of linkCosts must be a number or Infinity: current value is NaN/,
  );
});

Deno.test("random: every feasible association is drawn as often as the others", () => {
  const numDraws = 20_000;
  for (const capacityRule of CAPACITY_RULES) {
    const problem = paperProblem(3, 1, { numBaseStations: 3, capacityRule });
    problem.cost[7] = Infinity;
    const { numFeasible } = solveNaively(problem);
    const numDrawn = new Map<string, number>();
    for (let i = 0; i < numDraws; i++) {
      const subsets = randomFeasible.associate(problem, rng);
      associationCost(problem, subsets);
      const key = subsets.join();
      numDrawn.set(key, (numDrawn.get(key) ?? 0) + 1);
    }
    assert.equal(numDrawn.size, numFeasible);
    // Pearson's statistic: mean n - 1, variance 2 (n - 1), and 4 deviations.
    const expected = numDraws / numFeasible;
    const statistic = [...numDrawn.values()]
      .reduce((sum, drawn) => sum + (drawn - expected) ** 2 / expected, 0);
    const freedom = numFeasible - 1;
    assert.ok(Math.abs(statistic - freedom) < 4 * Math.sqrt(2 * freedom));
  }
});

Deno.test("additive costs: a sum over the set's links", () => {
  const costs = additiveCosts(Float64Array.of(1, 20, 300, -5, Infinity, 7), 3);
  assert.deepEqual(
    [...costs],
    [0, 1, 20, 21, 300, 301, 320, 321].concat(
      [0, -5, Infinity, Infinity, 7, 2, Infinity, Infinity],
    ),
  );
  assert.throws(() => additiveCosts(new Float64Array(5), 3), {
    name: "TypeError",
    message: /hold whole rows of 3: current shape is 5/,
  });
  assert.throws(() => additiveCosts(Float64Array.of(1e308, 1e308), 2), {
    name: "RangeError",
    message: /each sum of linkCosts must be a finite number/,
  });
  assert.throws(
    () => additiveCosts(new Float64Array(400), 20),
    /at most 16777216/,
  );
});
