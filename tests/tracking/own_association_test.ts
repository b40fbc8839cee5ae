/**
 * How an association of one's own is compared with the others: an object with a
 * name and a function, in one file.
 */

import assert from "node:assert/strict";
import { openStream, range } from "../../lib/mod.ts";
import {
  ASSOCIATION_METHODS,
  associationCost,
  type AssociationMethod,
  type AssociationProblem,
  solveAssociation,
} from "../../lib/tracking/mod.ts";

/** Target 0 to stations 0 and 1, target 1 to stations 2 and 3, and around. */
const roundRobin: AssociationMethod = {
  name: "round robin",
  associate: ({ numBaseStations, numTargets }) =>
    range(0, numTargets).map((target) => {
      const first = 2 * target % numBaseStations;
      return 2 ** first + 2 ** ((first + 1) % numBaseStations);
    }),
};

/** Six stations of two chains, where each station helps as much as it can. */
function sampleProblem(seed: number): AssociationProblem {
  const [numBaseStations, numTargets] = [6, 6];
  const rng = openStream(seed, "information");
  const information = range(0, numTargets * numBaseStations)
    .map(() => rng.uniform() ** 4);
  const costOf = (target: number, subset: number) =>
    1 / range(0, numBaseStations).reduce(
      (sum, station) =>
        sum + ((subset >> station) & 1) *
          information[target * numBaseStations + station],
      0.1,
    );
  return {
    numBaseStations,
    capacity: 2,
    numTargets,
    cost: Float64Array.from(
      { length: numTargets * 2 ** numBaseStations },
      (_, at) => costOf(Math.floor(at / 64), at % 64),
    ),
    linkCosts: Float64Array.from(information, (value) => 1 / value),
    unservedCosts: new Float64Array(numTargets).fill(10),
  };
}

Deno.test("an association of one's own is scored beside the others", () => {
  const methods = [...ASSOCIATION_METHODS, roundRobin]
    .filter(({ name }) => name !== "brute force");
  const scores = new Map(methods.map(({ name }) => [name, 0]));
  for (const seed of range(1001, 1041)) {
    const problem = sampleProblem(seed);
    const best = solveAssociation(problem).totalCost;
    for (const { name, associate } of methods) {
      const subsets = associate(problem, openStream(seed, name));
      scores.set(name, scores.get(name)! + associationCost(problem, subsets));
      assert.ok(associationCost(problem, subsets) >= best);
    }
  }
  const score = (name: string) => scores.get(name)!;
  assert.ok(score("exact") < score("greedy marginal gain"));
  assert.ok(score("greedy marginal gain") < score("round robin"));
});

Deno.test("an association that breaks a rule is refused", () => {
  const problem = sampleProblem(1001);
  const refuse = (subsets: readonly number[], message: RegExp) =>
    assert.throws(() => associationCost(problem, subsets), message);
  refuse([1, 1, 1, 2, 4, 8], /targets of station 0 must be an integer from 0/);
  refuse(
    [0, 1, 2, 4, 8, 16],
    /set of target 0 must be an integer from 1 to 63/,
  );
  refuse([64, 1, 2, 4, 8, 16], /from 1 to 63: current value is 64/);
  refuse([1.5, 1, 2, 4, 8, 16], /current value is 1.5/);
  refuse([1, 2, 4], /hold a set for each of the 6 targets/);
  const cost = problem.cost.map((own, at) => at === 3 ? Infinity : own);
  assert.throws(
    () => associationCost({ ...problem, cost }, [3, 1, 4, 8, 16, 32]),
    /set of target 0 must be permitted: current value is 3/,
  );
  const exactly = { ...problem, capacityRule: "exactly" as const };
  assert.throws(
    () => associationCost(exactly, [1, 2, 4, 8, 16, 32]),
    /targets of station 0 must be an integer from 2 to 2: current value is 1/,
  );
});

Deno.test("where coverage is not required, a target may be left alone, at a cost", () => {
  const problem = sampleProblem(1001);
  const subsets = [0, 1, 2, 4, 8, 16];
  const free = { ...problem, coverageRule: "not required" as const };
  const served = associationCost(problem, [32, 1, 2, 4, 8, 16]);
  const expected = served - problem.cost[32] + problem.unservedCosts![0];
  assert.ok(Math.abs(associationCost(free, subsets) - expected) < 1e-12);
  const { unservedCosts: _, ...unknown } = free;
  assert.throws(
    () => associationCost(unknown, subsets),
    /the set of target 0 must be permitted: current value is 0/,
  );
  assert.throws(
    () =>
      associationCost({ ...problem, coverageRule: "some" as "required" }, [
        1,
        1,
        2,
        4,
        8,
        16,
      ]),
    /coverageRule must be required or not required: current value is "some"/,
  );
});
