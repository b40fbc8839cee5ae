import assert from "node:assert/strict";
import {
  compareWithOnline,
  LEARNER_GROUPS,
} from "../../lib/figures/beam_twins.ts";
import { agentRows } from "../../lib/figures/learner_agents.ts";
import { figureRows } from "./learner_rows.ts";

const rows = figureRows(
  "beam_twins",
  4,
  (name, { transmitPowerDbm }, seed) =>
    (name.startsWith("marginal") ? 3 : name.startsWith("DT") ? 1.5 : 1) *
    (Number(transmitPowerDbm) + seed),
);

Deno.test("every agent of the rows has its line, and every line its agent", () => {
  const drawn = LEARNER_GROUPS.flatMap(({ agents }) => agents);
  const known = new Set(
    agentRows(rows).map(({ condition }) => condition.agent),
  );
  assert.equal(new Set(drawn).size, drawn.length);
  assert.deepEqual([...drawn].sort(), [...known].sort());
});

Deno.test("all but the online agent are held against it at the same power", () => {
  const ratios = compareWithOnline(rows);
  // At some powers alone: two agents train for longer, two in the guess, and
  // one is picked.
  assert.equal(ratios.length, 3 * 19 + 2 + 2 + 2);
  for (const { agent, estimate, isNotInferior } of ratios) {
    const expected = agent.startsWith("marginal")
      ? 3
      : agent.startsWith("DT")
      ? 1.5
      : 1;
    assert.ok(Math.abs(estimate - expected) < 1e-12);
    assert.equal(isNotInferior, expected === 1);
  }
});
