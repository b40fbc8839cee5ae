/**
 * The committed pictures are what the committed rows give, byte for byte; so
 * each SVG is also the snapshot that a change of drawing code is reviewed by.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { FIGURES_FOLDER, resultsFolder } from "../lib/experiments/folders.ts";
import {
  countRuns,
  FIGURE_PLANS,
  readPlanRows,
} from "../lib/experiments/figure_plans.ts";
import { drawFigure } from "../lib/figures/mod.ts";
import { renderPng } from "../lib/figures/render.ts";

for (const plan of FIGURE_PLANS) {
  const { id } = plan;
  Deno.test(`${id}: the committed SVG and PNG are drawn from the committed rows`, async () => {
    const rows = readPlanRows(plan, resultsFolder("paper"));
    const { svg } = drawFigure(id, rows);
    const path = join(FIGURES_FOLDER, id);
    assert.ok(
      svg === Deno.readTextFileSync(`${path}.svg`),
      `${path}.svg is not what the rows give: run deno task figures ${id}`,
    );
    const png = await renderPng(svg);
    assert.deepEqual(png, new Uint8Array(Deno.readFileSync(`${path}.png`)));
    assert.equal(rows.length, countRuns(plan).runs);
  });
}
