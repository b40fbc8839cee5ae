import assert from "node:assert/strict";
import type { Judgement } from "../../lib/claims/claim.ts";
import {
  experimentsOf,
  findMoves,
  formatAccepted,
  toAccepted,
} from "../../lib/claims/ledger.ts";
import {
  computed,
  type RowSource,
  stored,
} from "../../lib/claims/statistic.ts";

const judgement: Judgement = {
  id: "beam_test",
  source: "nowhere",
  says: "steps are few",
  reading: "Below 5.",
  reads: ["steps/method=agent"],
  findings: [{
    measures: "steps",
    estimate: 2.5012,
    low: 2,
    high: 3,
    numSeeds: 10,
    expected: { below: 5 },
    outcome: "holds",
  }],
  verdict: "reproduced",
  why: "they are",
};

const withEstimate = (estimate: number): Judgement => ({
  ...judgement,
  findings: [{ ...judgement.findings[0], estimate }],
});

Deno.test("what is stored has the digits that print, a finding a line", () => {
  const accepted = toAccepted(judgement);
  assert.deepEqual(accepted.findings, { steps: [2.5, 2, 3] });
  const text = formatAccepted({ beam_test: accepted });
  assert.match(text, /^ {6}"steps": \[2\.5, 2, 3\]$/m);
  assert.deepEqual(JSON.parse(text), { beam_test: accepted });
});

Deno.test("a number moves when its printed digits do, and not before", () => {
  const accepted = toAccepted(judgement);
  assert.deepEqual(findMoves(withEstimate(2.5049), accepted), []);
  assert.deepEqual(findMoves(withEstimate(2.51), accepted), [
    "beam_test: steps was 2.5, 2, 3 and is 2.51, 2, 3",
  ]);
});

Deno.test("a changed verdict, a new claim and a new prediction are told", () => {
  const accepted = toAccepted(judgement);
  assert.deepEqual(
    findMoves({ ...judgement, verdict: "not reproduced" }, accepted),
    ["beam_test was reproduced and is not reproduced"],
  );
  assert.deepEqual(findMoves(judgement, undefined), [
    "beam_test was not looked at yet",
  ]);
  assert.deepEqual(findMoves({ ...judgement, findings: [] }, accepted), [
    "beam_test: steps was 2.5, 2, 3 and is nothing",
  ]);
});

Deno.test("the experiments that claims read are named once", () => {
  const source: RowSource<{ method: string }, number> = { id: "steps" };
  const expected = { below: 5 };
  const predictions = [
    { measures: "a", statistic: computed(() => 1), expected },
    ...["swarm", "agent"].map((method) => ({
      measures: method,
      statistic: stored(source, { method }, (steps) => steps),
      expected,
    })),
  ];
  const claim = {
    id: "beam_test",
    source: "nowhere",
    says: "steps are few",
    kind: "finding" as const,
    reading: "Below 5.",
    predictions,
  };
  assert.deepEqual(experimentsOf([claim, claim]), ["steps"]);
});
