import assert from "node:assert/strict";
import { baselines } from "../../lib/experiments/beam_baselines.ts";
import {
  conditionOf,
  NUM_RECORDED_EPISODES,
} from "../../lib/experiments/learner_conditions.ts";
import {
  agentRows,
  compareAgents,
  rowsOf,
  summarizeAgents,
  summarizeCurves,
} from "../../lib/figures/learner_agents.ts";
import { rowsOf as rowsByHand } from "../claims/rows.ts";
import { learnerRows } from "./learner_rows.ts";

const STEPS: Readonly<Record<string, number>> = {
  "online DRL": 10,
  "offline DRL": 20,
  "offline DRL, CQL": 21,
  "DT-DRL": 40,
  "DT-DRL, CQL": 30,
};

const rows = ["online DRL", "offline DRL", "one-step cGAN"].flatMap((method) =>
  learnerRows(conditionOf(method), 4, (name, _, seed) => STEPS[name] + seed)
);

Deno.test("a row of a method becomes a row of each of its agents", () => {
  const agents = agentRows(rows);
  assert.deepEqual(
    agents.filter(({ seed }) => seed === 2).map(({ condition, result }) => [
      condition.agent,
      result.meanSteps,
    ]),
    Object.entries(STEPS).map(([name, steps]) => [name, steps + 2]),
  );
  assert.equal(new Set(agents.map(({ run }) => run)).size, agents.length);
  assert.deepEqual(agents[0].condition, {
    agent: "online DRL",
    transmitPowerDbm: 20,
    falseAlarmProbability: 1e-3,
    speed: "0-5",
  });
});

Deno.test("agents whose names say too little are refused, not mixed", () => {
  const [row] = learnerRows(conditionOf("geometry"), 1, () => 10);
  const { agents } = row.result as { readonly agents: readonly object[] };
  const twice = { ...row, result: { agents: [agents[0], agents[0]] } };
  assert.throws(() => agentRows([twice as unknown as typeof row]), {
    name: "RangeError",
    message: /names must differ: two are beam_learners\/agent=geometry,/,
  });
});

Deno.test("agents of fewer real episodes are a group of their own", () => {
  const few = { realEpisodes: NUM_RECORDED_EPISODES / 4 };
  const both = [
    ...learnerRows(conditionOf("offline DRL"), 2, () => 20),
    ...learnerRows(conditionOf("offline DRL", few), 2, () => 30),
  ];
  const estimates = summarizeAgents(agentRows(both))
    .map(({ estimate }) => estimate);
  assert.deepEqual(estimates, [20, 20, 30, 30]);
});

Deno.test("rows are told apart by their experiment", () => {
  const condition = { method: "PSO", transmitPowerDbm: 20 };
  const ofBaseline = rowsByHand("beam_baselines", condition, [{}]);
  const mixed = [...rows, ...ofBaseline];
  assert.deepEqual(rowsOf(baselines, mixed), ofBaseline);
  assert.equal(agentRows(mixed).length, agentRows(rows).length);
});

Deno.test("what stands for the seeds is their interquartile mean", () => {
  // Of four seeds the middle two: the outlier has no weight.
  const outlier = learnerRows(
    conditionOf("online DRL"),
    4,
    (_, __, seed) => seed === 4 ? 64 : seed,
  );
  const [{ agent, estimate }] = summarizeAgents(agentRows(outlier));
  assert.deepEqual([agent, estimate], ["online DRL", 2.5]);
});

Deno.test("differences are taken seed by seed, in the same world", () => {
  const differences = compareAgents(agentRows(rows), "offline DRL");
  assert.deepEqual(
    differences.map((
      { agent, estimate, low, high, isApart },
    ) => [agent, estimate, low, high, isApart]),
    [
      ["online DRL", -10, -10, -10, true],
      ["offline DRL, CQL", 1, 1, 1, true],
      ["DT-DRL", 20, 20, 20, true],
      ["DT-DRL, CQL", 10, 10, 10, true],
    ],
  );
});

Deno.test("a curve has a point after each fiftieth of the 1,000 episodes", () => {
  const curve = summarizeCurves(agentRows(rows), "stepsByBin")
    .filter(({ agent }) => agent === "DT-DRL");
  assert.equal(curve.length, 50);
  assert.deepEqual([curve[0].episode, curve[49].episode], [20, 1000]);
  // The middle two of four seeds: 42.5, and ten beams less at the end.
  assert.ok(Math.abs(curve[0].estimate - 52.3) < 1e-9);
  assert.ok(Math.abs(curve[49].estimate - 42.5) < 1e-9);
});
