import assert from "node:assert/strict";
import { summarizePowerCurves } from "../../lib/figures/beam_fig08_power_convergence.ts";
import { figureRows } from "./learner_rows.ts";

Deno.test("the curves are of the penalised agents, one a power", () => {
  const rows = figureRows(
    "beam_fig08_power_convergence",
    2,
    (_, { transmitPowerDbm }) => 40 - Number(transmitPowerDbm),
  );
  const ends = summarizePowerCurves(rows)
    .filter(({ episode }) => episode === 1000)
    .map(({ agent, transmitPowerDbm, estimate }) =>
      [agent, transmitPowerDbm, estimate] as const
    )
    .sort((a, b) => a[0].localeCompare(b[0]) || a[1] - b[1]);
  assert.deepEqual(
    ends,
    ["DT-DRL, CQL", "episode latent, CQL"].flatMap((agent) =>
      [10, 15, 20, 25, 30].map((power) => [agent, power, 40 - power])
    ),
  );
});
