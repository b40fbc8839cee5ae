/**
 * What a controller does, beside what it comes to: how often it takes the links
 * of the best association, how much its choice costs beyond that, and how often
 * it leaves a target without a station, against (5d).
 *
 * @module
 */
import { rangeError } from "../../core/check.ts";
import { associationCost } from "../association/association_cost.ts";
import { solveAssociation } from "../association/exact.ts";
import type { TrackedBlock } from "../closed_loop.ts";

/** What a controller did over some blocks. */
export type AssociationAuditResult = {
  /** The links of both it and the best association, over those of either. */
  readonly sharedLinks: number;
  /** The share of blocks in which it took the best association, link by link. */
  readonly optimalShare: number;
  /**
   * The mean of its cost over the least, over the blocks in which every target
   * has a station; 0 where there is none.
   */
  readonly costRatio: number;
  /** The share of blocks in which a target has no station. */
  readonly uncoveredShare: number;
};

/**
 * Holds each block's association against the best one of the same problem, in
 * which every target has a station.
 */
export class AssociationAudit {
  #numBlocks = 0;
  #numUncovered = 0;
  #numOptimal = 0;
  #sharedLinks = 0;
  #allLinks = 0;
  #sumOfRatios = 0;

  /** To be told of each block. */
  readonly observe = ({ problem, subsets }: TrackedBlock): void => {
    // The best association is asked for with every target served.
    const served = { ...problem, coverageRule: "required" as const };
    const best = solveAssociation(served);
    this.#numBlocks++;
    let isOptimal = true;
    subsets.forEach((subset, target) => {
      const other = best.subsets[target];
      this.#sharedLinks += countBits(subset & other);
      this.#allLinks += countBits(subset | other);
      isOptimal &&= subset === other;
    });
    if (isOptimal) this.#numOptimal++;
    if (subsets.includes(0)) {
      this.#numUncovered++;
    } else {
      this.#sumOfRatios += associationCost(problem, subsets) / best.totalCost;
    }
  };

  /**
   * What was seen so far.
   *
   * @throws {RangeError} where no block was
   */
  get result(): AssociationAuditResult {
    if (this.#numBlocks === 0) {
      const name = "the number of blocks";
      throw rangeError("audit associations", name, "positive", 0);
    }
    const numCovered = this.#numBlocks - this.#numUncovered;
    return {
      sharedLinks: this.#sharedLinks / this.#allLinks,
      optimalShare: this.#numOptimal / this.#numBlocks,
      costRatio: numCovered === 0 ? 0 : this.#sumOfRatios / numCovered,
      uncoveredShare: this.#numUncovered / this.#numBlocks,
    };
  }
}

function countBits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest !== 0; rest &= rest - 1) count++;
  return count;
}
