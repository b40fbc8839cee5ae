import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { generalizedAdvantagesInto } from "../../lib/rl/generalized_advantage.ts";

Deno.test("generalized advantages of two short episodes, by hand", () => {
  const out = new Float64Array(4);
  generalizedAdvantagesInto(
    out,
    { rewards: [1, 2, 3, -1], values: [0.5, 1, 2, 4], ends: [0, 0, 1, 1] },
    { discountFactor: 0.5, traceDecay: 0.8 },
  );
  // delta: 1 + 0.5 - 0.5 = 1; 2 + 1 - 1 = 2; 3 - 2 = 1; -1 - 4 = -5.
  // From the back, with gamma lambda = 0.4: 1; 2 + 0.4; 1 + 0.4 * 2.4.
  const expected = [1.96, 2.4, 1, -5];
  out.forEach((value, t) => assert.ok(Math.abs(value - expected[t]) < 1e-12));
});

Deno.test("lambda 1 gives returns less values, lambda 0 one-step errors", () => {
  const rng = openStream(1, "advantages");
  const numSteps = 12;
  const draw = () => Float64Array.from({ length: numSteps }, rng.gaussian, rng);
  const [rewards, values] = [draw(), draw()];
  const ends = values.map((_, t) => t % 4 === 3 ? 1 : 0);
  const out = new Float64Array(numSteps);
  const discountFactor = 0.9;
  const steps = { rewards, values, ends };
  generalizedAdvantagesInto(out, steps, { discountFactor, traceDecay: 1 });
  let gain = 0;
  for (let t = numSteps - 1; t >= 0; t--) {
    gain = rewards[t] + (ends[t] ? 0 : discountFactor * gain);
    assert.ok(Math.abs(out[t] - (gain - values[t])) < 1e-12);
  }
  generalizedAdvantagesInto(out, steps, { discountFactor, traceDecay: 0 });
  for (let t = 0; t < numSteps; t++) {
    const next = ends[t] ? 0 : discountFactor * values[t + 1];
    assert.ok(Math.abs(out[t] - (rewards[t] + next - values[t])) < 1e-12);
  }
});

Deno.test("advantages: what breaks a rule is refused", () => {
  const estimate = (changes: object, settings: object) => () =>
    generalizedAdvantagesInto(
      new Float64Array(1),
      { rewards: [1], values: [1], ends: [1], ...changes },
      { discountFactor: 1, traceDecay: 1, ...settings },
    );
  assert.throws(
    estimate({ values: [1, 2] }, {}),
    /values must be as many as the 1 advantages: current shape is 2/,
  );
  assert.throws(
    estimate({}, { discountFactor: 1.1 }),
    /discountFactor must be from 0 to 1: current value is 1.1/,
  );
});
