/**
 * Distances between the set of true targets and the set of estimated ones, and
 * between sets of whole tracks. They find out themselves which estimate
 * belongs to which target.
 *
 * @module
 */

import { munkres } from "munkres";
import {
  requireArray,
  requirePositive,
  requireWithin,
  shapeError,
} from "../core/check.ts";
import { type Position, requirePosition } from "../channel/geometry.ts";

/** How a distance between sets is made. */
export interface SetMetricSettings {
  /** What a missed or a false target costs, and no error more: c [m]. */
  readonly cutoffM: number;
  /** The order p, at least 1: a larger one weighs large errors more. */
  readonly order: number;
}

/** A cut-off of 5 m, which is a lost track; squares, as in an RMSE. */
export const SET_METRIC_SETTINGS: SetMetricSettings = { cutoffM: 5, order: 2 };

/**
 * The optimal subpattern assignment (OSPA) distance between two sets of places
 * (Schuhmacher, Vo and Vo, 2008): the mean error a target of the larger set,
 * where one without a partner counts the cut-off.
 *
 * ((min sum_i min(d_i, c)^p + c^p (n - m)) / n)^(1/p), m <= n
 *
 * @param truths where the targets are
 * @param estimates where they are believed to be
 * @param settings cut-off 5 m and order 2, unless given
 * @returns the distance, from 0 to the cut-off [m]
 * @throws {RangeError} where a coordinate or a setting breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ospaDistanceM } from "@isac/bench/tracking";
 *
 * const truths = [{ xM: 0, yM: 0 }, { xM: 9, yM: 0 }];
 * const estimates = [{ xM: 9, yM: 1 }, { xM: 1, yM: 0 }];
 * assert.equal(ospaDistanceM(truths, estimates), 1);
 * ```
 */
export function ospaDistanceM(
  truths: readonly Position[],
  estimates: readonly Position[],
  settings: SetMetricSettings = SET_METRIC_SETTINGS,
): number {
  const action = "compute an OSPA distance";
  requireSettings(action, settings);
  requirePlaces(action, { truths, estimates });
  const costs = cutCosts(truths, estimates, settings, separationM);
  return ospaOfCosts(costs, truths.length, estimates.length, settings);
}

/** The generalized OSPA of two sets, and what it is made of. */
export interface Gospa {
  /** The distance: the p-th root of the sum of the three costs [m]. */
  readonly distanceM: number;
  /** The errors of found targets, to the power p [m^p]. */
  readonly localizationCost: number;
  /** c^p/2 for each target that was missed [m^p]. */
  readonly missedCost: number;
  /** c^p/2 for each estimate without a target [m^p]. */
  readonly falseCost: number;
  /** How many targets were missed. */
  readonly numMissed: number;
  /** How many estimates have no target. */
  readonly numFalse: number;
}

/**
 * The generalized OSPA distance with alpha = 2 (Rahmathullah, Garcia-Fernandez
 * and Svensson, 2017), which unlike OSPA grows with the number of errors and
 * comes apart into localization, missed and false targets. Two that are the
 * cut-off or more apart are a missed and a false one.
 *
 * (min sum_i d_i^p + c^p (missed + false)/2)^(1/p)
 *
 * @param truths where the targets are
 * @param estimates where they are believed to be
 * @param settings cut-off 5 m and order 2, unless given
 * @throws {RangeError} where a coordinate or a setting breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function gospa(
  truths: readonly Position[],
  estimates: readonly Position[],
  settings: SetMetricSettings = SET_METRIC_SETTINGS,
): Gospa {
  const action = "compute a GOSPA distance";
  requireSettings(action, settings);
  requirePlaces(action, { truths, estimates });
  const { cutoffM, order } = settings;
  const missedOrFalse = cutoffM ** order;
  const costs = cutCosts(truths, estimates, settings, separationM);
  let localizationCost = 0;
  let numFound = 0;
  for (const cost of assignedCosts(costs, truths.length, estimates.length)) {
    if (cost >= missedOrFalse) continue;
    localizationCost += cost;
    numFound += 1;
  }
  const numMissed = truths.length - numFound;
  const numFalse = estimates.length - numFound;
  const missedCost = numMissed * missedOrFalse / 2;
  const falseCost = numFalse * missedOrFalse / 2;
  return {
    distanceM: (localizationCost + missedCost + falseCost) ** (1 / order),
    localizationCost,
    missedCost,
    falseCost,
    numMissed,
    numFalse,
  };
}

/** Where a target is, or is believed to be, in each block; null: nowhere. */
export type TrackPath = readonly (Position | null)[];

