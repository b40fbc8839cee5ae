/**
 * Draws the way from pre-collected data to a deployed agent.
 *
 * @module
 */

import type {
  FlowArrow,
  FlowBlock,
  FlowKind,
  FlowResult,
  FlowSide,
  FlowStage,
} from "../experiments/beam_fig04_flow.ts";
import type { Condition, Row } from "../experiments/experiment.ts";
import {
  type BlockStyle,
  type Box,
  drawArrow,
  drawBlock,
  drawText,
  middleOf,
  type Point,
  toPanel,
} from "./diagram.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure } from "./theme.ts";

/** Told apart by the corners and the border too. */
const STYLES: Readonly<Record<FlowKind, BlockStyle>> = {
  world: { color: COLORS.green, radius: 0 },
  network: { color: COLORS.blue, border: 2.6 },
  data: { color: COLORS.orange, radius: 16 },
  rule: { color: COLORS.grey, shade: 0.06 },
};

const KEY: Readonly<Record<FlowKind, string>> = {
  world: "answers beams",
  network: "network",
  data: "stored data",
  rule: "rule",
};

/** The sizes of the drawing [pixels]. */
const BLOCK = { width: 158, height: 98, columnGap: 76, rowGap: 68 } as const;
const ORIGIN: Point = { x: 14, y: 32 };
const LANE = { above: 28, below: 28, side: 14 } as const;

/** How far an arrow that returns on the same side stands off [pixels]. */
const DETOUR = 18;

/** The stages from above, with the modules that do each block's work. */
export function drawFlow(
  rows: readonly Row<Condition, FlowResult>[],
): Figure {
  const [{ result: { stages, blocks, arrows } }] = rows;
  const boxes = new Map(blocks.map((block) => [block.id, boxOf(block)]));
  const right = Math.max(...[...boxes.values()].map(rightEdge));
  const bottom = Math.max(...[...boxes.values()].map(bottomEdge));
  const width = right + LANE.side + ORIGIN.x;
  return composeFigure({
    panels: [
      toPanel({ width, height: bottom + LANE.below + 40 }, [
        ...stages.flatMap((stage) => drawStage(stage, right)),
        ...arrows.map((arrow) => drawFlowArrow(arrow, boxes)),
        ...blocks.flatMap((block) => drawFlowBlock(block, boxOf(block))),
        ...drawKey(bottom + LANE.below + 22),
      ]),
    ],
    columns: 1,
    note:
      "Small type: the modules below lib/. Stages 2 and 3 have no arrow to " +
      "the real system: all that they know of it was recorded in stage 1. " +
      "u_t: the two beams, P_D and the flag.",
    ariaLabel: "Flow chart in four stages: random steps in the real system " +
      "are recorded, a generator and a discriminator are trained on them, an " +
      "agent is trained in the twin, and the trained agent is deployed.",
  });
}

function drawStage({ title, row, numRows }: FlowStage, right: number) {
  const first = cell(1, row, numRows);
  const lane = {
    left: first.left - LANE.side,
    top: first.top - LANE.above,
    width: right - first.left + 2 * LANE.side,
    height: first.height + LANE.above + LANE.below,
  };
  return [
    drawBlock(lane, {
      color: COLORS.skyBlue,
      shade: 0.1,
      border: 0,
      radius: 6,
    }),
    drawText(title, { x: right, y: lane.top + 14 }, {
      size: 13,
      isBold: true,
      anchor: "end",
    }),
  ];
}

/** Title and lines above, the modules below a line. */
function drawFlowBlock(
  { title, lines, modules, kind }: FlowBlock,
  box: Box,
): string[] {
  const names = moduleLines(modules);
  const bottom = bottomEdge(box);
  const rule = bottom - 9 - 11.5 * names.length;
  const { x } = middleOf(box);
  const top = (box.top + rule) / 2 - 7.5 * lines.length;
  return [
    drawBlock(box, { ...STYLES[kind], color: "#FFFFFF", shade: 1 }),
    drawBlock(box, STYLES[kind]),
    drawText(title, { x, y: top }, { size: 13, isBold: true }),
    ...lines.map((line, i) => drawText(line, { x, y: top + 17 + 15 * i })),
    drawArrow([
      { x: box.left + 10, y: rule },
      { x: rightEdge(box) - 10, y: rule },
    ], { color: STYLES[kind].color, hasHead: false }),
    ...names.map((name, i) =>
      drawText(name, { x, y: rule + 9.5 + 11.5 * i }, {
        size: 9.5,
        isPlain: true,
      })
    ),
  ];
}

