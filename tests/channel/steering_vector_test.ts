import assert from "node:assert/strict";
import { squaredNorm } from "../../lib/core/complex_array.ts";
import { steeringVector } from "../../lib/channel/steering_vector.ts";

Deno.test("eq. (3) by hand at 30 degrees: the phase turns by a quarter an element", () => {
  const { re, im } = steeringVector(4, Math.PI / 6);
  [1, 0, -1, 0].forEach((value, m) =>
    assert.ok(Math.abs(re[m] - value) < 1e-14)
  );
  [0, 1, 0, -1].forEach((value, m) =>
    assert.ok(Math.abs(im[m] - value) < 1e-14)
  );
});

Deno.test("every element has modulus 1", () => {
  assert.ok(Math.abs(squaredNorm(steeringVector(64, 1.234)) - 64) < 1e-12);
});

Deno.test("a target behind the array has the vector of its mirror image", () => {
  const front = steeringVector(64, 0.4);
  const back = steeringVector(64, Math.PI - 0.4);
  front.re.forEach((value, m) =>
    assert.ok(Math.abs(value - back.re[m]) < 1e-12)
  );
});

Deno.test("bad arguments are named", () => {
  assert.throws(() => steeringVector(0, 0), /numAntennas must be an integer/);
  assert.throws(() => steeringVector(4, NaN), /angleRad must be a finite/);
});
