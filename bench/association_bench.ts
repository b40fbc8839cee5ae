/**
 * Times the association of I targets to six base stations of two chains each:
 * the exact one, and the brute force that sums all 159,788,160 associations of
 * eight targets.
 *
 *     deno run bench/association_bench.ts
 *
 * Beside them runs a reference loop, additions of which each needs the one
 * before: ten million, or a billion beside the brute force. It takes turns with
 * what is timed, and a ratio is taken within a turn: other work on the machine
 * then slows both of its sides, and the ratio says more about another machine
 * than the milliseconds do.
 *
 * @module
 */

import { openStream } from "../lib/core/random_stream.ts";
import { range } from "../lib/core/range.ts";
import { formatTable } from "../lib/core/text.ts";
import {
  type AssociationProblem,
  enumerateAssociations,
  solveAssociation,
} from "../lib/tracking/mod.ts";

const NUM_TARGETS = [4, 6, 8, 10, 12];
const NUM_TURNS = 40;
const NUM_PROBLEMS = 30;
const NUM_WARM_UPS = 20;
const NUM_BRUTE_TURNS = 9;

let sink = 0;

/** What is timed: gives the milliseconds of one of its kind. */
interface Contender {
  readonly name: string;
  readonly time: () => number;
}

const bruteForce: Contender = {
  name: "brute force, 8 targets",
  time: () => {
    const problem = sampleProblem(8, 1);
    return milliseconds(() => {
      sink += enumerateAssociations(problem).totalCost;
    });
  },
};

if (import.meta.main) {
  const exact = [reference(1e7), ...NUM_TARGETS.map(exactContender)];
  const brute = [reference(1e9), bruteForce];
  for (let i = 0; i < NUM_WARM_UPS; i++) exact.forEach(({ time }) => time());
  const header = ["ms", "median", "5 %", "95 %", "ratio", "5 %", "95 %"];
  const rows = [
    ...timeInTurns(exact, NUM_TURNS),
    ...timeInTurns(brute, NUM_BRUTE_TURNS),
  ];
  console.log(formatTable(header, rows, header.map((_, i) => i > 0)));
  if (Number.isNaN(sink)) throw new Error("a cost was not a number");
}

/** Additions of which each needs the one before. */
function reference(numAdditions: number): Contender {
  return {
    name: `reference: ${numAdditions.toExponential()} additions`,
    time: () =>
      milliseconds(() => {
        let sum = 0;
        for (let i = 0; i < numAdditions; i++) sum += 0.1;
        sink += sum;
      }),
  };
}

/** The mean of a number of blocks, one after the other. */
function exactContender(numTargets: number): Contender {
  const problems = range(0, NUM_PROBLEMS)
    .map((seed) => sampleProblem(numTargets, seed));
  return {
    name: `exact, ${numTargets} targets`,
    time: () =>
      milliseconds(() => {
        for (const problem of problems) {
          sink += solveAssociation(problem).totalCost;
        }
      }) / NUM_PROBLEMS,
  };
}

function sampleProblem(numTargets: number, seed: number): AssociationProblem {
  const rng = openStream(seed, "costs");
  const length = numTargets * 2 ** 6;
  const cost = Float64Array.from({ length }, () => rng.uniform());
  return { numBaseStations: 6, capacity: 2, numTargets, cost };
}

function milliseconds(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** A row for each contender; its ratio is to the first one of the same turn. */
function timeInTurns(contenders: readonly Contender[], numTurns: number) {
  const turns = range(0, numTurns)
    .map(() => contenders.map(({ time }) => time()));
  return contenders.map(({ name }, i) => [
    name,
    ...quantiles(turns.map((times) => times[i])),
    ...quantiles(turns.map((times) => times[i] / times[0])),
  ]);
}

function quantiles(values: readonly number[]): string[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.05, 0.95].map((share) => {
    const value = sorted[Math.round(share * (sorted.length - 1))];
    return value < 100 ? value.toPrecision(3) : value.toFixed(0);
  });
}