/**
 * The OSPA distance between two sets of whole tracks, OSPA(2) (Beard, Vo and
 * Vo, 2017). A track has one partner for all blocks: an estimate that changes
 * over to another target is off from then on, which no distance between the
 * places of one block can see.
 *
 * The distance between two tracks is the mean over the blocks of min(d, c)^p,
 * to the power 1/p, where one that exists alone counts c. All blocks weigh the
 * same here; Beard et al. leave out those in which neither exists.
 *
 * @param truths the paths of the targets, all of as many blocks
 * @param estimates the paths as they are believed to be, of as many blocks
 * @param settings cut-off 5 m and order 2, unless given
 * @returns the distance, from 0 to the cut-off [m]
 * @throws {RangeError} where a number or a setting breaks its rule
 * @throws {TypeError} where an argument is of the wrong kind
 */
export function trackOspaDistanceM(
  truths: readonly TrackPath[],
  estimates: readonly TrackPath[],
  settings: SetMetricSettings = SET_METRIC_SETTINGS,
): number {
  const action = "compute an OSPA distance between tracks";
  requireSettings(action, settings);
  requireArray(action, { truths, estimates });
  const paths = [...truths, ...estimates];
  requirePaths(action, paths);
  const numBlocks = paths[0]?.length ?? 0;
  const { order } = settings;
  const pathDistanceM = (a: TrackPath, b: TrackPath) => {
    let sum = 0;
    for (let block = 0; block < numBlocks; block++) {
      sum += placeCost(a[block], b[block], settings);
    }
    return (sum / numBlocks) ** (1 / order);
  };
  const costs = cutCosts(truths, estimates, settings, pathDistanceM);
  return ospaOfCosts(costs, truths.length, estimates.length, settings);
}

/** min(d, c)^p, where a place that is alone counts c^p. */
function placeCost(
  a: Position | null,
  b: Position | null,
  { cutoffM, order }: SetMetricSettings,
): number {
  if (a === null && b === null) return 0;
  if (a === null || b === null) return cutoffM ** order;
  return Math.min(separationM(a, b), cutoffM) ** order;
}

function separationM(a: Position, b: Position): number {
  return Math.hypot(a.xM - b.xM, a.yM - b.yM);
}

/** min(d, c)^p of each pair, shape [truths, estimates]. */
function cutCosts<T>(
  truths: readonly T[],
  estimates: readonly T[],
  { cutoffM, order }: SetMetricSettings,
  distanceM: (truth: T, estimate: T) => number,
): number[][] {
  return truths.map((truth) =>
    estimates.map((estimate) =>
      Math.min(distanceM(truth, estimate), cutoffM) ** order
    )
  );
}

/** The costs of the pairs of the cheapest assignment. */
function assignedCosts(
  costs: readonly (readonly number[])[],
  numTruths: number,
  numEstimates: number,
): number[] {
  if (numTruths === 0 || numEstimates === 0) return [];
  return munkres(costs).map(([row, column]) => costs[row][column]);
}

function ospaOfCosts(
  costs: readonly (readonly number[])[],
  numTruths: number,
  numEstimates: number,
  { cutoffM, order }: SetMetricSettings,
): number {
  const most = Math.max(numTruths, numEstimates);
  if (most === 0) return 0;
  const paired = assignedCosts(costs, numTruths, numEstimates);
  const alone = (most - paired.length) * cutoffM ** order;
  const total = paired.reduce((sum, cost) => sum + cost, alone);
  return (total / most) ** (1 / order);
}

function requireSettings(
  action: string,
  { cutoffM, order }: SetMetricSettings,
): void {
  requirePositive(action, { cutoffM });
  requireWithin(action, { order }, 1, MAX_ORDER);
  requirePositive(action, {
    "cutoffM to the power of order": cutoffM ** order,
  });
}

/** Beyond this order only the largest error counts, in all digits. */
const MAX_ORDER = 50;

function requirePlaces(
  action: string,
  sets: Readonly<Record<string, readonly Position[]>>,
): void {
  requireArray(action, sets);
  for (const set of Object.values(sets)) {
    for (const place of set) requirePosition(action, "each place", place);
  }
}

function requirePaths(action: string, paths: readonly TrackPath[]): void {
  for (const path of paths) {
    requireArray(action, { "each path": path });
    if (path.length === 0 || path.length !== paths[0].length) {
      const rule = "have as many blocks as the first, and at least 1";
      throw shapeError(action, "each path", rule, path.length);
    }
    for (const place of path) {
      if (place !== null) requirePosition(action, "each place", place);
    }
  }
}
