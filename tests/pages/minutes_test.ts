import assert from "node:assert/strict";
import { scaleCost } from "../../lib/cli/figure_costs.ts";
import {
  addCosts,
  formatCosts,
  formatMinutes,
  parseCosts,
} from "../../lib/pages/mod.ts";

const costs = {
  b: { minutes: 3.14159, seeds: 10, memoryMb: 300 },
  a: { minutes: 0.2, seeds: 1 },
};

Deno.test("costs are stored a figure a line, sorted, and read again", () => {
  const text = formatCosts(costs);
  assert.equal(
    text,
    '{\n  "a": {"minutes":0.2,"seeds":1},\n' +
      '  "b": {"minutes":3.1,"seeds":10,"memoryMb":300}\n}\n',
  );
  assert.deepEqual(parseCosts(text).a, costs.a);
});

Deno.test("costs that are none are refused in one sentence", () => {
  for (
    const text of ["", "[", '{"a":{"minutes":-1,"seeds":1}}', '{"a":null}']
  ) {
    assert.throws(() => parseCosts(text), {
      name: "RangeError",
      message: /^Cannot read the minutes as data\/minutes\.json must be /,
    });
  }
});

Deno.test("figures one after the other take the sum, and the most memory", () => {
  assert.equal(formatMinutes(addCosts(["a", "b"], costs)), "3");
  assert.equal(addCosts(["a", "b"], costs)?.memoryMb, 300);
  assert.equal(formatMinutes(addCosts(["a"], costs)), "below 1");
  assert.equal(formatMinutes(addCosts(["a", "c"], costs)), "not measured");
});

Deno.test("processor time is scaled to two cores and all runs", () => {
  const figure = { coreSeconds: 60, numRuns: 5, numSeeds: 1, peakBytes: 1 };
  // A minute for a tenth of the runs: ten, and five on two cores.
  assert.equal(scaleCost({ ...figure, numAllRuns: 50 }).minutes, 5);
  // A single run has no use for a second core.
  const single = { ...figure, numRuns: 1, numAllRuns: 1, peakBytes: 3.5e8 };
  assert.deepEqual(scaleCost(single), { minutes: 1, seeds: 1, memoryMb: 350 });
});
