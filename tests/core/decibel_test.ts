import assert from "node:assert/strict";
import { decibelToLinear, linearToDecibel } from "../../lib/core/decibel.ts";

Deno.test("20 dBm are 100 mW, and back", () => {
  assert.equal(decibelToLinear(20), 100);
  assert.equal(linearToDecibel(100), 20);
});

Deno.test("what has no level is refused", () => {
  for (const ratio of [0, -1, NaN]) {
    assert.throws(() => linearToDecibel(ratio), RangeError);
  }
  assert.throws(() => decibelToLinear(NaN), RangeError);
});
