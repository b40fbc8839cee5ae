import assert from "node:assert/strict";
import { detectionCdf } from "../../lib/experiments/beam_fig02_detection_cdf.ts";
import {
  type Experiment,
  measureRun,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import { sampleRuns, verifyRun } from "../../lib/experiments/verify.ts";

const experiment = detectionCdf as Experiment;
const [run] = runsOf(experiment);
const row = measureRun(experiment, "smoke", run);

Deno.test("a row that was not measured by this code is told from one that was", () => {
  const verdict = (stored: typeof row | undefined) =>
    verifyRun(experiment, "smoke", run, stored);
  const result = row.result as { successShare: number };
  const offByOneBit = result.successShare * (1 + 2 ** -52);
  assert.equal(verdict(row), "equal");
  assert.equal(verdict(undefined), "not stored");
  assert.equal(verdict({ ...row, revision: 99 }), "old revision");
  assert.equal(
    verdict({ ...row, result: { ...result, successShare: offByOneBit } }),
    "different",
  );
});

Deno.test("the sample is the same at every call, without repetition, and no larger than the whole", () => {
  const sample = sampleRuns(experiment, 20).map(({ id }) => id);
  assert.deepEqual(sampleRuns(experiment, 20).map(({ id }) => id), sample);
  assert.equal(new Set(sample).size, 20);
  assert.equal(sampleRuns(experiment, Infinity).length, 200);
});
