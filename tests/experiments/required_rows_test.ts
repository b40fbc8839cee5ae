import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  type Condition,
  type Experiment,
  measureRun,
  type Row,
  runId,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import { EXPERIMENTS } from "../../lib/experiments/mod.ts";
import {
  MissingRowError,
  requiredBefore,
  requiredRows,
} from "../../lib/experiments/required_rows.ts";
import { completeRows, storePath } from "../../lib/experiments/runner.ts";
import { readSoundRows, replaceStore } from "../../lib/experiments/store.ts";
import { encodeWeights } from "../../lib/experiments/stored_weights.ts";
import { outages } from "../../lib/experiments/track_outage.ts";
import { extractorTraining } from "../../lib/experiments/track_training.ts";
import { WorkerPool } from "../../lib/experiments/worker_pool.ts";
import { DynamicGraphNetwork } from "../../lib/tracking/extractor/dynamic_graph_network.ts";
import { EXTRACTOR_SHAPE } from "../../lib/tracking/extractor/extractor.ts";
import { withFolder } from "../cli/support.ts";

const training: Experiment = {
  id: "toy_training",
  title: "What is gone on from",
  source: "none",
  revision: 3,
  conditions: [{ base: "a" }, { base: "b" }],
  seeds: [1, 2, 3],
  budgets: { smoke: 1, paper: 1 },
  measure: (_condition, _budget, open) => ({
    weight: open("weight").uniform(),
  }),
};

const use: Experiment = {
  ...training,
  id: "toy_use",
  revision: 1,
  conditions: [{ base: "b", power: 1 }, { base: "a", power: 2 }],
  requires: [training],
  measure: ({ base, power }, _budget, open, required) => {
    const { weight } = required("toy_training", { base }) as {
      weight: number;
    };
    return { value: weight * (power as number) + open("noise").uniform() };
  },
};

/** Measures in this process, the later runs of a seed sooner. */
function measurer(experiment: Experiment, jobs = 1) {
  return {
    jobs,
    async measure(
      _id: string,
      budget: "smoke" | "paper",
      run: ReturnType<typeof runsOf>[number],
      folder: string,
    ): Promise<Row> {
      await new Promise((resolve) => setTimeout(resolve, (run.seed * 7) % 3));
      const required = requiredRows(experiment, folder, run.seed);
      return measureRun(experiment, budget, run, required);
    },
  };
}

const store = (folder: string, experiment: Experiment) =>
  storePath(folder, experiment.id);

async function completeTraining(folder: string): Promise<void> {
  const options = { budget: "paper" as const, folder };
  await completeRows(training, measurer(training), options);
}

Deno.test("a row that goes on from others is the same on any number of workers, of its own seed", async () => {
  await withFolder(async (folder) => {
    await completeTraining(folder);
    const texts: string[] = [];
    for (const jobs of [1, 2, 5]) {
      const options = { budget: "paper" as const, folder };
      await completeRows(use, measurer(use, jobs), {
        ...options,
        fresh: () => true,
      });
      texts.push(Deno.readTextFileSync(store(folder, use)));
    }
    assert.deepEqual(texts, [texts[0], texts[0], texts[0]]);
    for (
      const { condition, seed, result } of readSoundRows(store(folder, use))
    ) {
      const draw = (label: string) => openStream(seed, label).uniform();
      const expected = draw("weight") * (condition.power as number) +
        draw("noise");
      assert.deepEqual(result, { value: expected });
    }
  });
});

Deno.test("what is not stored is refused, with what measures it", async () => {
  await withFolder((folder) => {
    const required = requiredRows(use, folder, 2);
    const path = store(folder, training);
    assert.throws(() => required("toy_training", { base: "a" }), {
      name: "MissingRowError",
      message: `Cannot measure toy_use as ${path} does not hold ` +
        "toy_training/base=a/seed=2: deno task figures toy_training measures it",
    });
    return Promise.resolve();
  });
});

