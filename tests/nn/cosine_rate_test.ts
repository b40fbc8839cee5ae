import assert from "node:assert/strict";
import { cosineRate } from "../../lib/nn/cosine_rate.ts";

Deno.test("the rate falls from the first to 0, through a half of it half-way", () => {
  assert.equal(cosineRate(0.2, 0, 10), 0.2);
  assert.ok(Math.abs(cosineRate(0.2, 5, 10) - 0.1) < 1e-15);
  assert.ok(Math.abs(cosineRate(1, 1, 3) - 0.75) < 1e-15);
  assert.equal(cosineRate(0.2, 10, 10), 0);
  for (let step = 1; step <= 50; step++) {
    assert.ok(cosineRate(1, step, 50) < cosineRate(1, step - 1, 50));
  }
});

Deno.test("a step or a rate that is none is refused", () => {
  assert.throws(
    () => cosineRate(1, 11, 10),
    /^RangeError: Cannot compute a learning rate as step must be from 0 to 10: current value is 11$/,
  );
  assert.throws(() => cosineRate(1, 0, 0), /numSteps must be an integer of at/);
  assert.throws(() => cosineRate(-1, 0, 1), /rate must be non-negative/);
});
