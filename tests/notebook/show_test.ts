import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { JupyterKernel } from "../../lib/cli/jupyter_kernel.ts";
import { show, showMarkdown, showTable } from "../../lib/notebook/mod.ts";
import { formatCell } from "../../lib/notebook/show.ts";

const BOX = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">' +
    '<rect width="30" height="20" fill="white"/></svg>',
  width: 30,
  height: 20,
  ariaLabel: "a white box",
};

Deno.test("in a notebook: a picture, a table and text, each with plain text", async () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  await using kernel = await JupyterKernel.start(folder);
  const { outputs } = await kernel.execute(
    `import { show, showMarkdown, showTable } from "../../lib/notebook/mod.ts";
     await show(${JSON.stringify(BOX)});
     await showTable([{ method: "\`a<b\`", rate: 0.123456 }]);
     await showMarkdown("**bold**");`,
    30,
  );
  assert.equal(outputs.length, 3);
  const [picture, table, text] = outputs;
  assert.ok("data" in picture && "data" in table && "data" in text);
  assert.equal(picture.data["text/plain"], "a white box");
  assert.deepEqual(picture.metadata, {
    "image/png": { width: 30, height: 20 },
  });
  const png = Uint8Array.fromBase64(picture.data["image/png"] as string);
  const header = new DataView(png.buffer);
  assert.deepEqual([header.getUint32(16), header.getUint32(20)], [60, 40]);
  assert.match(
    table.data["text/html"] as string,
    /<td .*><code>a&lt;b<\/code><\/td>/,
  );
  assert.match(
    table.data["text/html"] as string,
    /<td .*right.*>0\.1235<\/td>/,
  );
  assert.equal(table.data["text/plain"], "method    rate\n`a<b`   0.1235");
  assert.deepEqual(text.data, {
    "text/markdown": "**bold**",
    "text/plain": "**bold**",
  });
});

Deno.test("outside a notebook: the plain text is printed", async () => {
  const printed = await printedBy(async () => {
    await show(BOX);
    await showMarkdown("**bold**");
    await showTable([{ a: 1, b: "x" }, { a: 20, b: "y" }], {
      columns: ["b", "a"],
    });
    await showTable([], { columns: ["a"] });
  });
  assert.deepEqual(printed, [
    "a white box",
    "**bold**",
    "b   a\nx   1\ny  20",
    "a",
  ]);
});

Deno.test("a column that no row has is refused", async () => {
  await assert.rejects(showTable([{ a: 1 }], { columns: ["b"] }), RangeError);
});

Deno.test("numbers are shown with as many digits as a reader needs", () => {
  const shown: [unknown, string][] = [
    [0, "0"],
    [1000000, "1000000"],
    [0.1 + 0.2, "0.3"],
    [Math.PI, "3.142"],
    [-12345.678, "-12346"],
    [1.23456e-7, "1.23e-7"],
    [6.02214e23, "6.02e+23"],
    [NaN, "NaN"],
    [undefined, ""],
    [true, "true"],
  ];
  for (const [value, text] of shown) assert.equal(formatCell(value), text);
});

async function printedBy(work: () => Promise<void>): Promise<string[]> {
  const { log } = console;
  const printed: string[] = [];
  console.log = (line: string) => printed.push(line);
  try {
    await work();
  } finally {
    console.log = log;
  }
  return printed;
}
