/**
 * Tables and marked parts of a page, in the form that `deno fmt` leaves alone.
 *
 * @module
 */

import { wrapText } from "../core/text.ts";

/** A column of a table. */
export interface Column {
  /** What stands above it. */
  readonly title: string;
  /** Whether it stands to the right. */
  readonly isNumeric?: boolean;
}

/**
 * Rows as a Markdown table with aligned bars.
 *
 * @param columns the columns
 * @param rows texts, as many a row as there are columns
 */
export function markdownTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map(({ title }) => title), ...rows]
    .map((row) => row.map((text) => text.replaceAll("|", "\\|")));
  const widths = columns.map((_, i) =>
    Math.max(3, ...lines.map((line) => line[i].length))
  );
  const toLine = (row: readonly string[]) =>
    `| ${
      row.map((text, i) =>
        columns[i].isNumeric ? text.padStart(widths[i]) : text.padEnd(widths[i])
      ).join(" | ")
    } |`;
  const rule = columns.map(({ isNumeric }, i) =>
    isNumeric ? `${"-".repeat(widths[i] - 1)}:` : "-".repeat(widths[i])
  );
  const [header, ...body] = lines;
  return [header, rule, ...body].map(toLine).join("\n");
}

/** A list with one item a text, wrapped. */
export function markdownList(items: readonly string[]): string {
  return items.map((item) => wrapText(`- ${item}`, 80, "  ")).join("\n");
}

/** Where a written part of a page begins and ends. */
export function marker(name: string, end: "begin" | "end"): string {
  return `<!-- ${name}: ${end}${
    end === "begin" ? ", written by deno task pages" : ""
  } -->`;
}

/**
 * A page with another text between the markers of a part.
 *
 * @param page the page as it stands
 * @param name the part's name
 * @param text what stands between its markers from now on
 * @throws {RangeError} where the page has not both markers, in this order
 */
export function replacePart(page: string, name: string, text: string): string {
  const [begin, end] = [marker(name, "begin"), marker(name, "end")];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new RangeError(
      `Cannot write the part ${JSON.stringify(name)} as the page must have ` +
        `the lines ${begin} and ${end}, in this order`,
    );
  }
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${
    page.slice(to)
  }`;
}
