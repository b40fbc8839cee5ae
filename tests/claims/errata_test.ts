import assert from "node:assert/strict";
import { join } from "node:path";
import { range } from "../../lib/core/range.ts";
import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";
import { BEAM_ERRATA } from "../../lib/claims/beam_errata.ts";
import { TRACK_ERRATA } from "../../lib/claims/track_errata.ts";
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

Deno.test("the lists are A1, A2, ... and B1, B2, ..., each with both readings and an effect", () => {
  const numbered = (letter: string, count: number) =>
    range(1, count + 1).map((number) => `${letter}${number}`);
  const ids = [BEAM_ERRATA, TRACK_ERRATA].map((errata) =>
    errata.map(({ id }) => id)
  );
  assert.deepEqual(ids, [numbered("A", 18), numbered("B", 17)]);
  for (
    const { id, literal, corrected, effects } of [
      ...BEAM_ERRATA,
      ...TRACK_ERRATA,
    ]
  ) {
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
