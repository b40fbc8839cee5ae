/**
 * Draws Table II: the three distances of the paper's twin, beside what two
 * samples of the real system are apart, and beside a twin asked about other
 * transitions.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type {
  MarginalMetrics,
  TwinAudit,
} from "../beam_selection/twin_audit.ts";
import { range } from "../core/range.ts";
import { learners } from "../experiments/beam_learners.ts";
import type { Row } from "../experiments/experiment.ts";
import {
  PUBLISHED_DISTANCE_LIMIT,
  PUBLISHED_TWIN_DISTANCES,
} from "../experiments/published_tables.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { interquartileMean } from "../stats/interquartile_mean.ts";
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

/** A distance of Table II. */
export type DistanceName = keyof MarginalMetrics;

/** What is held against the real P_D. */
export type DistanceKind =
  | "printed in Table II"
  | "one-step cGAN"
  | "its labels shuffled"
  | "real against real";

/** A distance at a power, with its interval over seeds. */
export type DistanceSummary = Interval & {
  /** Which distance. */
  readonly distance: DistanceName;
  /** Of what. */
  readonly kind: DistanceKind;
  /** [dBm] */
  readonly transmitPowerDbm: number;
};

/** The distances in the order of the table: name, equation, axis. */
const DISTANCES: Readonly<
  Record<DistanceName, { readonly title: string; readonly label: string }>
> = {
  klDivergence: { title: "KL divergence (47)", label: "divergence (nats)" },
  wasserstein: { title: "Wasserstein distance (48)", label: "distance of P_D" },
  mmd: { title: "Maximum mean discrepancy (49)", label: "discrepancy" },
};

/** The distances in the order of the table. */
export const DISTANCE_NAMES: readonly DistanceName[] = Object.keys(
  DISTANCES,
) as DistanceName[];

/** How each kind is drawn, from left to right. */
const STYLES: Readonly<
  Record<DistanceKind, { readonly color: string; readonly symbol: string }>
> = {
  "printed in Table II": { color: COLORS.grey, symbol: "circle" },
  "one-step cGAN": {
    color: methodStyle("one-step cGAN").color,
    symbol: "circle",
  },
  "its labels shuffled": { color: COLORS.purple, symbol: "triangle" },
  "real against real": { color: COLORS.black, symbol: "square" },
};

/** How far kinds stand apart at the same power [pixels]. */
const DODGE = 8;

/** From the outer powers to the ends of the axis [dB]. */
const MARGIN_DB = 2.5;

/** The sizes of a panel without the names [pixels]. */
const WIDTH = 380;
const HEIGHT = 380;

/** How many transitions are compared (`LearnerRun`). */
const NUM_TRANSITIONS = (10 * learners.budgets.paper.numAuditEpisodes)
  .toLocaleString("en-US");

