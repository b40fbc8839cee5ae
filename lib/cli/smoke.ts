/**
 * `deno task smoke`: every figure, from the first random number to the picture,
 * with little data and in a folder of its own.
 *
 * @module
 */

import { join, resolve } from "node:path";
import { formatDuration } from "../core/text.ts";
import { parseFlags, runCommand, UsageError } from "./command.ts";
import { figures } from "./figures.ts";
import { prepareFolder } from "./folder.ts";

/** As few as an interval can be drawn of. */
const NUM_SEEDS = 2;

const HELP = `deno task smoke [id ...] [flags]

Measures every figure (or those named) at the smoke budget over two seeds and
draws it, in a folder of its own: nothing that is stored is read or touched.

  --out dir   the folder (one that is made for it)
  --help      print this`;

const FLAGS = {
  out: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** The command; returns its exit code. */
export async function smoke(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.out === "") {
    throw new UsageError("Cannot write as --out must name a folder");
  }
  const start = performance.now();
  const folder = values.out === undefined
    ? Deno.makeTempDirSync({ prefix: "isac-bench-smoke-" })
    : resolve(values.out);
  prepareFolder(folder);
  const code = await figures([
    ...positionals,
    "--budget=smoke",
    `--seeds=${NUM_SEEDS}`,
    `--data=${join(folder, "results")}`,
    `--out=${join(folder, "figures")}`,
  ]);
  const seconds = (performance.now() - start) / 1000;
  console.log(`rows and pictures in ${folder}, ${formatDuration(seconds)}`);
  return code;
}

if (import.meta.main) await runCommand(smoke);
