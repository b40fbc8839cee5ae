import assert from "node:assert/strict";
import {
  potential,
  REWARD_SETTINGS,
  shapedReward,
  type ShapingReading,
} from "../../lib/beam_selection/reward_shaping.ts";

const withShaping = (shaping: ShapingReading) => ({
  ...REWARD_SETTINGS,
  shaping,
});

Deno.test("eqs. (28) to (30) by hand", () => {
  const phi = (x: number) => 1 / (1 + Math.exp(-5 * x));
  assert.equal(potential(0, REWARD_SETTINGS, false), 0.5);
  assert.equal(
    shapedReward(0.1, 0.4, false, REWARD_SETTINGS),
    -1 + 0.99 * phi(0.4) - phi(0.1),
  );
  assert.equal(shapedReward(0.1, 0.95, true, withShaping("none")), 5);
});

Deno.test("the literal potential of a success is .989 to .993, the other is 0", () => {
  assert.equal(potential(0.9, REWARD_SETTINGS, true).toFixed(3), "0.989");
  assert.equal(potential(1, REWARD_SETTINGS, true).toFixed(3), "0.993");
  assert.equal(potential(0.9, withShaping("zero-terminal"), true), 0);
  assert.equal(
    potential(0.9, withShaping("zero-terminal"), false),
    potential(0.9, REWARD_SETTINGS, false),
  );
});

Deno.test("along an episode the discounted shaping telescopes", () => {
  const probabilities = [0.08, 0.3, 0.1, 0.7, 0.95];
  const { discountFactor } = REWARD_SETTINGS;
  const returnOf = (shaping: ShapingReading) =>
    probabilities.slice(1).reduce((sum, after, t) => {
      const isSuccess = after >= 0.9;
      const reward = shapedReward(
        probabilities[t],
        after,
        isSuccess,
        withShaping(shaping),
      );
      return sum + discountFactor ** t * reward;
    }, 0);
  const difference = returnOf("zero-terminal") - returnOf("none");
  const start = potential(probabilities[0], REWARD_SETTINGS, false);
  assert.ok(Math.abs(difference + start) < 1e-12);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => potential(NaN, REWARD_SETTINGS, false),
    /detectionProbability must be a finite number/,
  );
  assert.throws(
    () => potential(0.5, withShaping("other" as ShapingReading), false),
    /shaping must be literal or zero-terminal or none/,
  );
});
