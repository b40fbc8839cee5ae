/**
 * Draws Theorem 1: the counterexample, and the errors of the twins beside the
 * bounds.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { range } from "../core/range.ts";
import {
  COUNTEREXAMPLE,
  counterexampleErrors,
  type CounterexampleRates,
  LARGEST_POSSIBLE_ERROR,
  TABLE_ONE_RATE,
  type TheoremCondition,
  theoremOne,
  type TheoremResult,
} from "../experiments/beam_theorem1.ts";
import type { Row } from "../experiments/experiment.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type TheoremRow = Row<TheoremCondition, TheoremResult>;

/** A quantity of the theorem. */
export type TheoremQuantity =
  | "printedBound"
  | "observedError"
  | "correctedBound";

/** A quantity of a world, with its interval over seeds. */
export type TheoremSummary = TheoremCondition & Interval & {
  /** Which quantity. */
  readonly quantity: TheoremQuantity;
};

const QUANTITY_STYLES: Readonly<
  Record<
    TheoremQuantity,
    { readonly name: string; readonly color: string; readonly symbol: string }
  >
> = {
  printedBound: {
    name: "bound as printed",
    color: COLORS.vermilion,
    symbol: "triangle",
  },
  observedError: { name: "error", color: COLORS.blue, symbol: "circle" },
  correctedBound: {
    name: "corrected bound",
    color: COLORS.green,
    symbol: "square",
  },
};

/** How often the counterexample iterates: with Table I's rates, E. */
const NUM_ITERATIONS: Readonly<Record<CounterexampleRates, number>> = {
  "polynomial": 1_000_000,
  "Table I": 1000,
};

/** The counterexample, and each twin's error between the two bounds. */
export function drawTheoremOne(rows: readonly TheoremRow[]): Figure {
  const { maxLearningRate, discountFactor } = COUNTEREXAMPLE;
  return composeFigure({
    panels: [drawCounterexample(), drawWorlds(summarizeTheoremOne(rows))],
    columns: 2,
    note: `(a) One state, a twin that pays 1 more, rho = ${discountFactor}, ` +
      `begun at Q = 0; the printed bound is that of xi_max = ` +
      `${maxLearningRate}. (b) (beam, binned P_D, flag) under random steps at ` +
      `20 dBm, rho = 0.99: mean over ${countSeeds(rows)} seeds with 95 % ` +
      `bootstrap intervals; the printed bound is that of Table I's xi_max = ` +
      `${TABLE_ONE_RATE}. Right of the dashed line a bound says nothing, as ` +
      `no two processes of these rewards are further apart.`,
    ariaLabel: "In a counterexample the error passes the printed bound of 1 " +
      "and tends to the corrected bound of 10; for every twin the error lies " +
      "above the printed bound and below the corrected one.",
  });
}

/** The error and both bounds of every world: mean over seeds, interval. */
export function summarizeTheoremOne(
  rows: readonly TheoremRow[],
): TheoremSummary[] {
  const quantities = Object.keys(QUANTITY_STYLES) as TheoremQuantity[];
  return quantities.flatMap((quantity) =>
    summarizeOverSeeds(rows, quantity, (result) => result[quantity])
      .map((summary) => ({ ...summary, quantity }))
  );
}

function drawCounterexample(): SVGSVGElement {
  const { maxLearningRate, discountFactor } = COUNTEREXAMPLE;
  const correctedBound = 1 / (1 - discountFactor);
  const bounds = [
    { ...QUANTITY_STYLES.correctedBound, value: correctedBound },
    {
      ...QUANTITY_STYLES.printedBound,
      value: maxLearningRate * correctedBound,
    },
  ];
  const curves = [
    {
      rates: "polynomial",
      name: "learning rates 0.1 / e^0.6",
      color: COLORS.blue,
    },
    { rates: "Table I", name: "learning rates of Table I", color: COLORS.grey },
  ] as const;
  return drawPanel({
    width: 400,
    height: 360,
    x: {
      type: "log",
      domain: [1, NUM_ITERATIONS.polynomial],
      label: "iteration e",
      ticks: 6,
      tickFormat: "~s",
    },
    y: { domain: [0, 11], label: "error |Q - Q*|", grid: true },
    marks: [
      panelTitle("a", "The counterexample"),
      bounds.map((bound) => [
        Plot.ruleY([bound], {
          y: "value",
          stroke: "color",
          strokeDasharray: "6,3",
          strokeWidth: 1.6,
        }),
        labelAt(1.3, bound.value, bound),
      ]),
      curves.map((curve) => {
        const points = traceErrors(curve.rates);
        return [
          Plot.line(points, {
            x: "iteration",
            y: "error",
            stroke: curve.color,
            strokeWidth: 1.8,
          }),
          labelAt(1.3, curve.rates === "polynomial" ? 6.4 : 3.2, curve),
        ];
      }),
    ],
  });
}

