/**
 * What several pages say in the same words: a command, a notebook, verdicts.
 *
 * @module
 */

import {
  type ClaimVerdict,
  type Judgement,
  VERDICT_MEANINGS,
} from "../claims/mod.ts";
import type { FigurePlan } from "../experiments/figure_plan.ts";
import type { NotebookFacts, PageFacts } from "./facts.ts";

/**
 * The shortest beginning of a figure's id that names no other, cut between
 * words.
 */
export function shortId(id: string, ids: readonly string[]): string {
  const words = id.split("_");
  const beginnings = words.map((_, i) => words.slice(0, i + 1).join("_"));
  return beginnings.find((begin) =>
    ids.every((other) => other === id || !other.startsWith(begin))
  ) ?? id;
}

/**
 * The notebook that shows a figure: the one of its name, else the first that
 * draws it, else the first that says that it shows it.
 */
export function notebookOf(
  { id }: Pick<FigurePlan, "id">,
  { notebooks, drawingName }: Pick<PageFacts, "notebooks" | "drawingName">,
): NotebookFacts | undefined {
  const call = new RegExp(`\\b${drawingName(id) || "-"}\\(`);
  return notebooks.find(({ name }) => name.endsWith(`_${id}`)) ??
    notebooks.find(({ code }) => call.test(code)) ??
    notebooks.find(({ code }) => code.includes(`drawFigure("${id}"`)) ??
    notebooks.find(({ shows }) => shows.includes(id));
}

/** A link to a notebook, by its number. */
export function notebookLink(notebook: NotebookFacts | undefined): string {
  if (notebook === undefined) return "";
  const { name } = notebook;
  return `[${name.split("_")[0]}](notebooks/${name}.ipynb)`;
}

/** "2 reproduced, 1 not reproduced"; how the verdicts of claims are spread. */
export function countVerdicts(judgements: readonly Judgement[]): string {
  const byVerdict = Map.groupBy(judgements, ({ verdict }) => verdict);
  return (Object.keys(VERDICT_MEANINGS) as ClaimVerdict[])
    .filter((verdict) => byVerdict.has(verdict))
    .map((verdict) => `${byVerdict.get(verdict)!.length} ${verdict}`)
    .join(", ");
}
