import assert from "node:assert/strict";
import {
  summarizeTwinTuning,
  type TwinTuningRow,
} from "../../lib/figures/beam_twin_tuning.ts";
import { rowsOf } from "../claims/rows.ts";

const trial = (learningRate: number, agent: string, meanSteps: number) => ({
  learningRate,
  agent,
  meanSteps,
});

const rows = [
  ...rowsOf(
    "beam_twin_tuning",
    { method: "one-step cGAN", transmitPowerDbm: 20 },
    [40, 50].map((steps) => ({
      trials: [
        trial(1e-3, "twin", steps),
        trial(1e-3, "twin, CQL", steps + 1),
        trial(3e-3, "twin", steps - 10),
        trial(3e-3, "twin, CQL", steps - 8),
      ],
    })),
  ),
  ...rowsOf(
    "beam_twin_tuning",
    { method: "episode latent", transmitPowerDbm: 30 },
    [{ trials: [trial(3e-3, "twin, 5000 episodes", 8)] }],
  ),
] as unknown as readonly TwinTuningRow[];

Deno.test("each agent and rate has its mean over seeds, under the agent's name", () => {
  const means = summarizeTwinTuning(rows).map((summary) => [
    summary.agent,
    summary.transmitPowerDbm,
    summary.learningRate,
    summary.estimate,
  ]);
  assert.deepEqual(means, [
    ["DT-DRL", 20, 1e-3, 45],
    ["DT-DRL, CQL", 20, 1e-3, 46],
    ["DT-DRL", 20, 3e-3, 35],
    ["DT-DRL, CQL", 20, 3e-3, 37],
    ["episode latent, 5000 episodes", 30, 3e-3, 8],
  ]);
});

Deno.test("the seeds stand beside their mean, and the interval spans them", () => {
  const [{ bySeed, low, high }] = summarizeTwinTuning(rows);
  assert.deepEqual(bySeed, [40, 50]);
  assert.deepEqual([low, high], [40, 50]);
});
