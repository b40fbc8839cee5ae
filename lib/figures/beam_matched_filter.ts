/**
 * Draws what the matched filter leaves of the echo, the streams and the noise.
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { openStream } from "../core/random_stream.ts";
import {
  type MatchedFilterCondition,
  type MatchedFilterResult,
  PROFILE_LENGTH,
  TRUE_DELAY_SAMPLES,
} from "../experiments/beam_matched_filter.ts";
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
export type MatchedFilterRow = Row<MatchedFilterCondition, MatchedFilterResult>;

interface RatioPoint extends Interval {
  readonly numSamples: number;
}

/** The output delay by delay, the noise and the leakage by block length. */
export function drawMatchedFilter(rows: readonly MatchedFilterRow[]): Figure {
  const numSeeds = countSeeds(rows);
  return composeFigure({
    panels: [drawProfile(rows), drawNoise(rows), drawLeakage(rows)],
    columns: 3,
    note: `(a): one block, 16 antennas, noise of four times the echo's peak ` +
      `power in each sample. (b), (c): mean over ${numSeeds} seeds with 95 % ` +
      `bootstrap intervals; four communication streams.`,
    ariaLabel: "Output of the matched filter against the delay, with a peak " +
      "at the true one; noise power after the filter, which falls as one over " +
      "the number of samples; and what random streams leak into the output.",
  });
}

function drawProfile(rows: readonly MatchedFilterRow[]): SVGSVGElement {
  const row = rows.find(({ condition, seed }) =>
    condition.numSamples === PROFILE_LENGTH &&
    condition.streams === "orthogonal" && seed === rows[0].seed
  )!;
  const points = row.result.profile.map((output, delay) => ({ delay, output }));
  return drawPanel({
    x: { label: "delay of the filter (samples)", domain: [0, PROFILE_LENGTH] },
    y: { label: "output relative to the peak", domain: [0, 1.2], grid: true },
    marks: [
      panelTitle("a", "The filter's output finds the delay"),
      Plot.ruleX([TRUE_DELAY_SAMPLES], {
        stroke: COLORS.grey,
        strokeDasharray: "3,3",
      }),
      Plot.text([TRUE_DELAY_SAMPLES], {
        x: TRUE_DELAY_SAMPLES,
        y: 1.15,
        text: () => "true delay",
        dx: 6,
        textAnchor: "start",
        fill: COLORS.grey,
      }),
      Plot.line(points, {
        x: "delay",
        y: "output",
        stroke: COLORS.blue,
        strokeWidth: 1.4,
      }),
    ],
  });
}

function drawNoise(rows: readonly MatchedFilterRow[]): SVGSVGElement {
  const points = summarize(rows, "orthogonal", "noiseRatio");
  return drawPanel({
    marginRight: 96,
    width: 440,
    x: LENGTH_SCALE,
    y: {
      type: "log",
      domain: [1e-4, 2],
      label: "noise power after / before the filter",
      grid: true,
      tickFormat: ".0e",
      ticks: 4,
    },
    marks: [
      panelTitle("b", "The filter lowers the noise"),
      Plot.ruleY([1], { stroke: COLORS.vermilion, strokeWidth: 1.6 }),
      Plot.text(["paper: σ² kept"], {
        frameAnchor: "right",
        dx: 92,
        dy: -116,
        fill: COLORS.vermilion,
        fontWeight: "bold",
      }),
      Plot.line(points, {
        x: "numSamples",
        y: (point: RatioPoint) => 1 / point.numSamples,
        stroke: COLORS.black,
      }),
      Plot.text([points[points.length - 1]], {
        x: "numSamples",
        y: (point: RatioPoint) => 1 / point.numSamples,
        text: () => "1 / L",
        dx: 8,
        textAnchor: "start",
        fontWeight: "bold",
      }),
      drawIntervals(points, { x: "numSamples", color: COLORS.blue }),
    ],
  });
}

function drawLeakage(rows: readonly MatchedFilterRow[]): SVGSVGElement {
  const random = summarize(rows, "random", "leakageRatio");
  const orthogonal = summarize(rows, "orthogonal", "leakageRatio");
  const largest = Math.max(...orthogonal.map(({ high }) => high));
  return drawPanel({
    x: LENGTH_SCALE,
    y: {
      type: "log",
      domain: [1e-6, 1e-1],
      label: "power of the streams / of the echo",
      grid: true,
      tickFormat: ".0e",
      ticks: 5,
    },
    marks: [
      panelTitle("c", "Streams that are not orthogonal leak"),
      Plot.line(random, {
        x: "numSamples",
        y: "estimate",
        stroke: COLORS.vermilion,
      }),
      drawIntervals(random, { x: "numSamples", color: COLORS.vermilion }),
      Plot.text([random[1]], {
        x: "numSamples",
        y: "high",
        text: () => "random streams",
        dx: 6,
        dy: -12,
        textAnchor: "start",
        fill: COLORS.vermilion,
        fontWeight: "bold",
      }),
      Plot.text([`orthogonal streams: below ${toPowerOfTen(largest)}`], {
        frameAnchor: "bottom",
        dy: -10,
        fill: COLORS.blue,
        fontWeight: "bold",
      }),
    ],
  });
}

const LENGTH_SCALE = {
  type: "log" as const,
  domain: [25, 2500],
  label: "samples in a block, L = bandwidth × duration",
  ticks: [31, 127, 509, 2039],
  tickFormat: "d",
};

function summarize(
  rows: readonly MatchedFilterRow[],
  streams: MatchedFilterCondition["streams"],
  ratio: "noiseRatio" | "leakageRatio",
): RatioPoint[] {
  const groups = Map.groupBy(
    rows.filter(({ condition }) => condition.streams === streams),
    ({ condition }) => condition.numSamples,
  );
  return [...groups].map(([numSamples, group]) => ({
    numSamples,
    ...bootstrapInterval(
      group.map(({ result }) => result[ratio]),
      openStream(0, `beam_matched_filter/${streams}/${ratio}/${numSamples}`),
    ),
  }));
}

function toPowerOfTen(value: number): string {
  return `1e${Math.ceil(Math.log10(value))}`;
}