/** Each folder once, its modules below it. */
function moduleLines(modules: readonly string[]): string[] {
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
  const folders = [...new Set(modules.map(folderOf))];
  return folders.flatMap((folder) => [
    folder,
    ...modules.filter((path) => folderOf(path) === folder)
      .map((path) => path.slice(folder.length)),
  ]);
}

function drawFlowArrow(
  arrow: FlowArrow,
  boxes: ReadonlyMap<string, Box>,
): string {
  const points = route(arrow, boxes.get(arrow.from)!, boxes.get(arrow.to)!);
  const style = arrow.isWeights ? { dash: "5,3" } : {};
  return drawArrow(points, style) + drawLabel(arrow.label, points);
}

/** Straight where it can be, else with two turns. */
function route(
  { fromSide, fromAt, toSide, toAt }: FlowArrow,
  from: Box,
  to: Box,
): Point[] {
  if (isHorizontal(fromSide)) {
    // A block that spans rows lends its side to the other one's height.
    const [small, at] = from.height <= to.height ? [from, fromAt] : [to, toAt];
    const y = small.top + at * small.height;
    return [{ ...port(from, fromSide, 0), y }, { ...port(to, toSide, 0), y }];
  }
  const start = port(from, fromSide, fromAt);
  const end = port(to, toSide, toAt);
  if (start.x === end.x) return [start, end];
  const y = fromSide === toSide
    ? Math.max(start.y, end.y) + DETOUR
    : (start.y + end.y) / 2;
  return [start, { x: start.x, y }, { x: end.x, y }, end];
}

/** A place on a side of a box. */
function port(box: Box, side: FlowSide, at: number): Point {
  switch (side) {
    case "left":
      return { x: box.left, y: box.top + at * box.height };
    case "right":
      return { x: rightEdge(box), y: box.top + at * box.height };
    case "top":
      return { x: box.left + at * box.width, y: box.top };
    case "bottom":
      return { x: box.left + at * box.width, y: bottomEdge(box) };
  }
}

function isHorizontal(side: FlowSide): boolean {
  return side === "left" || side === "right";
}

/** Above the arrow's level piece, or right of an arrow that only falls. */
function drawLabel(label: string, points: readonly Point[]): string {
  if (label === "") return "";
  const level = points.findIndex((point, i) => points[i + 1]?.y === point.y);
  if (level === -1) {
    const [start, end] = points;
    return drawText(label, { x: start.x + 6, y: (start.y + end.y) / 2 }, {
      anchor: "start",
    });
  }
  const [start, end] = [points[level], points[level + 1]];
  return drawText(label, { x: (start.x + end.x) / 2, y: start.y - 9 });
}

function drawKey(y: number): string[] {
  const kinds = Object.keys(KEY) as FlowKind[];
  const left = (i: number) => ORIGIN.x + 134 * i;
  const after = left(kinds.length);
  const line = (x: number) => [{ x, y }, { x: x + 34, y }];
  return [
    ...kinds.flatMap((kind, i) => [
      drawBlock(
        { left: left(i), top: y - 7, width: 26, height: 14 },
        { ...STYLES[kind], radius: Math.min(7, STYLES[kind].radius ?? 3) },
      ),
      drawText(KEY[kind], { x: left(i) + 32, y }, { anchor: "start" }),
    ]),
    drawArrow(line(after)),
    drawText("data", { x: after + 40, y }, { anchor: "start" }),
    drawArrow(line(after + 100), { dash: "5,3" }),
    drawText("weights and gradients", { x: after + 140, y }, {
      anchor: "start",
    }),
  ];
}

function boxOf({ column, row, numRows }: FlowBlock): Box {
  return cell(column, row, numRows);
}

function cell(column: number, row: number, numRows: number): Box {
  const { width, height, columnGap, rowGap } = BLOCK;
  return {
    left: ORIGIN.x + column * (width + columnGap),
    top: ORIGIN.y + row * (height + rowGap),
    width,
    height: numRows * (height + rowGap) - rowGap,
  };
}

function rightEdge({ left, width }: Box): number {
  return left + width;
}

function bottomEdge({ top, height }: Box): number {
  return top + height;
}
