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
