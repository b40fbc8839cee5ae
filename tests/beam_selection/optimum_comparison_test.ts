import assert from "node:assert/strict";
import { compareOptimum } from "../../lib/beam_selection/optimum_comparison.ts";
import { REWARD_SETTINGS } from "../../lib/beam_selection/reward_shaping.ts";
import { beamScenario } from "../../lib/beam_selection/scenario.ts";

const steep = { potentialHeight: 200, potentialSteepness: 1 };

Deno.test("no shaping changes no best action", () => {
  const { numStates, numSame, numKept } = compareOptimum(beamScenario(), {
    ...REWARD_SETTINGS,
    shaping: "none",
  });
  assert.ok(numStates > 300);
  assert.equal(numSame, numStates);
  assert.equal(numKept, numStates);
});

Deno.test("a potential that is zero at the end keeps all best actions, however high", () => {
  const { numStates, numSame } = compareOptimum(beamScenario(), {
    ...REWARD_SETTINGS,
    ...steep,
    shaping: "zero-terminal",
  });
  assert.equal(numSame, numStates);
});

Deno.test("the printed potential breaks ties with the paper's constants, and worse with others", () => {
  const own = compareOptimum(beamScenario(), REWARD_SETTINGS);
  assert.equal(own.numKept, own.numStates);
  assert.ok(own.numSame < own.numStates);
  const high = compareOptimum(beamScenario(), { ...REWARD_SETTINGS, ...steep });
  assert.ok(high.numKept < high.numStates, `${high.numKept}`);
});
