import assert from "node:assert/strict";
import { markdownTable, marker, replacePart } from "../../lib/pages/mod.ts";

Deno.test("a table has aligned bars, numbers to the right, bars in text escaped", () => {
  assert.equal(
    markdownTable(
      [{ title: "a" }, { title: "number", isNumeric: true }],
      [["x|y", "1"], ["", "22"]],
    ),
    "| a    | number |\n| ---- | -----: |\n| x\\|y |      1 |\n" +
      "|      |     22 |",
  );
});

Deno.test("a part is replaced between its markers, all else stays", () => {
  const [begin, end] = [marker("part", "begin"), marker("part", "end")];
  const page = `before\n${begin}\nold\n${end}\nafter`;
  const replaced = `before\n${begin}\n\nnew\n\n${end}\nafter`;
  assert.equal(replacePart(page, "part", "new"), replaced);
  assert.equal(replacePart(replaced, "part", "new"), replaced);
});

Deno.test("a page without its markers is named, not written", () => {
  for (const page of ["", marker("part", "begin"), marker("part", "end")]) {
    assert.throws(() => replacePart(page, "part", "new"), {
      name: "RangeError",
      message: /^Cannot write the part "part" as the page must have the lines/,
    });
  }
});
