import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  enumerateAssociations,
  exactAssociation,
  headingFilter,
  leastCostWith,
  nearestBeams,
  randomFeasible,
  runClosedLoop,
  searchedBeams,
  solveAssociation,
  type TrackedBlock,
  trackingScenario,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario();

function blocksOf(
  association = exactAssociation,
  every = 10,
): TrackedBlock[] {
  const blocks: TrackedBlock[] = [];
  runClosedLoop(
    { scenario, filter: headingFilter(scenario), association },
    4,
    (label) => openStream(1001, label),
    (block) => {
      if (block.block % every === 0) blocks.push(structuredClone(block));
    },
  );
  return blocks;
}

Deno.test("on 50 blocks of a tracker, going through all associations names the exact one", () => {
  const blocks = blocksOf(randomFeasible, 2);
  assert.equal(blocks.length, 50);
  for (const { problem } of blocks) {
    const { totalCost, subsets, numFeasible } = enumerateAssociations(problem);
    assert.equal(numFeasible, 1_325_286);
    assert.deepEqual(solveAssociation(problem), { totalCost, subsets });
  }
});

Deno.test("searched beams are four about the direction, and no worse than the nearest", () => {
  for (const belief of ["mean", "spread"] as const) {
    const searched = searchedBeams(scenario, { numCandidates: 4, belief });
    const nearest = nearestBeams(scenario);
    for (const { predicted } of blocksOf()) {
      for (const place of predicted) {
        for (const station of range(0, 6)) {
          const pairs = searched(station, place);
          assert.equal(pairs.length, 4);
          const [{ transmitBeam }] = nearest(station, place);
          assert.ok(
            pairs.every((pair) =>
              Math.abs(pair.transmitBeam - transmitBeam) <= 3
            ),
          );
        }
      }
      const ratio = leastCostWith(scenario, searched, predicted) /
        leastCostWith(scenario, nearest, predicted);
      // By the place that is predicted, as the cost has it, none is better.
      assert.ok(ratio > 0.999 && ratio < 1.01, `${ratio}`);
      if (belief === "mean") assert.ok(ratio < 1 + 1e-9);
    }
  }
});

Deno.test("the cost with the tracker's beams is that of its own table", () => {
  for (const { problem, predicted } of blocksOf()) {
    assert.equal(
      leastCostWith(scenario, nearestBeams(scenario), predicted),
      solveAssociation(problem).totalCost,
    );
  }
});

Deno.test("fewer candidates than beams a side are refused", () => {
  assert.throws(
    () => searchedBeams(scenario, { numCandidates: 1, belief: "mean" }),
    /numCandidates must be an integer from 2 to 32: current value is 1/,
  );
});
