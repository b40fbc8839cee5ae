/**
 * A panel of methods as lines over a quantity, with intervals, and their names
 * at the ends of the lines.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Interval } from "../stats/bootstrap.ts";
import { type CurvePoint, OUR_AGENTS, PAPER_AGENTS } from "./learner_agents.ts";
import { type MethodStyle, methodStyle } from "./methods.ts";
import {
  COLORS,
  drawPanel,
  type Panel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A method at a value of the quantity, with its interval over seeds. */
export interface MethodPoint extends Interval {
  /** The method; its style is that of all figures. */
  readonly method: string;
  /** The quantity. */
  readonly x: number;
}

/** What a paper prints at a value of the quantity. */
export interface PrintedPoint {
  /** The quantity. */
  readonly x: number;
  /** The number. */
  readonly value: number;
  /** Whether the paper says that it is about this, or less. */
  readonly relation: "about" | "below";
}

/** How the panel looks. */
export interface MethodLinesOptions {
  /** Its letter and title. */
  readonly title: readonly [letter: string, title: string];
  /** The horizontal scale; a line ends short of the end of its domain. */
  readonly x: Plot.ScaleOptions & { readonly domain: readonly number[] };
  /** The range of the vertical axis. */
  readonly domain: readonly [lowest: number, highest: number];
  /** What the vertical axis says. */
  readonly label: string;
  /** [pixels] */
  readonly width?: number;
  /** What the paper prints, hollow and grey. */
  readonly printed?: readonly PrintedPoint[];
}

/** The height of all such panels [pixels]. */
const HEIGHT = 400;

/** The plot without its margins above and below [pixels]. */
const PLOT_HEIGHT = HEIGHT - 76;

/** Who has dots. */
const AGENTS: readonly string[] = [...PAPER_AGENTS, ...OUR_AGENTS];

/** How far agents stand apart at the same value of the quantity [pixels]. */
const DODGE = 2.5;

/** The least distance of two names [pixels]. */
const NAME_GAP = 13;

/** Draws the panel; a method that has no point is left out. */
export function drawMethodLines(
  points: readonly MethodPoint[],
  { title, x, domain, label, width = 520, printed = [] }: MethodLinesOptions,
): Panel {
  const lines = [...Map.groupBy(points, ({ method }) => method)];
  const labels = spreadLabels(
    lines.map(([, line]) => line.at(-1)!),
    NAME_GAP * (domain[1] - domain[0]) / PLOT_HEIGHT,
    domain[1],
  );
  const end = x.domain.at(-1)!;
  return drawPanel({
    width,
    height: HEIGHT,
    marginRight: 146,
    x,
    y: { domain: [...domain], label, grid: true, ticks: 7 },
    marks: [
      panelTitle(...title),
      Plot.link(labels, {
        x1: "x",
        x2: end,
        y1: "estimate",
        y2: "place",
        stroke: colorOf,
        strokeWidth: 0.6,
      }),
      drawPrinted(printed),
      lines.filter(([method]) => !AGENTS.includes(method)).map(drawReference),
      lines.filter(([method]) => AGENTS.includes(method)).map(drawAgent),
      Plot.text(labels, {
        x: end,
        y: "place",
        text: "method",
        fill: colorOf,
        dx: 3,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

/** Where a vertical axis ends that begins at 0 and holds all intervals. */
export function topOf(points: readonly Interval[]): number {
  return 5 * Math.ceil(Math.max(...points.map(({ high }) => high)) / 5);
}

function drawReference(
  [method, line]: readonly [string, readonly MethodPoint[]],
): Plot.Markish {
  return drawLine(method, line, 0);
}

/** Full lines have full dots, dashed ones hollow dots. */
function drawAgent(
  [method, line]: readonly [string, readonly MethodPoint[]],
  i: number,
  agents: readonly unknown[],
): Plot.Markish {
  const { color, dash } = methodStyle(method);
  const dx = DODGE * (i - (agents.length - 1) / 2);
  return [
    drawLine(method, line, dx),
    Plot.dot(line, {
      x: "x",
      y: "estimate",
      dx,
      r: 2.6,
      stroke: color,
      fill: dash === "0" ? color : "white",
      strokeWidth: 1.4,
    }),
  ];
}

function drawLine(
  method: string,
  line: readonly MethodPoint[],
  dx: number,
): Plot.Markish {
  const { color, dash } = methodStyle(method);
  return [
    Plot.line(line, {
      x: "x",
      y: "estimate",
      dx,
      stroke: color,
      strokeDasharray: dash,
      strokeWidth: 1.6,
    }),
    Plot.ruleX(line, {
      x: "x",
      y1: "low",
      y2: "high",
      dx,
      stroke: color,
      strokeWidth: 1.4,
    }),
  ];
}

/** What a paper prints, hollow and grey: a ring, or a triangle for "below". */
export function drawPrinted(printed: readonly PrintedPoint[]): Plot.Markish {
  return printed.map((point) =>
    Plot.dot([point], {
      x: "x",
      y: "value",
      r: 5,
      stroke: COLORS.grey,
      strokeWidth: 1.6,
      ...(point.relation === "below" &&
        { symbol: "triangle", rotate: 180, dy: 6 }),
    })
  );
}

function colorOf({ method }: MethodPoint): string {
  return methodStyle(method).color;
}

/** A learning curve with its band over seeds, episode by episode. */
export function drawLearningCurve(
  line: readonly CurvePoint[],
  { color, dash }: MethodStyle,
): Plot.Markish {
  return [
    Plot.areaY(line, {
      x: "episode",
      y1: "low",
      y2: "high",
      fill: color,
      fillOpacity: 0.12,
    }),
    Plot.line(line, {
      x: "episode",
      y: "estimate",
      stroke: color,
      strokeDasharray: dash,
      strokeWidth: 1.6,
    }),
  ];
}
