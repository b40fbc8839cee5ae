/**
 * `deno task verify`: measures a sample of the stored rows again, here and
 * now, and compares them bit for bit.
 *
 * @module
 */

import type { Experiment } from "../experiments/experiment.ts";
import { resultsFolder } from "../experiments/folders.ts";
import { formatTable } from "../core/text.ts";
import { EXPERIMENTS } from "../experiments/mod.ts";
import { storePath } from "../experiments/runner.ts";
import { readSoundRows } from "../experiments/store.ts";
import { sampleRuns, verifyRun } from "../experiments/verify.ts";
import { matchName, parseCount, parseFlags, runCommand } from "./command.ts";
import { ProgressLine } from "./terminal.ts";

const HELP = `deno task verify [id ...] [--sample n | --all]

Measures n stored rows of each experiment again (3, unless given; always the
same ones) and compares the bits. Exit code 1 where one differs. Trainings that
take minutes are measured again only where they are named.`;

const FLAGS = {
  sample: { type: "string", default: "3" },
  all: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs the command; returns its exit code. */
export function verify(args: readonly string[]): number {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const size = values.all ? Infinity : parseCount("sample", values.sample);
  const names = EXPERIMENTS.map(({ id }) => id);
  const wanted = positionals.map((id) => matchName("experiment", id, names));
  const checked = EXPERIMENTS
    .filter(({ id, isLong }) =>
      wanted.length === 0 ? !isLong : wanted.includes(id)
    )
    .map((experiment) => verifyExperiment(experiment, size));
  console.log(formatTable(
    ["experiment", "stored rows", "measured again", "equal"],
    checked.map(({ cells }) => cells),
  ));
  const faults = checked.flatMap(({ faults }) => faults);
  for (const fault of faults) console.log(fault);
  return faults.length > 0 ? 1 : 0;
}

function verifyExperiment(experiment: Experiment, size: number) {
  const rows = readSoundRows(storePath(resultsFolder("paper"), experiment.id));
  const byRun = new Map(rows.map((row) => [row.run, row]));
  const sample = sampleRuns(experiment, size);
  const progress = new ProgressLine(experiment.id);
  const faults = sample.flatMap((run, i) => {
    const verdict = verifyRun(experiment, "paper", run, byRun.get(run.id));
    progress.update(i + 1, sample.length);
    return verdict === "equal" ? [] : [`${run.id}: ${verdict}`];
  });
  progress.clear();
  const numEqual = sample.length - faults.length;
  return {
    faults,
    cells: [experiment.id, rows.length, sample.length, numEqual].map(String),
  };
}

if (import.meta.main) await runCommand(verify);
