/**
 * From a claim and the rows to a verdict, by rules that look at nothing else.
 *
 * @module
 */

import { mean } from "simple-statistics";
import { openStream } from "../core/random_stream.ts";
import { formatSignificant } from "../core/text.ts";
import { bootstrapInterval, type Interval } from "../stats/bootstrap.ts";
import type {
  Claim,
  ClaimVerdict,
  Expectation,
  Finding,
  Judgement,
  Outcome,
  Prediction,
} from "./claim.ts";
import type { StoredRows } from "./statistic.ts";

/**
 * The intervals of a claim hold together with about this probability; with ten
 * seeds the percentile bootstrap is a little too narrow.
 */
export const CLAIM_LEVEL = 0.95;

const NUM_RESAMPLES = 10_000;

const NOT_STORED = "rows not stored";

/** Whether a claim could not be tested for want of rows, and for no other reason. */
export function lacksRows({ verdict, why }: Judgement): boolean {
  return verdict === "not testable" && why.startsWith(NOT_STORED);
}

/**
 * Judges a claim.
 *
 * @param claim the claim
 * @param rows the stored rows, by experiment
 * @returns its line of the ledger
 */
export function judgeClaim(claim: Claim, rows: StoredRows): Judgement {
  const { id, source, says, reading, predictions } = claim;
  const reads = [
    ...new Set(predictions.flatMap(({ statistic }) => statistic.reads)),
  ];
  const line = { id, source, says, reading, reads };
  const findings = predictions.map((prediction) =>
    findOut(claim, prediction, rows)
  );
  const found = findings.filter((finding) => finding !== undefined);
  if (found.length < findings.length) {
    const why = `${NOT_STORED}: ${nameMissing(claim, rows)}`;
    return { ...line, findings: [], verdict: "not testable", why };
  }
  const verdict = decide(claim.kind, found.map(({ outcome }) => outcome));
  const why = claim.because?.[verdict] ?? explain(verdict, found);
  return { ...line, findings: found, verdict, why };
}

/**
 * The verdict that follows from the outcomes of a claim's predictions.
 *
 * @param kind whether one contradiction refutes the claim
 * @param outcomes one a prediction
 */
export function decide(
  kind: Claim["kind"],
  outcomes: readonly Outcome[],
): ClaimVerdict {
  if (outcomes.length === 0) return "not testable";
  if (outcomes.every((outcome) => outcome === "holds")) return "reproduced";
  if (kind === "statement") {
    return outcomes.includes("contradicted")
      ? "false as stated"
      : "not reproduced";
  }
  return outcomes.includes("holds") ? "reproduced in part" : "not reproduced";
}

/**
 * What an interval says about an expectation: it holds where the whole interval
 * is as expected, and is contradicted where none of it is.
 */
export function compareWithExpectation(
  { low, high }: Pick<Interval, "low" | "high">,
  expected: Expectation,
): Outcome {
  if ("above" in expected) {
    return low > expected.above
      ? "holds"
      : high <= expected.above
      ? "contradicted"
      : "open";
  }
  if ("below" in expected) {
    return high < expected.below
      ? "holds"
      : low >= expected.below
      ? "contradicted"
      : "open";
  }
  const [least, most] = expected.within;
  if (low >= least && high <= most) return "holds";
  return high < least || low > most ? "contradicted" : "open";
}

/** What a prediction came to; undefined where its rows are not stored. */
function findOut(
  { id, predictions }: Claim,
  { measures, statistic, expected }: Prediction,
  rows: StoredRows,
): Finding | undefined {
  const numbers = [...statistic.numbers(rows)]
    .sort(([a], [b]) => a - b)
    .map(([, number]) => number);
  if (numbers.length === 0) return undefined;
  const interval = bootstrapInterval(
    numbers,
    openStream(0, `${id}/${measures}`),
    {
      // Bonferroni: a claim with many predictions has wider intervals.
      level: 1 - (1 - CLAIM_LEVEL) / predictions.length,
      numResamples: NUM_RESAMPLES,
      statistic: mean,
    },
  );
  return {
    measures,
    ...interval,
    numSeeds: statistic.reads.length === 0 ? 0 : numbers.length,
    expected,
    outcome: compareWithExpectation(interval, expected),
  };
}

/** Experiments without rows by their id; else the conditions without rows. */
function nameMissing({ predictions }: Claim, rows: StoredRows): string {
  const missing = predictions.flatMap(({ statistic }) =>
    statistic.missing(rows)
  );
  if (missing.length === 0) return "a seed that all of them have";
  const names = missing.map((name) => {
    const [id] = name.split("/");
    return (rows[id] ?? []).length === 0 ? id : name;
  });
  const [first, ...others] = new Set(names);
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** The sentence for a verdict that the claim has no sentence of its own for. */
function explain(verdict: ClaimVerdict, findings: readonly Finding[]): string {
  const say = (finding: Finding) =>
    `${finding.measures} is ${formatEstimate(finding)} where ` +
    `${formatExpectation(finding.expected)} is claimed`;
  const failing = findings.filter(({ outcome }) => outcome !== "holds");
  const numHeld = `${findings.length - failing.length} of ${findings.length}`;
  switch (verdict) {
    case "reproduced":
      return `${say(findings[0])}, and ${numHeld} predictions hold`;
    case "reproduced in part":
      return `${numHeld} predictions hold, but ${say(failing[0])}`;
    case "not reproduced":
      return `${numHeld} predictions hold: ${say(failing[0])}`;
    case "false as stated":
      return say(failing.find(({ outcome }) => outcome === "contradicted")!);
    case "not testable":
      return "the paper names nothing that a row could be held against";
  }
}

/** A finding's number as it is printed: the mean over seeds, and its interval. */
export function formatEstimate(
  { estimate, low, high, numSeeds }: Interval & { readonly numSeeds: number },
): string {
  const [middle, from, to] = [estimate, low, high]
    .map((number) => formatSignificant(number));
  return numSeeds < 2 ? middle : `${middle} [${from}, ${to}]`;
}

/** An expectation in words: "above 0". */
export function formatExpectation(expected: Expectation): string {
  if ("above" in expected) {
    return `above ${formatSignificant(expected.above)}`;
  }
  if ("below" in expected) {
    return `below ${formatSignificant(expected.below)}`;
  }
  const [least, most] = expected.within;
  return least === most
    ? formatSignificant(least)
    : `${formatSignificant(least)} to ${formatSignificant(most)}`;
}
