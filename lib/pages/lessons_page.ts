/**
 * LESSONS.md: an order through the notebooks, for teaching and for learning.
 *
 * @module
 */

import { wrapText } from "../core/text.ts";
import type { NotebookFacts, PageFacts } from "./facts.ts";
import { markdownList, markdownTable } from "./markdown.ts";
import { notebookLink } from "./words.ts";

/** How fast a text with formulas is read [words/min]. */
const WORDS_PER_MINUTE = 120;

/** Time to run a cell and look at what it shows [min]. */
const MINUTES_PER_CELL = 1;

/** Time for an exercise, its answer included [min]. */
const MINUTES_PER_EXERCISE = 10;

const HEADER = `# Lessons

Each notebook is a lesson: a question, its symbols and equations, a picture, how
to read it, what the paper says, and an exercise with the answer folded away.
The code in an answer is run by the tests after the notebook's own cells, so an
answer is as right as the rest.
`;

const FOOTER = wrapText(
  "This page is written by `deno task pages` from the notebooks; a test fails " +
    "where it is not what they give.",
);

/** The parts of the course: which notebooks, by their names, and why. */
const PARTS: readonly {
  readonly title: string;
  readonly text: string;
  readonly includes: (name: string) => boolean;
}[] = [
  {
    title: "Before all else",
    text: "The setting of paper A, and how a notebook is run.",
    includes: (name) => name.startsWith("00_"),
  },
  {
    title: "Paper A: finding a beam",
    text:
      "Detection (01 to 04) needs probability; searching without learning " +
      "(05) needs that; agents (06 to 09) need both; twins (10 to 18) need the " +
      "agents. The ledger stands at the end.",
    includes: (name) => /^\d+_beam_/.test(name),
  },
  {
    title: "Paper B: following targets",
    text:
      "It stands by itself after 00: echoes, filters, association, and the " +
      "loop of all three.",
    includes: (name) => /^\d+_track_/.test(name),
  },
  {
    title: "Both papers",
    text: "What came of everything.",
    includes: (name) => !/^00_|^\d+_(beam|track)_/.test(name),
  },
];

/** How long a lesson takes, to the next five minutes [min]. */
export function lessonMinutes(
  { numWords, numCodeCells, numAnswers }: NotebookFacts,
): number {
  const minutes = numWords / WORDS_PER_MINUTE +
    numCodeCells * MINUTES_PER_CELL +
    Math.min(numAnswers, 1) * MINUTES_PER_EXERCISE;
  return Math.ceil(minutes / 5) * 5;
}

/** The page as Markdown. */
export function writeLessonsPage({ notebooks }: PageFacts): string {
  const parts = PARTS.map(({ title, text, includes }) => ({
    title,
    text,
    lessons: notebooks.filter(({ name }) => includes(name)),
  })).filter(({ lessons }) => lessons.length > 0);
  return [
    HEADER,
    `${writeAdvice(notebooks)}\n`,
    ...parts.flatMap(({ title, text, lessons }) => [
      `## ${title}\n`,
      wrapText(`${text} In all ${formatHours(lessons)}.`),
      "",
      tabulate(lessons, notebooks),
      "",
    ]),
    FOOTER,
    "",
  ].join("\n");
}

function writeAdvice(notebooks: readonly NotebookFacts[]): string {
  const numExercises = notebooks.filter(({ numAnswers }) => numAnswers > 0)
    .length;
  return markdownList([
    `${notebooks.length} lessons, ${numExercises} exercises, ` +
    `${formatHours(notebooks)}: ${WORDS_PER_MINUTE} words a minute, ` +
    `${MINUTES_PER_CELL} minute a cell, ${MINUTES_PER_EXERCISE} an exercise.`,
    "In class: `deno task lab` on each machine, or " +
    "`deno task site` once for pages that anybody can open, without anything " +
    "installed.",
    "[SYMBOLS.md](SYMBOLS.md) has the papers' notation and our names; print it " +
    "for the class.",
    "Without a notebook: paste the code of an answer into a cell at the end, " +
    "where everything that it uses is already there.",
  ]);
}

function formatHours(lessons: readonly NotebookFacts[]): string {
  const minutes = lessons.map(lessonMinutes)
    .reduce((sum, minutes) => sum + minutes, 0);
  return minutes < 90
    ? `about ${minutes} minutes`
    : `about ${Math.round(minutes / 60)} hours`;
}

function tabulate(
  lessons: readonly NotebookFacts[],
  all: readonly NotebookFacts[],
): string {
  return markdownTable(
    [
      { title: "" },
      { title: "lesson" },
      { title: "minutes", isNumeric: true },
      { title: "one must know" },
      { title: "what it finds" },
    ],
    lessons.map((lesson) => [
      notebookLink(lesson),
      lesson.title,
      String(lessonMinutes(lesson)),
      lesson.needs || needsBefore(lesson, all),
      lesson.finds || lesson.question,
    ]),
  );
}

/** A lesson that does not say what it needs goes on from the one before. */
function needsBefore(
  lesson: NotebookFacts,
  all: readonly NotebookFacts[],
): string {
  const before = all[all.indexOf(lesson) - 1];
  return before === undefined ? "" : before.name.split("_")[0];
}
