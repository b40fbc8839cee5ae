import assert from "node:assert/strict";
import { openTape, writeTensor } from "./tape_operation.ts";

/** The weights of two edges of one node, whose ratio is e^score. */
function weightsOf(score: number): [number, number] {
  const { tape, memory } = openTape([], 1);
  const { weightsAddress } = tape.edgeAttention(
    writeTensor(tape, [[score], [0]]),
    writeTensor(tape, [[1], [1]]),
    tape.indices([0, 2]),
  );
  const [first, second] = memory.floats(weightsAddress, 2);
  return [first, second];
}

Deno.test("the exponential is right to 2e-7, from 1 to the least normal float32", () => {
  let worst = 0;
  for (let n = 0; n <= 1740; n++) {
    const score = Math.fround(-n / 20);
    const [weight, other] = weightsOf(score);
    worst = Math.max(worst, Math.abs(weight / other / Math.exp(score) - 1));
  }
  // Two divisions round the ratio, by 6e-8 each.
  assert.ok(worst < 2e-7 + 1.2e-7, `${worst}`);
  assert.ok(worst > 1e-8, "the comparison is with another exponential");
});

Deno.test("below that it stays at the least, and never is a denormal number", () => {
  for (const score of [-88, -1e3, -1e8]) {
    const [weight, other] = weightsOf(score);
    assert.equal(other, 1);
    assert.equal(weight, weightsOf(-87)[0]);
    assert.ok(weight >= 2 ** -126);
  }
});

Deno.test("a score that is no number makes the weights none", () => {
  assert.ok(weightsOf(NaN).every(Number.isNaN));
});
