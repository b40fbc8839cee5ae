import assert from "node:assert/strict";
import { TWIN_RECIPES } from "../../lib/beam_selection/twins/mod.ts";
import {
  LEARNER_CONDITIONS,
  MIXED_METHOD,
  PICKED_METHOD,
} from "../../lib/experiments/learner_conditions.ts";
import { agentName, methodStyle } from "../../lib/figures/methods.ts";

Deno.test("the paper's agent has the paper's name, another twin's the twin's", () => {
  assert.equal(agentName("one-step cGAN", "twin", false), "DT-DRL");
  assert.equal(agentName("one-step cGAN", "twin", true), "DT-DRL, CQL");
  assert.equal(agentName("geometry", "twin", true), "geometry, CQL");
  assert.equal(
    agentName("offline DRL", "recorded episodes", true),
    "offline DRL, CQL",
  );
  assert.equal(
    agentName("episode latent", "twin and recorded episodes", true),
    "episode latent and recorded, CQL",
  );
  assert.equal(
    agentName(MIXED_METHOD, "twin and recorded episodes", true),
    "episode latent and recorded, CQL",
  );
  assert.equal(
    agentName(PICKED_METHOD, "twin and recorded episodes, best of 5", true),
    "episode latent and recorded, best of 5, CQL",
  );
  assert.equal(
    agentName("one-step cGAN, conditional D", "twin", false),
    "one-step cGAN, conditional D",
  );
});

Deno.test("an agent has its method's colour, and dashes where it is penalised", () => {
  const plain = methodStyle("episode latent");
  for (
    const training of [
      "twin",
      "twin, 5000 episodes",
      "twin and recorded episodes",
      "twin and recorded episodes, 5000",
      "twin and recorded episodes, best of 5",
    ]
  ) {
    const name = agentName("episode latent", training, true);
    assert.deepEqual(methodStyle(name), { ...plain, dash: "9,2,2,2" });
  }
  assert.equal(
    methodStyle("DT-DRL").color,
    methodStyle("one-step cGAN").color,
  );
  const own = methodStyle("a visitor's");
  assert.deepEqual(methodStyle("a visitor's, CQL").color, own.color);
});

Deno.test("every learner and twin has a style, no two agents the same", () => {
  const names = [
    // Two methods are other agents of the best twin, with its colour.
    ...LEARNER_CONDITIONS.map(({ method }) => method)
      .filter((method) => ![MIXED_METHOD, PICKED_METHOD].includes(method)),
    ...TWIN_RECIPES.map(({ name }) => name),
  ];
  const colors = [...new Set(names)].map((name) => methodStyle(name).color);
  assert.equal(new Set(colors).size, colors.length);
  assert.ok(!colors.includes(methodStyle("a visitor's").color));
});
