/**
 * Where things stand in the project.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BudgetName } from "./experiment.ts";

/** The top of the project. */
export const PROJECT_FOLDER: string = fileURLToPath(
  new URL("../../", import.meta.url),
);

/** Where the rows of all budgets stand. */
export const RESULTS_FOLDER: string = join(PROJECT_FOLDER, "data", "results");

/** Where the committed pictures stand. */
export const FIGURES_FOLDER: string = join(PROJECT_FOLDER, "figures");

/** Where the rows of a budget stand. */
export function resultsFolder(
  budget: BudgetName,
  root: string = RESULTS_FOLDER,
): string {
  return join(root, budget);
}
