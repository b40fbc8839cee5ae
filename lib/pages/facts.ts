/**
 * What the written pages are made of: nothing in them is typed twice.
 *
 * @module
 */

import type { Judgement } from "../claims/claim.ts";
import type { FigurePlan } from "../experiments/figure_plan.ts";
import type { FigureCosts } from "./minutes.ts";

/** What the pages say of a notebook. */
export interface NotebookFacts {
  /** The file's name without its ending. */
  readonly name: string;
  /** Its first heading, as Markdown. */
  readonly title: string;
  /** Its question, as Markdown. */
  readonly question: string;
  /** What one must know before, as Markdown; empty where it does not say. */
  readonly needs: string;
  /** What it finds, as Markdown; empty where it does not say. */
  readonly finds: string;
  /** The figures that it shows in another form than their drawing. */
  readonly shows: readonly string[];
  /** All its code. */
  readonly code: string;
  /** The words of its text. */
  readonly numWords: number;
  /** The cells with code. */
  readonly numCodeCells: number;
  /** The answers to its exercises that are run. */
  readonly numAnswers: number;
}

/** All that the pages are made of. */
export interface PageFacts {
  /** The figures, in the order of the papers. */
  readonly plans: readonly FigurePlan[];
  /** The ledger. */
  readonly judgements: readonly Judgement[];
  /** The notebooks, in the order of their numbers. */
  readonly notebooks: readonly NotebookFacts[];
  /** What the figures take. */
  readonly costs: FigureCosts;
  /** The name of the function that draws a figure. */
  readonly drawingName: (figureId: string) => string;
}
