/**
 * Draws the training of the extractor, phase after phase.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  type ExtractorCondition,
  type ExtractorResult,
  extractorTraining,
} from "../experiments/track_training.ts";
import type { Interval } from "../stats/bootstrap.ts";
import {
  EXTRACTOR_TRAINING,
  type TrainingPoint,
} from "../tracking/extractor/train_extractor.ts";
import { rowsOf } from "./learner_agents.ts";
import { methodStyle } from "./methods.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

/** A row of the experiment. */
export type TrainingRow = Row<ExtractorCondition, ExtractorResult>;

/** A point of a curve, over seeds. */
export type TrainingCurvePoint = ExtractorCondition & Interval & {
  /** Steps so far, those of the phases before among them. */
  readonly step: number;
  /** Which phase: 1 on windows, 2 along the own recursion. */
  readonly phase: number;
};

/** The numbers that a curve has. */
export type TrainingQuantity = Exclude<keyof TrainingPoint, "step">;

/** The names and colours of the bases. */
const BASES: Readonly<
  Record<string, { readonly name: string; readonly color: string }>
> = {
  fuse: { name: "fix", color: methodStyle("Benchmark III").color },
  none: { name: "no fix", color: methodStyle("Benchmark III, no fix").color },
};

const HEIGHT = 330;

/** Errors of estimates and of predictions, and the stated covariance. */
export function drawTraining(rows: readonly Row[]): Figure {
  const trained = rowsOf(extractorTraining, rows);
  const { numEpisodes, numTeacherForced, numUnrolled } =
    extractorTraining.budgets.paper;
  const { numWindows, numLanes, numBlocks } = EXTRACTOR_TRAINING;
  return composeFigure({
    panels: [
      drawCurves(trained, "estimateRmseM", {
        title: ["a", "Estimate"],
        label: "RMSE (m)",
        isLog: true,
      }),
      drawCurves(trained, "predictionRmseM", {
        title: ["b", "Prediction of the next block"],
        label: "RMSE (m)",
        isLog: true,
      }),
      drawCurves(trained, "likelihood", {
        title: ["c", "Stated covariance of the prediction"],
        label: "minus the log-likelihood",
        isLog: false,
      }),
    ],
    columns: 3,
    note: `Mean over ${countSeeds(trained)} seeds, each with its own ` +
      `${numEpisodes} recorded episodes, with 95 % bootstrap bands over ` +
      `seeds; a point is a mean over the steps since the last. Left of the ` +
      `line: ${numTeacherForced} steps of ${numWindows} windows whose ` +
      `predictions are those of the filter that steered. Right of it: ${numUnrolled} ` +
      `steps of ${numLanes} tracks along the network's own recursion, ` +
      `${numBlocks} blocks each, measurements missing. The two are errors in ` +
      `different settings: a step at the line says nothing. Fix, no fix: what ` +
      `the network corrects.`,
    ariaLabel: "Errors of the extractor's estimates and predictions over the " +
      "steps of both phases of its training, with and without a fix.",
  });
}

/** A quantity along both phases, over seeds. */
export function summarizeTraining(
  rows: readonly TrainingRow[],
  quantity: TrainingQuantity,
): TrainingCurvePoint[] {
  const [{ result }] = rows;
  const before = result.teacherForced.at(-1)?.step ?? 0;
  const phases = [
    { phase: 1, curve: "teacherForced", offset: 0 },
    { phase: 2, curve: "unrolled", offset: before },
  ] as const;
  return phases.flatMap(({ phase, curve, offset }) =>
    result[curve].flatMap(({ step }, n) =>
      summarizeOverSeeds(
        rows,
        `${quantity} of ${curve} at ${step}`,
        (trained) => trained[curve][n][quantity],
        { numResamples: 500 },
      ).map((point) => ({ ...point, step: offset + step, phase }))
    )
  );
}

function drawCurves(
  rows: readonly TrainingRow[],
  quantity: TrainingQuantity,
  { title, label, isLog }: {
    readonly title: readonly [string, string];
    readonly label: string;
    readonly isLog: boolean;
  },
): SVGSVGElement {
  const points = summarizeTraining(rows, quantity);
  const scale = isLog ? Math.log : (value: number) => value;
  const unscale = isLog ? Math.exp : (value: number) => value;
  const domain = [
    Math.min(...points.map(({ low }) => low)),
    Math.max(...points.map(({ high }) => high)),
  ];
  const bases = [...new Set(points.map(({ base }) => base))];
  const numSteps = Math.max(...points.map(({ step }) => step));
  const between = Math.max(
    ...points.filter(({ phase }) => phase === 1).map(({ step }) => step),
  );
  const ends = bases.map((base) => {
    const end = points.findLast((point) => point.base === base)!;
    return { ...end, estimate: scale(end.estimate) };
  });
  const gap = 14 * (scale(domain[1]) - scale(domain[0])) / (HEIGHT - 76);
  const labels = spreadLabels(ends, gap, scale(domain[1]));
  return drawPanel({
    width: 440,
    height: HEIGHT,
    marginRight: 56,
    x: { domain: [0, numSteps], label: "gradient step", ticks: 6 },
    y: {
      type: isLog ? "log" : "linear",
      domain,
      ...(isLog && {
        ticks: [0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 5]
          .filter((m) => m >= domain[0] && m <= domain[1]),
        tickFormat: String,
      }),
      label,
      grid: true,
    },
    marks: [
      panelTitle(...title),
      Plot.ruleX([between], { stroke: COLORS.grey, strokeDasharray: "4,3" }),
      Plot.text(["own recursion"], {
        x: between,
        frameAnchor: "top",
        dy: -8,
        text: (name: string) => name,
        fill: COLORS.grey,
      }),
      bases.flatMap((base) =>
        [1, 2].map((phase) =>
          drawPhase(
            points.filter((point) =>
              point.base === base && point.phase === phase
            ),
            BASES[base].color,
          )
        )
      ),
      Plot.text(labels, {
        x: numSteps,
        y: ({ place }: typeof labels[number]) => unscale(place),
        text: ({ base }: TrainingCurvePoint) => BASES[base].name,
        fill: ({ base }: TrainingCurvePoint) => BASES[base].color,
        dx: 5,
        textAnchor: "start",
        fontWeight: "bold",
      }),
    ],
  });
}

function drawPhase(
  line: readonly TrainingCurvePoint[],
  color: string,
): Plot.Markish {
  return [
    Plot.areaY(line, {
      x: "step",
      y1: "low",
      y2: "high",
      fill: color,
      fillOpacity: 0.2,
    }),
    Plot.line(line, {
      x: "step",
      y: "estimate",
      stroke: color,
      strokeWidth: 1.6,
    }),
  ];
}
