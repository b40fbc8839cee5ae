import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AssociationProblem,
  enumerateAssociations,
  solveAssociation,
} from "../../../lib/tracking/mod.ts";
import { range } from "../../../lib/core/range.ts";
import { checkProperty } from "../../property.ts";
import { paperProblem, smallProblems, solveNaively } from "./problems.ts";

const INFEASIBLE =
  /Cannot .+ as the number of feasible associations must be at least 1: current value is 0$/;

Deno.test("two targets that want the same chain, by hand", () => {
  const problem = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 2,
    cost: Float64Array.of(NaN, 5, 2, 1, NaN, 9, 3, 2),
  };
  assert.deepEqual(solveAssociation(problem), {
    totalCost: 8,
    subsets: [0b01, 0b10],
  });
  // With two chains at each station both get all that they want.
  assert.deepEqual(solveAssociation({ ...problem, capacity: 2 }), {
    totalCost: 3,
    subsets: [0b11, 0b11],
  });
});

Deno.test("a chain that costs is used under exactly, and not under at most", () => {
  const problem = {
    numBaseStations: 2,
    capacity: 1,
    numTargets: 1,
    cost: Float64Array.of(0, 1, 2, 4),
  };
  assert.deepEqual(solveAssociation(problem).subsets, [0b01]);
  const exactly = { ...problem, capacityRule: "exactly" as const };
  assert.deepEqual(solveAssociation(exactly).subsets, [0b11]);
});

Deno.test("of equal costs the first target's bitmask is the smallest, then the second's", () => {
  for (const numTargets of [1, 3, 8, 12]) {
    const { numBaseStations, capacity } = paperProblem(numTargets, 1);
    const cost = new Float64Array(numTargets * 2 ** numBaseStations);
    const problem = { numBaseStations, capacity, numTargets, cost };
    // All the lowest stations first, two targets each.
    const expected = range(0, numTargets).map((target) => 1 << (target >> 1));
    assert.deepEqual(solveAssociation(problem).subsets, expected);
  }
});

Deno.test("it is what all matrices of zeros and ones give, ties included", () => {
  checkProperty(
    fc.property(smallProblems, (problem) => {
      const { best } = solveNaively(problem);
      if (best === undefined) {
        assert.throws(() => solveAssociation(problem), INFEASIBLE);
        assert.throws(() => enumerateAssociations(problem), INFEASIBLE);
        return;
      }
      assert.deepEqual(solveAssociation(problem), best);
      const { totalCost, subsets } = enumerateAssociations(problem);
      assert.deepEqual({ totalCost, subsets }, best);
    }),
    400,
  );
});

Deno.test("it is the streaming brute force, bit for bit", () => {
  const shapes = [[6, 2, 4], [5, 2, 5], [4, 3, 4], [8, 1, 5], [3, 4, 6]];
  checkProperty(
    fc.property(
      fc.constantFrom(...shapes),
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom("at most" as const, "exactly" as const),
      ([numBaseStations, capacity, numTargets], seed, capacityRule) => {
        const problem = paperProblem(numTargets, seed, {
          numBaseStations,
          capacity,
          capacityRule,
        });
        const { totalCost, subsets } = enumerateAssociations(problem);
        assert.deepEqual(solveAssociation(problem), { totalCost, subsets });
      },
    ),
    25,
  );
});

Deno.test("more chains never cost more, nor does the freedom to leave some idle", () => {
  checkProperty(
    fc.property(
      fc.integer({ min: 4, max: 12 }),
      fc.integer({ min: 0, max: 1e6 }),
      (numTargets, seed) => {
        const problem = paperProblem(numTargets, seed);
        const costWith = (changes: Partial<AssociationProblem>) =>
          solveAssociation({ ...problem, ...changes }).totalCost;
        const atMost = costWith({});
        assert.ok(costWith({ capacity: 3 }) <= atMost);
        assert.ok(costWith({ capacityRule: "exactly" }) >= atMost);
      },
    ),
    100,
  );
});

Deno.test("the order of the targets does not matter", () => {
  checkProperty(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 1e6 }),
      (numTargets, seed) => {
        const problem = paperProblem(numTargets, seed);
        const rows = range(0, numTargets).map((target) =>
          problem.cost.subarray(64 * target, 64 * (target + 1))
        );
        const cost = Float64Array.from(
          rows.toReversed().flatMap((row) => [
            ...row,
          ]),
        );
        const forward = solveAssociation(problem);
        const backward = solveAssociation({ ...problem, cost });
        assert.deepEqual(backward.subsets.toReversed(), forward.subsets);
      },
    ),
    60,
  );
});

