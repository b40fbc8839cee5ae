/**
 * Which rows each figure shows. Most figures show an experiment of their own;
 * some show a part of a larger one, or rows of several side by side.
 *
 * @module
 */

import type { Row } from "./experiment.ts";
import { everyRowOf, type FigurePlan } from "./figure_plan.ts";
import { LEARNER_FIGURES } from "./learner_figures.ts";
import { EXPERIMENTS } from "./mod.ts";
import { storePath } from "./runner.ts";
import { readSoundRows } from "./store.ts";
import { TRACK_FIGURES } from "./track_figures.ts";

export type { FigurePlan, PlanPart } from "./figure_plan.ts";

/** The learners' stores are shown in parts alone. */
const WITHOUT_OWN_FIGURE = ["beam_learners", "track_learned"];

/** All figures, in the order of the papers. */
export const FIGURE_PLANS: readonly FigurePlan[] = [
  ...EXPERIMENTS
    .filter(({ id }) =>
      !WITHOUT_OWN_FIGURE.includes(id) &&
      ![...LEARNER_FIGURES, ...TRACK_FIGURES].some((view) => view.id === id)
    )
    .map((experiment) => ({
      id: experiment.id,
      title: experiment.title,
      source: experiment.source,
      parts: [everyRowOf(experiment)],
    })),
  ...LEARNER_FIGURES,
  ...TRACK_FIGURES,
];

/**
 * The figure with an id.
 *
 * @throws {RangeError} where there is none
 */
export function findFigurePlan(id: string): FigurePlan {
  const found = FIGURE_PLANS.find((plan) => plan.id === id);
  if (found === undefined) {
    throw new RangeError(`Cannot find the figure ${JSON.stringify(id)}`);
  }
  return found;
}

/** How many runs a figure shows, and over how many seeds. */
export function countRuns(
  { parts }: FigurePlan,
): { readonly runs: number; readonly seeds: number } {
  const numRuns = parts.map(({ experiment, includes }) =>
    experiment.seeds.length * experiment.conditions.filter(includes).length
  );
  return {
    runs: numRuns.reduce((sum, count) => sum + count, 0),
    seeds: new Set(parts.flatMap(({ experiment }) => experiment.seeds)).size,
  };
}

/**
 * The stored rows that a figure shows, in the order in which it draws them.
 *
 * @param plan the figure
 * @param folder where the rows of a budget stand
 * @throws {RangeError} where a store is damaged
 */
export function readPlanRows({ parts }: FigurePlan, folder: string): Row[] {
  return parts.flatMap(({ experiment, includes }) =>
    readSoundRows(storePath(folder, experiment.id))
      .filter(({ condition }) => includes(condition))
  );
}
