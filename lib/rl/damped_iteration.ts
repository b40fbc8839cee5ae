/**
 * Value iteration in small steps, as paper A's Theorem 1 has it (eq. (42)):
 * Q_{e+1} = (1 - xi_e) Q_e + xi_e T Q_e. Where the learning rates xi_e sum to
 * infinity it ends at the fixed point of T; where their sum is finite it stops
 * on the way there.
 *
 * @module
 */

import {
  rangeError,
  requireInteger,
  requirePositive,
  requireProbability,
  requireWithin,
  shapeError,
} from "../core/check.ts";
import { largestDifference } from "./bellman_gap.ts";
import {
  applyBellman,
  type FiniteMdp,
  type QTable,
  tabulateOutcomes,
} from "./value_iteration.ts";

/** The most iterations of a run. */
const MAX_ITERATIONS = 10_000_000;

/** What is iterated, and against what it is held. */
export interface DampedIteration {
  /** The process whose Bellman operator is applied: the twin. */
  readonly process: FiniteMdp;
  /** Where it begins, Q_1. */
  readonly start: QTable;
  /** What the errors are taken from: the true Q*. */
  readonly reference: QTable;
  /** rho, in [0, 1). */
  readonly discountFactor: number;
  /** xi_1, xi_2, ..., each in [0, 1]; as many iterations as there are. */
  readonly learningRates: Float64Array;
}

/**
 * Iterates, and tells how far each table lies from the reference.
 *
 * @param iteration what is iterated
 * @returns max |Q_e - Q*| for e = 1, 2, ..., shape [numIterations + 1]: the
 *   first is that of the start
 * @throws {RangeError} where a number breaks its rule
 * @throws {TypeError} where a table does not fit the process
 */
export function iterateDamped(
  { process, start, reference, discountFactor, learningRates }: DampedIteration,
): Float64Array {
  const action = "iterate values in small steps";
  if (!(discountFactor >= 0 && discountFactor < 1)) {
    throw rangeError(action, "discountFactor", "in [0, 1)", discountFactor);
  }
  const numIterations = learningRates.length;
  requireInteger(action, { numIterations }, 0, MAX_ITERATIONS);
  for (const rate of learningRates) {
    if (!(rate >= 0 && rate <= 1)) {
      throw rangeError(action, "each learning rate", "from 0 to 1", rate);
    }
  }
  const outcomes = tabulateOutcomes(process);
  const { numActions } = process;
  requireShape(
    action,
    { start, reference },
    outcomes.first.length - 1,
    numActions,
  );
  const values = Float64Array.from(start.values);
  const table = { values, numActions };
  const errors = new Float64Array(numIterations + 1);
  errors[0] = largestDifference(table, reference);
  for (let e = 0; e < numIterations; e++) {
    const target = applyBellman(outcomes, table, discountFactor);
    for (let pair = 0; pair < values.length; pair++) {
      values[pair] += learningRates[e] * (target[pair] - values[pair]);
    }
    errors[e + 1] = largestDifference(table, reference);
  }
  return errors;
}

/**
 * Learning rates xi_e = first / e^power. With a power above 1/2 and up to 1
 * they meet the conditions of Theorem 1: their sum is infinite, that of their
 * squares is not, and the largest is the first.
 *
 * @param first xi_1, in (0, 1]
 * @param power the power, positive
 * @param count how many
 * @returns xi_1, xi_2, ..., shape [count]
 * @throws {RangeError} where a number breaks its rule
 */
export function polynomialRates(
  first: number,
  power: number,
  count: number,
): Float64Array {
  const action = "make learning rates";
  requireWithin(action, { first }, Number.MIN_VALUE, 1);
  requirePositive(action, { power });
  requireInteger(action, { count }, 1, MAX_ITERATIONS);
  return Float64Array.from(
    { length: count },
    (_, e) => first / (e + 1) ** power,
  );
}

/**
 * Learning rates xi_e = base decay^e, as Table I has them. They sum to
 * base decay / (1 - decay), so they break the condition of Theorem 1 that
 * their sum be infinite.
 *
 * @param base the factor before the power, in (0, 1]
 * @param decay the factor from one to the next, strictly between 0 and 1
 * @param count how many
 * @returns xi_1, xi_2, ..., shape [count]
 * @throws {RangeError} where a number breaks its rule
 */
export function geometricRates(
  base: number,
  decay: number,
  count: number,
): Float64Array {
  const action = "make learning rates";
  requireWithin(action, { base }, Number.MIN_VALUE, 1);
  requireProbability(action, { decay });
  requireInteger(action, { count }, 1, MAX_ITERATIONS);
  const rates = new Float64Array(count);
  let rate = base;
  for (let e = 0; e < count; e++) {
    rate *= decay;
    rates[e] = rate;
  }
  return rates;
}

function requireShape(
  action: string,
  tables: Readonly<Record<string, QTable>>,
  numPairs: number,
  numActions: number,
): void {
  for (const name in tables) {
    const { values, numActions: columns } = tables[name];
    if (values.length !== numPairs || columns !== numActions) {
      throw shapeError(
        action,
        name,
        `be ${numPairs / numActions} states x ${numActions} actions`,
        `${values.length / columns} x ${columns}`,
      );
    }
  }
}
