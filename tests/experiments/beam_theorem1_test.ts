import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  ANOTHER_SAMPLE,
  counterexampleErrors,
  LARGEST_POSSIBLE_ERROR,
  theoremOne,
} from "../../lib/experiments/beam_theorem1.ts";
import { NOTHING_REQUIRED } from "../../lib/experiments/experiment.ts";

const budget = { numRecorded: 20, numRollouts: 60, effort: 0.02 };
const measure = (world: string) =>
  theoremOne.measure(
    { world, transmitPowerDbm: 20 },
    budget,
    (label) => openStream(1, label),
    NOTHING_REQUIRED,
  );

Deno.test("the counterexample passes the printed bound of 1, and Table I's rates stay at 4", () => {
  const errors = counterexampleErrors("polynomial", 100_000);
  assert.ok(Math.abs(errors[0] - 4) < 1e-9);
  assert.ok(errors.at(-1)! > 9 && errors.at(-1)! < 10);
  const stuck = counterexampleErrors("Table I", 1000);
  assert.ok(Math.abs(stuck.at(-1)! - 4) < 0.001);
});

Deno.test("Q* lies between -100 and 5", () => {
  assert.ok(Math.abs(LARGEST_POSSIBLE_ERROR - 105) < 1e-9);
});

Deno.test("the corrected bound holds, and a measurement is the same twice", () => {
  for (const world of [ANOTHER_SAMPLE, "marginal"]) {
    const result = measure(world);
    const { observedError, correctedBound, printedBound, deltaT } = result;
    assert.ok(observedError <= correctedBound + 1e-9, world);
    assert.ok(observedError < LARGEST_POSSIBLE_ERROR, world);
    assert.ok(observedError > printedBound, world);
    assert.ok(Math.abs(correctedBound - 100 * deltaT) < 1e-9 * correctedBound);
    assert.ok(result.successRate > 0 && result.successRate < 1);
    assert.ok(result.unseenPairs > 0 && result.unseenPairs < 64 * 15 * 10);
    if (world === "marginal") assert.deepEqual(measure(world), result);
  }
});

Deno.test("a world that is not known is named", () => {
  assert.throws(
    () => measure("another planet"),
    /its name must be one of .*: current value is "another planet"/,
  );
});
