import assert from "node:assert/strict";
import fc from "fast-check";
import type { Claim, Expectation, Outcome } from "../../lib/claims/claim.ts";
import {
  compareWithExpectation,
  decide,
  formatEstimate,
  formatExpectation,
  judgeClaim,
  lacksRows,
} from "../../lib/claims/judge.ts";
import {
  computed,
  type RowSource,
  stored,
} from "../../lib/claims/statistic.ts";
import { rowsOf } from "./rows.ts";

const OUTCOMES: readonly Outcome[] = ["holds", "open", "contradicted"];

Deno.test("the verdict follows from the outcomes, by hand", () => {
  const cases: [Claim["kind"], Outcome[], string][] = [
    ["finding", ["holds", "holds"], "reproduced"],
    ["finding", ["holds", "contradicted"], "reproduced in part"],
    ["finding", ["holds", "open"], "reproduced in part"],
    ["finding", ["open", "contradicted"], "not reproduced"],
    ["statement", ["holds"], "reproduced"],
    ["statement", ["holds", "contradicted"], "false as stated"],
    ["statement", ["holds", "open"], "not reproduced"],
    ["finding", [], "not testable"],
  ];
  for (const [kind, outcomes, verdict] of cases) {
    assert.equal(decide(kind, outcomes), verdict, `${kind} ${outcomes}`);
  }
});

Deno.test("the order of the predictions does not matter, and one more that holds does no harm", () => {
  const rank = [
    "not reproduced",
    "false as stated",
    "reproduced in part",
    "reproduced",
  ];
  fc.assert(fc.property(
    fc.constantFrom("finding" as const, "statement" as const),
    fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1, maxLength: 6 }),
    (kind, outcomes) => {
      const verdict = decide(kind, outcomes);
      assert.equal(decide(kind, outcomes.toReversed()), verdict);
      const more = decide(kind, [...outcomes, "holds"]);
      assert.ok(rank.indexOf(more) >= rank.indexOf(verdict));
    },
  ));
});

Deno.test("an interval holds, contradicts or leaves open what is expected", () => {
  const cases: [number, number, Expectation, Outcome][] = [
    [1, 2, { above: 0 }, "holds"],
    [0, 2, { above: 0 }, "open"],
    [-2, 0, { above: 0 }, "contradicted"],
    [1, 2, { below: 3 }, "holds"],
    [1, 3, { below: 3 }, "open"],
    [3, 4, { below: 3 }, "contradicted"],
    [1, 2, { within: [1, 2] }, "holds"],
    [1, 3, { within: [1, 2] }, "open"],
    [3, 4, { within: [1, 2] }, "contradicted"],
  ];
  for (const [low, high, expected, outcome] of cases) {
    assert.equal(compareWithExpectation({ low, high }, expected), outcome);
  }
});

const source: RowSource<{ method: string }, number> = { id: "steps" };

function claimOf(numPredictions: number): Claim {
  return {
    id: "beam_test",
    source: "nowhere",
    says: "steps are few",
    kind: "finding",
    reading: "below 5",
    predictions: Array.from({ length: numPredictions }, () => ({
      measures: "steps",
      statistic: stored(source, { method: "agent" }, (steps) => steps),
      expected: { below: 5 },
    })),
  };
}

const seeds = [1, 2, 3, 4, 2, 3, 1, 4, 2, 3];
const rows = { steps: rowsOf("steps", { method: "agent" }, seeds) };

Deno.test("a judgement has the mean over seeds, an interval around it, and a sentence", () => {
  const { findings: [finding], verdict, why, reads } = judgeClaim(
    claimOf(1),
    rows,
  );
  assert.equal(finding.estimate, 2.5);
  assert.equal(finding.numSeeds, 10);
  assert.ok(finding.low > 1.5 && finding.high < 3.5);
  assert.equal(verdict, "reproduced");
  assert.match(
    why,
    /^steps is 2.5 \[.*\] where below 5 is claimed, and 1 of 1/,
  );
  assert.deepEqual(reads, ["steps/method=agent"]);
});

Deno.test("more predictions make wider intervals, as they hold together", () => {
  const [one, six] = [1, 6].map((count) =>
    judgeClaim(claimOf(count), rows).findings[0]
  );
  assert.ok(six.low < one.low && six.high > one.high);
});

Deno.test("the same rows give the same judgement, in any order", () => {
  assert.deepEqual(
    judgeClaim(claimOf(2), { steps: rows.steps.toReversed() }),
    judgeClaim(claimOf(2), rows),
  );
});

Deno.test("a claim without its rows is not testable and says what it lacks", () => {
  const nothing = judgeClaim(claimOf(1), {});
  assert.equal(nothing.verdict, "not testable");
  assert.equal(nothing.why, "rows not stored: steps");
  assert.ok(lacksRows(nothing));
  const others = rowsOf("steps", { method: "sweep" }, [64]);
  assert.equal(
    judgeClaim(claimOf(1), { steps: others }).why,
    "rows not stored: steps/method=agent",
  );
  assert.ok(!lacksRows(judgeClaim(claimOf(0), {})));
});

Deno.test("a sentence of the claim's own explains the verdict it was written for, and no other", () => {
  const because = { "not reproduced": "the agent is slow" };
  assert.match(judgeClaim({ ...claimOf(1), because }, rows).why, /^steps is/);
  const slow = { steps: rowsOf("steps", { method: "agent" }, [9, 9]) };
  assert.equal(
    judgeClaim({ ...claimOf(1), because }, slow).why,
    "the agent is slow",
  );
});

Deno.test("numbers print with three digits, and computed ones without an interval", () => {
  const prediction = {
    measures: "a third",
    statistic: computed(() => 1 / 3),
    expected: { within: [0.3, 0.4] as const },
  };
  const { findings: [finding] } = judgeClaim(
    { ...claimOf(0), predictions: [prediction] },
    {},
  );
  assert.equal(formatEstimate(finding), "0.333");
  assert.equal(
    formatEstimate({ estimate: 2.5, low: 2.0004, high: 3, numSeeds: 10 }),
    "2.5 [2, 3]",
  );
  assert.equal(formatExpectation({ within: [0.3, 0.4] }), "0.3 to 0.4");
  assert.equal(formatExpectation({ above: 0 }), "above 0");
  assert.equal(formatExpectation({ below: 1e-4 }), "below 1.00e-4");
});
