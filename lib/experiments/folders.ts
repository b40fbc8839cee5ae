/**
 * Where things stand in the project.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BudgetName } from "./experiment.ts";

const top = new URL("../../", import.meta.url);

/**
 * The top of the project; the current folder, where the code comes from a
 * registry, which has no rows, pictures or notebooks.
 */
export const PROJECT_FOLDER: string = top.protocol === "file:"
  ? fileURLToPath(top)
  : ".";

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
