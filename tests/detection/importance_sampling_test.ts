import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { chiSquaredSurvival } from "../../lib/detection/chi_squared.ts";
import { estimateFalseAlarmRate } from "../../lib/detection/importance_sampling.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";

const responses = [0.1, -0.5, 0.9].map((sine) => steeringVectorOfSine(4, sine));

Deno.test("rates from 0.5 to 1e-30 come out within 4 standard errors, each to a tenth or better", () => {
  for (const threshold of [5, 20, 60, 160]) {
    const expected = chiSquaredSurvival(threshold, 6);
    const { estimate, standardError } = estimateFalseAlarmRate(
      responses,
      threshold,
      10_000,
      openStream(1, `threshold ${threshold}`),
    );
    assert.ok(
      Math.abs(estimate - expected) < 4 * standardError,
      `${estimate} +- ${standardError}, expected ${expected}`,
    );
    // In theory 0.077 at the rarest, where the weights vary most.
    assert.ok(standardError < 0.1 * expected, `${standardError / expected}`);
  }
});

Deno.test("bad arguments are named", () => {
  const rng = openStream(1, "none");
  assert.throws(
    () => estimateFalseAlarmRate(responses, 0, 10, rng),
    /threshold must be positive/,
  );
  assert.throws(
    () => estimateFalseAlarmRate([], 1, 10, rng),
    /number of responses must be an integer of at least 1/,
  );
  assert.throws(
    () => estimateFalseAlarmRate(responses, 1, 1, rng),
    /numTrials must be an integer/,
  );
});
