/**
 * `deno task claims`: the ledger of what the papers claim, held against the
 * stored rows.
 *
 * @module
 */

import {
  ACCEPTED_PATH,
  type AcceptedLedger,
  type Claim,
  CLAIMS,
  CLAIMS_OF_PAPERS,
  findMoves,
  formatAccepted,
  formatEstimate,
  formatExpectation,
  type Judgement,
  judgeStored,
  toAccepted,
  VERDICT_MEANINGS,
} from "../claims/mod.ts";
import { formatTable, wrapText } from "../core/text.ts";
import { matchName, parseFlags, runCommand } from "./command.ts";

const HELP = `deno task claims [id ...] [flags]

Holds what the papers claim against the stored rows and prints the verdicts; of
claims that are named, also how each sentence was read and what every
prediction came to. An id may be given by its unambiguous beginning. Exit code 1
where a verdict or a number is not what it was when a person last looked.

  --json    print everything as JSON
  --accept  store the verdicts and numbers as looked at, in data/claims.json
  --help    print this`;

const FLAGS = {
  json: { type: "boolean", default: false },
  accept: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs the command; returns its exit code. */
export function claims(args: readonly string[]): number {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) return print(HELP);
  const chosen = chooseClaims(positionals);
  const judgements = judgeStored(chosen);
  const accepted = readAccepted();
  if (values.json) {
    print(JSON.stringify(judgements, null, 2));
  } else {
    print(
      positionals.length > 0
        ? judgements.map(describe).join("\n\n")
        : Object.entries(CLAIMS_OF_PAPERS).map(([paper, claims]) =>
          tabulatePaper(paper, claims, judgements)
        ).join("\n\n"),
    );
  }
  if (values.accept) return accept(judgements, accepted);
  const moves = judgements.flatMap((judgement) =>
    findMoves(judgement, accepted[judgement.id])
  );
  for (const move of moves) console.error(move);
  return moves.length > 0 ? 1 : 0;
}

function chooseClaims(ids: readonly string[]): readonly Claim[] {
  const names = CLAIMS.map(({ id }) => id);
  const wanted = ids.map((id) => matchName("claim", id, names));
  return CLAIMS.filter(({ id }) => ids.length === 0 || wanted.includes(id));
}

/** The ledger of one paper, with its count. */
function tabulatePaper(
  paper: string,
  claims: readonly Claim[],
  judgements: readonly Judgement[],
): string {
  const own = judgements.filter((line) =>
    claims.some(({ id }) => id === line.id)
  );
  return `Paper ${paper}\n\n${tabulate(own)}\n\n${count(own)}`;
}

/** A line a claim; its first prediction stands for all of them. */
function tabulate(judgements: readonly Judgement[]): string {
  return formatTable(
    ["claim", "source", "what the paper says", "statistic", "hold", "verdict"],
    judgements.map(({ id, source, says, findings, verdict }) => {
      const [first] = findings;
      const numHeld = findings.filter(({ outcome }) => outcome === "holds")
        .length;
      return [
        id,
        source,
        says,
        first === undefined
          ? ""
          : `${first.measures}: ${formatEstimate(first)}`,
        first === undefined ? "" : `${numHeld} of ${findings.length}`,
        verdict,
      ];
    }),
  );
}

function count(judgements: readonly Judgement[]): string {
  const byVerdict = Map.groupBy(judgements, ({ verdict }) => verdict);
  return (Object.keys(VERDICT_MEANINGS) as Judgement["verdict"][])
    .map((verdict) => `${byVerdict.get(verdict)?.length ?? 0} ${verdict}`)
    .join(", ");
}

/** All that is known of a claim. */
function describe(judgement: Judgement): string {
  const { id, source, says, reading, reads, findings, verdict, why } =
    judgement;
  const table = formatTable(
    ["what is measured", "mean [interval]", "seeds", "claimed", "outcome"],
    findings.map((finding) => [
      finding.measures,
      formatEstimate(finding),
      finding.numSeeds === 0 ? "computed" : String(finding.numSeeds),
      formatExpectation(finding.expected),
      finding.outcome,
    ]),
  );
  return [
    `${id} (${source})`,
    wrapText(`The paper: ${says}.`),
    wrapText(`Read as: ${reading}`),
    `Rows: ${reads.join("\n      ") || "none, it is computed"}`,
    ...(findings.length > 0 ? ["", table, ""] : []),
    wrapText(`${verdict.toUpperCase()}: ${why}.`),
  ].join("\n");
}

function readAccepted(): AcceptedLedger {
  try {
    return JSON.parse(Deno.readTextFileSync(ACCEPTED_PATH));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

/** Stores judgements as looked at; those of other claims stay as they are. */
function accept(
  judgements: readonly Judgement[],
  accepted: AcceptedLedger,
): number {
  const looked = new Map(
    judgements.map((judgement) => [judgement.id, toAccepted(judgement)]),
  );
  const ledger = Object.fromEntries(
    CLAIMS.map(({ id }) => [id, looked.get(id) ?? accepted[id]] as const)
      .filter(([, line]) => line !== undefined),
  );
  Deno.writeTextFileSync(ACCEPTED_PATH, formatAccepted(ledger));
  console.error(`${looked.size} judgements stored in data/claims.json`);
  return 0;
}

function print(text: string): number {
  console.log(text);
  return 0;
}

if (import.meta.main) await runCommand(claims);
