/**
 * Times the closed loop: 60 episodes of 100 blocks with the extended Kalman
 * filter, in closed form, for several associations and numbers of targets.
 *
 *     deno run bench/tracking_bench.ts
 *
 * Beside it runs a reference loop, a hundred million additions of which each
 * needs the one before. It takes turns with what is timed, and a ratio is taken
 * within a turn: other work on the machine then slows both of its sides, and
 * the ratio says more about another machine than the seconds do.
 *
 * @module
 */

import { openStream } from "../lib/core/random_stream.ts";
import { range } from "../lib/core/range.ts";
import { formatTable } from "../lib/core/text.ts";
import {
  type AssociationMethod,
  exactAssociation,
  greedyMarginalGain,
  headingFilter,
  runClosedLoop,
  trackingScenario,
} from "../lib/tracking/mod.ts";

const NUM_TURNS = 9;
const NUM_EPISODES = 60;
const NUM_ADDITIONS = 1e8;
const scenario = trackingScenario();
const filter = headingFilter(scenario);

let sink = 0;

/** What is timed: gives its seconds. */
interface Contender {
  readonly name: string;
  readonly time: () => number;
}

function closedLoop(
  association: AssociationMethod,
  numTargets: number,
): Contender {
  return {
    name: `${association.name}, ${numTargets} targets`,
    time: () =>
      seconds(() => {
        for (const episode of range(0, NUM_EPISODES)) {
          const open = (label: string) => openStream(episode, label);
          const tracker = { scenario, filter, association };
          sink += runClosedLoop(tracker, numTargets, open).estimatesM[0];
        }
      }),
  };
}

const reference: Contender = {
  name: `reference: ${NUM_ADDITIONS.toExponential()} additions`,
  time: () =>
    seconds(() => {
      let sum = 0;
      for (let i = 0; i < NUM_ADDITIONS; i++) sum += 0.1;
      sink += sum;
    }),
};

function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

function quantiles(values: readonly number[]): string[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0, 1].map((share) =>
    sorted[Math.round(share * (sorted.length - 1))].toPrecision(3)
  );
}

const contenders = [
  reference,
  ...[4, 6, 8].map((numTargets) => closedLoop(exactAssociation, numTargets)),
  closedLoop(greedyMarginalGain, 8),
];
for (const { time } of contenders) time();
const turns = range(0, NUM_TURNS).map(() =>
  contenders.map(({ time }) => time())
);
const header = ["s", "median", "least", "most", "ratio", "least", "most"];
console.log(formatTable(
  header,
  contenders.map(({ name }, i) => [
    name,
    ...quantiles(turns.map((times) => times[i])),
    ...quantiles(turns.map((times) => times[i] / times[0])),
  ]),
  header.map((_, i) => i > 0),
));
if (!Number.isFinite(sink)) throw new Error("an estimate is not finite");
