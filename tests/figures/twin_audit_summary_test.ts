import assert from "node:assert/strict";
import {
  type AuditQuantity,
  REAL_WORLD,
  summarizeRules,
  summarizeTwinAudit,
  tabulateTwinAudit,
} from "../../lib/figures/twin_audit_summary.ts";
import { PLAIN_AUDIT, twinFigureRows } from "./twin_rows.ts";

const rows = twinFigureRows(
  "beam_twin_audit",
  3,
  (name) =>
    name === "random"
      ? 40
      : name === "constant stride"
      ? 21
      : name.endsWith("CQL")
      ? 12
      : 11,
  ({ condition }) => ({
    audit: {
      ...PLAIN_AUDIT,
      wasserstein: 0.02,
      floor: { klDivergence: 0, wasserstein: 0.004, mmd: 0 },
      conditionalScore: condition.method === "marginal" ? 0.03 : 0.015,
      blindScore: 0.03,
    },
  }),
);

const summaries = summarizeTwinAudit(rows);

const valueOf = (twin: string, quantity: AuditQuantity) =>
  summaries.find((summary) =>
    summary.twin === twin && summary.quantity === quantity
  )?.estimate;

Deno.test("a twin's numbers are its audit's, its score over the blind one", () => {
  assert.equal(valueOf("marginal", "wasserstein"), 0.02);
  assert.equal(valueOf("marginal", "score over blind score"), 1);
  assert.equal(valueOf("geometry", "score over blind score"), 0.5);
  assert.equal(valueOf("geometry", "rank correlation"), 0.5);
  assert.equal(valueOf("geometry", "successful beams"), 2);
});

Deno.test("the real world is held to the same measures, once", () => {
  assert.equal(valueOf(REAL_WORLD, "wasserstein"), 0.004);
  assert.equal(valueOf(REAL_WORLD, "rank correlation"), 0.95);
  assert.equal(valueOf(REAL_WORLD, "successful beams"), 2.5);
  assert.equal(valueOf(REAL_WORLD, "score over blind score"), undefined);
  const own = summaries.filter(({ twin }) => twin === REAL_WORLD);
  assert.equal(own.length, 4);
});

Deno.test("steps are those of the agents, the online one's for the real world", () => {
  assert.equal(valueOf(REAL_WORLD, "steps"), 11);
  assert.equal(valueOf(REAL_WORLD, "steps, CQL"), undefined);
  assert.equal(valueOf("one-step cGAN", "steps"), 11);
  assert.equal(valueOf("one-step cGAN", "steps, CQL"), 12);
  assert.deepEqual(
    summarizeRules(rows).map(({ method, estimate }) => [method, estimate]),
    [["random", 40], ["constant stride", 21]],
  );
});

Deno.test("every twin has every number", () => {
  const counts = Map.groupBy(
    summaries.filter(({ twin }) => twin !== REAL_WORLD),
    ({ twin }) => twin,
  );
  assert.equal(counts.size, 7);
  for (const [twin, own] of counts) assert.equal(own.length, 6, twin);
});

Deno.test("the table has a line a twin, and one for the real world", () => {
  const table = tabulateTwinAudit(rows);
  assert.equal(table.length, 8);
  const [real] = table;
  assert.deepEqual(real, {
    "twin": REAL_WORLD,
    "wasserstein": 0.004,
    "rank correlation": 0.95,
    "successful beams": 2.5,
    "steps": 11,
  });
});
