import assert from "node:assert/strict";
import type {
  AssociationProblem,
  TrackedBlock,
} from "../../../lib/tracking/mod.ts";
import { AssociationAudit } from "../../../lib/tracking/mod.ts";

/**
 * Two stations with a chain each, two targets: the best is station 0 for target
 * 0 and station 1 for target 1, at a cost of 2; the other way round costs 6.
 */
const PROBLEM: AssociationProblem = {
  numBaseStations: 2,
  capacity: 1,
  numTargets: 2,
  // Of target 0: nothing, {0}, {1}, {0, 1}; then of target 1.
  cost: Float64Array.of(9, 1, 3, 0.5, 9, 3, 1, 0.5),
  coverageRule: "not required",
  unservedCosts: Float64Array.of(9, 9),
};

function audit(blocks: readonly (readonly number[])[]) {
  const audit = new AssociationAudit();
  for (const subsets of blocks) {
    audit.observe({ problem: PROBLEM, subsets } as unknown as TrackedBlock);
  }
  return audit.result;
}

Deno.test("the best association shares all links and costs nothing more", () => {
  assert.deepEqual(audit([[1, 2], [1, 2]]), {
    sharedLinks: 1,
    optimalShare: 1,
    costRatio: 1,
    uncoveredShare: 0,
  });
});

Deno.test("other links cost more, and are counted over the links of either", () => {
  // Two links of four that are named by either, and those of the best block.
  assert.deepEqual(audit([[2, 1], [1, 2]]), {
    sharedLinks: 2 / (4 + 2),
    optimalShare: 1 / 2,
    costRatio: (6 / 2 + 1) / 2,
    uncoveredShare: 0,
  });
});

Deno.test("a target without a station counts as that, and not in the cost", () => {
  // Target 0 has both stations: one link is shared, of three.
  assert.deepEqual(audit([[3, 0], [1, 2]]), {
    sharedLinks: (1 + 2) / (3 + 2),
    optimalShare: 1 / 2,
    costRatio: 1,
    uncoveredShare: 1 / 2,
  });
  assert.deepEqual(audit([[0, 0]]), {
    sharedLinks: 0,
    optimalShare: 0,
    costRatio: 0,
    uncoveredShare: 1,
  });
});

Deno.test("without a block there is nothing to audit", () => {
  assert.throws(
    () => audit([]),
    /^RangeError: Cannot audit associations as the number of blocks must be positive: current value is 0$/,
  );
});
