import assert from "node:assert/strict";
import fc from "fast-check";
import { compareProcesses, constantProcess } from "../../lib/rl/bellman_gap.ts";
import type { FiniteMdp } from "../../lib/rl/value_iteration.ts";
import { checkProperty } from "../property.ts";
import scipy from "./oracles/bellman_gap_scipy.json" with { type: "json" };

/** Probabilities and rewards by state and action, as the oracle writes them. */
interface Tables {
  readonly probabilities: readonly (readonly (readonly number[])[])[];
  readonly rewards: readonly (readonly number[])[];
}

/** The process of the tables; what is missing to 1 ends it. */
function processOf({ probabilities, rewards }: Tables): FiniteMdp {
  return {
    numStates: rewards.length,
    numActions: rewards[0].length,
    outcomes: (state, action) => {
      const reward = rewards[state][action];
      const row = probabilities[state][action];
      const rest = 1 - row.reduce((sum, probability) => sum + probability, 0);
      return [
        ...row.map((probability, nextState) => ({
          nextState,
          probability,
          reward,
          isTerminal: false,
        })),
        { nextState: 0, probability: rest, reward, isTerminal: true },
      ];
    },
  };
}

/** Tables of 3 states and 2 actions. */
const tables: fc.Arbitrary<Tables> = fc.record({
  probabilities: nested(fc.array(fc.nat(8), { minLength: 4, maxLength: 4 }))
    .map((states) =>
      states.map((actions) =>
        actions.map((weights) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          return weights.slice(1).map((weight) => weight / Math.max(1, total));
        })
      )
    ),
  rewards: nested(fc.integer({ min: -5, max: 5 })),
});

function nested<T>(inner: fc.Arbitrary<T>): fc.Arbitrary<T[][]> {
  const sizes = (length: number) => ({ minLength: length, maxLength: length });
  return fc.array(fc.array(inner, sizes(2)), sizes(3));
}

Deno.test("Theorem 1 as printed is false: one state, and a twin that pays 1 more", () => {
  const gap = compareProcesses(
    constantProcess(-0.4),
    constantProcess(0.6),
    0.9,
    0.1,
  );
  const expected = {
    deltaT: 1,
    printedBound: 1,
    correctedBound: 10,
    observedError: 10,
  };
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(Math.abs(gap[name as keyof typeof gap] - value) < 1e-9, name);
  }
});

Deno.test("as linear programming has it, by SciPy's HiGHS", () => {
  for (const { real, twin, discountFactor, ...expected } of scipy.cases) {
    const gap = compareProcesses(
      processOf(real),
      processOf(twin),
      discountFactor,
      0.5,
    );
    assert.ok(Math.abs(gap.deltaT - expected.deltaT) < 1e-7);
    assert.ok(Math.abs(gap.observedError - expected.observedError) < 1e-7);
    assert.equal(gap.printedBound, 0.5 * gap.correctedBound);
  }
});

Deno.test("the corrected bound holds for every two processes, either way round", () => {
  checkProperty(
    fc.property(
      tables,
      tables,
      fc.constantFrom(0, 0.5, 0.9),
      (a, b, discountFactor) => {
        const [real, twin] = [a, b].map(processOf);
        const gap = compareProcesses(real, twin, discountFactor, 1);
        const reversed = compareProcesses(twin, real, discountFactor, 1);
        for (const { observedError, correctedBound } of [gap, reversed]) {
          assert.ok(observedError <= correctedBound + 1e-9);
        }
        assert.equal(gap.observedError, reversed.observedError);
        const itself = compareProcesses(real, real, discountFactor, 1);
        assert.equal(itself.observedError, 0);
        assert.equal(itself.deltaT, 0);
      },
    ),
    100,
  );
});

Deno.test("bad arguments are named", () => {
  const process = constantProcess(0);
  assert.throws(
    () => compareProcesses(process, process, 1, 0.1),
    /discountFactor must be in \[0, 1\)/,
  );
  assert.throws(
    () => compareProcesses(process, process, 0.9, 1.5),
    /maxLearningRate must be from 0 to 1/,
  );
  assert.throws(
    () => compareProcesses(process, { ...process, numStates: 2 }, 0.9, 0.1),
    /the twin must have the real 1 states x 1 actions: current shape is 2 x 1/,
  );
});
