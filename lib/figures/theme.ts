/**
 * The one look of all figures: sizes, fonts and colours, and how panels become
 * a standalone picture.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Interval } from "../stats/bootstrap.ts";
import { createDocument } from "./document.ts";
import type { Figure } from "./render.ts";

/** Okabe and Ito's colours, told apart by the colour-blind. */
export const COLORS = {
  black: "#000000",
  orange: "#E69F00",
  skyBlue: "#56B4E9",
  green: "#009E73",
  yellow: "#F0E442",
  blue: "#0072B2",
  vermilion: "#D55E00",
  purple: "#CC79A7",
  grey: "#767676",
} as const;

/** Dark to light for an ordered quantity, such as the transmit power. */
export const ORDERED_COLORS: readonly string[] = [
  "#0B1F4B",
  "#1F4E9C",
  "#2F86C8",
  "#35A79C",
  "#8FB339",
];

/** The font of all figures; its files come with the package. */
export const FONT = "DejaVu Sans";

/** A panel of a figure: an SVG element with a size. */
export type Panel = SVGSVGElement;

/** A plot in the look of all figures; the options are Observable Plot's. */
export function drawPanel(options: Plot.PlotOptions): Panel {
  const axis = { labelAnchor: "center", labelArrow: "none" } as const;
  return Plot.plot({
    document: createDocument(),
    width: 380,
    height: 320,
    marginTop: 34,
    marginRight: 20,
    marginBottom: 42,
    marginLeft: 56,
    style: { fontFamily: FONT, fontSize: "11px", background: "white" },
    ...options,
    x: { ...axis, ...options.x },
    y: { ...axis, ...options.y },
  }) as unknown as Panel;
}

/** What stands above a panel: "(a)" in bold and its title. */
export function panelTitle(letter: string, title: string): Plot.Markish {
  return [
    Plot.text([`(${letter})`], {
      frameAnchor: "top-left",
      dx: -36,
      dy: -26,
      fontWeight: "bold",
      fontSize: 12,
    }),
    Plot.text([title], {
      frameAnchor: "top-left",
      dx: -14,
      dy: -26,
      fontSize: 12,
    }),
  ];
}

/**
 * A horizontal axis with just these numbers: a logarithmic scale leaves out
 * those that it finds too many.
 */
export function drawLogAxis(
  ticks: readonly number[],
  label: string,
): Plot.Markish {
  return [
    Plot.gridX([...ticks]),
    Plot.axisX([...ticks], {
      text: String,
      label,
      labelAnchor: "center",
      labelArrow: "none",
    }),
  ];
}

/** Estimates as dots, each with its interval as a bar. */
export function drawIntervals(
  points: readonly Interval[],
  { x, color }: { readonly x: string; readonly color: string },
): Plot.Markish {
  return [
    Plot.ruleX(points, {
      x,
      y1: "low",
      y2: "high",
      stroke: color,
      strokeWidth: 1.4,
    }),
    Plot.dot(points, {
      x,
      y: "estimate",
      r: 3,
      stroke: color,
      fill: "white",
      strokeWidth: 1.4,
    }),
  ];
}

/**
 * Places for the names at the ends of lines, near the ends' values but not on
 * top of each other.
 *
 * @param points the ends of the lines
 * @param gap the least distance of two names, in the units of the values
 * @param highest where the highest name may stand
 * @param lowest where the lowest may; anywhere, unless given
 * @returns the points, each with the place of its name
 */
export function spreadLabels<T extends Interval>(
  points: readonly T[],
  gap: number,
  highest: number,
  lowest = -Infinity,
): (T & { readonly place: number })[] {
  const sorted = [...points].sort((a, b) => a.estimate - b.estimate);
  const places = sorted.map(({ estimate }) => estimate);
  // Neighbours that are too close share the shift until none are.
  for (let round = 0; round < 200; round++) {
    for (let i = 1; i < places.length; i++) {
      const overlap = gap - (places[i] - places[i - 1]);
      if (overlap <= 0) continue;
      places[i - 1] -= overlap / 2;
      places[i] += overlap / 2;
    }
  }
  for (let i = places.length - 1, limit = highest; i >= 0; i--) {
    places[i] = Math.min(places[i], limit);
    limit = places[i] - gap;
  }
  for (let i = 0, limit = lowest; i < places.length; i++) {
    places[i] = Math.max(places[i], limit);
    limit = places[i] + gap;
  }
  return sorted.map((point, i) => ({ ...point, place: places[i] }));
}

/** The width of a character of the note, a little above the mean [pixels]. */
const NOTE_CHARACTER = 5.7;

/** How panels become one picture. */
export interface Layout {
  readonly panels: readonly Panel[];
  readonly columns: number;
  /** A line below the panels: seeds, intervals, budget. */
  readonly note: string;
  /** What the picture shows, in a sentence. */
  readonly ariaLabel: string;
}

/** Lays panels out in rows, with a note below, as standalone SVG. */
export function composeFigure(layout: Layout): Figure {
  const { panels, columns, note, ariaLabel } = layout;
  let [left, top, width, rowHeight] = [0, 0, 0, 0];
  let content = "";
  for (const [i, panel] of panels.entries()) {
    if (i > 0 && i % columns === 0) {
      [left, top, rowHeight] = [0, top + rowHeight, 0];
    }
    panel.setAttribute("x", String(left));
    panel.setAttribute("y", String(top));
    content += `\n${roundAttributes(panel.outerHTML)}`;
    left += Number(panel.getAttribute("width"));
    width = Math.max(width, left);
    rowHeight = Math.max(rowHeight, Number(panel.getAttribute("height")));
  }
  const noteLines = wrapText(note, Math.floor((width - 24) / NOTE_CHARACTER));
  const height = top + rowHeight + 14 + 14 * noteLines.length;
  const noteText = noteLines.map((line, i) =>
    `\n<text x="12" y="${top + rowHeight + 16 + 14 * i}" font-size="10" ` +
    `fill="${COLORS.grey}">${escapeXml(line)}</text>`
  ).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ` +
    `xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" ` +
    `height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="${FONT}" role="img" aria-label="${escapeXml(ariaLabel)}">\n` +
    `<rect width="${width}" height="${height}" fill="white"/>` +
    `${content}${noteText}\n</svg>\n`;
  return { svg, width, height, ariaLabel };
}

/** Lines of whole words, none longer than a number of characters. */
export function wrapText(text: string, length: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > length) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Two decimals of a pixel are enough, and make reviewable differences. */
function roundAttributes(svg: string): string {
  return svg.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(
      /-?\d+\.\d{3,}/g,
      (number) => String(Number(Number(number).toFixed(2))),
    ));
}

/** Text as it stands in SVG. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (character) => `&#${character.codePointAt(0)};`,
  );
}
