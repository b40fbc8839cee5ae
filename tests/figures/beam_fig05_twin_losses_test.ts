import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import {
  findJumps,
  LOSS_LIMITS,
  summarizeLosses,
  summarizeTwinSteps,
} from "../../lib/figures/beam_fig05_twin_losses.ts";
import { flatLosses, twinFigureRows } from "./twin_rows.ts";

/** Losses at their limits but for a jump at epoch 40 + seed, at 30 dBm. */
const rows = twinFigureRows(
  "beam_fig05_twin_losses",
  4,
  (name) => name === "random" ? 40 : name.startsWith("DT") ? 44 : 16,
  ({ condition, seed }) => {
    const { discriminator, generator } = flatLosses(100);
    return {
      losses: {
        discriminator,
        generator: generator.map((loss, i) =>
          condition.transmitPowerDbm === 30 && i + 1 === 40 + seed
            ? loss + 0.1
            : loss
        ),
      },
    };
  },
);

Deno.test("there is a point of each loss for each power and epoch", () => {
  const points = summarizeLosses(rows);
  assert.equal(points.length, 2 * 4 * 100);
  const flat = points.filter(({ transmitPowerDbm }) => transmitPowerDbm < 30);
  for (const { network, estimate, low, high } of flat) {
    assert.ok(Math.abs(estimate - LOSS_LIMITS[network]) < 1e-3);
    assert.deepEqual([low, high], [estimate, estimate]);
  }
});

Deno.test("the interquartile mean leaves out a jump that one seed has", () => {
  const at = (epoch: number) =>
    summarizeLosses(rows).find((point) =>
      point.network === "generator" && point.transmitPowerDbm === 30 &&
      point.epoch === epoch
    )!;
  assert.equal(at(42).estimate, 0.693);
  assert.ok(at(42).high > 0.693);
});

Deno.test("the largest change of each seed is found, and where it is looked for", () => {
  const ofGenerator = (jumps: ReturnType<typeof findJumps>) =>
    jumps.filter(({ network, transmitPowerDbm }) =>
      network === "generator" && transmitPowerDbm === 30
    );
  const jumps = ofGenerator(findJumps(rows));
  assert.deepEqual(
    jumps.map(({ seed, epoch, change }) => [seed, epoch, change.toFixed(3)]),
    range(1, 5).map((seed) => [seed, 40 + seed, "0.100"]),
  );
  const later = ofGenerator(findJumps(rows, (epoch) => epoch > 42));
  // Of seed 2 the way back is left, of seed 1 nothing.
  assert.deepEqual(
    later.map(({ change }) => change.toFixed(3)),
    ["0.000", "-0.100", "0.100", "0.100"],
  );
});

Deno.test("the agents of the twin stand beside random steps", () => {
  const points = summarizeTwinSteps(rows);
  const steps = Object.fromEntries(
    points.filter(({ x }) => x === 25).map(({ method, estimate }) => [
      method,
      estimate,
    ]),
  );
  assert.deepEqual(steps, {
    "random": 40,
    "offline DRL": 16,
    "offline DRL, CQL": 16,
    "DT-DRL": 44,
    "DT-DRL, CQL": 44,
  });
  assert.deepEqual([...new Set(points.map(({ x }) => x))], [15, 20, 25, 30]);
});
