/**
 * Draws the distribution of the detection probability over the beams.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { type Feedback, FEEDBACKS } from "../beam_selection/sensing_link.ts";
import { openStream } from "../core/random_stream.ts";
import {
  DETECTION_GRID,
  type DetectionCdfCondition,
  type DetectionCdfResult,
  TRANSMIT_POWERS_DBM,
} from "../experiments/beam_fig02_detection_cdf.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { countSeeds, groupBySeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  ORDERED_COLORS,
  panelTitle,
} from "./theme.ts";

/** A row of the experiment. */
export type DetectionCdfRow = Row<DetectionCdfCondition, DetectionCdfResult>;

/** A point of a curve with its interval over seeds. */
interface CurvePoint extends Interval {
  readonly detectionProbability: number;
  readonly curve: string;
}

const FEEDBACK_COLORS: Record<Feedback, string> = {
  "genie": COLORS.green,
  "plug-in": COLORS.blue,
  "one-snapshot": COLORS.vermilion,
};

const POWER_COLOR = {
  type: "ordinal" as const,
  domain: TRANSMIT_POWERS_DBM.map(powerName),
  range: [...ORDERED_COLORS],
};

/** The paper's curve, the tail that decides, and the three feedbacks. */
export function drawDetectionCdf(rows: readonly DetectionCdfRow[]): Figure {
  const numSeeds = countSeeds(rows);
  const byPower = TRANSMIT_POWERS_DBM.flatMap((power) =>
    computeCurve(
      powerName(power),
      selectRows(rows, power, "plug-in"),
    )
  );
  const byFeedback = FEEDBACKS.flatMap((feedback) =>
    computeCurve(
      feedback,
      selectRows(rows, BEAM_SCENARIO.transmitPowerDbm, feedback),
    )
  );
  return composeFigure({
    panels: [
      drawCdf(byPower),
      drawTail(byPower),
      drawFeedbacks(byFeedback),
    ],
    columns: 3,
    note: `Lines: mean over ${numSeeds} seeds; bands: 95 % bootstrap ` +
      `interval over seeds (narrower than a line where not seen). ` +
      `P_FA = ${BEAM_SCENARIO.falseAlarmProbability}, N = 4 receivers, ` +
      `64 DFT beams. (a) and (b): plug-in feedback, colours as in (b).`,
    ariaLabel:
      "Distribution of the detection probability over beams at transmit " +
      "powers of 10 to 30 dBm: most beams fail, and a few per cent reach 0.9.",
  });
}

/** The rows of one curve of the DFT codebook. */
export function selectRows(
  rows: readonly DetectionCdfRow[],
  transmitPowerDbm: number,
  feedback: Feedback,
): DetectionCdfRow[] {
  return rows.filter(({ condition }) =>
    condition.transmitPowerDbm === transmitPowerDbm &&
    condition.feedback === feedback && condition.codebook === "dft"
  );
}

/** A line of the table beside the figure. */
export type DetectionCdfSummary = {
  /** How the beams are laid. */
  readonly codebook: string;
  /** What the receivers know of the reflection. */
  readonly feedback: string;
  /** The transmit power. */
  readonly "TP (dBm)": number;
  /** The share of beams whose fed-back P_D reaches the goal. */
  readonly "beams that succeed (%)": string;
  /** The share of targets that at least one such beam sees. */
  readonly "targets with such a beam (%)": string;
  /** Of these beams, the share whose true P_D misses the goal. */
  readonly "successes that are false (%)": string;
};

/** The shares at the goal, with their intervals over seeds, in per cent. */
export function tabulateDetectionCdf(
  rows: readonly DetectionCdfRow[],
): DetectionCdfSummary[] {
  return groupBySeeds(rows).map(({ name, condition, rows: group }) => {
    const rng = openStream(0, name);
    const percent = (share: keyof DetectionCdfResult) =>
      formatInterval(
        bootstrapInterval(
          group.map(({ result }) => 100 * (result[share] as number)),
          rng,
        ),
      );
    const { codebook, feedback, transmitPowerDbm } = condition;
    return {
      codebook,
      feedback,
      "TP (dBm)": transmitPowerDbm,
      "beams that succeed (%)": percent("successShare"),
      "targets with such a beam (%)": percent("feasibleShare"),
      "successes that are false (%)": percent("falseSuccessShare"),
    };
  });
}

