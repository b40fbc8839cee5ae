/**
 * The table of the README: each figure and table of the papers, where it is,
 * what it takes, and what came of the claims that are made with it; and below
 * it what was found, in plain words.
 *
 * @module
 */

import type { PageFacts } from "./facts.ts";
import { markdownList, markdownTable } from "./markdown.ts";
import { formatMinutes } from "./minutes.ts";
import { itemOf, PAPER_ITEMS, type PaperItem, plansOf } from "./paper_items.ts";
import { countVerdicts, notebookLink, notebookOf, shortId } from "./words.ts";

/** Between which markers of the README it stands. */
export const README_PART = "figures and tables";

const COLUMNS = [
  { title: "paper, figure or table" },
  { title: "notebook" },
  { title: "command" },
  { title: "minutes", isNumeric: true },
  { title: "its claims in the ledger" },
];

/** The table, and the list of what was found, as Markdown. */
export function writeReadmePart(facts: PageFacts): string {
  return [
    writeReadmeTable(facts),
    "What their notebooks find, in a line each:",
    markdownList(listFindings(facts)),
  ].join("\n\n");
}

/** The table as Markdown; an item that is not here has a line that says so. */
export function writeReadmeTable(facts: PageFacts): string {
  return markdownTable(
    COLUMNS,
    PAPER_ITEMS.flatMap((item) => itemLines(item, facts)),
  );
}

function itemLines(item: PaperItem, facts: PageFacts): string[][] {
  const { plans, costs } = facts;
  const ids = plans.map(({ id }) => id);
  const name = `${item.paper}, ${item.label}`;
  const claims = facts.judgements.filter(({ source }) =>
    itemOf(source) === item
  );
  const verdicts = countVerdicts(claims) || "no claim";
  const shown = plansOf(item, plans);
  if (shown.length === 0) return [[name, "", "not drawn here", "", verdicts]];
  return shown.map((plan, i) => [
    i === 0 ? name : "",
    notebookLink(notebookOf(plan, facts)),
    `\`deno task figures ${shortId(plan.id, ids)}\``,
    formatMinutes(costs[plan.id]),
    i === 0 ? verdicts : "",
  ]);
}

/** What the notebook of each item finds about which the ledger has claims. */
function listFindings(facts: PageFacts): string[] {
  const items = PAPER_ITEMS.filter((item) =>
    facts.judgements.some(({ source }) => itemOf(source) === item)
  );
  const byFinding = Map.groupBy(items, (item) => {
    const [plan] = plansOf(item, facts.plans);
    return plan === undefined ? "" : notebookOf(plan, facts)?.finds ?? "";
  });
  byFinding.delete("");
  return [...byFinding].map(([finding, items]) =>
    `**${items[0].paper}, ${
      items.map(({ label }) => label).join(" and ")
    }**: ${finding}.`
  );
}
