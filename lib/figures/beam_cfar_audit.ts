/**
 * Draws what the detection threshold really does.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { range } from "../core/range.ts";
import {
  detectionProbability,
  detectionThreshold,
} from "../detection/likelihood_ratio_test.ts";
import {
  type CfarAuditCondition,
  type CfarAuditResult,
  FALSE_ALARM_PROBABILITIES,
} from "../experiments/beam_cfar_audit.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawIntervals,
  drawPanel,
  panelTitle,
} from "./theme.ts";

/** A row of the experiment. */
export type CfarAuditRow = Row<CfarAuditCondition, CfarAuditResult>;

/** A simulated rate with its interval over seeds, and what theory says. */
export type CfarAuditSummary = CfarAuditCondition & Interval & {
  /** The exact rate. */
  readonly theory: number;
};

const THRESHOLD_COLORS = { exact: COLORS.blue, literal: COLORS.vermilion };
const NUM_RECEIVERS = BEAM_SCENARIO.receivers.length;

/** False alarms asked for and had; detection with each literal error. */
export function drawCfarAudit(rows: readonly CfarAuditRow[]): Figure {
  const summaries = summarizeCfarAudit(rows);
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [drawFalseAlarms(summaries), drawDetection(summaries)],
    columns: 2,
    note: `Lines: theory. Dots: raw snapshots of 64 antennas, mean over ` +
      `${numSeeds} seeds with 95 % bootstrap intervals (importance sampling ` +
      `in (a)). N = ${NUM_RECEIVERS} receivers; (b) at P_FA = ` +
      `${BEAM_SCENARIO.falseAlarmProbability}.`,
    ariaLabel:
      "The literal threshold gives a false-alarm rate that is orders of " +
      "magnitude below the one asked for, and a lower detection probability.",
  });
}

/** The simulated rates, each beside the exact one. */
export function summarizeCfarAudit(
  rows: readonly CfarAuditRow[],
): CfarAuditSummary[] {
  return summarizeOverSeeds(rows, "alarm rate", ({ alarmRate }) => alarmRate)
    .map((summary) => ({ ...summary, theory: exactRate(summary) }));
}

function exactRate(condition: CfarAuditCondition): number {
  const quantile = detectionThreshold(
    condition.falseAlarmProbability,
    NUM_RECEIVERS,
  );
  const threshold = condition.threshold === "exact" ? quantile : 2 * quantile;
  return detectionProbability(
    condition.noncentrality,
    threshold,
    NUM_RECEIVERS,
  );
}

function drawFalseAlarms(
  summaries: readonly CfarAuditSummary[],
): SVGSVGElement {
  const points = summaries.filter(({ noncentrality }) => noncentrality === 0);
  const last = points.filter(({ falseAlarmProbability }) =>
    falseAlarmProbability === FALSE_ALARM_PROBABILITIES[0]
  );
  return drawPanel({
    width: 470,
    height: 380,
    marginLeft: 66,
    x: {
      type: "log",
      domain: [5e-5, 0.3],
      label: "false-alarm probability asked for",
      ticks: [...FALSE_ALARM_PROBABILITIES],
      tickFormat: ".0e",
    },
    y: {
      type: "log",
      domain: [1e-11, 1],
      label: "false-alarm rate that results",
      grid: true,
      tickFormat: ".0e",
      ticks: 6,
    },
    marks: [
      panelTitle("a", "Noise alone"),
      ...(["exact", "literal"] as const).flatMap((threshold) => {
        const line = points.filter((point) => point.threshold === threshold);
        const color = THRESHOLD_COLORS[threshold];
        return [
          Plot.line(line, {
            x: "falseAlarmProbability",
            y: "theory",
            stroke: color,
          }),
          drawIntervals(line, { x: "falseAlarmProbability", color }),
        ];
      }),
      Plot.text(last, {
        x: "falseAlarmProbability",
        y: "theory",
        text: ({ threshold }: CfarAuditSummary) =>
          threshold === "exact"
            ? "exact: 2Λ against the quantile"
            : "as printed: Λ against it",
        fill: ({ threshold }: CfarAuditSummary) => THRESHOLD_COLORS[threshold],
        dx: -14,
        dy: -6,
        textAnchor: "end",
        fontWeight: "bold",
      }),
    ],
  });
}

/** A way to reckon P_D from the true non-centrality. */
interface Reckoning {
  readonly name: string;
  readonly color: string;
  readonly dash: string;
  readonly probability: (noncentrality: number) => number;
  /** Where along the curve its name stands. */
  readonly labelAt: number;
}

function drawDetection(
  summaries: readonly CfarAuditSummary[],
): SVGSVGElement {
  const curves = reckonings().map((reckoning) => ({
    ...reckoning,
    points: range(0, 201).map((i) => ({
      noncentrality: 0.5 * i,
      P_D: reckoning.probability(0.5 * i),
    })),
  }));
  const simulated = summaries.filter(({ noncentrality }) => noncentrality > 0);
  return drawPanel({
    width: 560,
    height: 380,
    marginRight: 30,
    x: { domain: [0, 100], label: "non-centrality of 2Λ (echo strength)" },
    y: { domain: [0, 1.02], label: "detection probability", grid: true },
    marks: [
      panelTitle("b", "An echo: two errors, apart and together"),
      curves.map(({ name, color, dash, labelAt, points }) => [
        Plot.line(points, {
          x: "noncentrality",
          y: "P_D",
          stroke: color,
          strokeDasharray: dash,
          strokeWidth: 1.6,
        }),
        Plot.text(
          points.filter(({ noncentrality }) => noncentrality === labelAt),
          {
            x: "noncentrality",
            y: "P_D",
            text: () => name,
            fill: color,
            dx: 8,
            dy: 8,
            textAnchor: "start",
            fontWeight: "bold",
          },
        ),
      ]),
      ...(["exact", "literal"] as const).map((threshold) =>
        drawIntervals(
          simulated.filter((point) => point.threshold === threshold),
          { x: "noncentrality", color: THRESHOLD_COLORS[threshold] },
        )
      ),
    ],
  });
}

function reckonings(): Reckoning[] {
  const threshold = detectionThreshold(
    BEAM_SCENARIO.falseAlarmProbability,
    NUM_RECEIVERS,
  );
  const curve = (scale: number, doubled: number) => (noncentrality: number) =>
    detectionProbability(
      scale * noncentrality,
      doubled * threshold,
      NUM_RECEIVERS,
    );
  return [
    {
      name: "exact",
      color: COLORS.blue,
      dash: "0",
      probability: curve(1, 1),
      labelAt: 14,
    },
    {
      name: "literal threshold",
      color: COLORS.vermilion,
      dash: "0",
      probability: curve(1, 2),
      labelAt: 44,
    },
    {
      name: "printed formula: 3 dB low",
      color: COLORS.black,
      dash: "5,3",
      probability: curve(0.5, 1),
      labelAt: 57,
    },
    {
      name: "both errors",
      color: COLORS.purple,
      dash: "2,2",
      probability: curve(0.5, 2),
      labelAt: 82,
    },
  ];
}
