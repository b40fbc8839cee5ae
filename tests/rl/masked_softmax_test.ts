import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  entropyOf,
  likeliestAction,
  maskedSoftmaxInto,
  sampleAction,
} from "../../lib/rl/masked_softmax.ts";

Deno.test("the masked softmax, by hand, from any place of an array", () => {
  const p = new Float64Array(3);
  maskedSoftmaxInto(
    p,
    [9, Math.log(1), 9, Math.log(3), 9, 50],
    [1, 1, 0],
    1,
    2,
  );
  assert.ok(Math.abs(p[0] - 0.25) < 1e-15 && Math.abs(p[1] - 0.75) < 1e-15);
  assert.equal(p[2], 0);
  assert.equal(likeliestAction(p), 1);
  assert.ok(
    Math.abs(entropyOf(p) + 0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) <
      1e-15,
  );
  maskedSoftmaxInto(p, [1e5, -1e5, 0]);
  assert.deepEqual([...p], [1, 0, 0]);
  assert.equal(entropyOf(p), 0);
});

Deno.test("actions are drawn as often as they are likely, masked ones never", () => {
  const p = Float64Array.of(0.5, 0, 0.3, 0.2, 0);
  const rng = openStream(1, "actions");
  const numDraws = 20_000;
  const counts = new Array<number>(5).fill(0);
  for (let n = 0; n < numDraws; n++) counts[sampleAction(p, rng)]++;
  counts.forEach((count, k) => {
    // Within 4 deviations of a binomial count.
    const deviation = Math.sqrt(numDraws * p[k] * (1 - p[k]));
    assert.ok(Math.abs(count - numDraws * p[k]) <= 4 * deviation);
  });
});

Deno.test("no action, or a score that is no number, is refused", () => {
  const p = new Float64Array(2);
  assert.throws(
    () => maskedSoftmaxInto(p, [1, 2], [0, 0]),
    /number of permitted actions must be at least 1: current value is 0/,
  );
  assert.throws(
    () => maskedSoftmaxInto(p, [1, NaN]),
    /each score must be finite: current value is NaN/,
  );
});
