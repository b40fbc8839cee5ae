import assert from "node:assert/strict";
import { broadsideSine, distanceM } from "../../lib/channel/geometry.ts";

const array = { xM: 250, yM: 250 };

Deno.test("a 3-4-5 triangle", () => {
  const target = { xM: 253, yM: 254 };
  assert.equal(distanceM(array, target), 5);
  assert.equal(broadsideSine(array, target), 0.6);
});

Deno.test("in front and behind look the same to the array", () => {
  assert.equal(
    broadsideSine(array, { xM: 300, yM: 400 }),
    broadsideSine(array, { xM: 300, yM: 100 }),
  );
});

Deno.test("a target on the array has no angle", () => {
  assert.throws(() => broadsideSine(array, array), /distance must be positive/);
  assert.throws(() => distanceM(array, { xM: NaN, yM: 0 }), RangeError);
});
