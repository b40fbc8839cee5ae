/**
 * What the pair actor sees of a link: what it would gain, by the track's
 * covariance, and what else the chain could do.
 *
 * @module
 */

import { kindError } from "../../core/check.ts";
import type { AssociationProblem } from "../association/problem.ts";
import { countLinks } from "./association_agreement.ts";
import { STOP } from "./link_actor.ts";
import type { PartialAssociation } from "./partial_association.ts";

/** Squared errors are seen as their logarithm relative to this [m^2]. */
const TYPICAL_VARIANCE_M2 = 0.06;
/** A gain below this is as good as none [m^2]. */
const LEAST_GAIN_M2 = 1e-6;
/** Ranges are seen relative to this [m]. */
const TYPICAL_RANGE_M = 100;

/** Numbers that the actor with covariance sees of a link. */
export const COVARIANCE_FEATURES = 14;
/** Numbers that its critic sees of a block. */
export const COVARIANCE_STATE = 7;

/** The features of links by what they gain, for one block after another. */
export class CovarianceFeatures {
  #gains = new Float64Array(0);
  #bestOfTarget = new Float64Array(0);
  #secondOfTarget = new Float64Array(0);
  #bestOfStation = new Float64Array(0);
  #secondOfStation = new Float64Array(0);

  /**
   * Writes a row of `COVARIANCE_FEATURES` numbers for each link: the logarithms
   * of what the target is expected to be left with now, with the link, of their
   * ratio and of the gain, and of the largest gain of another target at this
   * station, of another station at this target and of all; whether the target
   * has a station, and how many; the free chains of this station and of all,
   * and how many of these are left beyond the targets without a station; the
   * range; whether it is the stop.
   */
  rowsInto(
    rows: Float32Array,
    rowStride: number,
    problem: AssociationProblem,
    partial: PartialAssociation,
    links: readonly number[],
  ): void {
    const { numBaseStations, numTargets, cost, capacity } = problem;
    const { unservedCosts, linkCosts } = requireTables(problem);
    const numSets = 2 ** numBaseStations;
    const largest = this.#gather(problem, partial, links);
    const logLargest = logGain(largest);
    for (let k = 0; k < links.length; k++) {
      const at = k * rowStride;
      rows.fill(0, at, at + COVARIANCE_FEATURES);
      rows[at + 6] = logLargest;
      rows[at + 10] = partial.numFree / partial.numChains;
      rows[at + 11] = (partial.numFree - partial.numUncovered) /
        partial.numChains;
      const link = links[k];
      if (link === STOP) {
        rows[at + 13] = 1;
        continue;
      }
      const station = Math.floor(link / numTargets);
      const target = link - station * numTargets;
      const subset = partial.subsets[target];
      const before = subset === 0
        ? unservedCosts[target]
        : cost[target * numSets + subset];
      const after = cost[target * numSets + (subset | (1 << station))];
      const gain = this.#gains[k];
      rows[at] = logVariance(before);
      rows[at + 1] = logVariance(after);
      rows[at + 2] = Math.log(before / after);
      rows[at + 3] = logGain(gain);
      rows[at + 4] = logGain(
        gain === this.#bestOfStation[station]
          ? this.#secondOfStation[station]
          : this.#bestOfStation[station],
      );
      rows[at + 5] = logGain(
        gain === this.#bestOfTarget[target]
          ? this.#secondOfTarget[target]
          : this.#bestOfTarget[target],
      );
      rows[at + 7] = subset === 0 ? 0 : 1;
      rows[at + 8] = countLinks(subset) / 2;
      rows[at + 9] = partial.freeChains[station] / capacity;
      rows[at + 12] = linkCosts[target * numBaseStations + station] /
        TYPICAL_RANGE_M;
    }
  }

  /** The gain of each link, and the two largest of each station and target. */
  #gather(
    { numBaseStations, numTargets, cost, unservedCosts }: AssociationProblem,
    { subsets }: PartialAssociation,
    links: readonly number[],
  ): number {
    const numSets = 2 ** numBaseStations;
    if (
      this.#bestOfTarget.length !== numTargets ||
      this.#bestOfStation.length !== numBaseStations
    ) {
      // A number for every link, and for the stop.
      this.#gains = new Float64Array(numBaseStations * numTargets + 1);
      this.#bestOfTarget = new Float64Array(numTargets);
      this.#secondOfTarget = new Float64Array(numTargets);
      this.#bestOfStation = new Float64Array(numBaseStations);
      this.#secondOfStation = new Float64Array(numBaseStations);
    }
    this.#bestOfTarget.fill(0);
    this.#secondOfTarget.fill(0);
    this.#bestOfStation.fill(0);
    this.#secondOfStation.fill(0);
    let largest = 0;
    for (let k = 0; k < links.length; k++) {
      if (links[k] === STOP) continue;
      const station = Math.floor(links[k] / numTargets);
      const target = links[k] - station * numTargets;
      const subset = subsets[target];
      const before = subset === 0
        ? unservedCosts![target]
        : cost[target * numSets + subset];
      const gain = before - cost[target * numSets + (subset | (1 << station))];
      this.#gains[k] = gain;
      if (gain > largest) largest = gain;
      keepTwo(this.#bestOfTarget, this.#secondOfTarget, target, gain);
      keepTwo(this.#bestOfStation, this.#secondOfStation, station, gain);
    }
    return largest;
  }
}

function keepTwo(
  best: Float64Array,
  second: Float64Array,
  at: number,
  gain: number,
): void {
  if (gain > best[at]) {
    second[at] = best[at];
    best[at] = gain;
  } else if (gain > second[at]) second[at] = gain;
}

/**
 * The state of a block for the critic of that actor, `COVARIANCE_STATE` numbers:
 * over the targets, the mean and the largest logarithm of what each is expected
 * to be left with by none, by its best and by all stations; and how many targets
 * there are.
 */
export function covarianceStateInto(
  out: Float32Array,
  problem: AssociationProblem,
): void {
  const { numBaseStations, numTargets, cost, capacity } = problem;
  const { unservedCosts } = requireTables(problem);
  const numSets = 2 ** numBaseStations;
  out.fill(0, 0, 6);
  out[3] = out[4] = out[5] = -Infinity;
  for (let target = 0; target < numTargets; target++) {
    const row = target * numSets;
    let least = Infinity;
    for (let station = 0; station < numBaseStations; station++) {
      least = Math.min(least, cost[row + (1 << station)]);
    }
    const left = [unservedCosts[target], least, cost[row + numSets - 1]];
    for (let n = 0; n < 3; n++) {
      const value = logVariance(left[n]);
      out[n] += value / numTargets;
      out[3 + n] = Math.max(out[3 + n], value);
    }
  }
  out[6] = numTargets / (numBaseStations * capacity);
}

/** Throws unless the problem has what the features are made of. */
function requireTables(
  { unservedCosts, linkCosts }: AssociationProblem,
): { unservedCosts: Float64Array; linkCosts: Float64Array } {
  const action = "describe links";
  if (!(unservedCosts instanceof Float64Array)) {
    const rule = "a Float64Array";
    throw kindError(action, "unservedCosts", rule, unservedCosts);
  }
  if (!(linkCosts instanceof Float64Array)) {
    throw kindError(action, "linkCosts", "a Float64Array", linkCosts);
  }
  return { unservedCosts, linkCosts };
}

function logVariance(varianceM2: number): number {
  return Math.log(varianceM2 / TYPICAL_VARIANCE_M2);
}

function logGain(gainM2: number): number {
  return Math.log(Math.max(gainM2, LEAST_GAIN_M2) / TYPICAL_VARIANCE_M2) / 3;
}
