import assert from "node:assert/strict";
import {
  type FiniteMdp,
  greedyActions,
  stateValue,
  valueIteration,
} from "../../lib/rl/value_iteration.ts";

/** States 0 ... 4 in a row; the process ends with a reward at the right. */
const corridor: FiniteMdp = {
  numStates: 5,
  numActions: 2,
  outcomes: (state, action) => [{
    nextState: Math.max(0, state + (action === 1 ? 1 : -1)),
    probability: 1,
    reward: action === 1 && state === 4 ? 10 : -1,
    isTerminal: action === 1 && state === 4,
  }],
};

Deno.test("a corridor, by hand", () => {
  const table = valueIteration(corridor, 0.5);
  // From the end backwards: 10, then -1 + half of it, and so on.
  const values = [10, 4, 1, -0.5, -1.25].reverse();
  values.forEach((value, state) =>
    assert.ok(Math.abs(stateValue(table, state) - value) < 1e-9)
  );
  for (const state of [0, 1, 2, 3, 4]) {
    assert.deepEqual(greedyActions(table, state), [1]);
  }
});

Deno.test("an action with two outcomes is worth their mean, and ties are kept", () => {
  const gamble: FiniteMdp = {
    numStates: 1,
    numActions: 2,
    outcomes: (_, action) =>
      [6, 2].map((reward) => ({
        nextState: 0,
        probability: 0.5,
        reward: action === 0 ? reward : 4,
        isTerminal: true,
      })),
  };
  const table = valueIteration(gamble, 0.9);
  assert.deepEqual([...table.values], [4, 4]);
  assert.deepEqual(greedyActions(table, 0), [0, 1]);
});

Deno.test("a loop has the value of a geometric series", () => {
  const loop: FiniteMdp = {
    numStates: 1,
    numActions: 1,
    outcomes: () => [
      { nextState: 0, probability: 1, reward: 1, isTerminal: false },
    ],
  };
  const [value] = valueIteration(loop, 0.99).values;
  assert.ok(Math.abs(value - 100) < 1e-8);
});

Deno.test("bad arguments are named", () => {
  for (const discountFactor of [1, -0.1, NaN]) {
    assert.throws(
      () => valueIteration(corridor, discountFactor),
      /discountFactor must be in \[0, 1\)/,
    );
  }
});
