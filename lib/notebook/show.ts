/**
 * Showing figures, tables and text in a notebook cell. Outside a kernel, where
 * there is nothing to draw on, the plain text of the same is printed.
 *
 * @module
 */

import { formatTable } from "../core/text.ts";
import { packPng } from "../figures/png.ts";
import { type Figure, renderPng } from "../figures/render.ts";

/** Time for the kernel to publish: what comes after a cell's end is lost. */
const SETTLE_MS = 10;

/** By media type; a reader picks the richest that it can draw. */
export type MediaBundle = Readonly<Record<string, unknown>>;

/** The part of `Deno.jupyter` that is used here. */
interface Kernel {
  broadcast(
    messageType: "display_data" | "update_display_data",
    content: Record<string, unknown>,
  ): Promise<void>;
}

/** The kernel that this module runs in, if it runs in one. */
function findKernel(): Kernel | undefined {
  try {
    // Outside a kernel the getter throws, even in `typeof`.
    return (Deno as unknown as { jupyter: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

/** How a display that is drawn over is named and drawn. */
export interface DisplayOptions {
  /** Facts about the media types, by media type. */
  readonly metadata?: MediaBundle;
  /** A name by which the display can be drawn over. */
  readonly displayId?: string;
  /** Draws over the display of that name instead of adding one. */
  readonly update?: boolean;
}

/** Whether there is a notebook to draw in. */
export function isInNotebook(): boolean {
  return findKernel() !== undefined;
}

/**
 * Shows a bundle of the same content in several media types.
 *
 * @param data by media type, with a text/plain among them
 */
export async function display(
  data: MediaBundle & { readonly "text/plain": string },
  { metadata = {}, displayId, update = false }: DisplayOptions = {},
): Promise<void> {
  const kernel = findKernel();
  if (kernel === undefined) {
    console.log(data["text/plain"]);
    return;
  }
  const transient = displayId === undefined ? {} : { display_id: displayId };
  await kernel.broadcast(update ? "update_display_data" : "display_data", {
    data,
    metadata,
    transient,
  });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** How a figure is shown. */
export interface ShowOptions {
  /**
   * Packs the same pixels into about half of the bytes, for notebooks with many
   * wide figures; it takes a second or two.
   */
  readonly packs?: boolean;
}

/**
 * Shows a figure, as PNG: the HTML that nbconvert makes has no SVG in it.
 *
 * @param figure the figure; its description is the text in place of the picture
 */
export async function show(
  figure: Figure,
  { packs = false }: ShowOptions = {},
): Promise<void> {
  const { svg, width, height, ariaLabel } = figure;
  if (!isInNotebook()) return display({ "text/plain": ariaLabel });
  const drawn = await renderPng(svg, 2);
  const png = packs ? packPng(drawn) : drawn;
  await display(
    { "image/png": png.toBase64(), "text/plain": ariaLabel },
    { metadata: { "image/png": { width, height } } },
  );
}

/**
 * Shows text written in Markdown.
 *
 * @param text the Markdown
 */
export async function showMarkdown(text: string): Promise<void> {
  await display({ "text/markdown": text, "text/plain": text });
}

/** A row of a table: values by the name of their column. */
export type TableRow = Readonly<Record<string, unknown>>;

/** Which columns of the rows a table shows. */
export interface TableOptions {
  /** In this order; without it, the columns of the first row. */
  readonly columns?: readonly string[];
}

/**
 * Shows rows as a table, numbers with as many digits as a reader needs, and
 * what stands in backticks as code.
 *
 * @param rows the rows
 * @throws {RangeError} where a column is in none of the rows
 */
export async function showTable(
  rows: readonly TableRow[],
  { columns = Object.keys(rows[0] ?? {}) }: TableOptions = {},
): Promise<void> {
  for (const column of columns) {
    if (rows.length > 0 && !rows.some((row) => column in row)) {
      throw new RangeError(
        `Cannot show the table as column must be in its rows: current value ` +
          `is ${JSON.stringify(column)}`,
      );
    }
  }
  const texts = rows.map((row) => columns.map((name) => formatCell(row[name])));
  const isNumeric = columns.map((name) =>
    rows.every((row) => row[name] === undefined || isNumber(row[name])) &&
    rows.length > 0
  );
  await display({
    "text/html": tableHtml(columns, texts, isNumeric),
    "text/plain": formatTable(columns, texts, isNumeric),
  });
}

/**
 * A value as a table shows it: whole numbers in full, others with four
 * significant digits, very large and very small ones with a power of ten.
 */
export function formatCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "number") return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return String(value);
  if (!Number.isFinite(value)) return String(value);
  if (size >= 1e9 || size < 1e-4) return value.toExponential(2);
  return size >= 1000 ? value.toFixed(0) : String(+value.toPrecision(4));
}

function tableHtml(
  columns: readonly string[],
  rows: readonly string[][],
  isNumeric: readonly boolean[],
): string {
  const toRow = (tag: "th" | "td", texts: readonly string[]) =>
    `<tr>${
      texts.map((text, column) =>
        `<${tag} style="text-align: ${isNumeric[column] ? "right" : "left"}">` +
        `${markCode(escapeHtml(text))}</${tag}>`
      ).join("")
    }</tr>`;
  return [
    "<table>",
    `<thead>${toRow("th", columns)}</thead>`,
    "<tbody>",
    ...rows.map((row) => toRow("td", row)),
    "</tbody>",
    "</table>",
  ].join("\n");
}

/** Names of code stand in backticks, as in Markdown. */
function markCode(html: string): string {
  return html.replace(/`([^`]+)`/g, "<code>$1</code>");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}
