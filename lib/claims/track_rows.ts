/**
 * The numbers of paper B's rows that claims and errata read, and what follows
 * from counting alone.
 *
 * @module
 */

import {
  type AssociationGap,
  associationGaps,
} from "../experiments/track_association_gap.ts";
import { interference } from "../experiments/track_interference.ts";
import { readings } from "../experiments/track_readings.ts";
import {
  sensitivity,
  type SensitivityCondition,
} from "../experiments/track_sensitivity.ts";
import { trackingTargets } from "../experiments/track_tab1_targets.ts";
import { PUBLISHED_TRACKING_RMSE } from "../experiments/published_tables.ts";
import { chainStates } from "../tracking/association/chain_states.ts";
import { countAssociations } from "../tracking/association/counting.ts";
import type { AssociationProblem } from "../tracking/association/problem.ts";
import type {
  TrackingScore,
  TrackingSummary,
} from "../tracking/closed_loop_scores.ts";
import type { MeasurementLevel } from "../tracking/measured_block.ts";
import { TRACKING_SCENARIO } from "../tracking/scenario.ts";
import { ratio, type Statistic, stored } from "./statistic.ts";

/** The best that is had without learning: what stands for Benchmark III. */
export const EXACT = "EKF + exact";

/** The numbers of targets of the paper's Table 1. */
export const PAPER_TARGETS: readonly number[] = TRACKING_SCENARIO.targetCounts;

/** A score that is one number. */
type ScoreName = keyof TrackingSummary;

/** A number of a method's score in Table 1. */
export function scoreOf(
  method: string,
  numTargets: number,
  value: (score: TrackingScore) => number,
): Statistic {
  return stored(trackingTargets, { method, numTargets }, value);
}

/** The tracking RMSE of a method, what Table 1 prints [m]. */
export function rmseOf(method: string, numTargets: number): Statistic {
  return scoreOf(method, numTargets, ({ rmseM }) => rmseM);
}

/**
 * The same with every error capped at 5 m: what is left where a few tracks that
 * went astray do not decide [m].
 */
export function cappedRmseOf(method: string, numTargets: number): Statistic {
  return scoreOf(method, numTargets, ({ cappedRmseM }) => cappedRmseM);
}

/** The share of tracks that a method loses. */
export function lostBy(method: string, numTargets: number): Statistic {
  return scoreOf(method, numTargets, ({ lostRate }) => lostRate);
}

/** A method's RMSE over that of the extended Kalman filter, exact association. */
export function rmseOverExact(method: string, numTargets: number): Statistic {
  return ratio(rmseOf(method, numTargets), rmseOf(EXACT, numTargets));
}

/** A method's capped RMSE over its own with another number of targets. */
export function growth(
  method: string,
  numTargets: number,
  from: number,
): Statistic {
  return ratio(cappedRmseOf(method, numTargets), cappedRmseOf(method, from));
}

/** The RMSE over blocks, counted from 1, of a method [m]. */
export function rmseInBlocks(
  method: string,
  numTargets: number,
  first: number,
  last: number,
): Statistic {
  return scoreOf(method, numTargets, rmseOver(first, last));
}

/** The RMSE over blocks, counted from 1, of a score [m]. */
export function rmseOver(
  first: number,
  last: number,
): (score: TrackingScore) => number {
  return ({ perBlockRmseM }) => {
    const blocks = perBlockRmseM.slice(first - 1, last);
    const squares = blocks.reduce((sum, rmseM) => sum + rmseM ** 2, 0);
    return Math.sqrt(squares / blocks.length);
  };
}

/** A number where one of the open settings is another. */
export function readingOf(
  variant: string,
  numTargets: number,
  name: ScoreName,
): Statistic {
  return stored(readings, { variant, numTargets }, (score) => score[name]);
}

/** The capped RMSE with another setting over that of the reference. */
export function readingOverReference(
  variant: string,
  numTargets: number,
): Statistic {
  return ratio(
    readingOf(variant, numTargets, "cappedRmseM"),
    readingOf("reference", numTargets, "cappedRmseM"),
  );
}

/** A number of an association's gap to the optimum, on the same tables. */
export function gapOf(
  method: string,
  numTargets: number,
  value: (gap: AssociationGap) => number,
): Statistic {
  return stored(
    associationGaps,
    { numTargets },
    (gaps) => value(gaps[method]),
  );
}

/** A number of the tracks where stations measure so. */
export function measuredBy(
  measurementLevel: MeasurementLevel,
  numTargets: number,
  name: ScoreName,
): Statistic {
  return stored(
    interference,
    { measurementLevel, numTargets },
    (score) => score[name],
  );
}

/** The RMSE with other constants, six targets [m]. */
export function rmseWith(
  constants: Omit<SensitivityCondition, "numTargets">,
): Statistic {
  return stored(
    sensitivity,
    { ...constants, numTargets: 6 },
    ({ rmseM }) => rmseM,
  );
}

/** What the paper prints in Table 1 [m]. */
export function printedRmseM(method: string, numTargets: number): number {
  return PUBLISHED_TRACKING_RMSE.find((row) =>
    row.method === method && row.numTargets === numTargets
  )!.rmseM!;
}

/** The association of so many targets, all sets alike. */
function plainProblem(
  numTargets: number,
  capacityRule: AssociationProblem["capacityRule"] & string,
): AssociationProblem {
  const { baseStations, numChains } = TRACKING_SCENARIO;
  const numBaseStations = baseStations.length;
  return {
    numBaseStations,
    capacity: numChains,
    numTargets,
    cost: new Float64Array(numTargets * 2 ** numBaseStations),
    capacityRule,
  };
}

/** How many associations an exhaustive search looks through. */
export function numAssociations(numTargets: number): number {
  return countAssociations(plainProblem(numTargets, "at most"));
}

/**
 * The share of the associations that the paper's mask lets through in which a
 * target has no station. Each station ends with N_RF different targets; with
 * equal scores every such choice is equally likely, and the stations'
 * independent.
 */
export function uncoveredShare(numTargets: number): number {
  const { baseStations, numChains } = TRACKING_SCENARIO;
  let choices = 1;
  for (let k = 0; k < numChains; k++) choices *= (numTargets - k) / (k + 1);
  const covered = countAssociations(plainProblem(numTargets, "exactly"));
  return 1 - covered / choices ** baseStations.length;
}

/** Numbers that the streaming search holds at a time. */
export function numHeldBySearch(numTargets: number): number {
  const problem = plainProblem(numTargets, "at most");
  const { numStates, steps } = chainStates("count what is held", problem);
  // Three tables of states, one of sets, the costs, and two associations.
  return 3 * numStates + steps.length + problem.cost.length + 2 * numTargets;
}

/** Sums that the exact programme makes at most for a block. */
export function numSumsOfExact(numTargets: number): number {
  const { baseStations, numChains } = TRACKING_SCENARIO;
  return numTargets * (2 * numChains + 1) ** baseStations.length;
}

/**
 * The share of the area's places to which arctan gives a direction opposite to
 * the true one, the mean over the stations: those on a station's side of
 * smaller x.
 */
export function arctanErrorShare(): number {
  const { baseStations, areaLengthM } = TRACKING_SCENARIO;
  const shares = baseStations.map(({ xM }) => xM / areaLengthM);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
