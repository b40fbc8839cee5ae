import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeWeights,
  encodeWeights,
} from "../../lib/experiments/stored_weights.ts";
import { checkProperty } from "../property.ts";

Deno.test("the bytes of 1 and -2, little end first, in base 64", () => {
  const text = encodeWeights([Float32Array.of(1), Float32Array.of(-2)]);
  assert.equal(atob(text), "\0\0\x80\x3f\0\0\0\xc0");
});

Deno.test("weights come back bit for bit, also from within a larger array", () => {
  const arrays = fc.array(
    fc.float32Array({ maxLength: 9, noNaN: true }),
    { maxLength: 5 },
  );
  checkProperty(fc.property(arrays, (arrays) => {
    const lengths = arrays.map(({ length }) => length);
    const text = encodeWeights(arrays);
    const whole = Float32Array.from(arrays.flatMap((array) => [...array]));
    let at = 0;
    const parts = lengths.map((length) => whole.subarray(at, at += length));
    assert.equal(encodeWeights(parts), text);
    assert.deepEqual(
      decodeWeights(JSON.parse(JSON.stringify(text)), lengths),
      arrays.map((array) => Float32Array.from(array)),
    );
  }));
});

Deno.test("another number of weights is refused", () => {
  const text = encodeWeights([Float32Array.of(1, 2, 3)]);
  assert.throws(
    () => decodeWeights(text, [2, 2]),
    /^RangeError: Cannot decode weights as they must be 4 numbers: current value is 3$/,
  );
  assert.throws(() => decodeWeights(text.slice(0, -3), [3]), RangeError);
  assert.throws(() => decodeWeights("", [1]), RangeError);
});