Deno.test("with chains for all, each target has what it wants most", () => {
  for (const numTargets of [1, 2, 5]) {
    const problem = paperProblem(numTargets, 2, { capacity: 1e15 });
    const wanted = range(0, numTargets).map((target) => {
      const costs = [...problem.cost.subarray(64 * target, 64 * (target + 1))];
      return costs.indexOf(Math.min(...costs.slice(1)), 1);
    });
    assert.deepEqual(solveAssociation(problem).subsets, wanted);
  }
});

Deno.test("the entry of the empty set is not read", () => {
  const problem = paperProblem(6, 3);
  const expected = solveAssociation(problem);
  for (const value of [NaN, Infinity, -Infinity, -1e308, 0]) {
    const cost = problem.cost.map((own, at) => at % 64 === 0 ? value : own);
    assert.deepEqual(solveAssociation({ ...problem, cost }), expected);
  }
});

Deno.test("no target costs nothing, and eight stations are no trouble", () => {
  const none = { numTargets: 0, cost: new Float64Array(0) };
  const nothing = { totalCost: 0, subsets: [] };
  for (const capacity of [0, 2]) {
    const problem = { numBaseStations: 6, capacity, ...none };
    assert.deepEqual(solveAssociation(problem), nothing);
  }
  const large = paperProblem(16, 4, { numBaseStations: 8 });
  const { subsets } = solveAssociation(large);
  assert.equal(subsets.length, 16);
});

Deno.test("where nothing is feasible, that is what is said", () => {
  const refuse = (changes: Partial<AssociationProblem>) =>
    assert.throws(
      () => solveAssociation({ ...paperProblem(4, 1), ...changes }),
      { name: "RangeError", message: INFEASIBLE },
    );
  refuse({ capacity: 0 });
  refuse(paperProblem(13, 1));
  refuse({ cost: new Float64Array(4 * 64).fill(Infinity) });
  refuse({ capacity: 5, capacityRule: "exactly" });
  refuse({
    numTargets: 0,
    cost: new Float64Array(0),
    capacityRule: "exactly",
  });
});

Deno.test("a bad problem is refused by name", () => {
  const good = paperProblem(4, 1);
  const refuse = (
    changes: Record<string, unknown>,
    name: string,
    message: RegExp,
  ) =>
    assert.throws(
      () => solveAssociation({ ...good, ...changes } as AssociationProblem),
      { name, message },
    );
  const withCost = (value: number, at = 70) => ({
    cost: good.cost.map((own, index) => index === at ? value : own),
  });
  refuse(
    withCost(NaN),
    "RangeError",
    /cost of target 1 by the set 6 .*: .*NaN/,
  );
  refuse(withCost(-Infinity), "RangeError", /current value is -Infinity/);
  refuse({ cost: good.cost.subarray(1) }, "TypeError", /hold 4 x 64 numbers/);
  refuse({ cost: [...good.cost] }, "TypeError", /cost must be a Float64Array/);
  refuse({ cost: undefined }, "TypeError", /cost must be a Float64Array/);
  refuse({ capacity: -1 }, "RangeError", /capacity must be an integer/);
  refuse({ capacity: 1.5 }, "RangeError", /capacity must be an integer/);
  refuse({ numTargets: NaN }, "RangeError", /numTargets must be an integer/);
  refuse({ numBaseStations: 0 }, "RangeError", /from 1 to 20/);
  refuse({ numBaseStations: 21 }, "RangeError", /from 1 to 20/);
  refuse({ capacityRule: "all" }, "RangeError", /at most or exactly/);
  const solveNothing = () =>
    solveAssociation(null as unknown as AssociationProblem);
  assert.throws(solveNothing, { name: "TypeError", message: /an object/ });
  // 11^8 states.
  refuse(
    paperProblem(10, 1, { numBaseStations: 8, capacity: 10 }) as never,
    "RangeError",
    /\(capacity \+ 1\)\^numBaseStations must be at most 16777216/,
  );
});

Deno.test("costs whose sum could overflow are refused; forbidden ones are not", () => {
  const problem = (value: number) => ({
    numBaseStations: 1,
    capacity: 2,
    numTargets: 2,
    cost: Float64Array.of(0, value, 0, value),
  });
  for (const value of [1e308, -1e308, Number.MAX_VALUE]) {
    assert.throws(
      () => solveAssociation(problem(value)),
      /sum of the targets' largest costs must be finite/,
    );
  }
  assert.equal(solveAssociation(problem(8e307)).totalCost, 1.6e308);
  assert.equal(solveAssociation(problem(-8e307)).totalCost, -1.6e308);
});
