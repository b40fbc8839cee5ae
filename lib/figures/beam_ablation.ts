/**
 * Draws what each part of the agent is worth.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import {
  commonestActionShare,
  type ProbedScore,
} from "../experiments/online_training.ts";
import {
  ABLATION_VARIANTS,
  type AblationCondition,
} from "../experiments/beam_ablation.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
import {
  comparePaired,
  countSeeds,
  type PairedDifference,
  summarizeOverSeeds,
} from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type AblationRow = Row<AblationCondition, ProbedScore>;

/** A variant at a power, with its interval over seeds. */
export type AblationSummary = AblationCondition & Interval;

/** Steps of every variant, a panel a power. */
export function drawAblation(rows: readonly AblationRow[]): Figure {
  const summaries = summarizeAblation(rows);
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [
      ...[10, 20, 30].map((power, i) =>
        drawVariants(summaries, power, {
          variants: ABLATION_VARIANTS,
          reference: "reference",
          title: ["abc"[i], `${power} dBm`],
          label: "mean number of beams tried",
          isNamed: i === 0,
        })
      ),
      drawVariants(probeAblation(rows), 20, {
        variants: ABLATION_VARIANTS,
        reference: "reference",
        title: ["d", "Probe at 20 dBm"],
        label: "share of the commonest action",
        isNamed: false,
      }),
    ],
    columns: 4,
    note: `Steps on evaluation episodes after 1,000 episodes of training: ` +
      `interquartile mean over ${numSeeds} seeds with 95 % bootstrap ` +
      `intervals. The grey line is the reference; a variant differs from it ` +
      `in one thing. (d): of all steps of the trained agent the share of ` +
      `its commonest; 1 would be a constant stride.`,
    ariaLabel: "Mean number of beams tried for variants of the agent, at " +
      "three transmit powers.",
  });
}

/** The share of the commonest action of every variant and power. */
export function probeAblation(
  rows: readonly AblationRow[],
): AblationSummary[] {
  return summarizeOverSeeds(rows, "commonest action", commonestActionShare, {
    statistic: interquartileMean,
  });
}

/** Mean steps of every variant less those of the reference, seed by seed. */
export function compareAblation(
  rows: readonly AblationRow[],
): (AblationCondition & PairedDifference)[] {
  return comparePaired(
    rows,
    { variant: "reference" },
    "meanSteps",
    ({ meanSteps }) => meanSteps,
  );
}

/** Mean steps of every variant and power: interquartile mean, interval. */
export function summarizeAblation(
  rows: readonly AblationRow[],
): AblationSummary[] {
  return summarizeOverSeeds(rows, "meanSteps", ({ meanSteps }) => meanSteps, {
    statistic: interquartileMean,
  });
}

/** The dots of one panel: a line a variant, and a grey line at a reference. */
export function drawVariants(
  summaries: readonly AblationSummary[],
  power: number,
  { variants, reference, title, label, isNamed }: {
    readonly variants: readonly string[];
    readonly reference: string;
    readonly title: readonly [string, string];
    readonly label: string;
    readonly isNamed: boolean;
  },
): SVGSVGElement {
  const points = summaries.filter(({ transmitPowerDbm }) =>
    transmitPowerDbm === power
  );
  const referencePoint = points.filter(({ variant }) => variant === reference);
  const nameWidth = 7 * Math.max(...variants.map((name) => name.length)) + 12;
  const color = ({ variant }: AblationSummary) =>
    variant.includes("printed") ? COLORS.vermilion : COLORS.blue;
  return drawPanel({
    width: isNamed ? 280 + nameWidth : 310,
    height: 420,
    marginLeft: isNamed ? nameWidth : 40,
    x: {
      label,
      grid: true,
      zero: false,
      nice: true,
    },
    y: {
      type: "point",
      domain: [...variants],
      label: null,
      axis: isNamed ? "left" : null,
    },
    marks: [
      panelTitle(...title),
      Plot.ruleX(referencePoint, { x: "estimate", stroke: "#BBBBBB" }),
      Plot.ruleY(points, {
        y: "variant",
        x1: "low",
        x2: "high",
        stroke: color,
        strokeWidth: 1.6,
      }),
      Plot.dot(points, {
        y: "variant",
        x: "estimate",
        r: 3.2,
        fill: "white",
        stroke: color,
        strokeWidth: 1.6,
      }),
    ],
  });
}
