import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CapacityRule,
  countAssociations,
  enumerateAssociations,
} from "../../../lib/tracking/mod.ts";
import { checkProperty } from "../../property.ts";
import { paperProblem, smallProblems, solveNaively } from "./problems.ts";

/** Six stations of two chains; from a program in C that enumerates them. */
const COUNTS: readonly (readonly [CapacityRule, number, number])[] = [
  ["at most", 4, 1_325_286],
  ["at most", 6, 36_998_100],
  ["at most", 8, 159_788_160],
  ["exactly", 4, 43_746],
  ["exactly", 6, 6_075_900],
  ["exactly", 8, 61_923_960],
];

for (const [capacityRule, numTargets, expected] of COUNTS) {
  const problem = paperProblem(numTargets, 1, { capacityRule });

  Deno.test(`${numTargets} targets, ${capacityRule} 2 a station: ${expected} associations`, () => {
    assert.equal(countAssociations(problem), expected);
  });

  if (numTargets > 6) continue;
  Deno.test(`the brute force forms the ${expected} one by one`, () => {
    assert.equal(enumerateAssociations(problem).numFeasible, expected);
  });
}

Deno.test("twelve targets with a chain each: 12! / 2^6 orders", () => {
  const orders = [...Array(12).keys()].reduce((n, i) => n * (i + 1), 1) /
    2 ** 6;
  assert.equal(countAssociations(paperProblem(12, 1)), orders);
});

Deno.test("a station without limit leaves every target 2^M - 1 sets", () => {
  for (const numTargets of [0, 1, 3, 5]) {
    const problem = paperProblem(numTargets, 1, { capacity: 1e15 });
    assert.equal(countAssociations(problem), 63 ** numTargets);
  }
});

Deno.test("both counts are those of all matrices of zeros and ones", () => {
  checkProperty(fc.property(smallProblems, (problem) => {
    const { numFeasible } = solveNaively(problem);
    assert.equal(countAssociations(problem), numFeasible);
    if (numFeasible === 0) return;
    assert.equal(enumerateAssociations(problem).numFeasible, numFeasible);
  }));
});

Deno.test("a search of hours is refused", () => {
  assert.throws(
    () => enumerateAssociations(paperProblem(8, 1, { numBaseStations: 8 })),
    /number of feasible associations must be at most 10000000000: /,
  );
});
