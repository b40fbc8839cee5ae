import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { chooseAction, explorationRateAt } from "../../lib/rl/exploration.ts";

Deno.test("the exploration rate falls from 0.2 to zero in a line", () => {
  assert.equal(explorationRateAt(0, 1000), 0.2);
  assert.equal(explorationRateAt(500, 1000), 0.1);
  assert.equal(explorationRateAt(1000, 1000), 0);
  assert.equal(explorationRateAt(0, 10, 1), 1);
});

Deno.test("random actions come with the rate's frequency, each as often", () => {
  const rng = openStream(1, "exploration");
  const numChoices = 20_000;
  const counts = Array(5).fill(0);
  for (let i = 0; i < numChoices; i++) {
    counts[chooseAction(0.5, () => 0, 5, rng)]++;
  }
  // Four standard errors of a frequency.
  counts.forEach((count, action) => {
    const probability = action === 0 ? 0.5 + 0.1 : 0.1;
    const deviation = Math.sqrt(numChoices * probability * (1 - probability));
    assert.ok(Math.abs(count - numChoices * probability) < 4 * deviation);
  });
});

Deno.test("exploring is the same whatever the network would do", () => {
  const [first, second] = [0, 1].map((greedy) => {
    const rng = openStream(1, "exploration");
    return Array.from(
      { length: 50 },
      () => chooseAction(0.5, () => greedy, 1000, rng),
    );
  });
  first.forEach((action, i) =>
    assert.ok(action === second[i] || (action === 0 && second[i] === 1))
  );
});

Deno.test("the greedy action is asked for only where it is taken", () => {
  const rng = openStream(1, "exploration");
  const refuse = () => assert.fail("asked");
  for (let i = 0; i < 20; i++) chooseAction(1, refuse, 3, rng);
  assert.equal(chooseAction(0, () => 2, 3, rng), 2);
});

Deno.test("bad arguments are refused by name", () => {
  const rng = openStream(1, "exploration");
  assert.throws(() => explorationRateAt(11, 10), {
    name: "RangeError",
    message:
      "Cannot compute the exploration rate as episode must be an integer from 0 to 10: current value is 11",
  });
  assert.throws(() => explorationRateAt(0, 0), /numEpisodes must be/);
  assert.throws(() => explorationRateAt(0, 1, 2), /initialRate must be/);
  assert.throws(
    () => chooseAction(2, () => 0, 3, rng),
    /explorationRate must be from 0 to 1/,
  );
  assert.throws(
    () => chooseAction(0.5, 0 as never, 3, rng),
    /greedyAction must be a function/,
  );
  assert.throws(
    () => chooseAction(0, () => 3, 3, rng),
    /the greedy action must be an integer from 0 to 2: current value is 3/,
  );
});
