import assert from "node:assert/strict";
import { summarizeTransfer } from "../../lib/figures/beam_transfer.ts";
import { figureRows } from "./learner_rows.ts";

const rows = figureRows(
  "beam_transfer",
  3,
  (_, { transmitPowerDbm }, seed) => Number(transmitPowerDbm) + seed,
);

Deno.test("an agent has a number at every power and speed, in their order", () => {
  for (
    const [kind, values] of [
      ["stepsByPower", [10, 15, 20, 25, 30]],
      ["stepsBySpeed", [0, 5, 10, 15, 20]],
    ] as const
  ) {
    const summaries = summarizeTransfer(rows, kind)
      .filter(({ agent, transmitPowerDbm }) =>
        agent === "DT-DRL, CQL" && transmitPowerDbm === 20
      );
    assert.deepEqual(summaries.map(({ actsAt }) => actsAt), values);
    // By hand: one beam more from each to the next; seed 2 is the mean.
    assert.deepEqual(
      summaries.map(({ estimate }) => Math.round(1e6 * estimate) / 1e6),
      [22, 23, 24, 25, 26],
    );
  }
});
