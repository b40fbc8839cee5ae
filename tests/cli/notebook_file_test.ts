import assert from "node:assert/strict";
import { join } from "node:path";
import { UsageError } from "../../lib/cli/command.ts";
import {
  chooseNotebooks,
  formatNotebook,
  numberedCodeCells,
  parseNotebook,
  readNotebook,
} from "../../lib/cli/notebook_file.ts";
import { extractModule } from "../../lib/cli/notebook_module.ts";

/** As `nbformat.write` of Python's nbformat 5 writes it. */
const CANONICAL = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "intro",
   "metadata": {},
   "source": [
    "# Title\\n",
    "text"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "sum",
   "metadata": {
    "tags": [
     "volatile"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\n",
      "b\\n"
     ]
    },
    {
     "data": {
      "image/png": "iVBORw0KGgo=",
      "text/plain": [
       "a box"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "1 + 1"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

Deno.test("a canonical file keeps its bytes", () => {
  assert.equal(formatNotebook(parseNotebook(CANONICAL, "x.ipynb")), CANONICAL);
});

Deno.test("texts are one string in memory, however stored", () => {
  const asLines = parseNotebook(CANONICAL, "x.ipynb");
  const asStrings = parseNotebook(JSON.stringify(asLines), "x.ipynb");
  assert.equal(asLines.cells[0].source, "# Title\ntext");
  assert.deepEqual(asStrings, asLines);
});

Deno.test("cells without an id get one, the same each time", () => {
  const old = JSON.stringify({
    nbformat: 4,
    nbformat_minor: 2,
    metadata: {},
    cells: [
      { cell_type: "raw", metadata: {}, source: "" },
      { cell_type: "raw", metadata: {}, source: "", id: "cell-3" },
      { cell_type: "raw", metadata: {}, source: "" },
    ],
  });
  const { cells, nbformat_minor } = parseNotebook(old, "x.ipynb");
  assert.deepEqual(cells.map(({ id }) => id), [
    "cell-1",
    "cell-3",
    "cell-3-new",
  ]);
  assert.equal(nbformat_minor, 5);
});

for (
  const [text, reason] of [
    ["{", "it is not valid JSON"],
    ["[]", "it is not a JSON object"],
    ['{"nbformat": 3}', "nbformat must be 4: current value is 3"],
    ['{"nbformat": 4}', "it has no array of cells"],
    ['{"nbformat": 4, "cells": [1]}', "cell 1 is not an object"],
    [
      '{"nbformat": 4, "cells": [{"cell_type": "sql"}]}',
      'cell 1 has the unknown type "sql"',
    ],
    [
      '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": {}}]}',
      "cell 1 has no array of outputs",
    ],
  ]
) {
  Deno.test(`a file is refused as ${reason}`, () => {
    assert.throws(
      () => parseNotebook(text, "x.ipynb"),
      new UsageError(`Cannot read x.ipynb as it is not a notebook: ${reason}`),
    );
  });
}

Deno.test("a file that is not there is said in a sentence", async () => {
  await assert.rejects(
    readNotebook("nowhere/x.ipynb"),
    new UsageError("Cannot read nowhere/x.ipynb as there is no such file"),
  );
});

Deno.test("code cells with code are numbered as they run", () => {
  const notebook = toNotebook("const a = 1;\n", "", "  \n", "a;");
  assert.deepEqual(
    numberedCodeCells(notebook).map(({ number, cell }) => [
      number,
      cell.source,
    ]),
    [[1, "const a = 1;\n"], [2, "a;"]],
  );
});

Deno.test("each line of the module knows its cell and line", () => {
  const { source, lines } = extractModule(toNotebook("one\ntwo", "", "three"));
  assert.equal(source, "one\ntwo\nthree\nexport {};\n");
  assert.deepEqual(lines, [
    { cell: 1, line: 1 },
    { cell: 1, line: 2 },
    { cell: 2, line: 1 },
    { cell: 2, line: 1 },
  ]);
});

Deno.test("notebooks are chosen by unambiguous beginnings", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["01_a.ipynb", "01_b.ipynb", "02.ipynb", "note.md"]) {
      await Deno.writeTextFile(join(folder, name), "");
    }
    const choose = async (...names: string[]) =>
      (await chooseNotebooks(folder, names)).map((path) =>
        path.slice(folder.length + 1)
      );
    assert.deepEqual(await choose(), ["01_a.ipynb", "01_b.ipynb", "02.ipynb"]);
    assert.deepEqual(await choose("02", "01_a"), ["01_a.ipynb", "02.ipynb"]);
    assert.deepEqual(await choose("notebooks/01_b.ipynb"), ["01_b.ipynb"]);
    await assert.rejects(choose("01"), UsageError);
    await assert.rejects(choose("03"), UsageError);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

function toNotebook(...sources: string[]) {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `c${index}`,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  }));
  return parseNotebook(
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }),
    "x.ipynb",
  );
}
