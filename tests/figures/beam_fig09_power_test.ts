import assert from "node:assert/strict";
import { summarizePower } from "../../lib/figures/beam_fig09_power.ts";
import { figureRows } from "./learner_rows.ts";

Deno.test("agents, baselines and the full sweep stand side by side at each power", () => {
  const rows = figureRows(
    "beam_fig09_power",
    3,
    (name, { transmitPowerDbm }, seed) =>
      name.length + Number(transmitPowerDbm) + seed,
  );
  const summaries = summarizePower(rows);
  for (const power of [10, 15, 20, 25, 30]) {
    for (const method of ["DT-DRL, CQL", "episode latent", "PSO", "oracle"]) {
      const found = summaries.filter((summary) =>
        summary.method === method && summary.transmitPowerDbm === power
      );
      assert.equal(found.length, 1);
      // The interquartile mean of three seeds is their mean.
      assert.ok(
        Math.abs(found[0].estimate - (method.length + power + 2)) < 1e-9,
      );
    }
  }
  const sweep = summaries.filter(({ method }) => method === "sweep, all 64");
  assert.deepEqual(sweep.map(({ estimate }) => estimate), Array(5).fill(64));
});
