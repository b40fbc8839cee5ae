import assert from "node:assert/strict";
import {
  compareVelocity,
  speedRows,
  summarizeVelocity,
} from "../../lib/figures/beam_fig11_velocity.ts";
import { figureRows } from "./learner_rows.ts";

/** Online agents need 8 beams, others 20, and 1 more by training speed. */
const rows = figureRows(
  "beam_fig11_velocity",
  2,
  (name, { speed }) =>
    (name === "online DRL" ? 8 : 20) + (speed === "0-5" ? 0 : Number(speed)),
);

Deno.test("both readings: trained slow and deployed fast, and trained so", () => {
  const stepsOf = (trainedAt: string) =>
    summarizeVelocity(rows)
      .filter((summary) =>
        summary.agent === "online DRL" && summary.trainedAt === trainedAt
      )
      .map(({ speedMps, estimate }) => [speedMps, estimate])
      .sort(([a], [b]) => a - b);
  // The rows by hand have a beam more at each next speed of deployment.
  assert.deepEqual(stepsOf("0 to 5 m/s"), [
    [0, 8],
    [5, 9],
    [10, 10],
    [15, 11],
    [20, 12],
  ]);
  assert.deepEqual(stepsOf("the same speed"), [[0, 8], [10, 18], [20, 28]]);
});

Deno.test("no two runs have one name", () => {
  const runs = speedRows(rows).map(({ run }) => run);
  assert.equal(new Set(runs).size, runs.length);
});

Deno.test("agents are compared at the same speed, in the same reading", () => {
  const differences = compareVelocity(rows, "online DRL");
  // One more agent of the best method was trained at 0 to 5 m/s alone.
  assert.equal(differences.length, 6 * 8 + 5);
  assert.ok(differences.every(({ estimate }) => estimate === 12));
});
