/**
 * The committed pictures are what the committed rows give, byte for byte; so
 * each SVG is also the snapshot that a change of drawing code is reviewed by.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { FIGURES_FOLDER, resultsFolder } from "../lib/experiments/folders.ts";
import { EXPERIMENTS } from "../lib/experiments/mod.ts";
import { storePath } from "../lib/experiments/runner.ts";
import { readSoundRows } from "../lib/experiments/store.ts";
import { drawFigure } from "../lib/figures/mod.ts";
import { renderPng } from "../lib/figures/render.ts";

for (const { id, conditions, seeds } of EXPERIMENTS) {
  Deno.test(`${id}: the committed SVG and PNG are drawn from the committed rows`, async () => {
    const rows = readSoundRows(storePath(resultsFolder("paper"), id));
    const { svg } = drawFigure(id, rows);
    const path = join(FIGURES_FOLDER, id);
    assert.ok(
      svg === Deno.readTextFileSync(`${path}.svg`),
      `${path}.svg is not what the rows give: run deno task figures ${id}`,
    );
    const png = await renderPng(svg);
    assert.deepEqual(png, new Uint8Array(Deno.readFileSync(`${path}.png`)));
    assert.equal(rows.length, conditions.length * seeds.length);
  });
}
