/**
 * The papers' figures and tables, and how a source names one.
 *
 * @module
 */

import { range } from "../core/range.ts";
import type { FigurePlan } from "../experiments/figure_plan.ts";

/** A figure, table or theorem of a paper. */
export interface PaperItem {
  /** "A" or "B". */
  readonly paper: string;
  /** As the paper calls it: "Fig. 2". */
  readonly label: string;
}

const item = (paper: string) => (label: string): PaperItem => ({
  paper,
  label,
});

/** All of them, in the order of the papers. */
export const PAPER_ITEMS: readonly PaperItem[] = [
  ...range(1, 12).map((number) => `Fig. ${number}`).map(item("A")),
  ...["Table I", "Table II", "Theorem 1"].map(item("A")),
  ...range(1, 5).map((number) => `Fig. ${number}`).map(item("B")),
  ...["Table 1"].map(item("B")),
];

/**
 * The figure, table or theorem that a source begins with.
 *
 * @param source "paper A, Fig. 2, Sec. III-B", or "A, Fig. 2"
 * @returns undefined where it begins with something else
 */
export function itemOf(source: string): PaperItem | undefined {
  return PAPER_ITEMS.find(({ paper, label }) => {
    const begin = `${paper}, ${label}`;
    const text = source.replace(/^paper /, "");
    return text === begin || text.startsWith(`${begin},`);
  });
}

/** The figures that show an item of a paper. */
export function plansOf(
  { paper, label }: PaperItem,
  plans: readonly FigurePlan[],
): FigurePlan[] {
  return plans.filter(({ source }) => {
    const found = itemOf(source);
    return found?.paper === paper && found.label === label;
  });
}