Deno.test("a row of another revision, seed or condition is not taken; one that comes later is", async () => {
  await withFolder(async (folder) => {
    await completeTraining(folder);
    const path = store(folder, training);
    const rows = readSoundRows(path);
    const read = (seed = 1, condition: Condition = { base: "a" }) =>
      requiredRows(use, folder, seed)("toy_training", condition);
    assert.deepEqual(read(), { weight: openStream(1, "weight").uniform() });
    assert.throws(() => read(4), MissingRowError);
    assert.throws(() => read(1, { base: "c" }), MissingRowError);
    replaceStore(path, rows.map((row) => ({ ...row, revision: 2 })));
    assert.throws(() => read(), {
      name: "MissingRowError",
      message: /not hold toy_training\/base=a\/seed=1 of revision 3: deno task/,
    });
    replaceStore(path, rows.slice(3));
    assert.throws(() => read(), MissingRowError);
    replaceStore(path, rows);
    assert.deepEqual(read(2), { weight: openStream(2, "weight").uniform() });
  });
});

Deno.test("only what is declared is read, and a damaged store not at all", async () => {
  await withFolder(async (folder) => {
    await completeTraining(folder);
    assert.throws(
      () => requiredRows(training, folder, 1)("toy_training", { base: "a" }),
      /^RangeError: Cannot read a row of toy_training as toy_training does not require it$/,
    );
    assert.throws(
      () => measureRun(use, "paper", runsOf(use)[0]),
      /Cannot read a row of toy_training as the experiment does not require it/,
    );
    const path = store(folder, training);
    const text = Deno.readTextFileSync(path);
    Deno.writeTextFileSync(path, text.replace('"seed":1', '"seed":21'));
    assert.throws(
      () => requiredRows(use, folder, 2)("toy_training", { base: "a" }),
      { name: "DamagedStoreError" },
    );
  });
});

Deno.test("what is required comes first, each once", () => {
  const named = (id: string, requires: Experiment[]) => ({
    ...training,
    id,
    requires,
  });
  const a = named("a", []);
  const b = named("b", [a]);
  const c = named("c", [a]);
  const d = named("d", [c, b, a]);
  assert.deepEqual(requiredBefore(d).map(({ id }) => id), ["a", "c", "b"]);
  assert.deepEqual(requiredBefore(a), []);
});

Deno.test("what experiments require is listed, and has their seeds and budgets", () => {
  const requiring = EXPERIMENTS.filter(({ requires }) =>
    requires !== undefined
  );
  assert.ok(requiring.length > 0);
  for (const experiment of requiring) {
    for (const required of requiredBefore(experiment)) {
      assert.ok(EXPERIMENTS.some(({ id }) => id === required.id), required.id);
      const [ours, theirs] = [experiment, required].map(({ seeds }) => seeds);
      // Some of the seeds, as with --seeds, are the same of both.
      assert.deepEqual(theirs.slice(0, ours.length), ours, experiment.id);
    }
  }
});

/** A stored training in which nothing was learned. */
function writeTraining(folder: string): void {
  const network = new DynamicGraphNetwork(
    EXTRACTOR_SHAPE,
    openStream(1, "network"),
  );
  const weights = encodeWeights(network.parameters.exportValues());
  const { id, revision, conditions } = extractorTraining;
  replaceStore(
    storePath(folder, id),
    conditions.map((condition) => ({
      run: runId(id, condition, 1),
      condition,
      seed: 1,
      revision,
      deno: Deno.version.deno,
      result: { weights },
    })),
  );
}

Deno.test("a Worker reads what is required, or says in one sentence what is not there", async () => {
  const experiment = outages as unknown as Experiment;
  const condition = {
    missing: "a tenth",
    method: "Benchmark III",
    hasWideBeams: false,
  };
  const id = runId(experiment.id, condition, 1);
  const run = runsOf(experiment, [1]).find((run) => run.id === id)!;
  await withFolder(async (folder) => {
    using pool = new WorkerPool(2);
    const measure = () => pool.measure(experiment.id, "smoke", run, folder);
    await assert.rejects(
      measure(),
      /^RangeError: Cannot measure track_outage as .* does not hold track_training\/base=fuse\/seed=1: deno task figures track_training measures it$/,
    );
    writeTraining(folder);
    const required = requiredRows(experiment, folder, 1);
    const row = measureRun(experiment, "smoke", run, required);
    assert.deepEqual(await Promise.all([measure(), measure()]), [row, row]);
  });
});
