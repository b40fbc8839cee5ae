import assert from "node:assert/strict";
import { pathGainDb } from "../../lib/channel/path_loss.ts";

const law = { gainAtOneMetreDb: -34.5, exponent: 3.7 };

Deno.test("the paper's law at 1 m, 100 m and below 1 m, by hand", () => {
  assert.equal(pathGainDb(1, law), -34.5);
  assert.ok(Math.abs(pathGainDb(100, law) - -108.5) < 1e-12);
  assert.equal(pathGainDb(0.01, law), -34.5);
});

Deno.test("bad arguments are named", () => {
  for (const distanceM of [0, -1, NaN, Infinity]) {
    assert.throws(
      () => pathGainDb(distanceM, law),
      /distanceM must be positive/,
    );
  }
  assert.throws(() => pathGainDb(1, { ...law, exponent: NaN }), /exponent/);
});
