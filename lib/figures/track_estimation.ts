/**
 * Draws how well range and angle are measured.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import {
  beamCosine,
  nearestBeamPairs,
  tiedBeamPairs,
} from "../channel/beam_pair.ts";
import { echoPowerGain } from "../channel/ofdm_radar.ts";
import { echoInformation } from "../estimation/cramer_rao_bound.ts";
import { measurementQuality } from "../estimation/measurement_surrogate.ts";
import type { Row } from "../experiments/experiment.ts";
import {
  CROWD_RANGE_M,
  ESTIMATION_METHODS,
  ESTIMATION_RADAR,
  type EstimationCondition,
  type EstimationMethod,
  type EstimationResult,
  type EstimationStudy,
  OFFSET_RANGE_M,
  PREDICTION_ERROR_M,
  SURROGATE_SETTINGS,
} from "../experiments/track_estimation.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, groupBySeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawIntervals,
  drawPanel,
  panelTitle,
} from "./theme.ts";

/** A row of the experiment. */
export type EstimationRow = Row<EstimationCondition, EstimationResult>;

/** A quantity of a method at one point of a study. */
export type EstimationPoint = EstimationCondition & Interval;

const METHOD_COLORS: Readonly<Record<EstimationMethod, string>> = {
  "maximum likelihood": COLORS.blue,
  "MUSIC": COLORS.orange,
  "surrogate": COLORS.vermilion,
  "others cancelled": COLORS.green,
};

/** Where fewer echoes are detected, their errors say little. */
const MIN_DETECTED_SHARE = 0.05;
/** Methods stand beside each other, in shares of the axis. */
const NUDGES: Readonly<Record<EstimationMethod, number>> = {
  "maximum likelihood": -1,
  "MUSIC": 0,
  "surrogate": 1,
  "others cancelled": 0,
};

/** Errors over their bounds, detections, and what other targets spoil. */
export function drawEstimation(rows: readonly EstimationRow[]): Figure {
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [
      drawRangeRatios(rows),
      drawCosineRatios(rows),
      drawShares(rows),
      drawOffsets(rows),
      drawOffsetDetections(rows),
      drawCrowd(rows),
    ],
    columns: 3,
    note:
      `Mean over ${numSeeds} seeds with 95 % bootstrap intervals; colours ` +
      `as in (a). Errors are root mean squares over the echoes that were ` +
      `detected (T = ${TRACKING_SCENARIO.detectionThreshold}), where these ` +
      `are at least one in 20; of few that are, noise made the energy larger ` +
      `and the errors smaller. (a) to (c): targets up to half a beam spacing off the ` +
      `middle of their 2 × 2 beams. (d), (e): at ${OFFSET_RANGE_M} m; ` +
      `(e) line: closed form. (f): at ${CROWD_RANGE_M} m, others anywhere in ` +
      `the area, known to ${PREDICTION_ERROR_M} m.`,
    ariaLabel: "Root mean square errors of range and cosine over the " +
      "Cramer-Rao bound against the range and against the offset from the " +
      "beams, for maximum likelihood, MUSIC and a closed form; how many " +
      "echoes are detected; and the outliers that other targets cause.",
  });
}

/** A number of each method along a study, where every seed has it. */
export function summarizeEstimation(
  rows: readonly EstimationRow[],
  study: EstimationStudy,
  quantity: keyof EstimationResult,
): EstimationPoint[] {
  const present = groupBySeeds(rows)
    .filter(({ condition }) => condition.study === study)
    .filter((group) => {
      const detected = group.rows.map(({ result }) => result.detectedShare);
      const total = detected.reduce((sum, share) => sum + share);
      const isAnError = !quantity.endsWith("Share");
      return group.rows.every(({ result }) => result[quantity] !== null) &&
        (!isAnError || total >= MIN_DETECTED_SHARE * detected.length);
    });
  return summarizeOverSeeds(
    present.flatMap((group) => group.rows),
    quantity,
    (result) => result[quantity]!,
  );
}

function drawRangeRatios(rows: readonly EstimationRow[]): SVGSVGElement {
  return drawPanel({
    x: RANGE_AXIS,
    y: {
      domain: [0.7, 1.4],
      label: "RMSE of the range / its bound",
      grid: true,
    },
    marks: [
      panelTitle("a", "Range"),
      Plot.ruleY([1], { stroke: COLORS.black, strokeDasharray: "4,3" }),
      drawMethods(summarizeEstimation(rows, "range", "rangeRatio"), 1.5),
      drawKey(ESTIMATION_METHODS, { x: 28, y: 1.38, step: 0.04 }),
    ],
  });
}

