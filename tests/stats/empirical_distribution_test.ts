import assert from "node:assert/strict";
import { cumulativeShares } from "../../lib/stats/empirical_distribution.ts";

Deno.test("a value on a point of the grid counts there", () => {
  assert.deepEqual(cumulativeShares([0.5, 0.1, 0.9, 0.5], [0, 0.1, 0.5, 1]), [
    0,
    0.25,
    0.75,
    1,
  ]);
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => cumulativeShares([], [0]), /number of values must be at/);
  assert.throws(() => cumulativeShares([NaN], [0]), /each value must be a fin/);
  assert.throws(
    () => cumulativeShares([1], [1, 0]),
    /each point of the grid must be at least the one before, 1: .* is 0/,
  );
});
