/**
 * Trainings take minutes, so the tests measure them again in part: the first
 * steps of a stored training have the stored losses bit for bit, and stored
 * weights give the stored scores. `deno task verify track_training` repeats
 * whole ones.
 */

import assert from "node:assert/strict";
import { openStream } from "../lib/core/random_stream.ts";
import { type Experiment, runId } from "../lib/experiments/experiment.ts";
import { resultsFolder } from "../lib/experiments/folders.ts";
import { requiredRows } from "../lib/experiments/required_rows.ts";
import { storePath } from "../lib/experiments/runner.ts";
import { readSoundRows } from "../lib/experiments/store.ts";
import { extractorAblation } from "../lib/experiments/track_ablation.ts";
import { beamPrediction } from "../lib/experiments/track_beams.ts";
import {
  actorOf,
  type ControllerResult,
  CONTROLLERS,
  controllers,
  tryController,
} from "../lib/experiments/track_controllers.ts";
import { literalExtractors } from "../lib/experiments/track_literal.ts";
import {
  type ExtractorResult,
  extractorTraining,
  NUM_FIRST_LOSSES,
  recordTracks,
  requireExtractor,
  settingsOf,
} from "../lib/experiments/track_training.ts";
import { verifyRun } from "../lib/experiments/verify.ts";
import { extractorFilter } from "../lib/tracking/extractor/extractor_filter.ts";
import { trainExtractor } from "../lib/tracking/extractor/train_extractor.ts";
import { trackingScenario } from "../lib/tracking/scenario.ts";

const FOLDER = resultsFolder("paper");
const SEED = 1;
const open = (label: string) => openStream(SEED, label);
const scenario = trackingScenario();

function storedRow(experiment: Experiment, condition: Record<string, string>) {
  const run = runId(experiment.id, condition, SEED);
  const row = readSoundRows(storePath(FOLDER, experiment.id))
    .find((row) => row.run === run);
  assert.ok(row !== undefined, run);
  return row;
}

Deno.test("the first steps of the extractor's training have the stored losses", () => {
  const { result } = storedRow(
    extractorTraining as unknown as Experiment,
    { base: "fuse" },
  );
  const { firstLosses } = result as unknown as ExtractorResult;
  const budget = extractorTraining.budgets.paper;
  const tracks = recordTracks(scenario, budget, open);
  const again: number[] = [];
  class Enough extends Error {}
  assert.throws(() =>
    trainExtractor(
      scenario,
      "fuse",
      settingsOf(budget),
      tracks,
      open,
      (step, { total }) => {
        again.push(total);
        if (step === NUM_FIRST_LOSSES) throw new Enough();
      },
    ), Enough);
  assert.deepEqual(again, firstLosses);
});

Deno.test("the stored weights of a controller give its stored scores", () => {
  const { result } = storedRow(
    controllers as unknown as Experiment,
    { controller: "pairs" },
  );
  const { weights, scores } = result as unknown as ControllerResult;
  const variant = CONTROLLERS["pairs"];
  const required = requiredRows(
    controllers as unknown as Experiment,
    FOLDER,
    SEED,
  );
  const extractor = requireExtractor(required, scenario, "fuse");
  const again = tryController(
    variant,
    actorOf(weights, variant, scenario),
    { scenario, filter: extractorFilter("fuse", extractor) },
    scores[0].numTargets,
    controllers.budgets.paper.numTracked,
    open,
  );
  assert.deepEqual(again, scores[0]);
});

for (
  const [experiment, index] of [
    [extractorAblation, 4],
    [beamPrediction, 0],
    [literalExtractors, 0],
  ] as unknown as [Experiment, number][]
) {
  const condition = experiment.conditions[index];
  Deno.test(`${experiment.id}: ${JSON.stringify(condition)} is measured again with the same bits`, () => {
    const id = runId(experiment.id, condition, SEED);
    const run = { id, conditionIndex: index, seed: SEED };
    const rows = readSoundRows(storePath(FOLDER, experiment.id));
    const stored = rows.find((row) => row.run === id);
    assert.equal(verifyRun(experiment, "paper", run, stored), "equal");
  });
}
