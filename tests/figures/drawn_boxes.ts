/**
 * Where the texts, blocks and arrows of a drawn figure lie, as the renderer
 * that draws the PNG measures them.
 *
 * @module
 */

import { Resvg } from "@resvg/resvg-wasm";
import type { Box, Point } from "../../lib/figures/diagram.ts";
import { createDocument } from "../../lib/figures/document.ts";
import { readFonts } from "../../lib/figures/fonts.ts";
import { type Figure, renderPng } from "../../lib/figures/render.ts";

const fontBuffers = await readFonts();

/** A text and the box that its letters fill. */
export interface DrawnText {
  readonly text: string;
  readonly box: Box;
}

/** What a figure shows, in its own pixels. */
export interface Drawing {
  readonly texts: readonly DrawnText[];
  /** The blocks that have a border. */
  readonly blocks: readonly Box[];
  readonly lines: readonly (readonly Point[])[];
  /** Where the heads of arrows end. */
  readonly tips: readonly Point[];
}

/** Measures what a figure shows. */
export async function measureDrawing({ svg }: Figure): Promise<Drawing> {
  // Only the first picture loads the renderer.
  await renderPng(svg, 0.1);
  const page = createDocument();
  page.body.innerHTML = svg;
  const elements = (name: string) => [...page.querySelectorAll(name)];
  return {
    texts: elements("text").map((element) => ({
      text: element.textContent ?? "",
      box: shift(textBox(element.outerHTML), panelOf(element)),
    })),
    blocks: elements('svg svg rect:not([stroke-width="0"])').map((element) =>
      shift({
        left: numberOf(element, "x"),
        top: numberOf(element, "y"),
        width: numberOf(element, "width"),
        height: numberOf(element, "height"),
      }, panelOf(element))
    ),
    lines: elements("polyline").map(pointsOf),
    tips: elements("polygon").map((element) => pointsOf(element)[0]),
  };
}

/** Whether two boxes have more than a touch in common. */
export function overlap(a: Box, b: Box, slack = 0.5): boolean {
  return a.left + a.width > b.left + slack &&
    b.left + b.width > a.left + slack &&
    a.top + a.height > b.top + slack && b.top + b.height > a.top + slack;
}

/** The boxes that the level and upright pieces of a line fill. */
export function pieceBoxes(line: readonly Point[]): Box[] {
  return line.slice(1).map((end, i) => ({
    left: Math.min(line[i].x, end.x) - 0.6,
    top: Math.min(line[i].y, end.y) - 0.6,
    width: Math.abs(line[i].x - end.x) + 1.2,
    height: Math.abs(line[i].y - end.y) + 1.2,
  }));
}

function textBox(text: string): Box {
  const drawing = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000" ` +
      `font-family="DejaVu Sans">${text}</svg>`,
    {
      font: {
        fontBuffers,
        defaultFontFamily: "DejaVu Sans",
        loadSystemFonts: false,
      },
    },
  );
  try {
    const { x, y, width, height } = drawing.getBBox()!;
    return { left: x, top: y, width, height };
  } finally {
    drawing.free();
  }
}

function panelOf(element: Element): Point {
  const panel = element.parentElement!;
  return { x: numberOf(panel, "x"), y: numberOf(panel, "y") };
}

function pointsOf(element: Element): Point[] {
  const panel = panelOf(element);
  return element.getAttribute("points")!.split(" ").map((pair) => {
    const [x, y] = pair.split(",").map(Number);
    return { x: x + panel.x, y: y + panel.y };
  });
}

function numberOf(element: Element, name: string): number {
  return Number(element.getAttribute(name) ?? 0);
}

function shift(box: Box, { x, y }: Point): Box {
  return { ...box, left: box.left + x, top: box.top + y };
}
