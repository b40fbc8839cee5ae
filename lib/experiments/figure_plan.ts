/**
 * What a figure is: a name, and the rows that it shows.
 *
 * @module
 */

import type { Condition, Experiment } from "./experiment.ts";

/** The rows of an experiment that a figure shows. */
export interface PlanPart {
  /** Where the rows are declared and stored. */
  readonly experiment: Experiment;
  /** Whether the figure shows a condition. */
  includes(condition: Condition): boolean;
}

/** A figure and where its rows come from. */
export interface FigurePlan {
  /** Names the drawing, the notebook and the picture. */
  readonly id: string;
  /** What it shows, in a line. */
  readonly title: string;
  /** The paper, figure or table, and section. */
  readonly source: string;
  /** Its rows, in this order. */
  readonly parts: readonly PlanPart[];
}

/** All of an experiment's rows. */
export function everyRowOf(experiment: Experiment): PlanPart {
  return { experiment, includes: () => true };
}
