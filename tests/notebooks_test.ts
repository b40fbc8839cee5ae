import assert from "node:assert/strict";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { checkCells } from "../lib/cli/check_cells.ts";
import { chooseNotebooks, readNotebook } from "../lib/cli/notebook_file.ts";
import { compareOutputs } from "../lib/cli/compare_outputs.ts";
import { executeNotebook } from "../lib/cli/notebooks.ts";

const paths = await chooseNotebooks(
  fileURLToPath(new URL("../notebooks", import.meta.url)),
);

Deno.test("the cells of all notebooks pass the type checker", async () => {
  assert.deepEqual(await checkCells(paths), []);
});

for (const path of paths) {
  Deno.test(`notebook ${basename(path)} shows what is committed`, async () => {
    const { notebook, failure } = await executeNotebook(path);
    assert.equal(failure, undefined);
    assert.deepEqual(compareOutputs(await readNotebook(path), notebook), []);
  });
}
