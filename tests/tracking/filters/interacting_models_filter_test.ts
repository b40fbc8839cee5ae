import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { constantVelocityFilter } from "../../../lib/tracking/filters/constant_velocity_filter.ts";
import { interactingModelsFilter } from "../../../lib/tracking/filters/interacting_models_filter.ts";
import { trackingScenario } from "../../../lib/tracking/scenario.ts";
import { followPath, rmseOf, trackOpenLoop } from "../open_loop.ts";

const scenario = trackingScenario();

Deno.test("models that are all alike are one model", () => {
  const one = constantVelocityFilter(scenario, { accelerationSigmaMps2: 7 });
  const three = interactingModelsFilter(scenario, {
    accelerationSigmasMps2: [7, 7, 7],
    stayProbability: 0.8,
  });
  const [alone, mixed] = [one, three].map((filter) =>
    trackOpenLoop(scenario, filter, 1, 2).flat()
  );
  alone.forEach(({ updated }, k) => {
    for (const [name, value] of Object.entries(updated)) {
      const other = mixed[k].updated[name as keyof typeof updated];
      assert.ok(Math.abs(value - other) < 1e-9, `step ${k}, ${name}`);
    }
  });
});

Deno.test("on a path that is straight and then turns, it comes near the better model of each part", () => {
  const path = range(0, 120).map((block) =>
    block < 60 ? { xM: 60 + block, yM: 30 } : {
      xM: 119 + 15 * Math.sin((block - 59) / 15),
      yM: 45 - 15 * Math.cos((block - 59) / 15),
    }
  );
  const start = {
    position: { xM: 60.3, yM: 29.8 },
    positionSigmaM: 0.5,
    headingRad: 0.1,
    headingSigmaRad: 0.2,
  };
  const run = (filter: ReturnType<typeof constantVelocityFilter>) => {
    const steps = range(0, 40).map((seed) =>
      followPath(
        scenario,
        filter.begin(start, openStream(seed, "filter")),
        path,
        () => [0, 1],
        openStream(seed, "noise"),
      )
    );
    return [[20, 60], [70, 120]].map(([from, to]) =>
      rmseOf(steps.flatMap((track) => track.slice(from, to)))
    );
  };
  const [calm, wild] = [0.5, 8].map((accelerationSigmaMps2) =>
    run(constantVelocityFilter(scenario, { accelerationSigmaMps2 }))
  );
  const mixed = run(interactingModelsFilter(scenario, {
    accelerationSigmasMps2: [0.5, 8],
    stayProbability: 0.95,
  }));
  assert.ok(calm[0] < 0.8 * wild[0] && wild[1] < 0.8 * calm[1]);
  assert.ok(mixed[0] < wild[0] && mixed[1] < calm[1]);
});

Deno.test("models that are none are refused", () => {
  const bad = [
    [{ accelerationSigmasMps2: [3] }, /number of models must be at least 2/],
    [{ accelerationSigmasMps2: [3, -1] }, /each of .* must be positive/],
    [{ stayProbability: 1 }, /stayProbability must be a probability/],
  ] as const;
  for (const [options, message] of bad) {
    assert.throws(() => interactingModelsFilter(scenario, options), message);
  }
});
