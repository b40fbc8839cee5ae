import assert from "node:assert/strict";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { checkCells } from "../lib/cli/check_cells.ts";
import { findAnswers, hasExercise } from "../lib/cli/notebook_answers.ts";
import { chooseNotebooks, readNotebook } from "../lib/cli/notebook_file.ts";
import { compareOutputs } from "../lib/cli/compare_outputs.ts";
import { executeNotebook } from "../lib/cli/notebooks.ts";

const paths = await chooseNotebooks(
  fileURLToPath(new URL("../notebooks", import.meta.url)),
);

Deno.test("the cells of all notebooks pass the type checker", async () => {
  assert.deepEqual(await checkCells(paths), []);
});

Deno.test("every exercise has an answer that is run", async () => {
  const notebooks = await Promise.all(paths.map(readNotebook));
  assert.ok(notebooks.some(hasExercise));
  assert.deepEqual(
    paths.filter((_, n) =>
      hasExercise(notebooks[n]) && findAnswers(notebooks[n]).length === 0
    ),
    [],
  );
});

for (const path of paths) {
  Deno.test(`notebook ${basename(path)} shows what is committed`, async () => {
    const { notebook, failure } = await executeNotebook(path);
    assert.equal(failure, undefined);
    assert.deepEqual(compareOutputs(await readNotebook(path), notebook), []);
  });
}
