/**
 * `deno task pages`: writes the pages that follow from the declarations, the
 * ledger and the notebooks.
 *
 * @module
 */

import { basename, join } from "node:path";
import { CLAIMS, judgeStored } from "../claims/mod.ts";
import { FIGURE_PLANS } from "../experiments/figure_plans.ts";
import { PROJECT_FOLDER } from "../experiments/folders.ts";
import { drawingName } from "../figures/mod.ts";
import {
  type PageFacts,
  README_PART,
  replacePart,
  writeLessonsPage,
  writeReadmePart,
  writeReproducePage,
  writeSymbolsPage,
} from "../pages/mod.ts";
import { parseFlags, runCommand, UsageError } from "./command.ts";
import { readCosts } from "./figure_costs.ts";
import { notebookFacts } from "./notebook_facts.ts";
import { chooseNotebooks, readNotebook } from "./notebook_file.ts";

const HELP = `deno task pages [--check]

Writes the table in README.md, and REPRODUCE.md, LESSONS.md and SYMBOLS.md, from
the declarations, the stored rows, data/minutes.json and the notebooks.

  --check   write nothing; exit code 1 where a page is not what they give
  --help    print this`;

const FLAGS = {
  check: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** The command; returns its exit code. */
export async function pages(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(
      `Cannot write some of the pages as all must be written at once: current ` +
        `value is ${JSON.stringify(positionals[0])}`,
    );
  }
  const written = await writePages();
  const stale = [...written].filter(([name, text]) => readPage(name) !== text)
    .map(([name]) => name);
  if (values.check) {
    for (const name of stale) {
      console.error(`${name} is not what it is written from: deno task pages`);
    }
    return stale.length > 0 ? 1 : 0;
  }
  for (const name of stale) {
    Deno.writeTextFileSync(join(PROJECT_FOLDER, name), written.get(name)!);
  }
  console.log(`written: ${stale.join(", ") || "nothing, all is as it was"}`);
  return 0;
}

/**
 * The pages as they should be, by their names.
 *
 * @throws {UsageError} where a notebook can't be read
 * @throws {RangeError} where a store or the README is damaged
 */
export async function writePages(): Promise<ReadonlyMap<string, string>> {
  const facts = await gatherFacts();
  const readme = replacePart(
    readPage("README.md"),
    README_PART,
    writeReadmePart(facts),
  );
  return new Map([
    ["README.md", readme],
    ["REPRODUCE.md", writeReproducePage(facts)],
    ["LESSONS.md", writeLessonsPage(facts)],
    ["SYMBOLS.md", writeSymbolsPage()],
  ]);
}

async function gatherFacts(): Promise<PageFacts> {
  const paths = await chooseNotebooks(join(PROJECT_FOLDER, "notebooks"));
  const notebooks = await Promise.all(
    paths.map(async (path) =>
      notebookFacts(await readNotebook(path), basename(path, ".ipynb"))
    ),
  );
  return {
    plans: FIGURE_PLANS,
    judgements: judgeStored(CLAIMS),
    notebooks,
    costs: readCosts(),
    drawingName,
  };
}

/** A page as it stands; empty where there is none. */
function readPage(name: string): string {
  try {
    return Deno.readTextFileSync(join(PROJECT_FOLDER, name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

if (import.meta.main) await runCommand(pages);
