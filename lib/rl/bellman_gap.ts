/**
 * How far the values that are right in a digital twin lie from the true ones:
 * paper A's Theorem 1 (Sec. IV-A), as it is printed and as it holds.
 *
 * An agent that learns in a twin comes to rest where the twin's own Bellman
 * operator does, at Q_twin*, however small its steps were on the way. From
 * Q_twin* - Q* = (T_twin Q_twin* - T_twin Q*) + (T_twin Q* - T_real Q*) and the
 * contraction of T_twin by rho the distance is at most delta_T / (1 - rho). Eq.
 * (41) has the largest learning rate as a further factor, which would make the
 * error of any twin as small as one likes.
 *
 * @module
 */

import { requireWithin, shapeError } from "../core/check.ts";
import {
  applyBellman,
  type FiniteMdp,
  type QTable,
  tabulateOutcomes,
  valueIteration,
} from "./value_iteration.ts";

/** What Theorem 1 says of a twin, and what is so. */
export type BellmanGap = {
  /** delta_T, the largest |(T_twin Q*)(s, a) - (T_real Q*)(s, a)|. */
  readonly deltaT: number;
  /** xi_max delta_T / (1 - rho), the bound of eq. (41). */
  readonly printedBound: number;
  /** delta_T / (1 - rho), the bound that holds. */
  readonly correctedBound: number;
  /** The largest |Q_twin*(s, a) - Q*(s, a)|. */
  readonly observedError: number;
};

/**
 * Compares a real process with its twin: both are solved exactly.
 *
 * @param real the process whose Q* is wanted
 * @param twin the process that stands in for it, with the same states and
 *   actions
 * @param discountFactor rho, in [0, 1)
 * @param maxLearningRate xi_max, in [0, 1]
 * @returns the gap, both bounds and the error
 * @throws {RangeError} where a number breaks its rule
 * @throws {TypeError} where the processes differ in their numbers of states or
 *   actions
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareProcesses, constantProcess } from "@isac/bench/learning";
 *
 * const [real, twin] = [constantProcess(0), constantProcess(1)];
 * const gap = compareProcesses(real, twin, 0.9, 0.1);
 * assert.equal(gap.printedBound.toFixed(6), "1.000000");
 * assert.equal(gap.observedError.toFixed(6), "10.000000");
 * ```
 */
export function compareProcesses(
  real: FiniteMdp,
  twin: FiniteMdp,
  discountFactor: number,
  maxLearningRate: number,
): BellmanGap {
  requireSameShape(real, twin);
  requireWithin("compare processes", { maxLearningRate }, 0, 1);
  const trueValues = valueIteration(real, discountFactor);
  const twinValues = valueIteration(twin, discountFactor);
  const [inTwin, inReal] = [twin, real].map((process) => ({
    values: applyBellman(tabulateOutcomes(process), trueValues, discountFactor),
    numActions: process.numActions,
  }));
  const deltaT = largestDifference(inTwin, inReal);
  const correctedBound = deltaT / (1 - discountFactor);
  return {
    deltaT,
    printedBound: maxLearningRate * correctedBound,
    correctedBound,
    observedError: largestDifference(twinValues, trueValues),
  };
}

/**
 * The largest difference of two tables, max over s and a of |A - B|.
 *
 * @throws {TypeError} where the tables differ in their shape
 */
export function largestDifference(a: QTable, b: QTable): number {
  if (a.values.length !== b.values.length || a.numActions !== b.numActions) {
    throw shapeError(
      "compare tables",
      "the second table",
      `be ${a.values.length / a.numActions} states x ${a.numActions} actions`,
      `${b.values.length / b.numActions} x ${b.numActions}`,
    );
  }
  return a.values.reduce(
    (largest, value, pair) =>
      Math.max(largest, Math.abs(value - b.values[pair])),
    0,
  );
}

/**
 * One state and one action that pays the same for ever, whose value is
 * reward / (1 - rho). A real process of reward r and a twin of reward r + 1 are
 * the counterexample to eq. (41): delta_T is 1, and the error 1 / (1 - rho).
 */
export function constantProcess(reward: number): FiniteMdp {
  return {
    numStates: 1,
    numActions: 1,
    outcomes: () => [
      { nextState: 0, probability: 1, reward, isTerminal: false },
    ],
  };
}

function requireSameShape(real: FiniteMdp, twin: FiniteMdp): void {
  if (
    real.numStates !== twin.numStates || real.numActions !== twin.numActions
  ) {
    throw shapeError(
      "compare processes",
      "the twin",
      `have the real ${real.numStates} states x ${real.numActions} actions`,
      `${twin.numStates} x ${twin.numActions}`,
    );
  }
}
