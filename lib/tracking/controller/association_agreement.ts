/**
 * What a policy does, beside what its tracks are worth: how many of its links
 * are those of the best association of the same block, what it costs beyond
 * that, and how often it leaves a target without a station.
 *
 * @module
 */

import { rangeError } from "../../core/check.ts";
import { associationCost } from "../association/association_cost.ts";
import { solveAssociation } from "../association/exact.ts";
import type { TrackedBlock } from "../closed_loop.ts";

/** How a policy's associations compare with the best ones. */
export type AssociationAgreement = {
  /** The share of its links that the best association has too. */
  readonly sharedLinks: number;
  /** The share of blocks in which it is the best one, to a part in 1e9. */
  readonly optimalShare: number;
  /** Its expected squared error over that of the best one, all blocks. */
  readonly costRatio: number;
  /** The median over blocks of that ratio. */
  readonly medianCostRatio: number;
  /** How many links it has in a block. */
  readonly linksPerBlock: number;
  /** The share of blocks that leave a target without a station, against (5d). */
  readonly uncoveredShare: number;
};

/** The sums over blocks. */
export class AgreementTally {
  readonly #ratios: number[] = [];
  #numLinks = 0;
  #numShared = 0;
  #numUncovered = 0;
  #numOptimal = 0;
  #cost = 0;
  #leastCost = 0;

  /** Counts a block; told by the closed loop. */
  count({ problem, subsets }: TrackedBlock): void {
    const best = solveAssociation(problem);
    const cost = associationCost(problem, subsets);
    this.#cost += cost;
    this.#leastCost += best.totalCost;
    this.#ratios.push(cost / best.totalCost);
    if (cost <= best.totalCost * (1 + 1e-9)) this.#numOptimal++;
    if (subsets.includes(0)) this.#numUncovered++;
    subsets.forEach((subset, target) => {
      this.#numLinks += countLinks(subset);
      this.#numShared += countLinks(subset & best.subsets[target]);
    });
  }

  /**
   * What the blocks came to.
   *
   * @throws {RangeError} where there was none
   */
  result(): AssociationAgreement {
    const numBlocks = this.#ratios.length;
    if (numBlocks === 0) {
      const name = "the number of blocks";
      throw rangeError("compare associations", name, "positive", numBlocks);
    }
    const sorted = this.#ratios.toSorted((a, b) => a - b);
    return {
      sharedLinks: this.#numShared / this.#numLinks,
      optimalShare: this.#numOptimal / numBlocks,
      costRatio: this.#cost / this.#leastCost,
      medianCostRatio: sorted[Math.floor(numBlocks / 2)],
      linksPerBlock: this.#numLinks / numBlocks,
      uncoveredShare: this.#numUncovered / numBlocks,
    };
  }
}

/** How many stations a set has. */
export function countLinks(subset: number): number {
  let count = 0;
  for (let rest = subset; rest !== 0; rest &= rest - 1) count++;
  return count;
}
