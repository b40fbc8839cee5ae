/**
 * Draws Table I: what the paper prints, what is used here, and why.
 *
 * @module
 */

import type { ParameterLine } from "../experiments/beam_tab1_parameters.ts";
import type { Condition, Row } from "../experiments/experiment.ts";
import { drawArrow, drawBlock, drawText, toPanel } from "./diagram.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, wrapText } from "./theme.ts";

/** A row of the experiment. */
export type ParametersRow = Row<
  Condition,
  { readonly lines: readonly ParameterLine[] }
>;

/** The columns: what stands in them and where they begin [pixels]. */
const COLUMNS = [
  { head: "parameter", left: 34 },
  { head: "printed", left: 292 },
  { head: "used", left: 404 },
  { head: "why", left: 562 },
] as const;

/** The sizes of the drawing [pixels]. */
const WIDTH = 880;
const TOP = 24;
const LINE_HEIGHT = 22;
const MARGIN = 14;

/** How many characters of a reason fit in its column. */
const REASON_LENGTH = 50;

/** From a line of a reason to the next [pixels]. */
const REASON_GAP = 14;

const TASK_NAMES: Readonly<Record<string, string>> = {
  twin: "digital twin",
  agent: "agent",
};

/** The table, its lines by task; what differs stands out. */
export function drawParameters(rows: readonly ParametersRow[]): Figure {
  const [{ result: { lines } }] = rows;
  const pieces = drawHead();
  let y = TOP + LINE_HEIGHT;
  for (const [task, own] of Map.groupBy(lines, (line) => line.task)) {
    pieces.push(drawTask(TASK_NAMES[task] ?? task, y));
    y += LINE_HEIGHT;
    for (const line of own) {
      pieces.push(...drawLine(line, y));
      y += heightOf(line);
    }
    pieces.push(drawRule(y - LINE_HEIGHT / 2, COLORS.grey));
    y += LINE_HEIGHT / 2;
  }
  return composeFigure({
    panels: [toPanel({ width: WIDTH, height: y - LINE_HEIGHT / 2 }, pieces)],
    columns: 1,
    note: "Left: Table I of the paper; a dash is what it leaves open. Right: " +
      "read from the code that trains. Coloured: what is not, or need not be, " +
      "as printed.",
    ariaLabel: "Table I: each parameter of the digital twin and of the agent " +
      "as the paper prints it and as it is used here, with the reason where " +
      "the two differ.",
  });
}

/** Whether a parameter is not what the paper prints, or is not printed. */
export function isChanged({ reason }: ParameterLine): boolean {
  return reason !== "";
}

function drawHead(): string[] {
  return [
    ...COLUMNS.map(({ head, left }) =>
      drawText(head, { x: left, y: TOP }, { anchor: "start", isBold: true })
    ),
    drawRule(TOP - LINE_HEIGHT / 2 - 3, COLORS.black),
    drawRule(TOP + LINE_HEIGHT / 2 - 1, COLORS.black),
  ];
}

function drawTask(name: string, y: number): string {
  return drawText(name, { x: MARGIN + 6, y }, {
    anchor: "start",
    isBold: true,
    color: COLORS.grey,
  });
}

function drawLine(line: ParameterLine, y: number): string[] {
  const [name, printed, used, reason] = COLUMNS.map(({ left }) => left);
  const at = (x: number, offset = 0) => ({ x, y: y + offset });
  const own = isChanged(line) ? { color: COLORS.vermilion, isBold: true } : {};
  const ground = {
    left: MARGIN,
    top: y - LINE_HEIGHT / 2,
    width: WIDTH - 2 * MARGIN,
    height: heightOf(line),
  };
  return [
    ...(isChanged(line)
      ? [drawBlock(ground, {
        color: COLORS.vermilion,
        shade: 0.07,
        border: 0,
        radius: 0,
      })]
      : []),
    drawText(line.name, at(name), { anchor: "start", isPlain: true }),
    drawText(toFormula(line.printed) || "–", at(printed), {
      anchor: "start",
    }),
    drawText(toFormula(line.used), at(used), { anchor: "start", ...own }),
    ...reasonLines(line).map((text, i) =>
      drawText(toFormula(text), at(reason, i * REASON_GAP), {
        anchor: "start",
        size: 10,
      })
    ),
  ];
}

/** Powers of ten and exponents as they are written by hand. */
export function toFormula(text: string): string {
  return text
    .replace(/\^(\S+)/g, "^{$1}")
    .replace(/\b1e(-?\d+)/g, "10^{$1}")
    .replace(/(\d)e(-?\d+)/g, "$1 · 10^{$2}")
    .replaceAll("{-", "{−");
}

function drawRule(y: number, color: string): string {
  return drawArrow([{ x: MARGIN, y }, { x: WIDTH - MARGIN, y }], {
    hasHead: false,
    color,
  });
}

function heightOf(line: ParameterLine): number {
  const numLines = Math.max(1, reasonLines(line).length);
  return LINE_HEIGHT + REASON_GAP * (numLines - 1);
}

function reasonLines({ reason }: ParameterLine): string[] {
  return reason === "" ? [] : wrapText(reason, REASON_LENGTH);
}
