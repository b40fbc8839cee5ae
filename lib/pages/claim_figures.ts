/**
 * Which figures hold the rows that a claim reads: what to measure to test it.
 *
 * @module
 */

import type { Judgement } from "../claims/claim.ts";
import { runId } from "../experiments/experiment.ts";
import type { FigurePlan } from "../experiments/figure_plan.ts";
import { countRuns } from "../experiments/figure_plans.ts";
import { itemOf } from "./paper_items.ts";

/** For each figure the runs that it shows, without their seed. */
type ShownRuns = ReadonlyMap<FigurePlan, ReadonlySet<string>>;

/**
 * Finds the figures for claims.
 *
 * @param plans all figures
 * @returns gives a claim's figures, as few as can be; none for a claim that
 *   reads no rows
 */
export function findClaimFigures(
  plans: readonly FigurePlan[],
): (claim: Pick<Judgement, "source" | "reads">) => readonly FigurePlan[] {
  const shown: ShownRuns = new Map(
    plans.map((plan) => [plan, new Set(shownRuns(plan))]),
  );
  return ({ source, reads }) => {
    const chosen: FigurePlan[] = [];
    let missing = reads;
    while (missing.length > 0) {
      const best = bestPlan(shown, missing, source);
      if (best === undefined) break;
      chosen.push(best);
      missing = missing.filter((run) => !shown.get(best)!.has(run));
    }
    return plans.filter((plan) => chosen.includes(plan));
  };
}

/** A claim may also name an experiment, and mean all of its runs. */
function shownRuns({ parts }: FigurePlan): string[] {
  return parts.flatMap(({ experiment, includes }) => {
    const { id, conditions } = experiment;
    const shown = conditions.filter(includes).map((condition) =>
      runId(id, condition, 0).replace(/\/seed=0$/, "")
    );
    return shown.length === conditions.length ? [...shown, id] : shown;
  });
}

/** Of the plans that show most of the runs the claim's own, or the smallest. */
function bestPlan(
  shown: ShownRuns,
  runs: readonly string[],
  source: string,
): FigurePlan | undefined {
  const own = itemOf(source);
  const ranked = [...shown].map(([plan, all]) => ({
    plan,
    numShown: runs.filter((run) => all.has(run)).length,
    isOwn: own !== undefined && itemOf(plan.source) === own,
    numRuns: countRuns(plan).runs,
  })).filter(({ numShown }) => numShown > 0);
  ranked.sort((a, b) =>
    b.numShown - a.numShown || Number(b.isOwn) - Number(a.isOwn) ||
    a.numRuns - b.numRuns
  );
  return ranked[0]?.plan;
}
