/**
 * The written pages are what the declarations, the ledger and the notebooks
 * give; and what they promise is there.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { CLAIMS, judgeStored } from "../../lib/claims/mod.ts";
import { writePages } from "../../lib/cli/pages.ts";
import { matchName } from "../../lib/cli/command.ts";
import { FIGURE_PLANS } from "../../lib/experiments/figure_plans.ts";
import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";
import { drawingName } from "../../lib/figures/mod.ts";
import {
  BEAM_SYMBOLS,
  findClaimFigures,
  itemOf,
  type NotebookFacts,
  notebookOf,
  type PageFacts,
  plansOf,
  shortId,
  TRACK_SYMBOLS,
  writeLessonsPage,
  writeReadmePart,
  writeReadmeTable,
  writeReproducePage,
} from "../../lib/pages/mod.ts";

const pages = await writePages();

Deno.test("the committed pages are what they are written from", () => {
  for (const [name, text] of pages) {
    assert.ok(
      Deno.readTextFileSync(join(PROJECT_FOLDER, name)) === text,
      `${name} is not what it is written from: run deno task pages`,
    );
  }
});

Deno.test("every file that the pages link to is there", () => {
  for (const [name, text] of pages) {
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      assert.ok(
        Deno.statSync(join(PROJECT_FOLDER, target)),
        `${name} leads to ${target}`,
      );
    }
  }
});

Deno.test("every task that the pages name is declared", () => {
  const { tasks } = JSON.parse(
    Deno.readTextFileSync(join(PROJECT_FOLDER, "deno.json")),
  );
  for (const [name, text] of pages) {
    for (const [, task] of text.matchAll(/(?:deno|@[\d.]+) task ([a-z:]+)/g)) {
      assert.ok(task in tasks, `${name} names ${task}`);
    }
  }
});

Deno.test("every name of the symbols can be had where the page says", async () => {
  const modules: Record<string, object> = {};
  for (const { name, from } of [...BEAM_SYMBOLS, ...TRACK_SYMBOLS]) {
    const isSetting = /^[A-Z_]+$/.test(from);
    const module = !isSetting
      ? from
      : from.startsWith("TRACK")
      ? "@isac/bench/tracking"
      : "@isac/bench";
    modules[module] ??= await import(module);
    const place = modules[module] as Record<string, object>;
    assert.ok(name in (isSetting ? place[from] : place), `${from}: ${name}`);
  }
});

Deno.test("the short id of every figure names it alone", () => {
  const ids = FIGURE_PLANS.map(({ id }) => id);
  for (const id of ids) {
    assert.equal(matchName("figure", shortId(id, ids), ids), id);
  }
  assert.equal(shortId("a_b_c", ["a_b_c", "a_d"]), "a_b");
  assert.equal(shortId("a_b", ["a_b", "a_bc"]), "a_b");
});

Deno.test("the figures of a claim show all the rows that it reads", () => {
  const figuresOf = findClaimFigures(FIGURE_PLANS);
  for (const { id, source, predictions } of CLAIMS) {
    const reads = [
      ...new Set(predictions.flatMap(({ statistic }) => statistic.reads)),
    ];
    const figures = figuresOf({ source, reads });
    const shown = new Set(
      figures.flatMap(({ parts }) => parts.map((part) => part.experiment.id)),
    );
    const experiments = new Set(reads.map((run) => run.split("/")[0]));
    assert.ok([...experiments].every((read) => shown.has(read)), id);
  }
});

Deno.test("a source is of the figure that it begins with", () => {
  assert.equal(itemOf("paper A, Fig. 1, Sec. II")?.label, "Fig. 1");
  assert.equal(itemOf("A, Fig. 11")?.label, "Fig. 11");
  assert.equal(itemOf("paper B, Table 1, Sec. 4")?.paper, "B");
  assert.equal(itemOf("paper A, Sec. III, Table I"), undefined);
  const shown = plansOf({ paper: "A", label: "Fig. 1" }, FIGURE_PLANS);
  assert.deepEqual(shown.map(({ id }) => id), ["beam_fig01_scenario"]);
});

const notebook: NotebookFacts = {
  name: "01_beam_other",
  title: "A title",
  question: "A question?",
  needs: "",
  finds: "",
  code: "await show(drawDetectionCdf(rows));",
  shows: [],
  numWords: 1200,
  numCodeCells: 4,
  numAnswers: 1,
};
const [claim] = judgeStored(
  CLAIMS.filter(({ id }) => id === "beam_fig02_few_beams"),
);
const facts: PageFacts = {
  plans: FIGURE_PLANS,
  judgements: [claim],
  notebooks: [notebook, { ...notebook, name: "02_beam_fig02_detection_cdf" }],
  costs: {
    beam_fig02_detection_cdf: { minutes: 2.6, seeds: 10, memoryMb: 90 },
  },
  drawingName,
};

Deno.test("a figure's notebook is that of its name, or the first that draws or names it", () => {
  const plan = FIGURE_PLANS.find(({ id }) => id.startsWith("beam_fig02"))!;
  assert.match(notebookOf(plan, facts)!.name, /^02/);
  const named = { ...notebook, name: "03_x", code: "", shows: [plan.id] };
  const find = (...notebooks: NotebookFacts[]) =>
    notebookOf(plan, { ...facts, notebooks })?.name;
  assert.equal(find(notebook, named), "01_beam_other");
  assert.equal(find(named), "03_x");
  assert.equal(find({ ...notebook, code: "" }), undefined);
});

Deno.test("the README has command, minutes and verdicts, and says what is not here", () => {
  const lines = writeReadmeTable({ ...facts, plans: FIGURE_PLANS.slice(0, 3) })
    .split("\n");
  const line = lines.find((line) => line.startsWith("| A, Fig. 2 "))!;
  assert.match(line, /\[02\]\(notebooks\/02_beam_fig02_detection_cdf\.ipynb\)/);
  assert.match(line, /`deno task figures beam_fig02` +\| +3 \| 1 reproduced/);
  const absent = lines.find((line) => line.startsWith("| A, Fig. 9 "))!;
  assert.match(absent, /not drawn here/);
});

Deno.test("the README says what the notebook of a claimed figure finds", () => {
  const finds = "most beams fail";
  const notebooks = facts.notebooks.map((notebook) => ({ ...notebook, finds }));
  const page = writeReadmePart({ ...facts, notebooks });
  // The ledger has a claim about one figure, and two notebooks find this.
  assert.match(page, /\n\n- \*\*A, Fig\. 2\*\*: most beams fail\.$/);
});

Deno.test("no two notebooks find the same", () => {
  const finds = pages.get("LESSONS.md")!.split("\n")
    .filter((line) => line.startsWith("| ["))
    .map((line) => line.split(" | ").at(-1)!.replace(/ *\|$/, ""));
  assert.ok(finds.length > 30);
  const repeated = finds.filter((text, i) => finds.indexOf(text) !== i);
  assert.deepEqual(repeated, []);
});

Deno.test("each prediction has its command, expectation, number and outcome", () => {
  const page = writeReproducePage(facts);
  assert.match(page, /### `deno task figures beam_fig02 --fresh`/);
  assert.match(page, /on two cores: 3; 200 runs; at most 90 MB of memory/);
  for (const { measures } of claim.findings) assert.ok(page.includes(measures));
  const failed = {
    ...claim,
    verdict: "not reproduced",
    why: "so it is",
  } as const;
  assert.match(
    writeReproducePage({ ...facts, judgements: [failed] }),
    /- \*\*not reproduced\*\*: .*\n.*`beam_fig02_few_beams`\): so it is\./,
  );
});

Deno.test("a lesson has its minutes and goes on from the one before", () => {
  const page = writeLessonsPage(facts);
  // 10 to read, 4 for the cells, 10 for the exercise.
  assert.match(page, /\[02\].*\| A title \| +25 \| 01 +\| A question\?/);
});