/** The error at iterations that are evenly spaced on a logarithmic axis. */
function traceErrors(rates: CounterexampleRates) {
  const errors = counterexampleErrors(rates, NUM_ITERATIONS[rates] - 1);
  const iterations = range(
    0,
    Math.round(20 * Math.log10(NUM_ITERATIONS[rates])) + 1,
  )
    .map((i) => Math.round(10 ** (i / 20)));
  return [...new Set(iterations)].map((iteration) => ({
    iteration,
    error: errors[iteration - 1],
  }));
}

function labelAt(
  x: number,
  y: number,
  { name, color }: { readonly name: string; readonly color: string },
): Plot.Markish {
  return Plot.text([name], {
    x: () => x,
    y: () => y,
    text: (text: string) => text,
    fill: color,
    stroke: "white",
    strokeWidth: 4,
    dy: -9,
    textAnchor: "start",
    fontWeight: "bold",
  });
}

function drawWorlds(summaries: readonly TheoremSummary[]): SVGSVGElement {
  const drawn = new Set(summaries.map(({ world }) => world));
  const worlds = theoremOne.conditions.map(({ world }) => world)
    .filter((world) => drawn.has(world));
  const decades = spanDecades(summaries);
  const nameWidth = 7 * Math.max(...worlds.map((name) => name.length)) + 12;
  return drawPanel({
    width: 430 + nameWidth,
    height: 360,
    marginLeft: nameWidth,
    x: {
      type: "log",
      domain: [decades[0], decades.at(-1)!],
      label: "largest error of Q*, and its bounds",
      grid: true,
      ticks: decades,
      tickFormat: "~g",
    },
    y: { type: "point", domain: worlds, label: null, padding: 0.8 },
    marks: [
      panelTitle("b", "Each world in the place of the real one"),
      Plot.ruleX([LARGEST_POSSIBLE_ERROR], {
        stroke: COLORS.grey,
        strokeDasharray: "3,3",
      }),
      Object.entries(QUANTITY_STYLES).map(([quantity, style]) => {
        const points = summaries.filter((summary) =>
          summary.quantity === quantity
        );
        return [
          Plot.ruleY(points, {
            y: "world",
            x1: "low",
            x2: "high",
            stroke: style.color,
            strokeWidth: 1.6,
          }),
          Plot.dot(points, {
            y: "world",
            x: "estimate",
            r: 3.5,
            symbol: style.symbol as Plot.DotOptions["symbol"],
            fill: "white",
            stroke: style.color,
            strokeWidth: 1.6,
          }),
          Plot.text(points.filter(({ world }) => world === worlds[0]), {
            y: "world",
            x: "estimate",
            text: () => style.name,
            fill: style.color,
            stroke: "white",
            strokeWidth: 4,
            dy: -14,
            fontWeight: "bold",
          }),
        ];
      }),
    ],
  });
}

/** The powers of ten from below the least value to above the largest. */
function spanDecades(summaries: readonly TheoremSummary[]): number[] {
  const least = Math.min(...summaries.map(({ low }) => low));
  const largest = Math.max(...summaries.map(({ high }) => high));
  return range(
    Math.floor(Math.log10(least)),
    Math.ceil(Math.log10(largest)) + 1,
  ).map((power) => 10 ** power);
}
