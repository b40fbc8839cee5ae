/**
 * Draws the networks of paper A from their descriptions.
 *
 * @module
 */

import {
  type NetworkCondition,
  type NetworkName,
  type NetworkResult,
  NETWORKS,
} from "../experiments/beam_fig03_networks.ts";
import type { Row } from "../experiments/experiment.ts";
import {
  type Box,
  drawArrow,
  drawBlock,
  drawText,
  middleOf,
  type Point,
  toPanel,
} from "./diagram.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, type Panel } from "./theme.ts";

const TITLES: Readonly<Record<NetworkName, string>> = {
  "dueling Q-network": "Dueling Q-network",
  "generator": "Generator G(z | u_t)",
  "discriminator": "Discriminator D(P_D), as eq. (39) prints it",
  "conditional discriminator": "Discriminator D(P_D | u_t)",
};

type Description = NetworkResult["description"];
type Layer = Description["layers"][number];
type Head = Description["heads"][number];

/** The sizes of the drawing [pixels]. */
const WIDTH = 820;
const TOP = 46;
const TALLEST = 172;
const INPUT = { left: 52, width: 160, height: 26, gap: 5 } as const;
const DENSE_WIDTH = 46;
const STRIP_WIDTH = 17;
const GAP = 66;

/** A panel a network: its layers, parameters and operations. */
export function drawNetworks(
  rows: readonly Row<NetworkCondition, NetworkResult>[],
): Figure {
  const sorted = NETWORKS.flatMap((network) =>
    rows.filter(({ condition }) => condition.network === network)
  );
  return composeFigure({
    panels: sorted.map(({ condition, result }, i) =>
      drawNetwork("abcd"[i], TITLES[condition.network], result)
    ),
    columns: 1,
    note:
      `In a block the number of units, drawn as high as their logarithm; on an ` +
      `arrow inputs × outputs, whose sum is the order that Sec. IV-C gives; ` +
      `U + A − max A is eq. (34). Every operation counts: in a forward pass ` +
      `of one sample, and in a gradient step with its passes through the ` +
      `other networks and Adam. The paper leaves the lengths of the ` +
      `embedding and of the noise open.`,
    ariaLabel: "Block diagrams of the dueling Q-network, the generator and " +
      "two discriminators, from the inputs on the left to the outputs on the " +
      "right, with the width of every layer.",
  });
}

function drawNetwork(
  letter: string,
  title: string,
  { description, cost, batchSize, gradientStep }: NetworkResult,
): Panel {
  const count = (value: number) => value.toLocaleString("en-US");
  const summary = `${count(cost.numParameters)} parameters · ` +
    `${count(cost.forward)} FLOPs a forward pass · ` +
    `${count(gradientStep)} FLOPs a gradient step on ${batchSize} samples`;
  return drawNetworkPanel(letter, title, summary, description);
}

/** A panel of a network: its letter and title, a line about it, its layers. */
export function drawNetworkPanel(
  letter: string,
  title: string,
  summary: string,
  description: Description,
  tallest: number = TALLEST,
): Panel {
  return toPanel({ width: WIDTH, height: TOP + tallest + 20 }, [
    ...drawHeading(letter, title, summary),
    ...drawLayers(description, TOP + tallest / 2),
  ]);
}

/** What stands above a network. */
export function drawHeading(
  letter: string,
  title: string,
  summary: string,
): string[] {
  return [
    drawText(`(${letter})`, { x: 12, y: 14 }, {
      size: 13,
      isBold: true,
      anchor: "start",
    }),
    drawText(title, { x: 38, y: 14 }, { size: 13, anchor: "start" }),
    drawText(summary, { x: 38, y: 33 }, {
      color: COLORS.grey,
      anchor: "start",
    }),
  ];
}

/** From the inputs on the left to what comes out on the right. */
function drawLayers(description: Description, middle: number): string[] {
  const { layers } = description;
  const pieces = drawInputs(description, middle);
  let right: Point = { x: INPUT.left + INPUT.width + 6, y: middle };
  let width = description.inputs.reduce((sum, { size }) => sum + size, 0);
  for (const layer of layers) {
    const box = layerBox(layer, right.x + GAP, middle);
    const end = { x: box.left, y: middle };
    pieces.push(
      ...drawLayer(layer, box),
      ...drawProduct([right, end], width, layer.width),
    );
    right = { x: box.left + box.width, y: middle };
    width = layer.width;
  }
  return [...pieces, ...drawHeads(description, right, width)];
}

/** The parts of the input, one above the other, and a bar that joins them. */
function drawInputs({ inputs }: Description, middle: number): string[] {
  const { left, width, height, gap } = INPUT;
  const total = inputs.length * (height + gap) - gap;
  const top = middle - total / 2;
  const boxes = inputs.map((_, i) => ({
    left,
    top: top + i * (height + gap),
    width,
    height,
  }));
  const bar = { left: left + width, top, width: 6, height: total };
  const pieces = inputs.flatMap(({ name, size }, i) => [
    drawBlock(boxes[i], { color: COLORS.grey, shade: 0.08 }),
    drawText(name, { x: left + 8, y: middleOf(boxes[i]).y }, {
      anchor: "start",
    }),
    drawText(String(size), {
      x: left + width - 8,
      y: middleOf(boxes[i]).y,
    }, { anchor: "end", isBold: true }),
  ]);
  const parts = [...new Set(inputs.map(({ part }) => part))];
  const braces = parts.filter((part) => part !== "").flatMap((part) => {
    const own = boxes.filter((_, i) => inputs[i].part === part);
    const last = own[own.length - 1];
    return drawBrace(part, own[0].top, last.top + last.height);
  });
  return [
    ...pieces,
    drawBlock(bar, { color: COLORS.black, shade: 1 }),
    ...braces,
  ];
}

