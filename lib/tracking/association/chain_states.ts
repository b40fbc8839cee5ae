/**
 * The states of the stations' RF chains: how many are free at each. A state is
 * one number, whose digits to the base capacity + 1 are the free chains, station
 * 0 last. State 0 has none free, the highest one all; to serve a target by a set
 * of stations lowers the state by the same amount wherever it is possible.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import { type AssociationProblem, usableCapacity } from "./problem.ts";

/** What can be looked up of each state. */
export interface ChainStates {
  /** (capacity + 1)^M; the highest state is that of all chains free. */
  readonly numStates: number;
  /** The stations with a free chain, a bitmask a state. */
  readonly freeStations: Int32Array;
  /** The free chains of all stations together, a number a state. */
  readonly numFree: Int32Array;
  /** The chains in use at the station that uses most, a number a state. */
  readonly mostUsed: Int32Array;
  /** By how much a set of stations lowers the state, a number a set. */
  readonly steps: Int32Array;
}

/** The most numbers that are held: 128 MB of them. */
const MAX_NUMBERS = 2 ** 24;
/** More shapes than this in turn are not kept: each may be large. */
const MAX_SHAPES_KEPT = 8;

const statesOfShape = new Map<string, ChainStates>();

/**
 * The states of a problem, made once for each number of stations and capacity.
 *
 * @param action what they are for, in words
 * @param problem the block
 * @throws {RangeError} where a number for each state and each number of targets
 *   left would not fit into the memory
 */
export function chainStates(
  action: string,
  problem: AssociationProblem,
): ChainStates {
  const { numBaseStations, numTargets } = problem;
  const capacity = usableCapacity(problem);
  const numNumbers = (numTargets + 1) * (capacity + 1) ** numBaseStations;
  if (!(numNumbers <= MAX_NUMBERS)) {
    const name = "(numTargets + 1) (capacity + 1)^numBaseStations";
    throw rangeError(action, name, `at most ${MAX_NUMBERS}`, numNumbers);
  }
  const shape = `${numBaseStations} stations of ${capacity}`;
  const kept = statesOfShape.get(shape);
  if (kept !== undefined) return kept;
  if (statesOfShape.size >= MAX_SHAPES_KEPT) statesOfShape.clear();
  const made = tabulateStates(numBaseStations, capacity);
  statesOfShape.set(shape, made);
  return made;
}

function tabulateStates(
  numBaseStations: number,
  capacity: number,
): ChainStates {
  const base = capacity + 1;
  const numStates = base ** numBaseStations;
  const freeStations = new Int32Array(numStates);
  const numFree = new Int32Array(numStates);
  const mostUsed = new Int32Array(numStates);
  const steps = new Int32Array(2 ** numBaseStations);
  for (let station = 0; station < numBaseStations; station++) {
    const bit = 1 << station;
    const place = base ** station;
    for (let subset = 0; subset < steps.length; subset++) {
      if ((subset & bit) !== 0) steps[subset] += place;
    }
    for (let state = 0; state < numStates; state++) {
      const free = Math.floor(state / place) % base;
      if (free > 0) freeStations[state] |= bit;
      numFree[state] += free;
      mostUsed[state] = Math.max(mostUsed[state], capacity - free);
    }
  }
  return { numStates, freeStations, numFree, mostUsed, steps };
}
