/**
 * Steps on a logarithmic axis, where 10 % are as long everywhere.
 *
 * @module
 */

import type * as Plot from "@observablehq/plot";
import type { Interval } from "../stats/bootstrap.ts";
import { spreadLabels } from "./theme.ts";

/** The least and the most that an axis of steps shows. */
export type StepsDomain = readonly [lowest: number, highest: number];

/** All that agents can need: from a lucky beam to 64 without success. */
export const ALL_STEPS: StepsDomain = [3.7, 70];

/** A logarithmic axis of mean steps. */
export function stepsAxis(
  domain: StepsDomain = ALL_STEPS,
  ticks: readonly number[] = [4, 8, 16, 32, 64],
): Plot.ScaleOptions {
  return {
    type: "log",
    base: 2,
    domain: [...domain],
    ticks: ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]),
    tickFormat: String,
    grid: true,
    label: "mean number of beams tried",
  };
}

/**
 * `spreadLabels` on such an axis.
 *
 * @param points the ends of the lines
 * @param pixels the length of the axis
 * @param domain what it shows
 * @param gap the least distance of two names [pixels]
 */
export function spreadLabelsOnLog<T extends Interval>(
  points: readonly T[],
  pixels: number,
  [lowest, highest]: StepsDomain = ALL_STEPS,
  gap = 13,
): (T & { readonly place: number })[] {
  const [from, to] = [lowest, highest].map(Math.log2);
  return spreadLabels(
    points.map((point) => ({ ...point, estimate: Math.log2(point.estimate) })),
    gap * (to - from) / pixels,
    to,
  ).map((point) => ({
    ...point,
    estimate: 2 ** point.estimate,
    place: 2 ** point.place,
  }));
}
