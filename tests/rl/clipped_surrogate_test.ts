import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { clippedSurrogate } from "../../lib/rl/clipped_surrogate.ts";
import {
  entropyOf,
  maskedSoftmaxInto,
  scoreGradientInto,
} from "../../lib/rl/masked_softmax.ts";

Deno.test("the clipped surrogate, by hand", () => {
  const term = (ratio: number, advantage: number) =>
    clippedSurrogate(Math.log(ratio), advantage, 0.2);
  const close = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} ${expected}`);
  close(term(1.1, 2).objective, 2.2);
  close(term(1.5, 2).objective, 2.4);
  close(term(0.5, 2).objective, 1);
  close(term(0.5, -2).objective, -1.6);
  close(term(1.5, -2).objective, -3);
  // What is better than the bound is not pushed on; what is worse is pulled.
  assert.equal(term(1.5, 2).logGradient, 0);
  assert.equal(term(0.5, -2).logGradient, 0);
  close(term(0.5, 2).logGradient, 1);
  close(term(1.5, -2).logGradient, -3);
});

Deno.test("the gradient of the objective and the entropy agrees with central differences", () => {
  const rng = openStream(1, "scores");
  let numClipped = 0;
  for (let trial = 0; trial < 200; trial++) {
    const scores = Float64Array.from({ length: 6 }, () => rng.gaussian());
    const mask = scores.map((_, k) =>
      k === 0 ? 1 : Number(rng.uniform() < 0.7)
    );
    const action = 0;
    const old = Math.log(0.1 + 0.4 * rng.uniform());
    const advantage = rng.gaussian();
    const entropyWeight = 0.3;
    const p = new Float64Array(6);
    const termOf = (given: Float64Array) => {
      maskedSoftmaxInto(p, given, mask);
      return clippedSurrogate(Math.log(p[action]) - old, advantage, 0.2);
    };
    const valueOf = (given: Float64Array) =>
      termOf(given).objective + entropyWeight * entropyOf(p);
    const gradient = new Float64Array(6);
    const { logGradient, isClipped } = termOf(scores);
    scoreGradientInto(gradient, p, action, logGradient, entropyWeight);
    if (isClipped) numClipped++;
    for (let k = 0; k < 6; k++) {
      const step = 1e-5;
      const [up, down] = [step, -step].map((shift) =>
        valueOf(scores.map((score, l) => l === k ? score + shift : score))
      );
      const numeric = (up - down) / (2 * step);
      assert.ok(Math.abs(gradient[k] - numeric) < 1e-7, `${trial} ${k}`);
      assert.ok(mask[k] === 1 || gradient[k] === 0);
    }
  }
  assert.ok(numClipped > 20 && numClipped < 180, `${numClipped}`);
});
