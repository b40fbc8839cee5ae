import assert from "node:assert/strict";
import {
  formatDuration,
  formatTable,
  formatTimeLeft,
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