function formatInterval({ estimate, low, high }: Interval): string {
  return `${estimate.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function computeCurve(
  curve: string,
  rows: readonly DetectionCdfRow[],
): CurvePoint[] {
  const rng = openStream(0, `beam_fig02_detection_cdf/${curve}`);
  return DETECTION_GRID.map((detectionProbability, i) => ({
    ...bootstrapInterval(
      rows.map(({ result }) => result.cumulativeShares[i]),
      rng,
      { numResamples: 500 },
    ),
    detectionProbability,
    curve,
  }));
}

function powerName(transmitPowerDbm: number): string {
  return `${transmitPowerDbm} dBm`;
}

const Y_SCALE = {
  domain: [0, 1.05],
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  label: "cumulative share of beams",
  grid: true,
};

const X_SCALE = { domain: [0, 1], label: "detection probability", ticks: 5 };

function drawCdf(points: readonly CurvePoint[]): SVGSVGElement {
  return drawPanel({
    x: X_SCALE,
    y: Y_SCALE,
    color: POWER_COLOR,
    marks: [
      panelTitle("a", "Distribution over all beams (the paper's Fig. 2)"),
      bandAndLine(points),
      labelCurve(points, powerName(TRANSMIT_POWERS_DBM[0]), -7),
      labelCurve(points, powerName(TRANSMIT_POWERS_DBM.at(-1)!), 16),
    ],
  });
}

function drawTail(points: readonly CurvePoint[]): SVGSVGElement {
  const goal = BEAM_SCENARIO.requiredDetectionProbability;
  const tail = points
    .filter((point) => point.detectionProbability <= 0.99)
    .map((point) => ({
      ...point,
      estimate: 1 - point.estimate,
      low: 1 - point.high,
      high: 1 - point.low,
    }));
  const atGoal = tail.filter((point) => point.detectionProbability === goal);
  return drawPanel({
    marginLeft: 56,
    marginRight: 108,
    width: 440,
    x: X_SCALE,
    y: {
      type: "log",
      domain: [0.01, 1],
      label: "share of beams above it",
      grid: true,
      tickFormat: (share: number) => `${Number((100 * share).toFixed(0))} %`,
      ticks: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
    },
    color: POWER_COLOR,
    marks: [
      panelTitle("b", "The few beams that matter (log scale)"),
      Plot.ruleX([goal], { stroke: COLORS.grey, strokeDasharray: "3,3" }),
      Plot.text([goal], {
        x: goal,
        y: 1,
        text: () => `ζ = ${goal}`,
        dx: -4,
        dy: 8,
        textAnchor: "end",
        fill: COLORS.grey,
      }),
      bandAndLine(tail),
      Plot.dot(atGoal, {
        x: "detectionProbability",
        y: "estimate",
        fill: "curve",
        r: 2.5,
      }),
      Plot.text(atGoal, {
        x: 1,
        y: "estimate",
        text: (point: CurvePoint) =>
          `${point.curve}: ${(100 * point.estimate).toFixed(1)} %`,
        dx: 6,
        textAnchor: "start",
        fill: "curve",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawFeedbacks(points: readonly CurvePoint[]): SVGSVGElement {
  return drawPanel({
    x: X_SCALE,
    y: Y_SCALE,
    color: {
      type: "ordinal",
      domain: [...FEEDBACKS],
      range: FEEDBACKS.map((feedback) => FEEDBACK_COLORS[feedback]),
    },
    marks: [
      panelTitle(
        "c",
        `What the receivers know, at ${BEAM_SCENARIO.transmitPowerDbm} dBm`,
      ),
      bandAndLine(points),
      feedbackKey(),
    ],
  });
}

function bandAndLine(points: readonly CurvePoint[]): Plot.Markish {
  return [
    Plot.areaY(points, {
      x: "detectionProbability",
      y1: "low",
      y2: "high",
      z: "curve",
      fill: "curve",
      fillOpacity: 0.25,
    }),
    Plot.line(points, {
      x: "detectionProbability",
      y: "estimate",
      stroke: "curve",
      strokeWidth: 1.6,
    }),
  ];
}

function labelCurve(
  points: readonly CurvePoint[],
  curve: string,
  dy: number,
): Plot.Markish {
  const at = points.filter((point) =>
    point.detectionProbability === 0.5 && point.curve === curve
  );
  return Plot.text(at, {
    x: "detectionProbability",
    y: "estimate",
    text: "curve",
    fill: "curve",
    dy,
    fontWeight: "bold",
  });
}

/** Names the feedbacks where no curve runs. */
function feedbackKey(): Plot.Markish {
  const meanings: Record<Feedback, string> = {
    "genie": "genie: the reflection itself",
    "plug-in": "plug-in: the estimate's mean power",
    "one-snapshot": "one-snapshot: one noisy estimate",
  };
  const lines = FEEDBACKS.map((curve, i) => ({ curve, y: 0.5 - 0.09 * i }));
  return [
    Plot.link(lines, {
      x1: 0.21,
      x2: 0.27,
      y1: "y",
      y2: "y",
      stroke: "curve",
      strokeWidth: 2.5,
    }),
    Plot.text(lines, {
      x: 0.29,
      y: "y",
      text: (line: { curve: Feedback }) => meanings[line.curve],
      fill: "curve",
      textAnchor: "start",
      fontWeight: "bold",
    }),
  ];
}
