import assert from "node:assert/strict";
import {
  add,
  complexZeros,
  innerProduct,
  scale,
  squaredModulus,
  squaredNorm,
  transposeProduct,
} from "../../lib/core/complex_array.ts";

const a = { re: Float64Array.of(1, 2), im: Float64Array.of(3, -1) };
const b = { re: Float64Array.of(0, 4), im: Float64Array.of(2, 1) };

Deno.test("products of two small vectors, by hand", () => {
  // a = [1 + 3j, 2 - j], b = [2j, 4 + j].
  assert.deepEqual(transposeProduct(a, b), { re: 3, im: 0 });
  assert.deepEqual(innerProduct(a, b), { re: 13, im: 8 });
  assert.deepEqual(scale(a, { re: 0, im: 1 }), {
    re: Float64Array.of(-3, 1),
    im: Float64Array.of(1, 2),
  });
  assert.deepEqual(add(a, b), {
    re: Float64Array.of(1, 6),
    im: Float64Array.of(5, 0),
  });
});

Deno.test("the squared norm is the inner product with itself", () => {
  assert.equal(squaredNorm(a), 15);
  assert.deepEqual(innerProduct(a, a), { re: 15, im: 0 });
  assert.equal(squaredModulus({ re: 3, im: -4 }), 25);
});

Deno.test("arrays of two lengths are refused by name", () => {
  for (const operation of [add, innerProduct, transposeProduct]) {
    assert.throws(() => operation(a, complexZeros(3)), {
      name: "TypeError",
      message: /second array must have the length of the first, 2/,
    });
  }
  assert.throws(() => complexZeros(-1), RangeError);
});
