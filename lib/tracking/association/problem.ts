/**
 * Which base stations serve which targets in a block: paper B, constraints (5c)
 * to (5e). A station serves no more targets than it has RF chains, and no
 * target is left alone. What is minimized is a sum of one cost a target, which
 * may depend on the whole set of its stations.
 *
 * A set of stations is a bitmask S: station m (from 0) is in it where bit m is
 * set, so that {0, 2} is 5.
 *
 * @module
 */

/**
 * What a station's RF chains allow. (5c) says "at most"; the paper's policy
 * always uses every chain, which is "exactly".
 */
export type CapacityRule = "at most" | "exactly";

/** Both readings of the capacity. */
export const CAPACITY_RULES: readonly CapacityRule[] = ["at most", "exactly"];

/**
 * Whether a target may be left without a station. (5d) forbids it; the mask of
 * the paper's policy does not keep to that (`CONTROLLER_MASKS`).
 */
export type CoverageRule = "required" | "not required";

/** Both readings of the coverage. */
export const COVERAGE_RULES: readonly CoverageRule[] = [
  "required",
  "not required",
];

/** The association of one block. */
export interface AssociationProblem {
  /** M, from 1 to 20. */
  readonly numBaseStations: number;
  /** N_RF, the targets that a station can serve at a time. */
  readonly capacity: number;
  /** I, the targets. */
  readonly numTargets: number;
  /**
   * [I, 2^M] row by row: at [i * 2^M + S] the cost of serving target i by the
   * set S. Infinity forbids a set; the entry of the empty set is not read.
   */
  readonly cost: Float64Array;
  /** "at most", unless given. */
  readonly capacityRule?: CapacityRule;
  /**
   * "required", unless given. Where it is not, `associationCost` lets a target
   * be without a station, at its cost of being unserved.
   */
  readonly coverageRule?: CoverageRule;
  /**
   * [I, 2] row by row: where the targets are predicted, x and y [m]. Read by
   * the controllers that see places, as the paper's state.
   */
  readonly predictedM?: Float64Array;
  /**
   * [I, M] row by row: what a link costs by itself, its length say. Read by the
   * methods whose objective is linear; Infinity forbids a link.
   */
  readonly linkCosts?: Float64Array;
  /**
   * [I]: the cost of a target that no station serves. Read by the greedy
   * method, which measures the gain of a target's first link from it; Infinity,
   * unless given.
   */
  readonly unservedCosts?: Float64Array;
}

/** Who serves whom, and what it costs. */
export interface Association {
  /** The sum of the targets' costs, taken from the last target to the first. */
  readonly totalCost: number;
  /** The stations of each target, a bitmask each. */
  readonly subsets: readonly number[];
}

/**
 * The capacity that can matter: a station serves a target once at most.
 *
 * @returns the smaller of the capacity and the number of targets
 */
export function usableCapacity(
  { capacity, numTargets }: AssociationProblem,
): number {
  return Math.min(capacity, numTargets);
}

/**
 * Whether there are chains enough for the targets and, where every chain is
 * used, targets enough for the chains. With no set forbidden, that is all that
 * it takes.
 */
export function hasEnoughChains(
  { numBaseStations, capacity, numTargets, capacityRule }: AssociationProblem,
): boolean {
  return numTargets <= numBaseStations * capacity &&
    (capacityRule !== "exactly" || capacity <= numTargets);
}
