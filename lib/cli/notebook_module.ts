/**
 * The code of a notebook as a module that the type checker can read.
 *
 * @module
 */

import { enclose, findAnswers } from "./notebook_answers.ts";
import { type Notebook, numberedCodeCells } from "./notebook_file.ts";

/** A line of a notebook: the cell's number and the line in it, from 1. */
export interface CellLine {
  /** A cell's number, or the answer that the line is in. */
  readonly cell: number | `answer ${number}`;
  readonly line: number;
}

/** All code of a notebook as one module. */
export interface NotebookModule {
  readonly source: string;
  /** Where in the notebook each line of the module comes from. */
  readonly lines: readonly CellLine[];
}

/**
 * Puts the code cells of a notebook one after another into one module, for the
 * type checker, and the answers to its exercises after them: the kernel itself
 * runs code with type errors, and reads a missing export as undefined.
 */
export function extractModule(notebook: Notebook): NotebookModule {
  const source: string[] = [];
  const lines: CellLine[] = [];
  for (const { number, cell } of numberedCodeCells(notebook)) {
    cell.source.split("\n").forEach((text, index) => {
      source.push(text);
      lines.push({ cell: number, line: index + 1 });
    });
  }
  for (const answer of findAnswers(notebook)) {
    enclose(answer).forEach((text, index) => {
      source.push(text);
      lines.push({ cell: `answer ${answer.number}`, line: index + 1 });
    });
  }
  // Without an import or export it would be a script, and share its names with
  // every other notebook that is checked in the same call.
  source.push("export {};");
  lines.push(lines.at(-1) ?? { cell: 1, line: 1 });
  return { source: source.join("\n") + "\n", lines };
}
