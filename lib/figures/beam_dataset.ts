/**
 * Draws what the pre-collected episodes hold: all that offline agents and
 * learnt twins ever see of the world.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { MAX_STEPS } from "../beam_selection/environment.ts";
import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { RECORDED_STEPS_PER_UNIT } from "../beam_selection/recorded_episodes.ts";
import { range } from "../core/range.ts";
import {
  arcsineLaw,
  BEAMS_PER_BIN,
  type DatasetPoint,
  type DatasetRow,
  RECORDED_GOAL,
  relativeSuccess,
  summarizeDataset,
  toCurve,
} from "./dataset_counts.ts";
import { countSeeds } from "./over_seeds.ts";
import { powerColor } from "./power_color.ts";
import type { Figure } from "./render.ts";
import {
  COLORS,
  composeFigure,
  drawPanel,
  panelTitle,
  spreadLabels,
} from "./theme.ts";

const { numBeams, requiredDetectionProbability } = BEAM_SCENARIO;

/** The values, the ends, the beams, and which of them succeed. */
export function drawDataset(rows: readonly DatasetRow[]): Figure {
  return composeFigure({
    panels: [
      drawValues(rows),
      drawEnds(rows),
      drawCoverage(rows),
      drawSuccesses(rows),
    ],
    columns: 2,
    note: `${rows[0].result.beams.length} episodes of random steps for each ` +
      `seed and power; mean over ${countSeeds(rows)} seeds with 95 % ` +
      `bootstrap intervals. (a): the number is the share that reaches the ` +
      `goal of ${requiredDetectionProbability}. (c): transitions are all ` +
      `beams after the first. (d): transitions to four neighbouring beams ` +
      `together; the line is the share of targets that these point at, were ` +
      `all directions as likely.`,
    ariaLabel: "Recorded episodes at 10, 20 and 30 dBm: few detection " +
      "probabilities leave the floor, many episodes never succeed, every " +
      "beam is tried often, and beams near index 32 succeed most.",
  });
}

/** Bands and lines, one a power, with the powers' names at their ends. */
function drawCurves(
  points: readonly DatasetPoint[],
  label: {
    readonly at: number;
    readonly gap: number;
    readonly highest: number;
  },
  text: (transmitPowerDbm: number) => string,
): Plot.Markish {
  const groups = Map.groupBy(points, (point) => point.transmitPowerDbm);
  const ends = points.filter(({ at }) => at === label.at);
  return [
    [...groups].map(([power, line]) => [
      Plot.areaY(line, {
        x: "at",
        y1: "low",
        y2: "high",
        fill: powerColor(power),
        fillOpacity: 0.2,
      }),
      Plot.line(line, {
        x: "at",
        y: "estimate",
        stroke: powerColor(power),
        strokeWidth: 1.6,
      }),
    ]),
    Plot.text(spreadLabels(ends, label.gap, label.highest), {
      x: "at",
      y: "place",
      text: ({ transmitPowerDbm }: DatasetPoint) => text(transmitPowerDbm),
      fill: ({ transmitPowerDbm }: DatasetPoint) =>
        powerColor(transmitPowerDbm),
      dx: 6,
      textAnchor: "start",
      fontWeight: "bold",
    }),
  ];
}

const SIZE = { width: 520, height: 330, marginRight: 130 } as const;

/** P_D at which the share above is drawn, up to the goal. */
const GRID = range(0, 101).map((i) =>
  0.08 * (requiredDetectionProbability / 0.08) ** (i / 100)
);

function drawValues(rows: readonly DatasetRow[]): SVGSVGElement {
  const points = toCurve(rows, "P_D", GRID, ({ detectionProbabilities }) => {
    const sorted = Float64Array.from(detectionProbabilities.flat()).sort();
    let below = 0;
    return GRID.map((value) => {
      // The grid's end may miss the goal by a rounding.
      const least = Math.round(value * RECORDED_STEPS_PER_UNIT);
      while (sorted[below] < least) below++;
      return 1 - below / sorted.length;
    });
  });
  const atGoal = new Map(
    points.filter(({ at }) => at === GRID.at(-1))
      .map(({ transmitPowerDbm, estimate }) => [transmitPowerDbm, estimate]),
  );
  const least = 0.5 *
    Math.min(0.02, ...[...atGoal.values()].filter((share) => share > 0));
  return drawPanel({
    ...SIZE,
    x: {
      type: "log",
      domain: [0.08, requiredDetectionProbability],
      ticks: [0.08, 0.1, 0.2, 0.3, 0.5, requiredDetectionProbability],
      tickFormat: "~g",
      label: "P_D that was fed back (log scale)",
    },
    y: {
      type: "log",
      domain: [least, 1],
      ticks: [0.01, 0.03, 0.1, 0.3, 1],
      tickFormat: "~g",
      label: "share of beams with at least that P_D",
      grid: true,
    },
    marks: [
      panelTitle("a", "What the beams gave: nearly all of it is floor"),
      drawCurves(
        points.map((point) => ({
          ...point,
          estimate: Math.max(least, point.estimate),
          low: Math.max(least, point.low),
        })),
        { at: GRID.at(-1)!, gap: 0, highest: 1 },
        (power) => `${power} dBm: ${(100 * atGoal.get(power)!).toFixed(1)} %`,
      ),
    ],
  });
}

