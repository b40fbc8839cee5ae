import assert from "node:assert/strict";
import { spreadLabelsOnLog } from "../../lib/figures/log_axis.ts";

const at = (estimate: number) => ({ estimate, low: estimate, high: estimate });

Deno.test("names stand apart by the gap, a factor on this axis", () => {
  // A range of 2^4 on 160 pixels: 20 pixels are a factor of sqrt(2).
  const labels = spreadLabelsOnLog(
    [at(8), at(8), at(32)],
    160,
    [4, 64],
    20,
  );
  const places = labels.map(({ place }) => place);
  assert.ok(Math.abs(places[1] / places[0] - Math.SQRT2) < 1e-6);
  assert.ok(Math.abs(places[0] * places[1] - 64) < 1e-6);
  assert.ok(Math.abs(places[2] - 32) < 1e-6);
  assert.deepEqual(
    labels.map(({ estimate }) => Math.round(estimate)),
    [8, 8, 32],
  );
});

Deno.test("no name stands above the axis", () => {
  const labels = spreadLabelsOnLog([at(60), at(63), at(64)], 160, [4, 64], 20);
  assert.ok(labels.every(({ place }) => place <= 64 + 1e-9));
});
