/**
 * The ledger as a whole: all claims judged from the stored rows, and what has
 * changed since a person looked.
 *
 * @module
 */

import { join } from "node:path";
import { formatSignificant } from "../core/text.ts";
import { PROJECT_FOLDER, resultsFolder } from "../experiments/folders.ts";
import { storePath } from "../experiments/runner.ts";
import { readSoundRows } from "../experiments/store.ts";
import type { Claim, ClaimVerdict, Judgement } from "./claim.ts";
import { BEAM_ERRATA } from "./beam_errata.ts";
import type { Erratum } from "./errata.ts";
import {
  describeErratum,
  type ErratumLine,
  experimentsOfErrata,
  writeErrataPage,
} from "./errata_page.ts";
import { judgeClaim } from "./judge.ts";
import type { StoredRows } from "./statistic.ts";
import { TRACK_ERRATA } from "./track_errata.ts";

/** Where the judgements stand that a person looked at. */
export const ACCEPTED_PATH: string = join(
  PROJECT_FOLDER,
  "data",
  "claims.json",
);

/** A judgement as it was when a person looked, with the digits that print. */
export interface AcceptedJudgement {
  /** The verdict of that time. */
  readonly verdict: ClaimVerdict;
  /** What was measured: the mean over seeds and the ends of its interval. */
  readonly findings: Readonly<
    Record<string, readonly [estimate: number, low: number, high: number]>
  >;
}

/** All of them, by the id of the claim. */
export type AcceptedLedger = Readonly<Record<string, AcceptedJudgement>>;

/**
 * The stored rows of experiments; none where nothing is stored.
 *
 * @param experimentIds which experiments
 * @throws {RangeError} where a store is damaged
 */
export function readStoredRows(experimentIds: Iterable<string>): StoredRows {
  const folder = resultsFolder("paper");
  return Object.fromEntries(
    [...new Set(experimentIds)]
      .map((id) => [id, readSoundRows(storePath(folder, id))]),
  );
}

/** The experiments that claims read. */
export function experimentsOf(claims: readonly Claim[]): string[] {
  const names = claims.flatMap(({ predictions }) =>
    predictions.flatMap(({ statistic }) => statistic.reads)
  );
  return [...new Set(names.map((name) => name.split("/")[0]))];
}

/** Judges claims from the rows as they are stored now. */
export function judgeStored(claims: readonly Claim[]): Judgement[] {
  const rows = readStoredRows(experimentsOf(claims));
  return claims.map((claim) => judgeClaim(claim, rows));
}

/** ERRATA.md from the rows as they are stored now. */
export function createErrataPage(): string {
  const errata = [...BEAM_ERRATA, ...TRACK_ERRATA];
  return writeErrataPage(errata, readStoredRows(experimentsOfErrata(errata)));
}

/** Errata with their effects, from the rows as they are stored now. */
export function describeStored(errata: readonly Erratum[]): ErratumLine[] {
  const rows = readStoredRows(experimentsOfErrata(errata));
  return errata.map((erratum) => describeErratum(erratum, rows));
}

/** What is stored of a judgement when a person has looked at it. */
export function toAccepted(
  { verdict, findings }: Judgement,
): AcceptedJudgement {
  return {
    verdict,
    findings: Object.fromEntries(
      findings.map(({ measures, estimate, low, high }) => {
        const [middle, from, to] = [estimate, low, high]
          .map((number) => Number(formatSignificant(number)));
        return [measures, [middle, from, to]] as const;
      }),
    ),
  };
}

/**
 * What is no longer as it was when a person looked, beyond the digits that
 * print.
 *
 * @returns sentences; none where nothing moved
 */
export function findMoves(
  judgement: Judgement,
  accepted: AcceptedJudgement | undefined,
): string[] {
  const { id } = judgement;
  if (accepted === undefined) return [`${id} was not looked at yet`];
  const now = toAccepted(judgement);
  const moves: string[] = [];
  if (now.verdict !== accepted.verdict) {
    moves.push(`${id} was ${accepted.verdict} and is ${now.verdict}`);
  }
  const names = Object.keys({ ...accepted.findings, ...now.findings });
  for (const name of names) {
    const [before, after] = [accepted, now]
      .map(({ findings }) => findings[name]?.join(", ") ?? "nothing");
    if (before !== after) {
      moves.push(`${id}: ${name} was ${before} and is ${after}`);
    }
  }
  return moves;
}

/** The ledger as the text that is stored. */
export function formatAccepted(ledger: AcceptedLedger): string {
  // A finding a line, so that a change is a change of one line.
  const text = JSON.stringify(ledger, null, 2)
    .replace(
      /\[\s+([^\]]+?)\s+\]/g,
      (_, numbers: string) => `[${numbers.split(/,\s+/).join(", ")}]`,
    );
  return `${text}\n`;
}