const TICKS = range(-5, 2).flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`))
);

const POWERS_DBM = PUBLISHED_TWIN_DISTANCES.map((column) =>
  column.transmitPowerDbm
);

const PIXELS_PER_DB = (WIDTH - 84) /
  (POWERS_DBM.at(-1)! - POWERS_DBM[0] + 2 * MARGIN_DB);

const KINDS = Object.keys(STYLES) as DistanceKind[];

/** A panel a distance. */
export function drawTwinDistance(rows: readonly Row[]): Figure {
  const summaries = summarizeTwinDistance(rows);
  return composeFigure({
    panels: DISTANCE_NAMES.map((name, i) =>
      drawDistance(
        summaries.filter(({ distance }) => distance === name),
        name,
        i,
      )
    ),
    columns: 3,
    note: `Interquartile mean over ${countSeeds(rows)} seeds with 95 % ` +
      `bootstrap intervals, ${NUM_TRANSITIONS} transitions each, bins and ` +
      `kernel of our choice: the paper gives none of these. Labels shuffled: ` +
      `asked about as many other transitions. Real against real: two ` +
      `sets of real episodes, apart by chance alone.`,
    ariaLabel: "Three distances of the paper's twin from the real system at " +
      "four powers: as printed, as measured here, with its questions " +
      "shuffled, and between two sets of real episodes.",
  });
}

/** Every distance of every kind and power; the paper's have no interval. */
export function summarizeTwinDistance(
  rows: readonly Row[],
): DistanceSummary[] {
  const twins = rowsOf(learners, rows).filter(({ condition }) =>
    condition.method === "one-step cGAN"
  );
  const ours: readonly (readonly [
    DistanceKind,
    (audit: TwinAudit) => MarginalMetrics,
  ])[] = [
    ["one-step cGAN", (audit) => audit],
    ["its labels shuffled", ({ shuffled }) => shuffled],
    ["real against real", ({ floor }) => floor],
  ];
  return DISTANCE_NAMES.flatMap((distance) => [
    ...PUBLISHED_TWIN_DISTANCES.map(({ transmitPowerDbm, ...printed }) => ({
      distance,
      kind: "printed in Table II" as const,
      transmitPowerDbm,
      estimate: printed[distance],
      low: printed[distance],
      high: printed[distance],
    })),
    ...ours.flatMap(([kind, metrics]) =>
      summarizeOverSeeds(
        twins,
        `${kind}/${distance}`,
        ({ audit }) => metrics(audit!)[distance],
        { statistic: interquartileMean },
      ).map(({ transmitPowerDbm, estimate, low, high }) => ({
        distance,
        kind,
        transmitPowerDbm,
        estimate,
        low,
        high,
      }))
    ),
  ]);
}

/** A line of the table beside the figure: a distance at a power. */
export type DistanceLine = Readonly<Record<DistanceKind, number>> & {
  /** Which distance. */
  readonly distance: DistanceName;
  /** The transmit power. */
  readonly "TP (dBm)": number;
  /** Whether the twin's interval and that of its shuffled labels overlap. */
  readonly "blind to the question": boolean;
};

/** All kinds of each distance and power beside each other. */
export function tabulateTwinDistance(rows: readonly Row[]): DistanceLine[] {
  const summaries = summarizeTwinDistance(rows);
  return DISTANCE_NAMES.flatMap((distance) =>
    POWERS_DBM.map((power) => {
      const own = new Map(
        summaries.filter((summary) =>
          summary.distance === distance && summary.transmitPowerDbm === power
        ).map((summary) => [summary.kind, summary]),
      );
      const twin = own.get("one-step cGAN")!;
      const shuffled = own.get("its labels shuffled")!;
      return {
        distance,
        "TP (dBm)": power,
        "printed in Table II": own.get("printed in Table II")!.estimate,
        "one-step cGAN": twin.estimate,
        "its labels shuffled": shuffled.estimate,
        "real against real": own.get("real against real")!.estimate,
        "blind to the question": twin.low <= shuffled.high &&
          shuffled.low <= twin.high,
      };
    })
  );
}

function drawDistance(
  all: readonly DistanceSummary[],
  distance: DistanceName,
  panel: number,
): SVGSVGElement {
  const isNamed = panel === 2;
  const domain = spanLogarithm(all);
  // Rows hold four decimals, and a zero has no place on the axis.
  const place = (value: number) => Math.max(domain[0], Math.log10(value));
  const points = all.map((point) => ({
    ...point,
    estimate: place(point.estimate),
    low: place(point.low),
    high: place(point.high),
  }));
  return drawPanel({
    width: WIDTH + (isNamed ? 130 : 0),
    height: HEIGHT,
    marginLeft: 64,
    marginRight: isNamed ? 150 : 20,
    x: {
      domain: [POWERS_DBM[0] - MARGIN_DB, POWERS_DBM.at(-1)! + MARGIN_DB],
      ticks: POWERS_DBM,
      label: "transmit power (dBm)",
    },
    y: {
      domain,
      ticks: TICKS.map(Math.log10).filter((tick) =>
        tick >= domain[0] && tick <= domain[1]
      ),
      // A logarithmic scale would leave out some of the numbers.
      tickFormat: (tick: number) => String(Number((10 ** tick).toPrecision(2))),
      label: `${DISTANCES[distance].label} (log scale)`,
      grid: true,
    },
    marks: [
      panelTitle("abc"[panel], DISTANCES[distance].title),
      Plot.ruleY([place(PUBLISHED_DISTANCE_LIMIT)], {
        stroke: COLORS.grey,
        strokeDasharray: "3,3",
      }),
      KINDS.map((kind) =>
        drawKind(points.filter((point) => point.kind === kind), kind)
      ),
      isNamed ? drawNames(points, domain) : [],
    ],
  });
}

/** The dots of a kind, beside those of the others. */
function drawKind(
  points: readonly DistanceSummary[],
  kind: DistanceKind,
): Plot.Markish {
  const { color, symbol } = STYLES[kind];
  const dx = shiftOf(kind);
  const common = { x: "transmitPowerDbm", dx, stroke: color };
  const isPrinted = kind === "printed in Table II";
  return [
    Plot.ruleX(isPrinted ? [] : points, {
      ...common,
      y1: "low",
      y2: "high",
      strokeWidth: 1.6,
    }),
    Plot.dot(points, {
      ...common,
      y: "estimate",
      r: isPrinted ? 4.5 : 3.2,
      symbol: symbol as Plot.DotOptions["symbol"],
      fill: kind === "one-step cGAN" ? color : "white",
      strokeWidth: 1.6,
    }),
  ];
}

/** The kinds' names right of the highest power, joined to its dots. */
function drawNames(
  points: readonly DistanceSummary[],
  [lowest, highest]: readonly [number, number],
): Plot.Markish {
  const last = Math.max(...points.map((point) => point.transmitPowerDbm));
  const edge = last + MARGIN_DB;
  const ends = [
    ...points.filter(({ transmitPowerDbm }) => transmitPowerDbm === last)
      .map(({ kind, estimate }) => ({
        name: kind as string,
        color: STYLES[kind].color,
        estimate,
        from: last + (shiftOf(kind) + 6) / PIXELS_PER_DB,
      })),
    {
      name: "the paper: all below",
      color: COLORS.grey,
      estimate: Math.log10(PUBLISHED_DISTANCE_LIMIT),
      from: edge,
    },
  ];
  const labels = spreadLabels(
    ends.map((end) => ({ ...end, low: end.estimate, high: end.estimate })),
    13 * (highest - lowest) / (HEIGHT - 76),
    highest,
  );
  return [
    Plot.link(labels, {
      x1: "from",
      x2: edge,
      y1: "estimate",
      y2: "place",
      stroke: "color",
      strokeWidth: 0.6,
    }),
    Plot.text(labels, {
      x: edge,
      y: "place",
      text: "name",
      fill: "color",
      dx: 4,
      textAnchor: "start",
      fontWeight: "bold",
    }),
  ];
}

/** How far right of its power a kind stands [pixels]. */
function shiftOf(kind: DistanceKind): number {
  return DODGE * (KINDS.indexOf(kind) - (KINDS.length - 1) / 2);
}

/** Powers of ten a little below the least value and above the largest. */
function spanLogarithm(summaries: readonly Interval[]): [number, number] {
  const values = summaries.flatMap(({ estimate, low, high }) =>
    [estimate, low, high].filter((value) => value > 0)
  );
  return [
    Math.log10(0.8 * Math.min(...values)),
    Math.log10(1.3 * Math.max(...values)),
  ];
}
