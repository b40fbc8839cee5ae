import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { networkCost } from "../../lib/nn/complexity.ts";
import { DUELING_KINDS } from "../../lib/rl/dueling_head.ts";
import { DuelingQNetwork } from "../../lib/rl/dueling_q_network.ts";
import { describeQNetwork } from "../../lib/rl/q_network_description.ts";

function makeNetwork(dueling: (typeof DUELING_KINDS)[number]) {
  const shape = { stateSize: 18, numActions: 10, dueling };
  return new DuelingQNetwork(shape, openStream(1, "weights"));
}

Deno.test("a dueling network has two heads that become one output", () => {
  const { layers, heads, joins } = describeQNetwork(makeNetwork("max"));
  assert.deepEqual(layers.map(({ width }) => width), [32, 16]);
  assert.deepEqual(
    heads.map(({ name, width }) => [name, width]),
    [["U(s)", 1], ["A(s, a)", 10]],
  );
  assert.deepEqual(joins, [
    { rule: "U + A − max A", name: "Q(s, a)", width: 10 },
  ]);
});

Deno.test("without a value head the outputs are the Q-values", () => {
  const { heads, joins } = describeQNetwork(makeNetwork("none"));
  assert.deepEqual(heads.map(({ name }) => name), ["Q(s, a)"]);
  assert.deepEqual(joins, []);
});

Deno.test("the description has the parameters of the network itself", () => {
  for (const dueling of DUELING_KINDS) {
    const network = makeNetwork(dueling);
    const { numParameters } = networkCost(describeQNetwork(network));
    assert.equal(numParameters, network.perceptron.numParameters);
  }
});

Deno.test("parts that are not as long as a state are refused", () => {
  const inputs = [{ name: "flag", size: 1, part: "s" }];
  assert.throws(
    () => describeQNetwork(makeNetwork("max"), inputs),
    /Cannot describe a perceptron as inputs must have 18 numbers/,
  );
});