function drawEnds(rows: readonly DatasetRow[]): SVGSVGElement {
  const counts = range(0, MAX_STEPS + 1);
  const points = toCurve(
    rows,
    "search",
    counts,
    ({ beams, detectionProbabilities }) =>
      counts.map((count) =>
        detectionProbabilities.filter((values) =>
          values.length > count || values.at(-1)! < RECORDED_GOAL
        ).length / beams.length
      ),
  );
  const never = new Map(
    points.filter(({ at }) => at === MAX_STEPS)
      .map(({ transmitPowerDbm, estimate }) => [transmitPowerDbm, estimate]),
  );
  return drawPanel({
    ...SIZE,
    x: { domain: [0, MAX_STEPS], label: "beams tried", ticks: 8 },
    y: {
      domain: [0, 1],
      label: "share of episodes still searching",
      grid: true,
    },
    marks: [
      panelTitle("b", "How the episodes end"),
      drawCurves(
        points,
        { at: MAX_STEPS, gap: 0.06, highest: 1 },
        (power) =>
          `${power} dBm: ${Math.round(100 * never.get(power)!)} % fail`,
      ),
    ],
  });
}

function drawCoverage(rows: readonly DatasetRow[]): SVGSVGElement {
  const beams = range(0, numBeams);
  const points = toCurve(rows, "tries", beams, (data) => {
    const tries = new Float64Array(numBeams);
    for (const beam of data.beams.flat()) tries[beam]++;
    return [...tries];
  });
  const totals = summarizeDataset(rows);
  const count = (power: number, wanted: string) =>
    Math.round(
      totals.find(({ transmitPowerDbm, quantity }) =>
        transmitPowerDbm === power && quantity === wanted
      )!.estimate,
    ).toLocaleString("en-US");
  const highest = 1.05 * Math.max(...points.map(({ high }) => high));
  const pixels = SIZE.height - 76;
  return drawPanel({
    ...SIZE,
    x: { domain: [0, numBeams - 1], label: "index of the beam", ticks: 8 },
    y: { domain: [0, highest], label: "times tried", grid: true },
    marks: [
      panelTitle("c", "Coverage: every beam is tried often"),
      drawCurves(
        points,
        { at: numBeams - 1, gap: 42 * highest / pixels, highest },
        (power) =>
          `${power} dBm\n${count(power, "transitions")} transitions\n` +
          `${count(power, "transitions that succeed")} succeed`,
      ),
    ],
  });
}

function drawSuccesses(rows: readonly DatasetRow[]): SVGSVGElement {
  const points = relativeSuccess(rows);
  const powers = [...new Set(points.map((point) => point.transmitPowerDbm))];
  const law = arcsineLaw();
  const steps = points.filter(({ transmitPowerDbm }) =>
    transmitPowerDbm === powers[0]
  ).map(({ at }) => {
    const own = law.slice(at, at + BEAMS_PER_BIN);
    return {
      from: at - 0.5,
      to: at + BEAMS_PER_BIN - 0.5,
      share: own.reduce((a, b) => a + b) / BEAMS_PER_BIN,
    };
  });
  const highest = 1.05 * Math.max(...points.map(({ high }) => high));
  return drawPanel({
    ...SIZE,
    marginRight: 20,
    width: SIZE.width - SIZE.marginRight + 20,
    x: {
      domain: [-0.5, numBeams - 0.5],
      label: "index of the beam",
      ticks: 8,
    },
    y: {
      domain: [0, highest],
      label: "successes a try, over their mean",
      grid: true,
    },
    marks: [
      panelTitle("d", "Which beams succeed"),
      Plot.line(
        steps.flatMap(({ from, to, share }) => [[from, share], [to, share]]),
        {
          stroke: COLORS.vermilion,
          strokeWidth: 1.6,
        },
      ),
      Plot.text(steps.filter(({ from }) => from === numBeams / 2 - 0.5), {
        x: "to",
        y: "share",
        text: () => "arcsine law\nof sin φ",
        fill: COLORS.vermilion,
        dx: 6,
        textAnchor: "start",
        lineAnchor: "top",
        fontWeight: "bold",
      }),
      powers.map((power, i) => {
        // Beside each other within their four beams.
        const own = points.filter((point) => point.transmitPowerDbm === power)
          .map((point) => ({ ...point, at: point.at + 0.5 + i }));
        const color = powerColor(power);
        return [
          Plot.ruleX(own, { x: "at", y1: "low", y2: "high", stroke: color }),
          Plot.dot(own, {
            x: "at",
            y: "estimate",
            r: 2.4,
            stroke: color,
            fill: "white",
            strokeWidth: 1.4,
            symbol: (["circle", "square", "triangle"] as const)[i],
          }),
          Plot.text([`${"○□△"[i]} ${power} dBm`], {
            frameAnchor: "top-left",
            text: (name: string) => name,
            dx: 10,
            dy: 10 + 16 * i,
            fill: color,
            fontWeight: "bold",
          }),
        ];
      }),
    ],
  });
}
