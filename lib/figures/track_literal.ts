/**
 * Draws what the extractor learns as the paper prints it, and how it tracks.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  type LiteralCondition,
  literalExtractors,
  type LiteralResult,
} from "../experiments/track_literal.ts";
import { trackingTargets } from "../experiments/track_tab1_targets.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { rowsOf } from "./learner_agents.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import {
  COLORS,
  composeFigure,
  drawLogAxis,
  drawPanel,
  panelTitle,
} from "./theme.ts";

/** A row of the experiment. */
export type LiteralRow = Row<LiteralCondition, LiteralResult>;

/** A number of a network, over seeds. */
export type LiteralPoint = LiteralCondition & Interval;

const TOKEN_COLORS: Readonly<Record<string, string>> = {
  "all targets": COLORS.vermilion,
  "one target": COLORS.purple,
};

const NAME_WIDTH = 175;
const TICKS_M = [0.2, 1, 5, 20, 100];

/** Errors in training, then in closed loop with two associations. */
export function drawLiteral(rows: readonly Row[]): Figure {
  const literal = rowsOf(literalExtractors, rows);
  const seeds = new Set(literal.map(({ seed }) => seed));
  const tracked = rowsOf(trackingTargets, rows)
    .filter(({ seed }) => seeds.has(seed));
  const names = [
    ...new Set(literal.map(({ condition }) => lineOf(condition))),
  ];
  const filters = [
    ...new Set(tracked.map(({ condition }) => filterLine(condition))),
  ];
  const lines = [...names, ...filters].toReversed();
  const filter = scoreLines(tracked, filterLine, (result) => result);
  const { numEpisodes } = literalExtractors.budgets.paper;
  return composeFigure({
    panels: [
      drawErrors(literal, lines),
      ...(["exact", "nearest"] as const).map((association, i) => {
        const own = scoreLines(
          literal,
          lineOf,
          (result) => result[association],
        );
        // The filter's rows are with exact association.
        const beside = association === "exact" ? filter : null;
        return drawScoreTable({
          title: ["bc"[i], `In closed loop, ${ASSOCIATIONS[association]}`],
          lines,
          hasNames: false,
          nameWidth: NAME_WIDTH,
          points: [...own.points, ...beside?.points ?? []],
          capped: [...own.capped, ...beside?.capped ?? []],
          lost: [...own.lost, ...beside?.lost ?? []],
          colorOf,
          domain: [0.15, 200],
          ticks: TICKS_M,
        });
      }),
    ],
    columns: 3,
    note:
      `The extractor of Sec. 3.1 as printed: measured ranges and angles on ` +
      `the edges, nodes that begin with zeros, one token for all targets, ` +
      `coordinates at the end; and with a token a target. (a) On windows of ` +
      `measurements that somebody else's tracks gave, over the last tenth of ` +
      `its training: dots estimates, rings predictions of the next block. ` +
      `(b), (c): its predictions point the beams; mean over ` +
      `${countSeeds(literal)} seeds of ${numEpisodes} episodes with 95 % ` +
      `bootstrap intervals over seeds; ticks: every error capped at 5 m; ` +
      `right: tracks lost, beyond 5 m at the end. EKF + exact: Table 1.`,
    ariaLabel:
      "Errors of the paper's extractor in training, some metres, and " +
      "in closed loop, where it loses its tracks.",
  });
}

const ASSOCIATIONS = {
  exact: "exact association",
  nearest: "nearest stations",
} as const;

/** One number of each network, over seeds. */
export function summarizeLiteral(
  rows: readonly LiteralRow[],
  label: string,
  value: (result: LiteralResult) => number,
): LiteralPoint[] {
  return summarizeOverSeeds(rows, label, value);
}

function drawErrors(
  rows: readonly LiteralRow[],
  lines: readonly string[],
): SVGSVGElement {
  const marksOf = (
    score: "estimateRmseM" | "predictionRmseM",
    isFull: boolean,
  ) => {
    const points = summarizeLiteral(rows, score, (result) => result[score])
      .map((point) => ({ ...point, line: lineOf(point) }));
    const stroke = ({ line }: { readonly line: string }) => colorOf(line);
    return [
      Plot.ruleY(points, { y: "line", x1: "low", x2: "high", stroke }),
      Plot.dot(points, {
        x: "estimate",
        y: "line",
        r: 4,
        fill: isFull ? stroke : "white",
        stroke,
        strokeWidth: 1.4,
      }),
    ];
  };
  return drawPanel({
    width: 225 + NAME_WIDTH,
    height: 70 + 24 * lines.length,
    marginLeft: NAME_WIDTH,
    x: {
      type: "log",
      domain: [0.15, 200],
      axis: null,
    },
    y: {
      type: "band",
      domain: lines.toReversed(),
      label: null,
      tickSize: 0,
    },
    marks: [
      panelTitle("a", "At the end of its training"),
      drawLogAxis(TICKS_M, "RMSE (m)"),
      marksOf("predictionRmseM", false),
      marksOf("estimateRmseM", true),
    ],
  });
}

function lineOf({ token, numTargets }: LiteralCondition): string {
  return `token of ${token}, I = ${numTargets}`;
}

function filterLine(
  { method, numTargets }: { readonly method: string; numTargets: number },
): string {
  return `${method}, I = ${numTargets}`;
}

function colorOf(line: string): string {
  const token = Object.keys(TOKEN_COLORS).find((name) => line.includes(name));
  return token === undefined ? COLORS.blue : TOKEN_COLORS[token];
}
