/**
 * The claims of paper B on associations: what constrains them, how hard they
 * are to find, and what it is worth to adapt them.
 *
 * @module
 */

import {
  associationMap,
  SHOWN_BLOCK,
} from "../experiments/track_fig03_association.ts";
import type { Claim } from "./claim.ts";
import { computed, ratio, stored } from "./statistic.ts";
import {
  cappedRmseOf,
  EXACT,
  gapOf,
  numAssociations,
  numHeldBySearch,
  numSumsOfExact,
  PAPER_TARGETS,
  readingOverReference,
  uncoveredShare,
} from "./track_rows.ts";

const constraintsHold: Claim = {
  id: "track_sec3_constraints",
  source: "B, abstract, Sec. 3.2",
  says: "the masked policy strictly satisfies the association constraints",
  kind: "statement",
  reading: "The mask takes out full stations and links that exist, and all " +
    "M N_RF chains are used. Share of the associations so reached that leave a " +
    "target without a station, which (5d) forbids: by counting, and just what " +
    "a policy with equal scores does. (5c) and (5e) hold as they are built in.",
  predictions: [...PAPER_TARGETS].reverse().map((numTargets) => ({
    measures: `share that breaks (5d), ${numTargets} targets`,
    statistic: computed(() => uncoveredShare(numTargets)),
    expected: { within: [0, 0] },
  })),
  because: {
    "false as stated": "nothing in the mask keeps a chain for a target that " +
      "has none yet; where as many chains are left as such targets, only " +
      "these may be picked",
  },
};

const outOfMemory: Claim = {
  id: "track_tab1_out_of_memory",
  source: "B, Table 1, footnote 1",
  says: "eight targets are too many for exhaustive search: no memory",
  kind: "statement",
  reading:
    "A search needs memory for all associations only if it lists them. " +
    "Numbers that are held at a time by the one that forms and sums them one " +
    "after the other; too many is as many as there are associations. A test " +
    "runs it, with eight targets, in a heap of 32 MB.",
  predictions: [{
    measures: "numbers held at a time, 8 targets",
    statistic: computed(() => numHeldBySearch(8)),
    expected: { above: numAssociations(8) },
  }],
  because: {
    "false as stated":
      "the search of 160 million associations holds the best " +
      "so far and a few thousand numbers, and takes seconds a block; dynamic " +
      "programming gives the same in less than a millisecond (notebook 23)",
  },
};

/** What a computer adds up in about a second. */
const SUMS_A_SECOND = 1e9;

const notInOneStep: Claim = {
  id: "track_sec3_single_step",
  source: "B, Sec. 3.2",
  says: "a feasible association can't be generated in a single step",
  kind: "statement",
  reading: "Not even the best one needs a sequence of decisions. Sums of " +
    "dynamic programming for a block at most, for a cost that adds up over " +
    "targets; intractable is more than a second's, 1e9.",
  predictions: [8, 12].map((numTargets) => ({
    measures: `sums a block, ${numTargets} targets`,
    statistic: computed(() => numSumsOfExact(numTargets)),
    expected: { above: SUMS_A_SECOND },
  })),
  because: {
    "false as stated":
      "the sums grow with the number of targets and not with that of " +
      "associations; a random feasible association is drawn as directly",
  },
};

/** What plain methods find, by their names in Table 1. */
const PLAIN_METHODS: readonly (readonly [string, string])[] = [
  ["EKF + single gains (LP)", "single gains by linear programme"],
  ["EKF + shortest links (LP)", "shortest links by linear programme"],
  ["EKF + greedy", "greedy"],
];

const conventionalFails: Claim = {
  id: "track_sec22_conventional",
  source: "B, Sec. 2.2",
  says: "conventional optimization hardly finds the optimum",
  kind: "finding",
  reading:
    "Of one block, whose optimum is known. Expected squared error over " +
    "the least one, on the tables that exact association comes by; hardly is " +
    "at least 5 % above it.",
  predictions: PLAIN_METHODS.flatMap(([method, name]) =>
    PAPER_TARGETS.map((numTargets) => ({
      measures: `cost over the least, ${name}, ${numTargets} targets`,
      statistic: gapOf(method, numTargets, ({ costRatio }) => costRatio),
      expected: { above: 1.05 },
    }))
  ),
  because: {
    "reproduced in part": "linear programmes, which see each link alone, are " +
      "off; greedy, which sees what a target has already, is within 5 %",
  },
};

/** The methods of Table 1 that keep to the stations' capacity. */
const OTHER_METHODS = [
  "Benchmark I",
  "Benchmark I, tuned",
  "EKF + greedy",
  "EKF + single gains (LP)",
  "EKF + nearest station",
  "EKF + random",
];

const exhaustiveIsBest: Claim = {
  id: "track_tab1_exhaustive_best",
  source: "B, Table 1",
  says: "exhaustive search of the association has the least error",
  kind: "finding",
  reading: "RMSE of the methods that do not learn over that of exact " +
    "association with the extended Kalman filter, on the same episodes; errors " +
    "count 5 m at most, as else a few lost tracks decide (ERRATA, B15). Least " +
    "is at least 1 % below each.",
  predictions: OTHER_METHODS.flatMap((method) =>
    [4, 6].map((numTargets) => ({
      measures: `capped RMSE of ${method} over exact, ${numTargets} targets`,
      statistic: ratio(
        cappedRmseOf(method, numTargets),
        cappedRmseOf(EXACT, numTargets),
      ),
      expected: { above: 1.01 },
    }))
  ),
  because: {
    "reproduced in part": "greedy association, a few comparisons a block, is " +
      "within a per cent or two of the exhaustive search",
  },
};

/** The share of the links of block 1 that are not in the block of Fig. 3. */
function renewedShare(subsets: readonly (readonly number[])[]): number {
  const count = (set: number) => set.toString(2).replaceAll("0", "").length;
  let numLinks = 0;
  let numGone = 0;
  for (const blocks of subsets) {
    numLinks += count(blocks[0]);
    numGone += count(blocks[0] & ~blocks[SHOWN_BLOCK - 1]);
  }
  return numGone / numLinks;
}

const associationsAdapt: Claim = {
  id: "track_fig03_adaptive",
  source: "B, abstract, Fig. 3",
  says: "associations that follow the targets reduce the error significantly",
  kind: "finding",
  reading: "With exact association in the place of the learned one. RMSE " +
    "where the association of block 1 is kept, over that where it is renewed " +
    "each block, with errors of 5 m at most; significantly is a tenth. And the " +
    "share of the links of " +
    `block 1 that block ${SHOWN_BLOCK}, which the paper shows, has no more; ` +
    "they follow where that is above a fifth.",
  predictions: [
    ...[6, 4, 8].map((numTargets) => ({
      measures: `capped RMSE, kept over renewed, ${numTargets} targets`,
      statistic: readingOverReference(
        "association: that of block 1",
        numTargets,
      ),
      expected: { above: 1.1 },
    })),
    {
      measures: `links of block 1 that block ${SHOWN_BLOCK} has no more`,
      statistic: stored(
        associationMap,
        { numTargets: 6 },
        ({ subsets }) => renewedShare(subsets),
      ),
      expected: { above: 0.2 },
    },
  ],
  because: {
    "reproduced": "with an association that is kept, tracks are lost; that " +
      "it must follow the targets is the problem's doing, and takes no learning",
  },
};

/** The claims on associations. */
export const TRACK_ASSOCIATION_CLAIMS: readonly Claim[] = [
  conventionalFails,
  notInOneStep,
  constraintsHold,
  associationsAdapt,
  exhaustiveIsBest,
  outOfMemory,
];
