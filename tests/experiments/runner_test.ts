import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import {
  type Experiment,
  measureRun,
  runsOf,
} from "../../lib/experiments/experiment.ts";
import {
  completeRows,
  type CompletionOptions,
  type Measurer,
  storePath,
} from "../../lib/experiments/runner.ts";
import { formatRow } from "../../lib/experiments/store.ts";

const toy: Experiment = {
  id: "toy",
  title: "A toy",
  source: "none",
  revision: 1,
  conditions: [{ method: "a", power: 5 }, { method: "b", power: 10 }],
  seeds: [1, 2, 3],
  budgets: { smoke: 1, paper: 4 },
  measure: (condition, budget, open) => ({
    value: open("draw").uniform() * (condition.power as number),
    budget: budget as number,
  }),
};

/** Measures in this process; can be made to end after some runs. */
function measurer(
  jobs = 1,
  { endAfter = Infinity, experiment = toy } = {},
): Measurer & { measured: string[] } {
  const measured: string[] = [];
  return {
    jobs,
    measured,
    async measure(_id, budget, run) {
      if (measured.length >= endAfter) throw new Error("ended");
      measured.push(run.id);
      await new Promise((resolve) => setTimeout(resolve, (run.seed * 7) % 3));
      return measureRun(experiment, budget, run);
    },
  };
}

async function withFolder(
  test: (options: CompletionOptions) => Promise<void>,
): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await test({ budget: "paper", folder });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const expectedText = runsOf(toy)
  .map((run) => measureRun(toy, "paper", run))
  .sort((a, b) => a.run < b.run ? -1 : 1)
  .map((row) => `${formatRow(row)}\n`).join("");

const storedText = ({ folder }: CompletionOptions) =>
  Deno.readTextFileSync(storePath(folder, "toy"));

Deno.test("a seed's draws are the same under every condition", () => {
  const rows = runsOf(toy).map((run) => measureRun(toy, "paper", run));
  const values = rows.map(({ result }) => (result as { value: number }).value);
  assert.ok(Math.abs(values[0] / 5 - values[1] / 10) < 1e-15);
});

Deno.test("a run's name can be read", () => {
  assert.equal(runsOf(toy)[1].id, "toy/method=b,power=10/seed=1");
});

Deno.test("a result that JSON can't keep is a defect, named by its run", () => {
  for (const value of [NaN, Infinity]) {
    const broken = { ...toy, measure: () => ({ list: [1, value] }) };
    assert.throws(
      () => measureRun(broken, "paper", runsOf(broken)[0]),
      /toy\/method=a,power=5\/seed=1: result\.list\.1 is (NaN|Infinity)/,
    );
  }
  const negativeZero = { ...toy, measure: () => -0 };
  const { result } = measureRun(negativeZero, "paper", runsOf(toy)[0]);
  assert.ok(Object.is(result, 0));
});

Deno.test("any number of workers gives the same bytes", async () => {
  for (const jobs of [1, 2, 5]) {
    await withFolder(async (options) => {
      const { rows, numMeasured } = await completeRows(
        toy,
        measurer(jobs),
        options,
      );
      assert.equal(numMeasured, 6);
      assert.deepEqual(
        rows.map((row) => row.run),
        runsOf(toy).map((run) => run.id).sort(),
      );
      assert.equal(storedText(options), expectedText);
    });
  }
});

Deno.test("stopped after any number of runs, it goes on and measures none twice", async () => {
  for (const endAfter of range(0, 6)) {
    await withFolder(async (options) => {
      await assert.rejects(
        completeRows(toy, measurer(1, { endAfter }), options),
        /ended/,
      );
      const rest = measurer(2);
      await completeRows(toy, rest, options);
      assert.equal(rest.measured.length, 6 - endAfter);
      assert.equal(storedText(options), expectedText);
    });
  }
});

Deno.test("what is stored is not measured again, unless asked for fresh", async () => {
  await withFolder(async (options) => {
    await completeRows(toy, measurer(), options);
    const idle = measurer();
    await completeRows(toy, idle, options);
    assert.deepEqual(idle.measured, []);
    const again = measurer();
    await completeRows(toy, again, {
      ...options,
      fresh: () => true,
      numSeeds: 1,
    });
    assert.equal(again.measured.length, 2);
    assert.equal(storedText(options), expectedText);
  });
});

Deno.test("a higher revision is measured again; fewer seeds keep the others' rows", async () => {
  await withFolder(async (options) => {
    await completeRows(toy, measurer(), options);
    const revised = { ...toy, revision: 2 };
    const all = measurer(1, { experiment: revised });
    await completeRows(revised, all, options);
    assert.equal(all.measured.length, 6);
    const { rows } = await completeRows(revised, measurer(), {
      ...options,
      numSeeds: 2,
    });
    assert.equal(rows.length, 4);
    assert.equal(storedText(options).trim().split("\n").length, 6);
  });
});

Deno.test("any split into shards gives the same bytes", async () => {
  for (const count of [1, 2, 3, 7]) {
    await withFolder(async (options) => {
      for (const index of range(1, count + 1)) {
        await completeRows(toy, measurer(), {
          ...options,
          shard: { index, count },
        });
      }
      const idle = measurer();
      await completeRows(toy, idle, options);
      assert.deepEqual(idle.measured, []);
      assert.equal(storedText(options), expectedText);
      assert.deepEqual(
        [...Deno.readDirSync(options.folder)]
          .map(({ name }) => name)
          .filter((name) => name.endsWith(".jsonl")),
        ["toy.jsonl"],
      );
    });
  }
});

Deno.test("progress counts what is measured", async () => {
  await withFolder(async (options) => {
    const seen: number[][] = [];
    await completeRows(toy, measurer(), {
      ...options,
      onProgress: (done, total) => seen.push([done, total]),
    });
    assert.deepEqual(seen, range(1, 7).map((done) => [done, 6]));
  });
});
