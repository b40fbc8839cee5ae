/**
 * Draws the three forms of Remark 2.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { openStream } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import { detectionProbability } from "../detection/likelihood_ratio_test.ts";
import { powerSumSurvival } from "../detection/quadratic_form.ts";
import {
  type NoisyReceiver,
  unequalNoiseNoncentrality,
  unnormalizedPowerSum,
} from "../detection/unequal_noise.ts";
import {
  computeThresholds,
  spreadReceivers,
  SUM_GRID,
  UNEQUAL_NOISE_DETECTORS,
  UNEQUAL_NOISE_FALSE_ALARM,
  type UnequalNoiseCondition,
  type UnequalNoiseDetector,
  type UnequalNoiseResult,
} from "../experiments/beam_unequal_noise.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { countSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawIntervals,
  drawPanel,
  panelTitle,
} from "./theme.ts";

/** A row of the experiment. */
export type UnequalNoiseRow = Row<UnequalNoiseCondition, UnequalNoiseResult>;

/** A detector at one spread of the noise powers, in theory. */
export type ExactRates = {
  /** Which detector. */
  readonly detector: UnequalNoiseDetector;
  /** The loudest over the quietest receiver's noise power [dB]. */
  readonly noiseSpreadDb: number;
  /** How often noise alone alarms it. */
  readonly exactFalseAlarm: number;
  /** How often an echo alarms it. */
  readonly exactDetection: number;
};

/** The same, simulated beside exact. */
export type UnequalNoiseSummary = ExactRates & {
  /** False alarms, simulated. */
  readonly falseAlarms: Interval;
  /** Detections, simulated. */
  readonly detections: Interval;
};

const DETECTOR_COLORS: Record<UnequalNoiseDetector, string> = {
  "likelihood ratio": COLORS.blue,
  "sum, corrected (25)": COLORS.green,
  "sum, printed (25)": COLORS.vermilion,
  "sum, equal noise assumed": COLORS.purple,
};

/** The spread at which the distribution of the sum is drawn [dB]. */
const DRAWN_SPREAD_DB = 10;

/** The sum's distribution, its false alarms, and the power it loses. */
export function drawUnequalNoise(rows: readonly UnequalNoiseRow[]): Figure {
  const summaries = summarizeUnequalNoise(rows);
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [
      drawSum(rows),
      drawFalseAlarms(summaries),
      drawDetections(summaries),
    ],
    columns: 3,
    note: `Lines: theory. Dots: raw snapshots, mean over ${numSeeds} seeds ` +
      `with 95 % bootstrap intervals. Four receivers, noise powers evenly ` +
      `spread in dB around 1, P_FA = ${UNEQUAL_NOISE_FALSE_ALARM} asked for. ` +
      `Colours as in (b).`,
    ariaLabel: "With unequal noise the un-normalised sum of the paper's " +
      "equation 25 is not distributed as printed, and even with the right " +
      "threshold it detects far less than the likelihood ratio.",
  });
}

/** The simulated rates of each detector, beside the exact ones. */
export function summarizeUnequalNoise(
  rows: readonly UnequalNoiseRow[],
): UnequalNoiseSummary[] {
  const bySpread = Map.groupBy(
    rows,
    ({ condition }) => condition.noiseSpreadDb,
  );
  return [...bySpread].flatMap(([noiseSpreadDb, group]) =>
    UNEQUAL_NOISE_DETECTORS.map((_, i) => {
      const rng = openStream(0, `beam_unequal_noise/${noiseSpreadDb}/${i}`);
      const interval = (shares: "falseAlarmShares" | "detectionShares") =>
        bootstrapInterval(group.map(({ result }) => result[shares][i]), rng);
      return {
        ...exactRates(noiseSpreadDb)[i],
        falseAlarms: interval("falseAlarmShares"),
        detections: interval("detectionShares"),
      };
    })
  );
}

/** What theory says of each detector at one spread of the noise powers. */
function exactRates(noiseSpreadDb: number): ExactRates[] {
  const receivers = spreadReceivers(noiseSpreadDb);
  const silent = receivers.map((receiver) => ({
    ...receiver,
    reflectionPower: 0,
  }));
  const thresholds = computeThresholds(receivers);
  return UNEQUAL_NOISE_DETECTORS.map((detector, i) => ({
    detector,
    noiseSpreadDb,
    exactFalseAlarm: exactAlarmRate(silent, thresholds, i),
    exactDetection: exactAlarmRate(receivers, thresholds, i),
  }));
}

/** How often the i-th detector is alarmed by these receivers' signals. */
function exactAlarmRate(
  receivers: readonly NoisyReceiver[],
  thresholds: readonly number[],
  i: number,
): number {
  return i === 0
    ? detectionProbability(
      unequalNoiseNoncentrality(receivers),
      thresholds[i],
      receivers.length,
    )
    : powerSumSurvival(unnormalizedPowerSum(receivers), thresholds[i]);
}

