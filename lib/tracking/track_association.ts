/**
 * The association of a block as the tracks put it: a target costs the mean
 * squared error that it is expected to be left with,
 *
 *     c_i(S) = tr [(P_i^-1 + sum over m in S of P_D J_mi)^-1],
 *
 * where P_i is the covariance of its predicted place, J_mi what station m would
 * tell of it and P_D how likely that is. The paper has no such cost: it states
 * the error (eq. (5a)) and learns from it.
 *
 * @module
 */

import { rangeError } from "../core/check.ts";
import type {
  AssociationProblem,
  CapacityRule,
  CoverageRule,
} from "./association/problem.ts";
import type { LinkTable } from "./link_table.ts";
import type { PositionBelief } from "./position_belief.ts";
import type { TrackingScenario } from "./scenario.ts";

/**
 * What the cost takes for P_i.
 *
 * - `"track"`: the covariance of the target's own prediction.
 * - `"none"`: the same for all, a deviation as long as the area. It is what
 *   is left for a controller that sees predicted places alone, as the paper's
 *   state does (Sec. 3.2).
 */
export type PriorCovariance = "track" | "none";

/** Both readings. */
export const PRIOR_COVARIANCES: readonly PriorCovariance[] = ["track", "none"];

/** Room for the association of a block, and for the sums it is made of. */
export interface AssociationTable {
  /** The problem, whose numbers are those written last. */
  readonly problem: AssociationProblem & {
    /** [I, M]: the ranges [m]. */
    readonly linkCosts: Float64Array;
    /** [I]: tr P_i [m^2]. */
    readonly unservedCosts: Float64Array;
    /** [I, 2]: the predicted places [m]. */
    readonly predictedM: Float64Array;
  };
  /** The information of each set of stations, shape [2^M, 3]. */
  readonly sums: Float64Array;
}

/**
 * Room for the associations of an episode.
 *
 * @param scenario the setting
 * @param numTargets I
 * @param capacity targets a station
 * @param capacityRule at most that many, or exactly
 * @param coverageRule whether every target must have a station
 */
export function openAssociationTable(
  { baseStations }: TrackingScenario,
  numTargets: number,
  capacity: number,
  capacityRule: CapacityRule,
  coverageRule: CoverageRule = "required",
): AssociationTable {
  const numBaseStations = baseStations.length;
  const numSets = 2 ** numBaseStations;
  return {
    problem: {
      numBaseStations,
      capacity,
      numTargets,
      capacityRule,
      coverageRule,
      cost: new Float64Array(numTargets * numSets),
      linkCosts: new Float64Array(numTargets * numBaseStations),
      unservedCosts: new Float64Array(numTargets),
      predictedM: new Float64Array(2 * numTargets),
    },
    sums: new Float64Array(3 * numSets),
  };
}

/**
 * Writes the costs of a block.
 *
 * @param out where they are written
 * @param scenario the setting
 * @param links what the stations would tell
 * @param beliefs the predictions, shape [I]
 * @param prior what the cost takes for P_i
 * @throws {RangeError} where a covariance is not positive definite
 */
export function fillAssociationInto(
  { problem, sums }: AssociationTable,
  { areaLengthM }: TrackingScenario,
  links: LinkTable,
  beliefs: readonly PositionBelief[],
  prior: PriorCovariance,
): void {
  const { cost, linkCosts, unservedCosts, predictedM } = problem;
  const numSets = sums.length / 3;
  linkCosts.set(links.rangesM);
  for (let target = 0; target < links.numTargets; target++) {
    const { varianceXM2, covarianceXYM2, varianceYM2 } = beliefs[target];
    const determinant = varianceXM2 * varianceYM2 -
      covarianceXYM2 * covarianceXYM2;
    if (!(varianceXM2 > 0 && determinant > 0 && determinant < Infinity)) {
      const name = `the determinant of target ${target}'s covariance`;
      throw rangeError("cost an association", name, "positive", determinant);
    }
    unservedCosts[target] = varianceXM2 + varianceYM2;
    predictedM[2 * target] = beliefs[target].xM;
    predictedM[2 * target + 1] = beliefs[target].yM;
    const isOwn = prior === "track";
    const flat = 1 / (areaLengthM * areaLengthM);
    sums[0] = isOwn ? varianceYM2 / determinant : flat;
    sums[1] = isOwn ? -covarianceXYM2 / determinant : 0;
    sums[2] = isOwn ? varianceXM2 / determinant : flat;
    sumInformationInto(sums, links, target);
    for (let subset = 0; subset < numSets; subset++) {
      const xx = sums[3 * subset];
      const xy = sums[3 * subset + 1];
      const yy = sums[3 * subset + 2];
      cost[target * numSets + subset] = (xx + yy) / (xx * yy - xy * xy);
    }
  }
}

/** From the empty set's information to every set's: one station more each. */
function sumInformationInto(
  sums: Float64Array,
  { numBaseStations, xx, xy, yy }: LinkTable,
  target: number,
): void {
  for (let station = 0; station < numBaseStations; station++) {
    const bit = 1 << station;
    const link = target * numBaseStations + station;
    for (let subset = 0; subset < bit; subset++) {
      const from = 3 * subset;
      const to = from + 3 * bit;
      sums[to] = sums[from] + xx[link];
      sums[to + 1] = sums[from + 1] + xy[link];
      sums[to + 2] = sums[from + 2] + yy[link];
    }
  }
}
