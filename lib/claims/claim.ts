/**
 * What a claim of a paper is: predictions about numbers that rows hold, and a
 * rule that turns what came of them into a verdict.
 *
 * @module
 */

import type { Statistic } from "./statistic.ts";

/** Where a prediction puts its number. */
export type Expectation =
  | { readonly above: number }
  | { readonly below: number }
  | { readonly within: readonly [number, number] };

/** One number that must come out as claimed. */
export interface Prediction {
  /** What is measured, in words, with its unit or condition. */
  readonly measures: string;
  /** One number a seed. */
  readonly statistic: Statistic;
  /** Where the claim puts its mean over seeds. */
  readonly expected: Expectation;
}

/** The powers of most studies, that of most figures first [dBm]. */
export const CLAIM_POWERS_DBM: readonly number[] = [20, 10, 30];

/** The same prediction at each of them. */
export function atEachPower(
  measures: string,
  statistic: (transmitPowerDbm: number) => Statistic,
  expected: Expectation,
): Prediction[] {
  return CLAIM_POWERS_DBM.map((transmitPowerDbm) => ({
    measures: `${measures}, ${transmitPowerDbm} dBm`,
    statistic: statistic(transmitPowerDbm),
    expected,
  }));
}

/** What the ledger says of a claim. */
export type ClaimVerdict =
  | "reproduced"
  | "reproduced in part"
  | "not reproduced"
  | "false as stated"
  | "not testable";

/** What each verdict means. */
export const VERDICT_MEANINGS: Readonly<Record<ClaimVerdict, string>> = {
  "reproduced": "every prediction holds, with its whole interval",
  "reproduced in part": "some predictions hold and some do not",
  "not reproduced": "no prediction holds",
  "false as stated":
    "a formula or a general sentence, and a prediction of it is contradicted " +
    "by a whole interval or by arithmetic",
  "not testable": "the paper names nothing to measure, or the rows that it " +
    "needs are not stored",
};

/** A sentence of a paper, made testable. */
export interface Claim {
  /** Names it for ever: `beam_fig02_few_beams`. */
  readonly id: string;
  /** The paper and the place in it. */
  readonly source: string;
  /** What the paper says, in our words and short. */
  readonly says: string;
  /**
   * A `finding` was measured and may be right in part; a `statement`, a formula
   * or a theorem, is refuted by one contradiction.
   */
  readonly kind: "finding" | "statement";
  /** How the sentence became the predictions. */
  readonly reading: string;
  /** What must come out, the most telling first; none if it can't be tested. */
  readonly predictions: readonly Prediction[];
  /** The sentence that explains a verdict; a plain one stands in for others. */
  readonly because?: Partial<Readonly<Record<ClaimVerdict, string>>>;
}

/** Whether a prediction came true. `open`: its interval leaves both possible. */
export type Outcome = "holds" | "open" | "contradicted";

/** A prediction held against the rows. */
export interface Finding {
  /** What is measured. */
  readonly measures: string;
  /** The mean over seeds. */
  readonly estimate: number;
  /** The lower end of its interval. */
  readonly low: number;
  /** The upper end of its interval. */
  readonly high: number;
  /** Over how many seeds; 0 for a number that is computed. */
  readonly numSeeds: number;
  /** Where the claim puts it. */
  readonly expected: Expectation;
  /** What came of it. */
  readonly outcome: Outcome;
}

/** A line of the ledger. */
export interface Judgement {
  /** The claim's. */
  readonly id: string;
  /** The paper and the place in it. */
  readonly source: string;
  /** What the paper says. */
  readonly says: string;
  /** How that became predictions. */
  readonly reading: string;
  /** The rows that were read, as runs without their seed. */
  readonly reads: readonly string[];
  /** What came of each prediction; none where the claim was not tested. */
  readonly findings: readonly Finding[];
  /** The verdict. */
  readonly verdict: ClaimVerdict;
  /** Why, in one sentence. */
  readonly why: string;
}
