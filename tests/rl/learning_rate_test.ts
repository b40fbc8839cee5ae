import assert from "node:assert/strict";
import {
  constantLearningRate,
  learningRateAt,
} from "../../lib/rl/learning_rate.ts";

Deno.test("Table I's rate, read literally, is 2.7e-9 after a hundred episodes", () => {
  const literal = { base: 1e-4, decay: 0.9, everyEpisodes: 1 };
  assert.equal(learningRateAt(literal, 0), 1e-4);
  const late = learningRateAt(literal, 100);
  assert.ok(Math.abs(late / (1e-4 * 0.9 ** 100) - 1) < 1e-13);
  assert.equal(late.toPrecision(2), "2.7e-9");
  assert.ok(learningRateAt(literal, 1e9) < 1e-300);
});

Deno.test("a rate falls every hundred episodes, or never", () => {
  const stepped = { base: 1e-3, decay: 0.9, everyEpisodes: 100 };
  assert.equal(learningRateAt(stepped, 99), 1e-3);
  assert.equal(learningRateAt(stepped, 100), 1e-3 * 0.9);
  assert.equal(learningRateAt(stepped, 299), 1e-3 * 0.9 * 0.9);
  assert.equal(learningRateAt(constantLearningRate(1e-4), 1e12), 1e-4);
});

Deno.test("bad arguments are refused by name", () => {
  const schedule = { base: 1e-3, decay: 0.9, everyEpisodes: 100 };
  assert.throws(() => learningRateAt(schedule, -1), {
    name: "RangeError",
    message:
      "Cannot compute the learning rate as episode must be an integer of at least 0: current value is -1",
  });
  assert.throws(
    () => learningRateAt({ ...schedule, decay: 1.1 }, 1),
    /decay must be from 0 to 1/,
  );
  assert.throws(
    () => learningRateAt({ ...schedule, base: NaN }, 1),
    /base must be non-negative/,
  );
  assert.throws(
    () => learningRateAt({ ...schedule, everyEpisodes: 0 }, 1),
    /everyEpisodes must be an integer/,
  );
  assert.throws(() => constantLearningRate(-1), /base must be non-negative/);
});
