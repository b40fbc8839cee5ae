/**
 * What a pair actor sees of a link by predicted places alone, as in the paper's
 * state: how far the target is from the station, from the stations that it has
 * and from those that it could have, and in which direction.
 *
 * @module
 */

import type { Position } from "../../channel/geometry.ts";
import { kindError } from "../../core/check.ts";
import type { AssociationProblem } from "../association/problem.ts";
import { rangeTo } from "../measurement.ts";
import { STOP } from "./link_actor.ts";
import type { PartialAssociation } from "./partial_association.ts";

/** Ranges are seen relative to this [m]. */
const TYPICAL_RANGE_M = 100;
/** What stands for a station that there is not [m]. */
const FAR_M = 400;

/** Numbers that the actor without covariance sees of a link. */
export const PLACE_FEATURES = 15;
/** Numbers that its critic sees of a block. */
export const PLACE_STATE = 7;

/** The features of links by places, for the stations of a scenario. */
export class PlaceFeatures {
  readonly #stations: readonly Position[];
  #rangesM = new Float64Array(0);

  /** Takes the places of the stations. */
  constructor(stations: readonly Position[]) {
    this.#stations = stations;
  }

  /**
   * Writes a row of `PLACE_FEATURES` numbers for each link: the range, its
   * logarithm, the cosine and sine of the direction; the range of the target's
   * nearest station so far, the sine of the angle between that one and this, and
   * how many it has; the range of its nearest other station with a free chain,
   * and of the nearest other target without a station to this one; the free
   * chains of this station and of all, how many are left beyond the targets
   * without a station, and whether it is the stop.
   */
  rowsInto(
    rows: Float32Array,
    rowStride: number,
    problem: AssociationProblem,
    partial: PartialAssociation,
    links: readonly number[],
  ): void {
    const { numTargets, capacity } = problem;
    const predictedM = requirePlaces(problem);
    this.#measure(problem, predictedM);
    for (let k = 0; k < links.length; k++) {
      const at = k * rowStride;
      rows.fill(0, at, at + PLACE_FEATURES);
      rows[at + 10] = partial.numFree / partial.numChains;
      rows[at + 11] = (partial.numFree - partial.numUncovered) /
        partial.numChains;
      const link = links[k];
      if (link === STOP) {
        rows[at + 12] = 1;
        continue;
      }
      const station = Math.floor(link / numTargets);
      const target = link - station * numTargets;
      this.#describeInto(rows, at, station, target, partial, predictedM);
      rows[at + 9] = partial.freeChains[station] / capacity;
    }
  }

  #describeInto(
    rows: Float32Array,
    at: number,
    station: number,
    target: number,
    { subsets, freeChains }: PartialAssociation,
    predictedM: Float64Array,
  ): void {
    const numStations = this.#stations.length;
    const rangesM = this.#rangesM;
    const rangeM = rangesM[target * numStations + station];
    const { xM, yM } = this.#stations[station];
    const east = (predictedM[2 * target] - xM) / rangeM;
    const north = (predictedM[2 * target + 1] - yM) / rangeM;
    let ownM = FAR_M;
    let crossing = 0;
    let otherM = FAR_M;
    let count = 0;
    for (let other = 0; other < numStations; other++) {
      if (other === station) continue;
      const awayM = rangesM[target * numStations + other];
      if (((subsets[target] >> other) & 1) === 0) {
        if (freeChains[other] > 0) otherM = Math.min(otherM, awayM);
        continue;
      }
      count++;
      if (awayM > ownM) continue;
      ownM = awayM;
      const place = this.#stations[other];
      const otherEast = (predictedM[2 * target] - place.xM) / awayM;
      const otherNorth = (predictedM[2 * target + 1] - place.yM) / awayM;
      crossing = Math.abs(east * otherNorth - north * otherEast);
    }
    let rivalM = FAR_M;
    for (let rival = 0; rival < subsets.length; rival++) {
      if (rival === target || subsets[rival] !== 0) continue;
      rivalM = Math.min(rivalM, rangesM[rival * numStations + station]);
    }
    rows[at] = rangeM / TYPICAL_RANGE_M;
    rows[at + 1] = Math.log(rangeM / TYPICAL_RANGE_M);
    rows[at + 2] = Math.abs(east);
    rows[at + 3] = Math.abs(north);
    rows[at + 4] = Math.log(ownM / TYPICAL_RANGE_M);
    rows[at + 5] = crossing;
    rows[at + 6] = count / 2;
    rows[at + 7] = Math.log(otherM / TYPICAL_RANGE_M);
    rows[at + 8] = Math.log(rivalM / TYPICAL_RANGE_M);
    rows[at + 13] = subsets[target] === 0 ? 0 : 1;
    rows[at + 14] = count > 1 ? 1 : 0;
  }

  #measure({ numTargets }: AssociationProblem, predictedM: Float64Array): void {
    const numStations = this.#stations.length;
    if (this.#rangesM.length !== numTargets * numStations) {
      this.#rangesM = new Float64Array(numTargets * numStations);
    }
    for (let target = 0; target < numTargets; target++) {
      const place = {
        xM: predictedM[2 * target],
        yM: predictedM[2 * target + 1],
      };
      for (let station = 0; station < numStations; station++) {
        this.#rangesM[target * numStations + station] = rangeTo(
          this.#stations[station],
          place,
        );
      }
    }
  }

  /**
   * The state of a block for the critic of that actor, `PLACE_STATE` numbers:
   * over the targets, the mean and the largest logarithm of the range to the
   * nearest, the second and the third station; and how many targets there are.
   */
  stateInto(out: Float32Array, problem: AssociationProblem): void {
    const { numBaseStations, numTargets, capacity } = problem;
    this.#measure(problem, requirePlaces(problem));
    out.fill(0, 0, 3);
    out.fill(-Infinity, 3, 6);
    for (let target = 0; target < numTargets; target++) {
      const from = target * numBaseStations;
      const sorted = this.#rangesM.slice(from, from + numBaseStations).sort();
      for (let n = 0; n < 3; n++) {
        const rangeM = sorted[Math.min(n, numBaseStations - 1)];
        const value = Math.log(rangeM / TYPICAL_RANGE_M);
        out[n] += value / numTargets;
        out[3 + n] = Math.max(out[3 + n], value);
      }
    }
    out[6] = numTargets / (numBaseStations * capacity);
  }
}

/** The predicted places of a problem, which have to be there. */
export function requirePlaces(
  { predictedM, numTargets }: AssociationProblem,
): Float64Array {
  if (
    predictedM instanceof Float64Array && predictedM.length === 2 * numTargets
  ) return predictedM;
  const rule = `a Float64Array of ${numTargets} x 2 numbers`;
  throw kindError("describe links", "predictedM", rule, predictedM);
}
