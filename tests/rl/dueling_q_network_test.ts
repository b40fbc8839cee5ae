import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { DUELING_KINDS } from "../../lib/rl/dueling_head.ts";
import { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { relativeDifference, sampleRows } from "../nn/naive_perceptron.ts";
import { checkProperty } from "../property.ts";
import { naiveQValues, shakeWeights } from "./naive_q_learning.ts";

const SHAPE = { stateSize: 5, numActions: 4, hiddenSizes: [7, 6] };

Deno.test("by hand: U 1 and A (0, 2, 4) are the Q-values of (34), or of the mean", () => {
  const expected = { max: [-3, -1, 1], mean: [-1, 1, 3], none: [0, 2, 4] };
  for (const dueling of DUELING_KINDS) {
    const network = new DuelingQNetwork(
      { stateSize: 1, numActions: 3, hiddenSizes: [], dueling },
      openStream(1, "weights"),
    );
    const advantageHead = [[1, 1, 1], [-1, 1, 3]];
    network.importWeights(
      dueling === "none" ? advantageHead : [[1], [0], ...advantageHead],
    );
    assert.deepEqual([...network.qValues([1])], expected[dueling]);
    assert.equal(network.greedyAction([1]), 2);
  }
});

Deno.test("Q-values are the naive loops', and the greedy action is their argmax", () => {
  checkProperty(fc.property(
    fc.constantFrom(...DUELING_KINDS),
    fc.integer({ min: 1, max: 11 }),
    fc.nat(),
    (dueling, numActions, seed) => {
      const rng = openStream(seed, "weights");
      const shape = { ...SHAPE, numActions, dueling };
      const network = new DuelingQNetwork(shape, rng);
      shakeWeights(network, rng);
      const [state] = sampleRows(1, 5, rng);
      const qValues = network.qValues(state);
      const [expected] = naiveQValues(network.exportWeights(), dueling, [
        state,
      ]);
      assert.ok(relativeDifference([qValues], [expected]) < 5e-6);
      const greedy = network.greedyAction(state);
      assert.equal(qValues[greedy], Math.max(...qValues));
    },
  ));
});

Deno.test("with (34) the largest Q-value is U itself", () => {
  const rng = openStream(1, "weights");
  const network = new DuelingQNetwork(SHAPE, rng);
  const [state] = sampleRows(1, 5, rng);
  const { outputs } = network.perceptron;
  assert.equal(Math.max(...network.qValues(state)), outputs.values[0]);
});

Deno.test("weights are exported and imported, and copied bit for bit", () => {
  const [first, second, third] = [1, 2, 3].map((seed) =>
    new DuelingQNetwork(SHAPE, openStream(seed, "weights"))
  );
  second.importWeights(first.exportWeights());
  third.copyParametersFrom(first);
  const state = [1, -1, 2, -2, 3];
  for (const network of [second, third]) {
    assert.deepEqual(network.exportWeights(), first.exportWeights());
    assert.deepEqual(network.qValues(state), first.qValues(state));
  }
});

Deno.test("bad arguments are refused by name", () => {
  const rng = openStream(1, "weights");
  const make = (shape: object) => () =>
    new DuelingQNetwork({ ...SHAPE, ...shape }, rng);
  assert.throws(make({ numActions: 0 }), {
    name: "RangeError",
    message:
      "Cannot make a Q-network as numActions must be an integer from 1 to 65536: current value is 0",
  });
  assert.throws(make({ stateSize: "5" }), /stateSize must be an integer/);
  assert.throws(make({ dueling: "median" }), {
    name: "TypeError",
    message:
      'Cannot make a Q-network as dueling must be one of max, mean, none: current value is "median"',
  });
  assert.throws(
    () => new DuelingQNetwork(SHAPE, undefined as never),
    /rng must be a random stream/,
  );
  const network = new DuelingQNetwork(SHAPE, rng);
  assert.throws(
    () => network.greedyAction([1, 2]),
    /Cannot choose an action as state must have length 5: current shape is 2/,
  );
  assert.throws(
    () => network.qValues([1, 2, 3, 4, Infinity]),
    /each number of state must be a finite float32: current value is Infinity/,
  );
  assert.throws(
    () => network.qValues(undefined as never),
    /state must have length 5: current shape is undefined/,
  );
  const mean = new DuelingQNetwork({ ...SHAPE, dueling: "mean" }, rng);
  assert.throws(
    () => network.copyParametersFrom(mean),
    /other must be a network with dueling max: current value is "mean"/,
  );
});