function drawCosineRatios(rows: readonly EstimationRow[]): SVGSVGElement {
  const points = summarizeEstimation(rows, "range", "cosineRatio");
  return drawPanel({
    x: RANGE_AXIS,
    y: {
      type: "log",
      domain: [0.7, 10],
      label: "RMSE of the cosine / its bound",
      grid: true,
      ticks: [1, 2, 5, 10],
      tickFormat: "d",
    },
    marks: [
      panelTitle("b", "Cosine of the angle"),
      Plot.ruleY([1], { stroke: COLORS.black, strokeDasharray: "4,3" }),
      drawMethods(points, 1.5),
      Plot.text([`surrogate: floor of ${TRACKING_SCENARIO.minCosineSigma}`], {
        x: 36,
        y: 5.5,
        text: (name: string) => name,
        textAnchor: "start",
        fill: METHOD_COLORS.surrogate,
        fontWeight: "bold",
      }),
    ],
  });
}

function drawShares(rows: readonly EstimationRow[]): SVGSVGElement {
  const wrong = summarizeEstimation(rows, "range", "wrongCellShare");
  return drawPanel({
    x: RANGE_AXIS,
    y: { domain: [0, 1.04], label: "share of echoes", grid: true },
    marks: [
      panelTitle("c", "Detected; dashed: in a wrong cell without a test"),
      drawMethods(summarizeEstimation(rows, "range", "detectedShare"), 1.5),
      drawMethods(wrong, 1.5, "4,3"),
      Plot.text([[85, 0.9, "detected"], [108, 0.3, "in a wrong\nrange cell"]], {
        x: "0",
        y: "1",
        text: "2",
        textAnchor: "end",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawOffsets(rows: readonly EstimationRow[]): SVGSVGElement {
  const points = summarizeEstimation(rows, "beam offset", "cosineError");
  return drawPanel({
    x: OFFSET_AXIS,
    y: {
      type: "log",
      domain: [2e-4, 0.2],
      label: "RMSE of the cosine",
      grid: true,
      ticks: [1e-3, 1e-2, 1e-1],
      tickFormat: ".0e",
    },
    marks: [
      panelTitle("d", "Cosine, off the beams' middle"),
      drawSectorEnd(3.2e-4),
      Plot.line(boundsByOffset("tied"), {
        x: "offset",
        y: "sigma",
        stroke: COLORS.grey,
        strokeDasharray: "5,3",
        clip: true,
      }),
      Plot.line(boundsByOffset("each"), {
        x: "offset",
        y: "sigma",
        stroke: COLORS.black,
        strokeDasharray: "4,3",
        clip: true,
      }),
      drawMethods(points, 0.012),
      Plot.text(["bound, 4 tied pairs"], {
        x: 0.53,
        y: 0.06,
        text: (name: string) => name,
        textAnchor: "start",
        fill: COLORS.grey,
        fontWeight: "bold",
      }),
      Plot.text(["bound, 2 × 2 pairs"], {
        x: 0.5,
        y: 4.4e-4,
        text: (name: string) => name,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawOffsetDetections(rows: readonly EstimationRow[]): SVGSVGElement {
  return drawPanel({
    x: OFFSET_AXIS,
    y: { domain: [0, 1.04], label: "share of echoes detected", grid: true },
    marks: [
      panelTitle("e", "Detected, off the beams' middle"),
      drawSectorEnd(0.85),
      Plot.line(detectionsByOffset(), {
        x: "offset",
        y: "probability",
        stroke: COLORS.black,
      }),
      drawMethods(
        summarizeEstimation(rows, "beam offset", "detectedShare"),
        0.012,
        "none",
      ),
    ],
  });
}

function drawCrowd(rows: readonly EstimationRow[]): SVGSVGElement {
  const points = summarizeEstimation(rows, "other targets", "outlierShare");
  const names: Partial<Record<EstimationMethod, string>> = {
    "maximum likelihood": "as received",
    "others cancelled": "others' echoes cancelled",
  };
  return drawPanel({
    x: { domain: [0, 7.4], label: "other targets that echo", ticks: 8 },
    y: {
      domain: [0, 0.16],
      label: "share of detections beyond 5 bounds",
      grid: true,
    },
    marks: [
      panelTitle("f", "Outliers among other targets"),
      drawMethods(points, 0),
      Plot.text(points.filter(({ at }) => at === 5), {
        x: "at",
        y: "high",
        dy: -10,
        text: ({ method }: EstimationPoint) => names[method],
        fill: ({ method }: EstimationPoint) => METHOD_COLORS[method],
        textAnchor: "end",
        fontWeight: "bold",
      }),
    ],
  });
}

const RANGE_AXIS = {
  domain: [18, 157],
  label: "range (m)",
  ticks: [25, 50, 75, 100, 125, 150],
};

const OFFSET_AXIS = {
  domain: [-0.03, 1.65],
  label: "offset from the middle of the beams (beam spacings)",
};

/** Lines and intervals of all methods; the methods stand beside each other. */
function drawMethods(
  points: readonly EstimationPoint[],
  nudge: number,
  dash = "0",
): Plot.Markish {
  const methods = [...new Set(points.map(({ method }) => method))];
  return methods.map((method) => {
    const color = METHOD_COLORS[method];
    const line = points.filter((point) => point.method === method)
      .map((point) => ({ ...point, at: point.at + nudge * NUDGES[method] }))
      .sort((a, b) => a.at - b.at);
    return [
      dash === "none" ? null : Plot.line(line, {
        x: "at",
        y: "estimate",
        stroke: color,
        strokeDasharray: dash,
      }),
      drawIntervals(line, { x: "at", color }),
    ];
  });
}

function drawKey(
  methods: readonly EstimationMethod[],
  { x, y, step }: {
    readonly x: number;
    readonly y: number;
    readonly step: number;
  },
): Plot.Markish {
  return Plot.text(methods, {
    x,
    y: (_: EstimationMethod, i: number) => y - step * i,
    text: (method: EstimationMethod) => method,
    fill: (method: EstimationMethod) => METHOD_COLORS[method],
    textAnchor: "start",
    fontWeight: "bold",
  });
}

/** Beyond it the beams missed the target. */
function drawSectorEnd(y: number): Plot.Markish {
  return [
    Plot.ruleX([SECTOR_END], { stroke: COLORS.grey, strokeDasharray: "1,3" }),
    Plot.text(["end of\nthe sector"], {
      x: SECTOR_END,
      y,
      dx: 5,
      text: (name: string) => name,
      textAnchor: "start",
      fill: COLORS.grey,
    }),
  ];
}

const SECTOR_END = 0.5 + TRACKING_SCENARIO.sectorMarginBeams;

/** A target off the middle of beams 15 and 16, which is 0. */
function atOffset(offset: number) {
  const { numBeams, radarCrossSectionM2 } = TRACKING_SCENARIO;
  return {
    rangeM: OFFSET_RANGE_M,
    angleCosine: 2 * offset / numBeams,
    crossSectionM2: radarCrossSectionM2,
  };
}

const OFFSETS = range(0, 321).map((i) => i / 200);

function boundsByOffset(pairing: "each" | "tied") {
  const { numBeams, beamsPerSide, radarCrossSectionM2 } = TRACKING_SCENARIO;
  const middle = (beamCosine(15, numBeams) + beamCosine(16, numBeams)) / 2;
  const pairs = pairing === "each"
    ? nearestBeamPairs(middle, numBeams, beamsPerSide)
    : tiedBeamPairs(middle, numBeams, beamsPerSide ** 2);
  const gainPower = echoPowerGain(
    ESTIMATION_RADAR,
    OFFSET_RANGE_M,
    radarCrossSectionM2,
  );
  return OFFSETS.map((offset) => {
    const { cosineInformation } = echoInformation(
      ESTIMATION_RADAR,
      pairs,
      atOffset(offset).angleCosine,
      gainPower,
    );
    return {
      offset,
      sigma: Math.min(1, 1 / Math.sqrt(cosineInformation)),
    };
  });
}

function detectionsByOffset() {
  const { numBeams, beamsPerSide } = TRACKING_SCENARIO;
  const pairs = nearestBeamPairs(0, numBeams, beamsPerSide);
  return OFFSETS.map((offset) => ({
    offset,
    probability: measurementQuality(
      ESTIMATION_RADAR,
      pairs,
      atOffset(offset),
      SURROGATE_SETTINGS,
    ).detectionProbability,
  }));
}