/** A bracket left of the inputs that are parts of one vector. */
function drawBrace(name: string, top: number, bottom: number): string[] {
  const x = INPUT.left - 12;
  const corners = [
    { x: x + 6, y: top },
    { x, y: top },
    { x, y: bottom },
    { x: x + 6, y: bottom },
  ];
  return [
    drawArrow(corners, { hasHead: false }),
    drawText(name, { x: x - 6, y: (top + bottom) / 2 }, {
      anchor: "end",
      isBold: true,
      size: 12,
    }),
  ];
}

/** Where a layer stands: the dense part, then a strip for what follows it. */
function layerBox(
  { width, activation, isNormalized }: Layer,
  left: number,
  middle: number,
): Box {
  const numStrips = Number(isNormalized) + Number(activation !== "linear");
  const height = 46 + 14 * Math.log2(width);
  return {
    left,
    top: middle - height / 2,
    width: DENSE_WIDTH + numStrips * STRIP_WIDTH,
    height,
  };
}

function drawLayer(
  { width, activation, isNormalized }: Layer,
  box: Box,
): string[] {
  const dense = { ...box, width: DENSE_WIDTH };
  const strips = [
    ...(isNormalized ? [{ name: "batch norm.", color: COLORS.green }] : []),
    ...(activation === "relu" ? [{ name: "ReLU", color: COLORS.orange }] : []),
    ...(activation === "sigmoid"
      ? [{ name: "sigmoid", color: COLORS.vermilion }]
      : []),
  ];
  return [
    drawBlock(dense, { color: COLORS.blue, shade: 0.18, radius: 0 }),
    drawText(String(width), middleOf(dense), { size: 15, isBold: true }),
    ...strips.flatMap(({ name, color }, i) => {
      const strip = {
        ...box,
        left: box.left + DENSE_WIDTH + i * STRIP_WIDTH,
        width: STRIP_WIDTH,
      };
      return [
        drawBlock(strip, { color, shade: 0.22, radius: 0 }),
        drawText(name, middleOf(strip), { isUpright: true, size: 10.5 }),
      ];
    }),
  ];
}

/** An arrow that says how many weights it stands for. */
function drawProduct(
  points: readonly Point[],
  numInputs: number,
  numOutputs: number,
): string[] {
  const end = points[points.length - 1];
  const before = points[points.length - 2];
  return [
    drawArrow(points),
    drawText(`${numInputs} × ${numOutputs}`, {
      x: (before.x + end.x) / 2 - 3,
      y: end.y - 11,
    }),
  ];
}

/** The heads side by side, and what becomes of them. */
function drawHeads(
  { heads, joins }: Description,
  from: Point,
  width: number,
): string[] {
  const boxes = stackHeads(heads, from.x + GAP, from.y);
  const pieces = heads.flatMap((head, i) => {
    const end = { x: boxes[i].left, y: middleOf(boxes[i]).y };
    const turn = from.x + 10;
    const points = heads.length === 1
      ? [from, end]
      : [from, { x: turn, y: from.y }, { x: turn, y: end.y }, end];
    return [
      ...drawLayer(head, boxes[i]),
      ...drawProduct(points, width, head.width),
    ];
  });
  if (joins.length === 0) {
    return [
      ...pieces,
      ...heads.flatMap(({ name }, i) => drawOutput(name, rightOf(boxes[i]))),
    ];
  }
  const names = heads.map(({ name }, i) =>
    drawText(name, { x: middleOf(boxes[i]).x, y: boxes[i].top - 9 }, {
      isBold: true,
    })
  );
  return [
    ...pieces,
    ...names,
    ...joins.flatMap((join) => drawJoin(join, boxes)),
  ];
}

/** The heads one above the other, around the middle. */
function stackHeads(
  heads: readonly Head[],
  left: number,
  middle: number,
): Box[] {
  const gap = 24;
  const boxes = heads.map((head) => layerBox(head, left, middle));
  const total = boxes.reduce((sum, { height }) => sum + height + gap, -gap);
  // A name stands above each of several heads.
  let top = middle - total / 2 + (heads.length > 1 ? 8 : 0);
  return boxes.map((box) => {
    const placed = { ...box, top };
    top += box.height + gap;
    return placed;
  });
}

/** What the heads become. */
function drawJoin(
  { rule, name, width }: Description["joins"][number],
  heads: readonly Box[],
): string[] {
  const first = heads[0];
  const last = heads[heads.length - 1];
  const box = {
    left: first.left + first.width + 34,
    top: first.top,
    width: 104,
    height: last.top + last.height - first.top,
  };
  const arrows = heads.map((head) => {
    const from = rightOf(head);
    return drawArrow([from, { x: box.left, y: from.y }]);
  });
  return [
    ...arrows,
    drawBlock(box, { color: COLORS.purple, shade: 0.2, radius: 10 }),
    drawText(rule, middleOf(box)),
    ...drawOutput(name, rightOf(box)),
    drawText(String(width), {
      x: rightOf(box).x + 36,
      y: middleOf(box).y + 17,
    }, { anchor: "start", color: COLORS.grey }),
  ];
}

function drawOutput(name: string, from: Point): string[] {
  const end = { x: from.x + 30, y: from.y };
  return [
    drawArrow([from, end]),
    drawText(name, { x: end.x + 6, y: end.y }, {
      anchor: "start",
      isBold: true,
      size: 12,
    }),
  ];
}

function rightOf(box: Box): Point {
  return { x: box.left + box.width, y: middleOf(box).y };
}
