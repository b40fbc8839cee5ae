import assert from "node:assert/strict";
import { join } from "node:path";
import { range } from "../../lib/core/range.ts";
import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";
import { BEAM_ERRATA } from "../../lib/claims/beam_errata.ts";
import type { Erratum } from "../../lib/claims/errata.ts";
import {
  experimentsOfErrata,
  writeErrataPage,
} from "../../lib/claims/errata_page.ts";
import { createErrataPage } from "../../lib/claims/ledger.ts";
import { type RowSource, stored } from "../../lib/claims/statistic.ts";
import { rowsOf } from "./rows.ts";

Deno.test("ERRATA.md is what the stored rows give", () => {
  assert.ok(
    Deno.readTextFileSync(join(PROJECT_FOLDER, "ERRATA.md")) ===
      createErrataPage(),
    "ERRATA.md is not what the rows give: run deno task errata",
  );
});

Deno.test("the list begins with A1 to A18, each with both readings and an effect", () => {
  assert.deepEqual(
    BEAM_ERRATA.slice(0, 18).map(({ id }) => id),
    range(1, 19).map((number) => `A${number}`),
  );
  for (const { id, literal, corrected, effects } of BEAM_ERRATA) {
    assert.ok(literal.endsWith(".") && corrected.endsWith("."), id);
    assert.ok(effects.length > 0, id);
  }
});

const source: RowSource<{ method: string }, number> = { id: "steps" };
const erratum: Erratum = {
  id: "A99",
  place: "eq. (99)",
  title: "A test",
  literal: "This.",
  corrected: "That.",
  effects: [{
    statistics: [stored(source, { method: "agent" }, (steps) => steps)],
    say: (steps) => `Steps: ${steps}.`,
  }],
};

Deno.test("an effect has its number, its interval and its rows", () => {
  const steps = rowsOf("steps", { method: "agent" }, [1, 2, 3]);
  const page = writeErrataPage([erratum], { steps });
  assert.match(page, /## A99\. A test\n\n- \*\*Where\.\*\* eq\. \(99\)\.\n/);
  assert.match(
    page,
    /\*\*Measured effect\.\*\* Steps: 2 \[1, 3\] \(`steps`\)\./,
  );
  assert.deepEqual(experimentsOfErrata([erratum]), ["steps"]);
});

Deno.test("an effect whose rows are not stored says so", () => {
  assert.match(
    writeErrataPage([erratum], { steps: [] }),
    /Not measured yet: the rows are not stored \(`steps`\)\./,
  );
});