function drawSum(rows: readonly UnequalNoiseRow[]): SVGSVGElement {
  const drawn = rows.filter(({ condition }) =>
    condition.noiseSpreadDb === DRAWN_SPREAD_DB
  );
  const simulated = range(0, SUM_GRID.length).filter((i) => i % 4 === 0)
    .map((i) => ({
      x: SUM_GRID[i],
      ...bootstrapInterval(
        drawn.map(({ result }) => result.sumSurvival[i]),
        openStream(0, `beam_unequal_noise/sum/${i}`),
      ),
    }));
  const receivers = spreadReceivers(DRAWN_SPREAD_DB);
  const curve = (reading: "exact" | "literal") =>
    SUM_GRID.map((x) => ({
      x,
      survival: powerSumSurvival(unnormalizedPowerSum(receivers, reading), x),
    }));
  return drawPanel({
    x: { domain: [0, 320], label: "threshold on the sum" },
    y: { domain: [0, 1.05], label: "share of sums above it", grid: true },
    marks: [
      panelTitle("a", `The sum of (25) with an echo, ${DRAWN_SPREAD_DB} dB`),
      Plot.line(curve("exact"), {
        x: "x",
        y: "survival",
        stroke: DETECTOR_COLORS["sum, corrected (25)"],
        strokeWidth: 1.6,
      }),
      Plot.line(curve("literal"), {
        x: "x",
        y: "survival",
        stroke: DETECTOR_COLORS["sum, printed (25)"],
        strokeWidth: 1.6,
      }),
      drawIntervals(simulated, { x: "x", color: COLORS.black }),
      Plot.text(["simulated", "as corrected", "as printed"], {
        x: 200,
        y: (_: string, i: number) => 0.95 - 0.09 * i,
        text: (name: string) => name,
        fill: (_: string, i: number) =>
          [
            COLORS.black,
            DETECTOR_COLORS["sum, corrected (25)"],
            DETECTOR_COLORS["sum, printed (25)"],
          ][i],
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawFalseAlarms(
  summaries: readonly UnequalNoiseSummary[],
): SVGSVGElement {
  return drawPanel({
    marginLeft: 62,
    marginRight: 170,
    width: 520,
    x: SPREAD_SCALE,
    y: {
      type: "log",
      domain: [1e-10, 0.1],
      label: "false-alarm rate that results",
      grid: true,
      tickFormat: ".0e",
      ticks: 5,
    },
    marks: [
      panelTitle("b", "Noise alone"),
      drawDetectors(summaries, "exactFalseAlarm", "falseAlarms"),
      // The first two detectors share a line: one name above, one below.
      UNEQUAL_NOISE_DETECTORS.map((detector) =>
        labelCurve(summaries, detector, 20, "exactFalseAlarm", {
          dx: 8,
          dy: detector === "likelihood ratio" ? 8 : -5,
        })
      ),
    ],
  });
}

function drawDetections(
  summaries: readonly UnequalNoiseSummary[],
): SVGSVGElement {
  const fair = summaries.filter(({ detector }) =>
    detector === "likelihood ratio" || detector === "sum, corrected (25)"
  );
  return drawPanel({
    x: SPREAD_SCALE,
    y: { domain: [0, 1.1], label: "detection probability", grid: true },
    marks: [
      panelTitle("c", "An echo, each at the same false-alarm rate"),
      drawDetectors(fair, "exactDetection", "detections"),
      labelCurve(fair, "likelihood ratio", 6, "exactDetection", {
        dx: 12,
        dy: 14,
      }),
      labelCurve(fair, "sum, corrected (25)", 10, "exactDetection", {
        dx: 12,
        dy: -8,
      }),
    ],
  });
}

const SPREAD_SCALE = {
  domain: [0, 20.4],
  label: "loudest over quietest noise (dB)",
  ticks: [0, 5, 10, 15, 20],
};

/** A detector's name beside its curve, at one spread of the noise powers. */
function labelCurve(
  summaries: readonly UnequalNoiseSummary[],
  detector: UnequalNoiseDetector,
  noiseSpreadDb: number,
  exact: "exactFalseAlarm" | "exactDetection",
  { dx, dy }: { readonly dx: number; readonly dy: number },
): Plot.Markish {
  const point = summaries.filter((summary) =>
    summary.detector === detector && summary.noiseSpreadDb === noiseSpreadDb
  );
  return Plot.text(point, {
    x: "noiseSpreadDb",
    y: exact,
    text: "detector",
    fill: DETECTOR_COLORS[detector],
    dx,
    dy,
    textAnchor: "start",
    fontWeight: "bold",
  });
}

function drawDetectors(
  summaries: readonly UnequalNoiseSummary[],
  exact: "exactFalseAlarm" | "exactDetection",
  simulated: "falseAlarms" | "detections",
): Plot.Markish {
  const curves = range(0, 41).flatMap((i) => exactRates(0.5 * i));
  const detectors = new Set(summaries.map(({ detector }) => detector));
  return [...detectors].map((detector) => {
    const points = summaries
      .filter((summary) => summary.detector === detector)
      .map((summary) => ({ ...summary, ...summary[simulated] }));
    const color = DETECTOR_COLORS[detector];
    return [
      Plot.line(curves.filter((rates) => rates.detector === detector), {
        x: "noiseSpreadDb",
        y: exact,
        stroke: color,
        strokeWidth: 1.6,
      }),
      drawIntervals(points.filter(({ estimate }) => estimate > 0), {
        x: "noiseSpreadDb",
        color,
      }),
    ];
  });
}
