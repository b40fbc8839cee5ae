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
  for (const levelDb of [NaN, 3001, -1e300]) {
    assert.throws(
      () => decibelToLinear(levelDb),
      /levelDb must be from -3000 to 3000/,
    );
  }
});
