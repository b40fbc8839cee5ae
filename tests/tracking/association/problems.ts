/**
 * Random problems for the tests of association, and the dullest way to solve
 * one: all 2^(M I) matrices, each held against the constraints as printed.
 */

import fc from "fast-check";
import { range } from "../../../lib/core/range.ts";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  type Association,
  type AssociationProblem,
  CAPACITY_RULES,
} from "../../../lib/tracking/mod.ts";

/** Small whole costs, so that sums are exact and ties are frequent. */
const WHOLE_COST = fc.integer({ min: -4, max: 4 });
/** A cost that forbids its set, now and then. */
const FORBIDDEN = fc.constant(Infinity);

/** Any whole numbers: at most 12 links, feasible or not, with forbidden sets. */
export const smallProblems: fc.Arbitrary<AssociationProblem> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom("at most" as const, "exactly" as const),
    fc.boolean(),
  )
  .filter(([numBaseStations, , numTargets]) =>
    numBaseStations * numTargets <= 12
  )
  .chain(([numBaseStations, capacity, numTargets, capacityRule, forbids]) => {
    const length = numTargets * 2 ** numBaseStations;
    const entry = forbids
      ? fc.oneof({ weight: 3, arbitrary: WHOLE_COST }, FORBIDDEN)
      : WHOLE_COST;
    return fc.array(entry, { minLength: length, maxLength: length })
      .map((costs) => ({
        numBaseStations,
        capacity,
        numTargets,
        capacityRule,
        cost: Float64Array.from(costs),
      }));
  });

/** The paper's six stations with two chains each, and costs from a seed. */
export function paperProblem(
  numTargets: number,
  seed: number,
  changes: Partial<AssociationProblem> = {},
): AssociationProblem {
  const rng = openStream(seed, "costs");
  const numBaseStations = changes.numBaseStations ?? 6;
  const costs = (length: number) =>
    Float64Array.from({ length }, () => rng.uniform());
  return {
    numBaseStations,
    capacity: 2,
    numTargets,
    cost: costs(numTargets * 2 ** numBaseStations),
    linkCosts: costs(numTargets * numBaseStations),
    unservedCosts: costs(numTargets).map((cost) => 1 + cost),
    ...changes,
  };
}

/** The paper's stations, one to twelve targets, feasible under either rule. */
export const paperProblems = fc.tuple(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 0, max: 1e6 }),
  fc.constantFrom(...CAPACITY_RULES),
).filter(([numTargets, , rule]) => rule === "at most" || numTargets >= 2)
  .map(([numTargets, seed, capacityRule]) =>
    paperProblem(numTargets, seed, { capacityRule })
  );

/** The best of all matrices and the number of the feasible ones. */
export interface NaiveSolution {
  readonly numFeasible: number;
  /** None where nothing is feasible. */
  readonly best?: Association;
}

/** Solves a problem by trying every matrix of zeros and ones. */
export function solveNaively(problem: AssociationProblem): NaiveSolution {
  const { numBaseStations, numTargets, cost } = problem;
  const numSets = 2 ** numBaseStations;
  let numFeasible = 0;
  let best: Association | undefined;
  // Ascending, with the first target's stations as the highest digits: of equal
  // costs the first one found is the smallest.
  for (let matrix = 0; matrix < numSets ** numTargets; matrix++) {
    const subsets = range(0, numTargets).map((target) =>
      Math.floor(matrix / numSets ** (numTargets - 1 - target)) % numSets
    );
    const totalCost = subsets.reduceRight(
      (sum, subset, target) => cost[target * numSets + subset] + sum,
      0,
    );
    if (!isFeasible(problem, subsets) || totalCost === Infinity) continue;
    numFeasible++;
    if (best === undefined || totalCost < best.totalCost) {
      best = { totalCost, subsets };
    }
  }
  return best === undefined ? { numFeasible } : { numFeasible, best };
}

/** Whether every target is served, and no station serves too many or too few. */
export function isFeasible(
  { numBaseStations, capacity, capacityRule }: AssociationProblem,
  subsets: readonly number[],
): boolean {
  return subsets.every((subset) => subset > 0) &&
    range(0, numBaseStations).every((station) => {
      const numServed = subsets.filter((subset) =>
        Math.floor(subset / 2 ** station) % 2 === 1
      )
        .length;
      return capacityRule === "exactly"
        ? numServed === capacity
        : numServed <= capacity;
    });
}
