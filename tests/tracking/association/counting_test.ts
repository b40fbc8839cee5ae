import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CapacityRule,
  countAssociations,
  enumerateAssociations,
  solveAssociation,
} from "../../../lib/tracking/mod.ts";
import { PROJECT_FOLDER } from "../../../lib/experiments/folders.ts";
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

  // Those of eight targets are formed below, once.
  if (numTargets > 6) continue;
  Deno.test(`the brute force forms the ${expected} one by one, and finds the exact optimum`, () => {
    const { numFeasible, ...best } = enumerateAssociations(problem);
    assert.equal(numFeasible, expected);
    assert.deepEqual(best, solveAssociation(problem));
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

/** Prints what the search over eight targets came to, and the bytes it took. */
const SEARCH = `
  import { enumerateAssociations } from "./lib/tracking/association/brute_force.ts";
  import { solveAssociation } from "./lib/tracking/association/exact.ts";
  const cost = Float64Array.from({ length: 512 }, (_, i) => Math.sin(i));
  const problem = { numBaseStations: 6, capacity: 2, numTargets: 8, cost };
  const { numFeasible, ...best } = enumerateAssociations(problem);
  const { heapUsed, external } = Deno.memoryUsage();
  const isExact = JSON.stringify(best) === JSON.stringify(solveAssociation(problem));
  console.log(JSON.stringify({ numFeasible, isExact, numBytes: heapUsed + external }));
`;

Deno.test("eight targets don't run out of memory: 160 million associations in a heap of 32 MB", async () => {
  // A list of them would take 1.3 GB at a number each.
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", "--v8-flags=--max-old-space-size=32", SEARCH],
    cwd: PROJECT_FOLDER,
  }).output();
  const [out, err] = [stdout, stderr]
    .map((bytes) => new TextDecoder().decode(bytes));
  assert.equal(err, "");
  const { numFeasible, isExact, numBytes } = JSON.parse(out);
  assert.equal(numFeasible, 159_788_160);
  assert.ok(isExact && numBytes < 32e6, out);
});

Deno.test("a search of hours is refused", () => {
  assert.throws(
    () => enumerateAssociations(paperProblem(8, 1, { numBaseStations: 8 })),
    /number of feasible associations must be at most 10000000000: /,
  );
});
