/**
 * Draws beams by rule, by a head and by search: what tracks come to, and how
 * often the beams meet their target.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import type { Row } from "../experiments/experiment.ts";
import {
  BEAM_PICKERS,
  type BeamCondition,
  beamPrediction,
  type BeamResult,
  type BeamScore,
} from "../experiments/track_beams.ts";
import type { Interval } from "../stats/bootstrap.ts";
import { countSeeds, summarizeOverSeeds } from "./over_seeds.ts";
import type { Figure } from "./render.ts";
import { drawScoreTable, scoreLines } from "./score_table.ts";
import { COLORS, composeFigure, drawPanel, panelTitle } from "./theme.ts";

/** A row of the experiment. */
export type BeamRow = Row<BeamCondition, BeamResult>;

/** A number of a way to pick beams, over seeds. */
export type BeamPoint = BeamCondition & Interval;

/** What each way to pick beams is called. */
const NAMES: Readonly<Record<string, string>> = {
  nearest: "nearest to the prediction",
  head: "the head, eq. (12)",
  search: "search over beams",
};

const PICKER_COLORS: Readonly<Record<string, string>> = {
  nearest: COLORS.blue,
  head: COLORS.vermilion,
  search: COLORS.green,
};

const LINES = BEAM_PICKERS.map((beams) => NAMES[beams]);

/** A panel a number of targets, and below two shares of links. */
export function drawBeamPrediction(rows: readonly BeamRow[]): Figure {
  const counts = rows[0].result.scores.map(({ numTargets }) => numTargets);
  const { numTracked } = beamPrediction.budgets.paper;
  return composeFigure({
    panels: [
      ...counts.map((numTargets, i) =>
        drawScoreTable({
          title: ["abc"[i], `I = ${numTargets}`],
          lines: LINES.toReversed(),
          hasNames: i === 0,
          nameWidth: 190,
          ...scoreLines(
            rows,
            ({ beams }) => NAMES[beams],
            ({ scores }) => scoreAt(scores, numTargets),
          ),
          colorOf: (line) => PICKER_COLORS[pickerOf(line)],
          domain: [0.2, 12],
        })
      ),
      drawMisses(rows, "inSectorShare", ["d", "Target beside its beams"]),
      drawMisses(rows, "nearestShare", ["e", "Nearest beam not among them"]),
    ],
    columns: 3,
    note: `The trained extractor with exact association. The head picks the ` +
      `most likely beams of each codebook from the station's place and the ` +
      `predicted one; the search takes the beams that the expected error is ` +
      `least with. (d), (e): shares of links, which the rule and the search have ` +
      `next to none of; dots 4 targets, rings 8. Mean ` +
      `over ${countSeeds(rows)} seeds of ${numTracked} episodes with 95 % ` +
      `bootstrap intervals over seeds; ticks: every error capped at 5 m; ` +
      `right: tracks lost, beyond 5 m at the end.`,
    ariaLabel:
      "Tracking RMSE, lost tracks and how well beams are pointed, by " +
      "the nearest-beam rule, by a trained head and by search.",
  });
}

/** One number of every way to pick beams, over seeds. */
export function summarizeBeams(
  rows: readonly BeamRow[],
  numTargets: number,
  score: Exclude<keyof BeamScore, "numTargets">,
): BeamPoint[] {
  return summarizeOverSeeds(
    rows,
    `${score}, ${numTargets} targets`,
    ({ scores }) => scoreAt(scores, numTargets)[score],
  );
}

function scoreAt(scores: BeamResult["scores"], numTargets: number): BeamScore {
  return scores.find((score) => score.numTargets === numTargets)!;
}

function pickerOf(line: string): string {
  return BEAM_PICKERS.find((beams) => NAMES[beams] === line)!;
}

function drawMisses(
  rows: readonly BeamRow[],
  score: "inSectorShare" | "nearestShare",
  title: readonly [string, string],
): SVGSVGElement {
  const points = [4, 8].flatMap((numTargets) =>
    summarizeBeams(rows, numTargets, score).map((point) => ({
      beams: point.beams,
      numTargets,
      estimate: 1 - point.estimate,
      low: 1 - point.high,
      high: 1 - point.low,
    }))
  );
  const stroke = ({ beams }: BeamCondition) => PICKER_COLORS[beams];
  const y = ({ beams }: BeamCondition) => NAMES[beams];
  const isNamed = score === "inSectorShare";
  return drawPanel({
    width: isNamed ? 440 : 290,
    height: 70 + 24 * LINES.length,
    marginLeft: isNamed ? 190 : 40,
    x: {
      domain: [0, Math.max(0.005, ...points.map(({ high }) => high))],
      tickFormat: (share: number) => `${(100 * share).toFixed(1)} %`,
      ticks: 4,
      label: "share of links",
      grid: true,
    },
    y: {
      type: "band",
      domain: LINES,
      label: null,
      tickSize: 0,
      ...(isNamed ? {} : { axis: null }),
    },
    marks: [
      panelTitle(...title),
      [4, 8].map((numTargets) => {
        const own = points.filter((point) => point.numTargets === numTargets);
        return [
          Plot.ruleY(own, { y, x1: "low", x2: "high", stroke }),
          Plot.dot(own, {
            x: "estimate",
            y,
            r: 4,
            fill: numTargets === 4 ? stroke : "white",
            stroke,
            strokeWidth: 1.4,
          }),
        ];
      }),
    ],
  });
}
