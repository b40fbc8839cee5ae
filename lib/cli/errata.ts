/**
 * `deno task errata`: writes ERRATA.md from the list of errata and the stored
 * rows.
 *
 * @module
 */

import { join } from "node:path";
import { createErrataPage } from "../claims/mod.ts";
import { PROJECT_FOLDER } from "../experiments/folders.ts";
import { parseFlags, runCommand, UsageError } from "./command.ts";

const HELP = `deno task errata

Writes ERRATA.md: what the papers print wrongly or leave open, what is done here,
and what the difference was measured to be, from the rows in data/results.`;

const FLAGS = { help: { type: "boolean", default: false } } as const;

/** Runs the command; returns its exit code. */
export function errata(args: readonly string[]): number {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(
      `Cannot write a part of the errata as the page must be whole: current ` +
        `value is ${JSON.stringify(positionals[0])}`,
    );
  }
  Deno.writeTextFileSync(join(PROJECT_FOLDER, "ERRATA.md"), createErrataPage());
  console.log("ERRATA.md written");
  return 0;
}

if (import.meta.main) await runCommand(errata);
