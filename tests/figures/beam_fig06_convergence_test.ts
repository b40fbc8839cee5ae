import assert from "node:assert/strict";
import { summarizeConvergence } from "../../lib/figures/beam_fig06_convergence.ts";
import { figureRows } from "./learner_rows.ts";

Deno.test("the scores are of the figure's own experiment, not of the learners", () => {
  const rows = figureRows(
    "beam_fig06_convergence",
    2,
    (name) => name === "online DRL" ? 11 : 30,
  );
  const summaries = summarizeConvergence(rows, "meanSteps");
  assert.deepEqual(
    summaries.filter(({ transmitPowerDbm }) => transmitPowerDbm === 20)
      .map(({ method, estimate }) => [method, estimate]),
    [
      ["online DRL", 11],
      ["online DRL with memory", 30],
      ["PSO", 30],
      ["Bayesian belief", 30],
    ],
  );
});
