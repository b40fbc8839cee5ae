/**
 * The cells of a notebook as HTML, with the outputs that are stored in it.
 *
 * @module
 */

import { cleanHtml, escapeHtml } from "./site_html.ts";
import {
  highlightCode,
  type PageRules,
  renderMarkdown,
} from "./site_markdown.ts";
import {
  type CellOutput,
  type CodeCell,
  isVolatile,
  type Notebook,
  type RichContent,
} from "./notebook_file.ts";

/** A notebook's cells, and the pictures that they show. */
export interface RenderedCells {
  readonly html: string;
  /** The bytes of the PNG files, by the path that the HTML names. */
  readonly images: ReadonlyMap<string, Uint8Array>;
}

/** Keeps a picture and returns the path by which the page shows it. */
type ImageKeeper = (bytes: Uint8Array) => string;

// deno-lint-ignore no-control-regex
const TERMINAL_COLOURS = /\x1b\[[\d;?]*[A-Za-z]/g;

/**
 * The cells of a notebook as HTML.
 *
 * @param notebook the notebook
 * @param name its name, by which its pictures are called
 * @param rules where links lead
 * @throws {UsageError} where a formula can't be read
 */
export function renderCells(
  notebook: Notebook,
  name: string,
  rules: PageRules,
): RenderedCells {
  const images = new Map<string, Uint8Array>();
  const keepImage: ImageKeeper = (bytes) => {
    const path = `images/${name}_${images.size + 1}.png`;
    images.set(path, bytes);
    return path;
  };
  const html = notebook.cells.map((cell) => {
    if (cell.cell_type === "markdown") {
      return renderMarkdown(cell.source, rules);
    }
    return cell.cell_type === "code" && cell.source.trim() !== ""
      ? renderCodeCell(cell, rules, keepImage)
      : "";
  }).join("\n");
  return { html, images };
}

/** What the terminal shows of a text, without its colours, as HTML. */
function renderPlain(text: string, kind = "output"): string {
  const plain = escapeHtml(text.replace(TERMINAL_COLOURS, "").trimEnd());
  return plain === "" ? "" : `<pre class="${kind}">${plain}</pre>`;
}

function renderCodeCell(
  cell: CodeCell,
  rules: PageRules,
  keepImage: ImageKeeper,
): string {
  const code = highlightCode(cell.source.trimEnd());
  const outputs = cell.outputs
    .map((output) => renderOutput(output, rules, keepImage))
    .filter((html) => html !== "");
  if (isVolatile(cell) && outputs.length === 0) {
    outputs.push(
      '<p class="note">What this shows differs from run to run, so none of ' +
        "it is stored.</p>",
    );
  }
  return [
    `<pre class="code"><code>${code}</code></pre>`,
    ...outputs.map((html) => `<div class="result">${html}</div>`),
  ].join("\n");
}

function renderOutput(
  output: CellOutput,
  rules: PageRules,
  keepImage: ImageKeeper,
): string {
  switch (output.output_type) {
    case "stream":
      return renderPlain(output.text);
    case "error":
      return renderPlain(
        output.traceback.join("\n") || `${output.ename}: ${output.evalue}`,
        "output error",
      );
    default:
      return renderRich(output, rules, keepImage);
  }
}

/** The richest of the media types that a page without scripts can show. */
function renderRich(
  { data, metadata }: RichContent,
  rules: PageRules,
  keepImage: ImageKeeper,
): string {
  const text = (type: string) =>
    typeof data[type] === "string" ? data[type] : undefined;
  const plain = text("text/plain") ?? "";
  const bytes = decodePng(text("image/png") ?? "");
  if (bytes !== undefined) {
    const size = sizeOf(bytes, metadata?.["image/png"]);
    return renderImage(keepImage(bytes), plain, size);
  }
  const html = text("text/html");
  if (html !== undefined) {
    return cleanHtml(html, {
      ...rules,
      renderText: escapeHtml,
      plainText: (content) => content,
    });
  }
  const markdown = text("text/markdown");
  if (markdown !== undefined) return renderMarkdown(markdown, rules);
  return renderPlain(plain);
}

/** A picture's width and height on the page, in CSS pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A picture that leads to its own file: on a phone that is how to enlarge it.
 *
 * @param path where the picture is
 * @param alternative the text in its place
 * @param size how large it is shown where there is room
 */
export function renderImage(
  path: string,
  alternative: string,
  size?: ImageSize,
): string {
  const attributes = size === undefined
    ? ""
    : ` width="${size.width}" height="${size.height}"`;
  // A phone need not load the pictures that nobody scrolls to.
  return `<a href="${escapeHtml(path)}"><img loading="lazy" src="${
    escapeHtml(path)
  }" alt="${escapeHtml(alternative)}"${attributes}></a>`;
}

/** The bytes of a PNG file that is stored as text; undefined for others. */
function decodePng(base64: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(base64);
    return bytes.length > 24 && pngWord(bytes, 0) === 0x89504e47
      ? bytes
      : undefined;
  } catch {
    return undefined;
  }
}

/** The size that the notebook asks for, or else that of the PNG itself. */
function sizeOf(bytes: Uint8Array, asked: unknown): ImageSize {
  const { width, height } = (asked ?? {}) as Record<string, unknown>;
  return typeof width === "number" && typeof height === "number"
    ? { width, height }
    : pngSize(bytes);
}

/** The size of a PNG file in pixels: it follows the name of the first chunk. */
export function pngSize(bytes: Uint8Array): ImageSize {
  return { width: pngWord(bytes, 16), height: pngWord(bytes, 20) };
}

function pngWord(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset);
}
