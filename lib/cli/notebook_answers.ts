/**
 * The answers to a notebook's exercises: code that is folded away below the
 * question, and that must be right all the same.
 *
 * @module
 */

import type { Notebook } from "./notebook_file.ts";

/** The code of an answer. */
export interface NotebookAnswer {
  /** From 1. */
  readonly number: number;
  /** As it stands in the notebook; a reader pastes it into a cell at the end. */
  readonly source: string;
}

const DETAILS = /<details>[\s\S]*?<\/details>/g;
const CODE = /^```ts\n([\s\S]*?)^```$/gm;

/** The blocks of TypeScript in a notebook's folded parts, in their order. */
export function findAnswers(notebook: Notebook): NotebookAnswer[] {
  return notebook.cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => source.match(DETAILS) ?? [])
    .flatMap((details) => [...details.matchAll(CODE)])
    .map(([, source], index) => ({ number: index + 1, source }));
}

/** Whether a notebook sets an exercise. */
export function hasExercise(notebook: Notebook): boolean {
  return notebook.cells.some(({ cell_type, source }) =>
    cell_type === "markdown" && /^## Exercise/m.test(source)
  );
}

/**
 * An answer as a part of a module that also holds the notebook's cells: what it
 * declares stays its own, and its lines are still counted as they stand.
 */
export function enclose({ source }: NotebookAnswer): string[] {
  const lines = source.trimEnd().split("\n");
  const numImports = lines.findLastIndex((line) => /^import /.test(line)) + 1;
  lines[numImports] = `{ ${lines[numImports] ?? ""}`;
  return [...lines, "}"];
}
