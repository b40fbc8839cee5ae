import assert from "node:assert/strict";
import {
  formatDuration,
  formatSignificant,
  formatTable,
  formatTimeLeft,
  wrapText,
} from "../../lib/core/text.ts";

Deno.test("durations and the time left, by hand", () => {
  assert.equal(formatDuration(7.6), "8 s");
  assert.equal(formatDuration(200), "3 min 20 s");
  assert.equal(formatDuration(3900), "1 h 05 min");
  assert.equal(formatTimeLeft(10, 2, 5), ", 15 s left");
  assert.equal(formatTimeLeft(10, 0, 5), "");
});

Deno.test("tables are aligned, numbers to the right", () => {
  assert.equal(
    formatTable(["name", "rows"], [["a", "1"], ["long", "200"]]),
    "name  rows\na        1\nlong   200",
  );
});

Deno.test("numbers have three digits, small ones a power of ten", () => {
  const texts = [0, 0.2, 12.345, -0.039284, 999.6, 12440.4, 1.5144e-8, 1]
    .map((value) => formatSignificant(value));
  assert.deepEqual(
    texts,
    ["0", "0.2", "12.3", "-0.0393", "1000", "12440", "1.51e-8", "1"],
  );
});

Deno.test("lines are broken at spaces, and no word is lost", () => {
  assert.equal(wrapText("a bc def ghij", 6, "  "), "a bc\n  def\n  ghij");
  assert.equal(wrapText("alongword b", 4), "alongword\nb");
  assert.equal(wrapText("one two", 80), "one two");
});
