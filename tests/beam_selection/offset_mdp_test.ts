import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import {
  createOffsetMdp,
  type RewardBonus,
} from "../../lib/beam_selection/offset_mdp.ts";
import {
  REWARD_SETTINGS,
  type ShapingReading,
} from "../../lib/beam_selection/reward_shaping.ts";
import { beamScenario } from "../../lib/beam_selection/scenario.ts";
import { greedyActions, valueIteration } from "../../lib/rl/value_iteration.ts";

const levels = [30, 100, 300, 1000];

/** The best actions of each state that is not over, as text. */
function solve(
  shaping: ShapingReading,
  bonus: RewardBonus = "shaping",
  potentialHeight = 1,
): string[] {
  const reward = { ...REWARD_SETTINGS, shaping, potentialHeight };
  const mdp = createOffsetMdp(beamScenario(), levels, reward, bonus);
  const table = valueIteration(mdp, reward.discountFactor);
  return range(0, mdp.numStates)
    .filter((state) => !mdp.isSuccess[state])
    .map((state) => greedyActions(table, state).join());
}

const unshaped = solve("none");

Deno.test("the states of success are those next to the target's beam, more with a stronger echo", () => {
  const mdp = createOffsetMdp(beamScenario(), levels, REWARD_SETTINGS);
  const successes = levels.map((_, level) =>
    range(0, 64).filter((offset) => mdp.isSuccess[64 * level + offset])
  );
  assert.deepEqual(successes, [[0], [0], [0], [0, 1]]);
});

Deno.test("Proposition 1: a potential that is zero at the end keeps every best action", () => {
  assert.deepEqual(solve("zero-terminal"), unshaped);
});

Deno.test("the literal potential keeps only best actions, but not all that tie", () => {
  const literal = solve("literal");
  literal.forEach((actions, i) => {
    const best = unshaped[i].split(",");
    assert.ok(actions.split(",").every((action) => best.includes(action)));
  });
  const numChanged = literal.filter((actions, i) => actions !== unshaped[i])
    .length;
  assert.ok(
    numChanged > 0 && numChanged < unshaped.length / 4,
    `${numChanged}`,
  );
});

Deno.test("a bonus that is no difference of potentials makes other actions best", () => {
  const withBonus = solve("none", "detection bonus", 5);
  const numWrong =
    withBonus.filter((actions, i) =>
      !actions.split(",").every((action) =>
        unshaped[i].split(",").includes(action)
      )
    ).length;
  assert.ok(numWrong > 10, `${numWrong}`);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () =>
      createOffsetMdp(
        beamScenario({ codebook: "uniform-azimuth" }),
        levels,
        REWARD_SETTINGS,
      ),
    /codebook must be dft/,
  );
});
