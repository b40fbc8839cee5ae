/**
 * An association while it is built, link by link, and which links may come next
 * (paper B, Sec. 3.2).
 *
 * @module
 */

import {
  type AssociationProblem,
  usableCapacity,
} from "../association/problem.ts";

/** Which links are masked out; the paper's reading first. */
export const CONTROLLER_MASKS = ["paper", "look-ahead"] as const;

/**
 * Which links are masked out.
 *
 * - `"paper"`: those of full stations, and those that exist. Nothing keeps a
 *   target from being left without a station, against (5d).
 * - `"look-ahead"`: beside these, where the free chains are as many as the
 *   targets without a station, all links of the other targets.
 *
 * The look-ahead is enough for any number of targets up to the number of
 * chains. A target without a station may take any free chain, as it has no link
 * that could exist already; so the targets without one can all be served
 * exactly where they are at most as many as the free chains. A link lowers the
 * free chains by one. It breaks that only where both numbers are equal and the
 * link goes to a target that has a station, and then it is masked out.
 *
 * With either mask a link is left until every chain is in use, where there are
 * as many targets as a station has chains: a station with a free chain has
 * links to fewer targets than there are. With fewer targets a station uses no
 * more chains than there are targets (`usableCapacity`).
 */
export type ControllerMask = (typeof CONTROLLER_MASKS)[number];

/** An association of which some links are chosen. */
export class PartialAssociation {
  /** The stations of each target so far, a bitmask each. */
  subsets: Int32Array = new Int32Array(0);
  /** The free chains of each station, v_m. */
  freeChains: Int32Array = new Int32Array(0);
  /** The free chains of all stations together. */
  numFree = 0;
  /** The targets without a station. */
  numUncovered = 0;
  /** The chains of all stations together, J. */
  numChains = 0;

  /** Begins anew, with all chains free. */
  begin(problem: AssociationProblem): void {
    const { numBaseStations, numTargets } = problem;
    if (this.subsets.length !== numTargets) {
      this.subsets = new Int32Array(numTargets);
    }
    if (this.freeChains.length !== numBaseStations) {
      this.freeChains = new Int32Array(numBaseStations);
    }
    this.subsets.fill(0);
    const capacity = usableCapacity(problem);
    this.freeChains.fill(capacity);
    this.numChains = numBaseStations * capacity;
    this.numFree = this.numChains;
    this.numUncovered = numTargets;
  }

  /** Whether a link may come next. */
  isOpen(station: number, target: number, mask: ControllerMask): boolean {
    const subset = this.subsets[target];
    if (this.freeChains[station] === 0 || ((subset >> station) & 1) === 1) {
      return false;
    }
    return mask === "paper" || subset === 0 ||
      this.numFree > this.numUncovered;
  }

  /**
   * Whether to stop is permitted: by the look-ahead only where every target has
   * a station, and never where every chain must be in use.
   */
  mayStop(problem: AssociationProblem, mask: ControllerMask): boolean {
    return problem.capacityRule !== "exactly" &&
      (mask === "paper" || this.numUncovered === 0);
  }

  /** Adds a link. */
  add(station: number, target: number): void {
    if (this.subsets[target] === 0) this.numUncovered--;
    this.subsets[target] |= 1 << station;
    this.freeChains[station]--;
    this.numFree--;
  }
}
