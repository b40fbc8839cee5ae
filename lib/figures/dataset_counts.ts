/**
 * What the pre-collected episodes hold, in numbers with intervals.
 *
 * @module
 */

import { BEAM_SCENARIO } from "../beam_selection/scenario.ts";
import { RECORDED_STEPS_PER_UNIT } from "../beam_selection/recorded_episodes.ts";
import { beamSines } from "../channel/codebook.ts";
import { openStream } from "../core/random_stream.ts";
import { range } from "../core/range.ts";
import type {
  DatasetCondition,
  DatasetResult,
} from "../experiments/beam_dataset.ts";
import type { Row } from "../experiments/experiment.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import { groupBySeeds, summarizeOverSeeds } from "./over_seeds.ts";

/** A row of the experiment. */
export type DatasetRow = Row<DatasetCondition, DatasetResult>;

/** A number of the data sets of a power, with its interval over seeds. */
export type DatasetSummary = DatasetCondition & Interval & {
  /** Which number. */
  readonly quantity: string;
};

/** A point of a curve, with its interval over seeds. */
export type DatasetPoint = DatasetCondition & Interval & {
  /** Where the point stands: a P_D, a number of beams, a beam. */
  readonly at: number;
};

/** The goal, in the unit of the stored P_D. */
export const RECORDED_GOAL: number =
  BEAM_SCENARIO.requiredDetectionProbability * RECORDED_STEPS_PER_UNIT;

/** Neighbouring beams whose successes are counted together. */
export const BEAMS_PER_BIN = 4;

/** What each seed's data set holds, in numbers. */
const QUANTITIES: Readonly<Record<string, (data: DatasetResult) => number>> = {
  "beams tried": ({ beams }) => beams.flat().length,
  "transitions": ({ beams }) => beams.flat().length - beams.length,
  "transitions that succeed": (data) => countSuccesses(data, 1),
  "episodes that succeed (%)": (data) =>
    100 * countSuccesses(data, 0) / data.beams.length,
  "episodes that succeed at once (%)": (data) =>
    100 * (countSuccesses(data, 0) - countSuccesses(data, 1)) /
    data.beams.length,
  "transitions that succeed (%)": (data) =>
    100 * countSuccesses(data, 1) /
    (data.beams.flat().length - data.beams.length),
  "beams of the codebook tried": ({ beams }) => new Set(beams.flat()).size,
};

/** How much the data sets hold: mean over seeds, interval. */
export function summarizeDataset(
  rows: readonly DatasetRow[],
): DatasetSummary[] {
  return Object.entries(QUANTITIES).flatMap(([quantity, value]) =>
    summarizeOverSeeds(rows, quantity, value)
      .map((summary) => ({ ...summary, quantity }))
  );
}

/** Successes in the place `from` of their episode, or later. */
function countSuccesses(
  { detectionProbabilities }: DatasetResult,
  from: number,
): number {
  return detectionProbabilities.filter((values) =>
    values.length > from && values.at(-1)! >= RECORDED_GOAL
  ).length;
}

/**
 * How often beams after the first succeed, over how often all of them do, for
 * each few neighbouring beams.
 */
export function relativeSuccess(rows: readonly DatasetRow[]): DatasetPoint[] {
  const first = range(0, BEAM_SCENARIO.numBeams / BEAMS_PER_BIN).map((i) =>
    i * BEAMS_PER_BIN
  );
  return toCurve(rows, "success", first, (data) => {
    const tries = new Float64Array(first.length);
    const successes = new Float64Array(first.length);
    for (const [n, beams] of data.beams.entries()) {
      for (let t = 1; t < beams.length; t++) {
        const bin = Math.floor(beams[t] / BEAMS_PER_BIN);
        tries[bin]++;
        if (data.detectionProbabilities[n][t] >= RECORDED_GOAL) {
          successes[bin]++;
        }
      }
    }
    const rate = successes.reduce((a, b) => a + b) /
      tries.reduce((a, b) => a + b);
    return first.map((_, bin) =>
      // Where nothing succeeds no beam is better than another.
      rate === 0 ? 1 : successes[bin] / Math.max(1, tries[bin]) / rate
    );
  });
}

/**
 * The share of all targets that each beam points at, times the number of
 * beams, where every direction is as likely: the sine of the azimuth then
 * follows the arcsine law, and beams are even in the sine.
 */
export function arcsineLaw(): number[] {
  const { numBeams, codebook } = BEAM_SCENARIO;
  const below = (sine: number) =>
    0.5 + Math.asin(Math.min(1, Math.max(-1, sine))) / Math.PI;
  return Array.from(beamSines(codebook, numBeams), (sine) =>
    // The beam at the end of the sines also holds the other end.
    [-2, 0, 2].reduce(
      (share, turn) =>
        share + below(sine + turn + 1 / numBeams) -
        below(sine + turn - 1 / numBeams),
      0,
    ) * numBeams);
}

/**
 * Numbers of each seed at some places, as one curve a power.
 *
 * @param label names the numbers, and so the streams of their resamples
 * @param values the numbers of a data set, one a place
 */
export function toCurve(
  rows: readonly DatasetRow[],
  label: string,
  places: readonly number[],
  values: (data: DatasetResult) => readonly number[],
): DatasetPoint[] {
  return groupBySeeds(rows).flatMap(({ name, condition, rows: group }) => {
    const bySeed = group.map(({ result }) => values(result));
    return places.map((at, i) => ({
      ...condition,
      at,
      ...bootstrapInterval(
        bySeed.map((own) => own[i]),
        openStream(0, `${name}/${label}/${i}`),
        { numResamples: 500 },
      ),
    }));
  });
}
