/**
 * Blocks, arrows and text: what the diagrams are drawn with. Every function
 * gives a piece of SVG; `toPanel` makes a panel of them.
 *
 * @module
 */

import { createDocument } from "./document.ts";
import { COLORS, escapeXml, type Panel } from "./theme.ts";

/** A place in a panel [pixels], y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in a panel [pixels]. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How a block looks. */
export interface BlockStyle {
  /** The colour of its border and, pale, of its ground. */
  readonly color: string;
  /** How much of the colour is in the ground, from 0 to 1. */
  readonly shade?: number;
  /** The radius of its corners [pixels]. */
  readonly radius?: number;
  /** The width of its border [pixels]. */
  readonly border?: number;
}

/** How a text looks. */
export interface TextStyle {
  /** [pixels] */
  readonly size?: number;
  readonly color?: string;
  readonly isBold?: boolean;
  /** Which end of the text stands at its place. */
  readonly anchor?: "start" | "middle" | "end";
  /** Whether it runs upwards. */
  readonly isUpright?: boolean;
  /** Whether `_` and `^` are characters as others, as in a file's name. */
  readonly isPlain?: boolean;
}

/** How an arrow looks. */
export interface ArrowStyle {
  readonly color?: string;
  /** The dashes of its line, as in SVG. */
  readonly dash?: string;
  /** Whether it has a head. */
  readonly hasHead?: boolean;
}

/** The length and half the width of an arrow's head [pixels]. */
const HEAD = { length: 8, halfWidth: 4 } as const;

/** The middle of a box. */
export function middleOf({ left, top, width, height }: Box): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

/** A block. */
export function drawBlock(box: Box, style: BlockStyle): string {
  const { color, shade = 0.15, radius = 3, border = 1.2 } = style;
  return `<rect x="${box.left}" y="${box.top}" width="${box.width}" ` +
    `height="${box.height}" rx="${radius}" fill="${color}" ` +
    `fill-opacity="${shade}" stroke="${color}" stroke-width="${border}"></rect>`;
}

/**
 * A text, its middle at the height of its place. `P_D^{t+1}` has an index and
 * an exponent.
 */
export function drawText(
  text: string,
  { x, y }: Point,
  style: TextStyle = {},
): string {
  const { size = 11, color = COLORS.black, anchor = "middle" } = style;
  const weight = style.isBold ? ' font-weight="bold"' : "";
  const turn = style.isUpright ? ` transform="rotate(-90 ${x} ${y})"` : "";
  const content = style.isPlain ? escapeXml(text) : drawFormula(text, size);
  // Letters reach from the line to 0.73 of the size: their middle is meant.
  return `<text x="${x}" y="${y + 0.36 * size}" font-size="${size}" ` +
    `fill="${color}" text-anchor="${anchor}"${weight}${turn}>${content}</text>`;
}

/** The text with its indices below and its exponents above the line. */
function drawFormula(text: string, size: number): string {
  const parts = text.split(/([_^](?:\{[^}]*\}|.))/u);
  let height = 0;
  return parts.filter((part) => part !== "").map((part) => {
    const isIndex = /^_./u.test(part);
    const isShifted = isIndex || /^\^./u.test(part);
    const target = !isShifted ? 0 : (isIndex ? 0.25 : -0.38) * size;
    const shift = target - height;
    height = target;
    const content = escapeXml(
      isShifted ? part.slice(1).replace(/^\{(.*)\}$/u, "$1") : part,
    );
    const small = isShifted ? ` font-size="${0.75 * size}"` : "";
    return shift === 0 && !isShifted
      ? content
      : `<tspan dy="${shift}"${small}>${content}</tspan>`;
  }).join("");
}

/**
 * An arrow along straight pieces; its head ends exactly at the last point.
 *
 * @param points where it begins, turns and ends: two at least
 */
export function drawArrow(
  points: readonly Point[],
  { color = COLORS.black, dash, hasHead = true }: ArrowStyle = {},
): string {
  const end = points[points.length - 1];
  const before = points[points.length - 2];
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const along = {
    x: (end.x - before.x) / length,
    y: (end.y - before.y) / length,
  };
  const neck = {
    x: end.x - HEAD.length * along.x,
    y: end.y - HEAD.length * along.y,
  };
  const line = [...points.slice(0, -1), hasHead ? neck : end];
  const path = line.map(({ x, y }) => `${x},${y}`).join(" ");
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  const side = { x: -HEAD.halfWidth * along.y, y: HEAD.halfWidth * along.x };
  const head = [
    end,
    { x: neck.x + side.x, y: neck.y + side.y },
    { x: neck.x - side.x, y: neck.y - side.y },
  ].map(({ x, y }) => `${x},${y}`).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${color}" ` +
    `stroke-width="1.3"${dashes}></polyline>` +
    (hasHead ? `<polygon points="${head}" fill="${color}"></polygon>` : "");
}

/** A panel of pieces of SVG. */
export function toPanel(
  { width, height }: { readonly width: number; readonly height: number },
  pieces: readonly string[],
): Panel {
  const panel = createDocument().createElementNS(
    "http://www.w3.org/2000/svg",
    "svg",
  ) as Panel;
  panel.setAttribute("width", String(width));
  panel.setAttribute("height", String(height));
  panel.innerHTML = `\n${pieces.join("\n")}\n`;
  return panel;
}

/** Panels beside each other, as one. */
export function arrangeRow(panels: readonly Panel[]): Panel {
  let left = 0;
  const pieces = panels.map((panel) => {
    panel.setAttribute("x", String(left));
    left += Number(panel.getAttribute("width"));
    return panel.outerHTML;
  });
  const height = Math.max(
    ...panels.map((panel) => Number(panel.getAttribute("height"))),
  );
  return toPanel({ width: left, height }, pieces);
}
