import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  AgreementTally,
  type AssociationMethod,
  exactAssociation,
  headingFilter,
  randomFeasible,
  runClosedLoop,
  trackingScenario,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario({ numBlocks: 30 });

function agreementOf(association: AssociationMethod) {
  const tally = new AgreementTally();
  runClosedLoop(
    {
      scenario,
      filter: headingFilter(scenario),
      association,
      coverageRule: "not required",
    },
    4,
    (label) => openStream(1001, label),
    (block) => tally.count(block),
  );
  return tally.result();
}

Deno.test("the best association agrees with itself", () => {
  assert.deepEqual(agreementOf(exactAssociation), {
    sharedLinks: 1,
    optimalShare: 1,
    costRatio: 1,
    medianCostRatio: 1,
    linksPerBlock: 12,
    uncoveredShare: 0,
  });
});

Deno.test("another one costs more, and shares what it shares", () => {
  const random = agreementOf(randomFeasible);
  assert.ok(random.costRatio > 1 && random.medianCostRatio > 1);
  assert.ok(random.optimalShare < 1 && random.sharedLinks < 1);
  assert.equal(random.uncoveredShare, 0);
  // The best one, but for one target in every block that it does not serve.
  const without: AssociationMethod = {
    name: "without target 0",
    associate: (problem, rng) =>
      exactAssociation.associate(problem, rng)
        .map((subset, target) => target === 0 ? 0 : subset),
  };
  const fewer = agreementOf(without);
  assert.equal(fewer.sharedLinks, 1);
  assert.equal(fewer.uncoveredShare, 1);
  assert.equal(fewer.optimalShare, 0);
  assert.ok(fewer.linksPerBlock < 12 && fewer.costRatio > 1);
});

Deno.test("no block, no agreement", () => {
  assert.throws(
    () => new AgreementTally().result(),
    /the number of blocks must be positive: current value is 0/,
  );
});
