/**
 * The stored rows come from the code as it stands: a sample is measured again
 * and compared bit for bit. `deno task verify --all` does so for every row.
 */

import assert from "node:assert/strict";
import { EXPERIMENTS } from "../lib/experiments/mod.ts";
import { runsOf } from "../lib/experiments/experiment.ts";
import { storePath } from "../lib/experiments/runner.ts";
import { readSoundRows } from "../lib/experiments/store.ts";
import { sampleRuns, verifyRun } from "../lib/experiments/verify.ts";
import { resultsFolder } from "../lib/experiments/folders.ts";

const LONG_ROW_MS = 10_000;

for (const experiment of EXPERIMENTS) {
  const path = storePath(resultsFolder("paper"), experiment.id);

  Deno.test(`${experiment.id}: every run that is declared is stored, and no other`, () => {
    assert.deepEqual(
      readSoundRows(path).map((row) => row.run).sort(),
      runsOf(experiment).map((run) => run.id).sort(),
    );
  });

  // A run of minutes is held against its first steps: tests/stored_trainings_test.ts.
  if (experiment.isLong) continue;
  Deno.test(`${experiment.id}: a sample of stored rows is measured again with the same bits`, () => {
    const rows = new Map(readSoundRows(path).map((row) => [row.run, row]));
    for (const run of sampleRuns(experiment, 2)) {
      const start = performance.now();
      const verdict = verifyRun(experiment, "paper", run, rows.get(run.id));
      assert.equal(verdict, "equal", run.id);
      // Of rows that take long, as those from samples, one has to do.
      if (performance.now() - start > LONG_ROW_MS) break;
    }
  });
}
