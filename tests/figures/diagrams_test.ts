import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Experiment,
  measureRun,
  NOTHING_REQUIRED,
  type Row,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import { networkShapes } from "../../lib/experiments/beam_fig03_networks.ts";
import { parameters } from "../../lib/experiments/beam_tab1_parameters.ts";
import { twinFlow } from "../../lib/experiments/beam_fig04_flow.ts";
import { trackNetworks } from "../../lib/experiments/track_fig02_networks.ts";
import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";
import type { Box, Point } from "../../lib/figures/diagram.ts";
import { drawFigure } from "../../lib/figures/mod.ts";
import {
  type Drawing,
  measureDrawing,
  overlap,
  pieceBoxes,
} from "./drawn_boxes.ts";

const DIAGRAMS = [
  networkShapes,
  twinFlow,
  parameters,
  trackNetworks,
] as unknown as Experiment[];

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

Deno.test("every arrow of the flow ends at the border of a block", async () => {
  const { tips, blocks } = await draw(DIAGRAMS[1]);
  const { arrows } = twinFlow.measure(
    {},
    null,
    neverOpened,
    NOTHING_REQUIRED,
  );
  const atBorder = tips.filter((tip) =>
    blocks.some((block) => isOnBorder(tip, block))
  );
  assert.equal(atBorder.length, arrows.length);
  // The two others are the key's.
  assert.equal(tips.length, arrows.length + 2);
});

Deno.test("the flow's arrows go between blocks that there are, one of a name", () => {
  const { blocks, arrows } = twinFlow.measure(
    {},
    null,
    neverOpened,
    NOTHING_REQUIRED,
  );
  const ids = blocks.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { from, to } of arrows) {
    assert.ok(ids.includes(from) && ids.includes(to), `${from} -> ${to}`);
  }
});

Deno.test("the modules that the flow names are there", () => {
  const { blocks } = twinFlow.measure(
    {},
    null,
    neverOpened,
    NOTHING_REQUIRED,
  );
  const missing = new Set(
    blocks.flatMap(({ modules }) => modules).filter((path) => !exists(path)),
  );
  assert.deepEqual([...missing], []);
});

Deno.test("training in the twin never touches the real system", () => {
  const { blocks, arrows, stages } = twinFlow.measure(
    {},
    null,
    neverOpened,
    NOTHING_REQUIRED,
  );
  const rowOf = (id: string) => blocks.find((block) => block.id === id)!.row;
  const touching = arrows
    .filter(({ from, to }) => [from, to].includes("world"))
    .map(({ from, to }) => rowOf(from === "world" ? to : from));
  const inStage = stages.map(({ row, numRows }) =>
    touching.filter((r) => r >= row && r < row + numRows).length
  );
  assert.deepEqual(inStage, [2, 0, 0, 2]);
});

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

function isOnBorder({ x, y }: Point, { left, top, width, height }: Box) {
  const isNear = (a: number, b: number) => Math.abs(a - b) < 0.02;
  const isBeside = (isNear(x, left) || isNear(x, left + width)) &&
    y >= top && y <= top + height;
  const isAbove = (isNear(y, top) || isNear(y, top + height)) &&
    x >= left && x <= left + width;
  return isBeside || isAbove;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(join(PROJECT_FOLDER, "lib", path)).isFile;
  } catch {
    return false;
  }
}

function neverOpened(): never {
  throw new Error("no randomness is needed");
}
