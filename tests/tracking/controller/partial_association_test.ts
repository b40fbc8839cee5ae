import assert from "node:assert/strict";
import fc from "fast-check";
import { range } from "../../../lib/core/range.ts";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  associationCost,
  controllerAssociation,
  type ControllerMask,
  type LinkActor,
  PartialAssociation,
} from "../../../lib/tracking/mod.ts";
import { MultilayerPerceptron } from "../../../lib/nn/mlp.ts";
import { checkProperty } from "../../property.ts";
import { isFeasible, paperProblem } from "../association/problems.ts";

/** Scores every link by a number of its own, drawn anew for each choice. */
function randomActor(seed: number, spread: number): LinkActor {
  const rng = openStream(seed, "scores");
  const network = new MultilayerPerceptron(
    { inputSize: 1, hiddenSizes: [], headSizes: [1] },
    { maxBatchSize: 6 * 12 + 1 },
    rng,
  );
  network.importWeights([[1], [0]]);
  return {
    name: "random",
    network,
    layout: "row a link",
    canStop: true,
    stateSize: 1,
    stateInto: (out) => out.fill(0),
    rowsInto: (rows, rowStride, _problem, _partial, links) =>
      links.forEach((_, k) => rows[k * rowStride] = spread * rng.gaussian()),
  };
}

const states = fc.record({
  numTargets: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer({ min: 0, max: 1e9 }),
  spread: fc.constantFrom(0, 1, 30),
  isSampled: fc.boolean(),
  mayStop: fc.boolean(),
  capacityRule: fc.constantFrom("at most" as const, "exactly" as const),
}).filter(({ numTargets, capacityRule }) =>
  capacityRule === "at most" || numTargets >= 2
);

Deno.test("with the look-ahead 10,000 random states and scores never break a constraint", () => {
  let numStopped = 0;
  checkProperty(
    fc.property(states, ({ numTargets, seed, capacityRule, ...state }) => {
      const problem = paperProblem(numTargets, 1, { capacityRule });
      const actor = randomActor(seed, state.spread);
      const subsets = controllerAssociation(actor, state)
        .associate(problem, openStream(seed, "links"));
      assert.ok(isFeasible(problem, subsets), `${subsets}`);
      associationCost(problem, subsets);
      const numLinks = countLinks(subsets);
      const most = 6 * Math.min(2, numTargets);
      if (!state.mayStop || capacityRule === "exactly") {
        assert.equal(numLinks, most);
      } else if (numLinks < most) numStopped++;
    }),
    10_000,
  );
  assert.ok(numStopped > 500, `${numStopped}`);
});

Deno.test("with the paper's mask targets are left alone, the more the more there are", () => {
  const shares = [4, 8, 12].map((numTargets) => {
    const problem = {
      ...paperProblem(numTargets, 1),
      coverageRule: "not required" as const,
    };
    const broken = range(0, 500).filter((seed) => {
      const options = { mask: "paper", isSampled: true } as const;
      const subsets = controllerAssociation(randomActor(seed, 1), options)
        .associate(problem, openStream(seed, "links"));
      // (5c) and (5e) hold all the same.
      assert.equal(countLinks(subsets), 12);
      associationCost(problem, subsets);
      return subsets.includes(0);
    });
    return broken.length / 500;
  });
  assert.ok(shares[0] < shares[1] && shares[1] < shares[2], `${shares}`);
  assert.ok(shares[0] > 0.01 && shares[2] > 0.9, `${shares}`);
});

Deno.test("the masks, step by step", () => {
  const problem = {
    ...paperProblem(3, 1, { numBaseStations: 2 }),
    capacity: 2,
  };
  const partial = new PartialAssociation();
  const open = (mask: ControllerMask) =>
    range(0, 2).map((station) =>
      range(0, 3).map((target) => Number(partial.isOpen(station, target, mask)))
        .join("")
    );
  partial.begin(problem);
  assert.deepEqual(open("look-ahead"), ["111", "111"]);
  partial.add(0, 0);
  // Three chains are left, and two targets have none.
  assert.deepEqual(open("look-ahead"), ["011", "111"]);
  partial.add(1, 0);
  // Two chains for two targets: only these may have any.
  assert.deepEqual(open("look-ahead"), ["011", "011"]);
  assert.ok(!partial.mayStop(problem, "look-ahead"));
  partial.add(0, 1);
  assert.deepEqual(open("paper"), ["000", "011"]);
  assert.deepEqual(open("look-ahead"), ["000", "001"]);
  partial.add(1, 2);
  assert.deepEqual(open("look-ahead"), ["000", "000"]);
  assert.equal(partial.numUncovered, 0);
  assert.ok(partial.mayStop(problem, "look-ahead"));
  const exactly = { ...problem, capacityRule: "exactly" as const };
  assert.ok(!partial.mayStop(exactly, "paper"));
});

Deno.test("what an actor cannot do is refused", () => {
  const actor = randomActor(1, 1);
  const rng = openStream(1, "links");
  assert.throws(
    () => controllerAssociation(actor, { mask: "none" as "paper" }),
    /mask must be paper or look-ahead: current value is "none"/,
  );
  assert.throws(
    () =>
      controllerAssociation({ ...actor, canStop: false }, { mayStop: true }),
    /mayStop must be false for an actor that scores no stop/,
  );
  assert.throws(
    () =>
      controllerAssociation({ ...actor, numTargets: 4 })
        .associate(paperProblem(6, 1), rng),
    /numTargets must be the 4 that random was made for: current value is 6/,
  );
  assert.throws(
    () => controllerAssociation(actor).associate(paperProblem(13, 1), rng),
    /number of feasible associations must be at least 1/,
  );
});

function countLinks(subsets: readonly number[]): number {
  return subsets.reduce(
    (sum, subset) => sum + subset.toString(2).replaceAll("0", "").length,
    0,
  );
}
