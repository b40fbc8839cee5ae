/**
 * Holds what a notebook shows against what is committed.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  type CellOutput,
  isVolatile,
  type Notebook,
  numberedCodeCells,
} from "./notebook_file.ts";

/** Lines of either side that a report of a difference shows. */
const MAX_DIFF_LINES = 5;
const MAX_DIFF_COLUMNS = 100;

/** A cell that does not show what is committed. */
export interface OutputDifference {
  readonly cell: number;
  /** The cell, what is wrong with it, and a short diff. */
  readonly report: string;
}

/**
 * Compares the outputs of an executed notebook with the committed ones. Cells
 * tagged `volatile` (timings, progress) are left out.
 *
 * @param committed the notebook as it is committed
 * @param executed the same notebook after its execution
 */
export function compareOutputs(
  committed: Notebook,
  executed: Notebook,
): OutputDifference[] {
  const differences: OutputDifference[] = [];
  const fresh = numberedCodeCells(executed);
  for (
    const [index, { number, cell }] of numberedCodeCells(committed).entries()
  ) {
    if (isVolatile(cell)) continue;
    const before = cell.outputs.map(withoutCount);
    const now = fresh[index].cell.outputs.map(withoutCount);
    if (isDeepStrictEqual(before, now)) continue;
    const fault = now.length === 0 ? "lost its output" : "shows something else";
    const diff = shortDiff(before.flatMap(toLines), now.flatMap(toLines));
    differences.push({
      cell: number,
      report: [`notebook cell ${number} ${fault}`, ...diff].join("\n    "),
    });
  }
  return differences;
}

/** The count is the cell's own; it changes with each cell put in before it. */
function withoutCount(output: CellOutput): CellOutput {
  return output.output_type === "execute_result"
    ? { ...output, execution_count: null }
    : output;
}

function toLines(output: CellOutput): string[] {
  switch (output.output_type) {
    case "stream":
      return [`${output.name}:`, ...output.text.split("\n")];
    case "error":
      return [`error: ${output.ename}: ${output.evalue}`];
    default:
      return [
        ...Object.entries(output.data).flatMap(([type, value]) =>
          contentLines(type, value)
        ),
        `metadata: ${JSON.stringify(output.metadata)}`,
      ];
  }
}

function contentLines(mediaType: string, value: unknown): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (mediaType.startsWith("text/")) {
    return [`${mediaType}:`, ...text.split("\n")];
  }
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return [`${mediaType}: ${text.length} characters, SHA-256 ${digest}...`];
}

/** Of two texts, the lines between what they have in common at either end. */
function shortDiff(before: string[], now: string[]): string[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let end = 0;
  while (
    end < shorter - start && before.at(-1 - end) === now.at(-1 - end)
  ) end++;
  const removed = before.slice(start, before.length - end);
  const added = now.slice(start, now.length - end);
  const column = commonLength(removed[0] ?? "", added[0] ?? "");
  return [
    ...excerpt("- ", removed, column),
    ...excerpt("+ ", added, column),
  ];
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** The first lines; of long ones the part around `column`. */
function excerpt(sign: string, lines: string[], column: number): string[] {
  const from = Math.max(0, column - MAX_DIFF_COLUMNS / 2);
  const shown = lines.slice(0, MAX_DIFF_LINES).map((line) =>
    line.length > MAX_DIFF_COLUMNS
      ? `${sign}...${line.slice(from, from + MAX_DIFF_COLUMNS)}...`
      : sign + line
  );
  const numHidden = lines.length - shown.length;
  return numHidden > 0 ? [...shown, `${sign}(${numHidden} more lines)`] : shown;
}
