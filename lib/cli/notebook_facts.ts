/**
 * What the site and the written pages say of a notebook: its heading, its
 * question, and what its metadata says of it as a lesson.
 *
 * @module
 */

import type { NotebookFacts } from "../pages/facts.ts";
import { findAnswers } from "./notebook_answers.ts";
import { type Notebook, numberedCodeCells } from "./notebook_file.ts";

const HEADING = /^#{1,6} +(.+)/;
const QUESTION = /^\*\*Question\.?\*\* */;

/** Its first heading, and its question or the first paragraph below that. */
function describeNotebook(
  notebook: Notebook,
  name: string,
): Pick<NotebookFacts, "title" | "question"> {
  const paragraphs = notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .flatMap((cell) => cell.source.split(/\n\s*\n/))
    .map((paragraph) => paragraph.trim());
  const heading = paragraphs.findIndex((text) => HEADING.test(text));
  const question = paragraphs.find((text) => QUESTION.test(text)) ??
    paragraphs[heading + 1] ?? "";
  return {
    title: HEADING.exec(paragraphs[heading] ?? "")?.[1] ?? name,
    // What a colon announced does not follow elsewhere.
    question: question.replace(QUESTION, "").replace(/:$/, "."),
  };
}

/**
 * All that the pages say of a notebook. Its metadata may hold, under "lesson",
 * what it `needs` and what it `finds`, as Markdown, and the figures that it
 * `shows` in another form than their drawing.
 */
export function notebookFacts(notebook: Notebook, name: string): NotebookFacts {
  const cells = numberedCodeCells(notebook);
  const text = notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .map(({ source }) => source).join(" ");
  const lesson = (notebook.metadata.lesson ?? {}) as Record<string, unknown>;
  return {
    name,
    ...describeNotebook(notebook, name),
    needs: String(lesson.needs ?? ""),
    finds: String(lesson.finds ?? ""),
    shows: Array.isArray(lesson.shows) ? lesson.shows.map(String) : [],
    code: cells.map(({ cell }) => cell.source).join("\n"),
    numWords: text.split(/\s+/).length,
    numCodeCells: cells.length,
    numAnswers: findAnswers(notebook).length,
  };
}
