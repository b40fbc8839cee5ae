/**
 * Draws what the extractor owes to its parts.
 *
 * @module
 */

import type { Row } from "../experiments/experiment.ts";
import {
  EXTRACTOR_VARIANTS,
  extractorAblation,
  type VariantCondition,
  type VariantResult,
} from "../experiments/track_ablation.ts";
import { trackingTargets } from "../experiments/track_tab1_targets.ts";
import type { Interval } from "../stats/bootstrap.ts";
import type { TrackingSummary } from "../tracking/closed_loop_scores.ts";
import { rowsOf } from "./learner_agents.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import { COLORS, composeFigure } from "./theme.ts";

/** A row of the experiment. */
export type VariantRow = Row<VariantCondition, VariantResult>;

/** A score of a variant, over seeds. */
export type VariantPoint = VariantCondition & Interval;

/** What is held beside the variants. */
const FILTER = "EKF + exact";

/** A panel a number of targets. */
export function drawExtractorAblation(rows: readonly Row[]): Figure {
  const variants = rowsOf(extractorAblation, rows);
  const seeds = new Set(variants.map(({ seed }) => seed));
  const filter = rowsOf(trackingTargets, rows)
    .filter(({ condition, seed }) =>
      condition.method === FILTER && seeds.has(seed)
    );
  const counts = variants[0].result.scores.map(({ numTargets }) => numTargets);
  const { numTracked } = extractorAblation.budgets.paper;
  const { numEpisodes } = trackingTargets.budgets.paper;
  return composeFigure({
    panels: counts.map((numTargets, i) => {
      const own = scoreLines(
        variants,
        ({ variant }) => variant,
        ({ scores }) => scoreAt(scores, numTargets),
      );
      const beside = scoreLines(
        filter.filter(({ condition }) => condition.numTargets === numTargets),
        ({ method }) => method,
        (result) => result,
      );
      return drawScoreTable({
        title: ["abcde"[i], `I = ${numTargets}`],
        lines: [FILTER, ...Object.keys(EXTRACTOR_VARIANTS).toReversed()],
        hasNames: i === 0,
        nameWidth: 160,
        points: [...own.points, ...beside.points],
        capped: [...own.capped, ...beside.capped],
        lost: [...own.lost, ...beside.lost],
        colorOf,
        domain: [0.18, 60],
        ticks: [0.2, 0.5, 1, 2, 5, 20],
      });
    }),
    columns: counts.length,
    note:
      `Exact association. Fix: the network corrects a least-squares fix of ` +
      `the block's measurements about its own prediction; no fix: it corrects ` +
      `the prediction itself. Windows only: without the training along its own ` +
      `recursion. No covariance: the association knows nothing of how ` +
      `uncertain a track is. Mean over ${countSeeds(variants)} seeds of ` +
      `${numTracked} episodes (${FILTER}: ${numEpisodes}, Table 1) with 95 % ` +
      `bootstrap intervals over seeds; ticks: every error capped at 5 m; ` +
      `right: tracks lost, beyond 5 m at the end.`,
    ariaLabel: "Tracking RMSE and lost tracks of the extractor with parts of " +
      "it changed, for 4, 6 and 8 targets.",
  });
}

/** One score of every variant with so many targets, over seeds. */
export function summarizeVariants(
  rows: readonly VariantRow[],
  numTargets: number,
  score: keyof TrackingSummary,
): VariantPoint[] {
  return summarizeOverSeeds(
    rows,
    `${score}, ${numTargets} targets`,
    ({ scores }) => scoreAt(scores, numTargets)[score],
  );
}

function scoreAt(
  scores: VariantResult["scores"],
  numTargets: number,
): TrackingSummary {
  return scores.find((score) => score.numTargets === numTargets)!;
}

function colorOf(line: string): string {
  if (line === FILTER) return methodStyle(FILTER).color;
  const { base, isUnrolled, prior } = EXTRACTOR_VARIANTS[line];
  if (!isUnrolled) return COLORS.orange;
  if (prior === "none") return COLORS.vermilion;
  return methodStyle(base === "fuse" ? "Benchmark III" : NO_FIX).color;
}

const NO_FIX = "Benchmark III, no fix";
