import assert from "node:assert/strict";
import {
  type Experiment,
  measureRun,
  type Row,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import { networkShapes } from "../../lib/experiments/beam_fig03_networks.ts";
import type { Box } from "../../lib/figures/diagram.ts";
import { drawFigure } from "../../lib/figures/mod.ts";
import {
  type Drawing,
  measureDrawing,
  overlap,
  pieceBoxes,
} from "./drawn_boxes.ts";

const DIAGRAMS = [networkShapes] as unknown as Experiment[];

for (const experiment of DIAGRAMS) {
  const drawing = draw(experiment);

  Deno.test(`${experiment.id}: no text lies on another or leaves the picture`, async () => {
    const { texts, size } = await drawing;
    assert.ok(texts.length > 30);
    for (const [i, { text, box }] of texts.entries()) {
      assert.ok(box.left >= 0 && box.top >= 0, text);
      assert.ok(box.left + box.width <= size.width, text);
      assert.ok(box.top + box.height <= size.height, text);
      for (const other of texts.slice(i + 1)) {
        assert.ok(!overlap(box, other.box), `${text} / ${other.text}`);
      }
    }
  });

  Deno.test(`${experiment.id}: no line runs through a text`, async () => {
    const { texts, lines } = await drawing;
    for (const piece of lines.flatMap(pieceBoxes)) {
      for (const { text, box } of texts) assert.ok(!overlap(piece, box), text);
    }
  });

  Deno.test(`${experiment.id}: a text is inside a block or outside, not across its border`, async () => {
    const { texts, blocks } = await drawing;
    for (const { text, box } of texts) {
      for (const block of blocks) {
        assert.ok(!overlap(box, block) || contains(block, box), text);
      }
    }
  });
}

async function draw(
  experiment: Experiment,
): Promise<
  Drawing & {
    readonly size: { readonly width: number; readonly height: number };
  }
> {
  const rows: Row[] = runsOf(experiment).map((run) =>
    measureRun(experiment, "paper", run)
  );
  const figure = drawFigure(experiment.id, rows);
  return { ...await measureDrawing(figure), size: figure };
}

function contains(outer: Box, inner: Box): boolean {
  return inner.left >= outer.left && inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height;
}
