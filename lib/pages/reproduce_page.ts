/**
 * REPRODUCE.md: for each claim of the papers the command, what it takes, what
 * is expected and what was found.
 *
 * @module
 */

import {
  formatEstimate,
  formatExpectation,
  type Judgement,
  VERDICT_MEANINGS,
} from "../claims/mod.ts";
import { wrapText } from "../core/text.ts";
import { countRuns } from "../experiments/figure_plans.ts";
import type { FigurePlan } from "../experiments/figure_plan.ts";
import { findClaimFigures } from "./claim_figures.ts";
import type { PageFacts } from "./facts.ts";
import { markdownList, markdownTable } from "./markdown.ts";
import { addCosts, formatMinutes } from "./minutes.ts";
import { itemOf, PAPER_ITEMS, plansOf } from "./paper_items.ts";
import { REPRODUCE_FOOTER, REPRODUCE_HEADER } from "./reproduce_text.ts";
import { countVerdicts, notebookLink, notebookOf, shortId } from "./words.ts";

/** Claims that the same rows test. */
interface ClaimGroup {
  readonly figures: readonly FigurePlan[];
  readonly claims: readonly Judgement[];
}

/** The page as Markdown. */
export function writeReproducePage(facts: PageFacts): string {
  const { judgements } = facts;
  return [
    REPRODUCE_HEADER,
    "## The claims, one by one\n",
    `${writeRule(judgements)}\n`,
    ...groupClaims(facts).map((group) => `${writeGroup(group, facts)}\n`),
    "## What was not reproduced, and why\n",
    `${writeFailures(facts)}\n`,
    "## Studies beside the papers' figures\n",
    `${writeStudies(facts)}\n`,
    REPRODUCE_FOOTER,
  ].join("\n");
}

/** Groups in the order of the ledger, those that read no rows last. */
function groupClaims({ plans, judgements }: PageFacts): ClaimGroup[] {
  const figuresOf = findClaimFigures(plans);
  const groups = Map.groupBy(
    judgements,
    (claim) => figuresOf(claim).map(({ id }) => id).join(" "),
  );
  return [...groups.values()]
    .map((claims) => ({ figures: figuresOf(claims[0]), claims }))
    .sort((a, b) =>
      Number(a.figures.length === 0) - Number(b.figures.length === 0)
    );
}

function writeRule(judgements: readonly Judgement[]): string {
  const meanings = Object.entries(VERDICT_MEANINGS)
    .map(([verdict, meaning]) => `**${verdict}**: ${meaning}.`);
  return [
    wrapText(
      `${judgements.length} claims: ${countVerdicts(judgements)}. A line is ` +
        "one prediction of a claim. What is expected is a bound or a range, " +
        "which is the tolerance; what was found is the mean over seeds with " +
        "the bootstrap interval of all seeds, wide enough that all " +
        "predictions of a claim hold together with 95 %. A prediction holds " +
        "where its whole interval is as expected, is contradicted where none " +
        "of it is, and is open else. `deno task claims <claim>` prints how a " +
        "sentence was read.",
    ),
    "",
    markdownList(meanings),
  ].join("\n");
}

function writeGroup(
  { figures, claims }: ClaimGroup,
  facts: PageFacts,
): string {
  return [
    ...writeCommand(figures, facts),
    markdownTable(
      ["claim", "paper", "measured", "expected", "found", "outcome"]
        .map((title) => ({ title })),
      claims.flatMap(claimLines),
    ),
  ].join("\n");
}

function writeCommand(
  figures: readonly FigurePlan[],
  { plans, costs }: PageFacts,
): string[] {
  if (figures.length === 0) {
    return [
      "### `deno task claims`\n",
      "Computed in seconds; no rows are read.\n",
    ];
  }
  const ids = plans.map(({ id }) => id);
  const short = figures.map(({ id }) => shortId(id, ids)).join(" ");
  const runs = figures.map((plan) => countRuns(plan).runs)
    .reduce((sum, count) => sum + count, 0);
  const cost = addCosts(figures.map(({ id }) => id), costs);
  const memory = cost?.memoryMb === undefined
    ? ""
    : `; at most ${cost.memoryMb} MB of memory`;
  return [
    `### \`deno task figures ${short} --fresh\`\n`,
    wrapText(
      `Minutes on two cores: ${formatMinutes(cost)}; ${runs} runs${memory}. ` +
        "Then `deno task claims`.",
    ),
    "",
  ];
}

/** A line a prediction; the claim itself stands in the first. */
function claimLines(
  { id, source, says, verdict, findings }: Judgement,
): string[][] {
  const name = `\`${id}\`: ${says}. **${verdict}**`;
  if (findings.length === 0) return [[name, source, "", "", "", ""]];
  return findings.map((finding, i) => [
    i === 0 ? name : "",
    i === 0 ? source : "",
    finding.measures,
    formatExpectation(finding.expected),
    formatEstimate(finding),
    finding.outcome,
  ]);
}

function writeFailures({ plans, judgements }: PageFacts): string {
  const failed = judgements.filter(({ verdict }) => verdict !== "reproduced");
  const absent = PAPER_ITEMS.filter((item) => plansOf(item, plans).length === 0)
    .map(({ paper, label }) => `${paper}, ${label}`);
  return [
    markdownList([
      ...(absent.length === 0 ? [] : [`Not drawn here: ${absent.join("; ")}.`]),
      ...failed.map(({ id, source, says, verdict, why }) =>
        `**${verdict}**: ${says} (${source}, \`${id}\`): ${why}.`
      ),
    ]),
    "",
    wrapText(
      "What the papers print wrongly or leave open is in " +
        "[ERRATA.md](ERRATA.md), with both readings and the measured effect.",
    ),
  ].join("\n");
}

function writeStudies(facts: PageFacts): string {
  const { plans, costs } = facts;
  const ids = plans.map(({ id }) => id);
  return markdownTable(
    [
      { title: "what it shows" },
      { title: "where from" },
      { title: "notebook" },
      { title: "command" },
      { title: "minutes", isNumeric: true },
    ],
    plans.filter(({ source }) => itemOf(source) === undefined).map((plan) => [
      plan.title,
      plan.source,
      notebookLink(notebookOf(plan, facts)),
      `\`deno task figures ${shortId(plan.id, ids)}\``,
      formatMinutes(costs[plan.id]),
    ]),
  );
}
