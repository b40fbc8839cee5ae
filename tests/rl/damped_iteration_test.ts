import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, standardDeviation } from "simple-statistics";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { constantProcess } from "../../lib/rl/bellman_gap.ts";
import {
  geometricRates,
  iterateDamped,
  polynomialRates,
} from "../../lib/rl/damped_iteration.ts";
import { valueIteration } from "../../lib/rl/value_iteration.ts";
import { checkProperty } from "../property.ts";

/** The counterexample: Q* = -4, and the twin's fixed point is 6. */
const counterexample = {
  process: constantProcess(0.6),
  start: { values: Float64Array.of(0), numActions: 1 },
  reference: valueIteration(constantProcess(-0.4), 0.9),
  discountFactor: 0.9,
};

Deno.test("three iterations by hand", () => {
  const errors = iterateDamped({
    ...counterexample,
    learningRates: Float64Array.of(0.5, 1, 0),
  });
  // Q is 0, then 0.3, then 0.6 + 0.9 * 0.3, and stays there; Q* is -4.
  [4, 4.3, 4.87, 4.87].forEach((error, e) =>
    assert.ok(Math.abs(errors[e] - error) < 1e-9)
  );
});

Deno.test("rates that meet the conditions lead to an error of 10, past the printed bound of 1", () => {
  const learningRates = polynomialRates(0.1, 0.6, 1_000_000);
  const errors = iterateDamped({ ...counterexample, learningRates });
  // 6 less what is left of the way there: 6 prod (1 - 0.1 xi_e).
  const left = learningRates.reduce((rest, rate) => rest * (1 - 0.1 * rate), 6);
  assert.ok(Math.abs(errors.at(-1)! - (10 - left)) < 1e-6);
  assert.ok(errors.at(-1)! > 9.98 && errors.at(-1)! < 10);
  assert.equal(Math.max(...learningRates.subarray(0, 9)), 0.1);
});

Deno.test("Table I's rates have a finite sum: the iteration stops where it happens to be", () => {
  const learningRates = geometricRates(1e-4, 0.9, 1000);
  const sum = learningRates.reduce((total, rate) => total + rate, 0);
  assert.ok(Math.abs(sum - 9e-4) < 1e-15);
  for (const start of [0, -4, 100]) {
    const errors = iterateDamped({
      ...counterexample,
      start: { values: Float64Array.of(start), numActions: 1 },
      learningRates,
    });
    const moved = Math.abs(errors.at(-1)! - Math.abs(start + 4));
    assert.ok(moved < sum * Math.abs(0.6 - 0.1 * start) + 1e-9);
  }
});

Deno.test("a rate of 1 is plain value iteration, and no rate leaves the way to the fixed point", () => {
  const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    maxLength: 20,
  });
  checkProperty(fc.property(rates, (list) => {
    const iteration = {
      ...counterexample,
      learningRates: Float64Array.from(list),
    };
    const errors = iterateDamped(iteration);
    errors.forEach((error, e) => {
      assert.ok(error >= (e === 0 ? 4 - 1e-9 : errors[e - 1]) && error < 10);
    });
    const ones = Float64Array.from({ length: 400 }, () => 1);
    const last = iterateDamped({ ...iteration, learningRates: ones }).at(-1)!;
    assert.ok(Math.abs(last - 10) < 1e-9);
  }));
});

Deno.test("with noise on the rewards the error is the same on average", () => {
  // Q-learning with one action is linear in Q, so the mean over runs is the
  // iteration without noise. Within 4 standard errors, over 400 runs.
  const rng = openStream(1, "rewards");
  const learningRates = polynomialRates(0.5, 0.6, 200);
  const expected = iterateDamped({ ...counterexample, learningRates }).at(-1)!;
  const errors = range(0, 400).map(() =>
    4 + learningRates.reduce(
      (value, rate) =>
        value + rate * (0.6 + rng.gaussian() + 0.9 * value - value),
      0,
    )
  );
  const standardError = standardDeviation(errors) / Math.sqrt(400);
  assert.ok(Math.abs(mean(errors) - expected) < 4 * standardError);
});

Deno.test("bad arguments are named", () => {
  const learningRates = Float64Array.of(0.5);
  assert.throws(
    () =>
      iterateDamped({
        ...counterexample,
        learningRates: Float64Array.of(1.5),
      }),
    /each learning rate must be from 0 to 1/,
  );
  assert.throws(
    () =>
      iterateDamped({ ...counterexample, discountFactor: 1, learningRates }),
    /discountFactor must be in \[0, 1\)/,
  );
  assert.throws(
    () =>
      iterateDamped({
        ...counterexample,
        start: { values: Float64Array.of(0, 0), numActions: 1 },
        learningRates,
      }),
    /start must be 1 states x 1 actions: current shape is 2 x 1/,
  );
  assert.throws(() => polynomialRates(0, 0.6, 9), /first must be from/);
  assert.throws(() => polynomialRates(0.1, -1, 9), /power must be positive/);
  assert.throws(() => geometricRates(0.1, 1, 9), /decay must be a probability/);
});
