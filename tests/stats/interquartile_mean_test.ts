import assert from "node:assert/strict";
import { interquartileMean } from "../../lib/stats/interquartile_mean.ts";

Deno.test("of eight values the two least and the two largest are left out", () => {
  assert.equal(interquartileMean([100, 1, 2, 3, 4, 5, 6, -50]), 3.5);
});

Deno.test("of ten seeds two are left out at either end, and of three none", () => {
  assert.equal(interquartileMean([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), 4.5);
  assert.ok(Math.abs(interquartileMean([1, 2, 9]) - 4) < 1e-15);
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => interquartileMean([]),
    /number of values must be at least/,
  );
  assert.throws(
    () => interquartileMean([1, NaN]),
    /each value must be a finite/,
  );
});
