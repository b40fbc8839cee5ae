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

Deno.test("what is no complex array, or gives no finite number, is refused by name", () => {
  const uneven = { re: new Float64Array(2), im: new Float64Array(1) };
  const plain = { re: [1], im: [1] } as unknown as typeof a;
  const infinite = { re: Float64Array.of(1e300), im: Float64Array.of(0) };
  assert.throws(() => squaredNorm(uneven), /must have the length of the real/);
  assert.throws(() => squaredNorm(plain), /complex array .* two Float64Arrays/);
  assert.throws(
    () => squaredNorm(infinite),
    /sum of the squares must be a fin/,
  );
  assert.throws(() => scale(a, { re: NaN, im: 0 }), /real part of the factor/);
});
