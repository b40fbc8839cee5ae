import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { distanceM } from "../../lib/channel/geometry.ts";
import {
  nextMotion,
  sampleMotion,
  samplePosition,
} from "../../lib/beam_selection/motion.ts";
import { beamScenario } from "../../lib/beam_selection/scenario.ts";

Deno.test("a target moves straight for ten blocks, half a metre a block at 5 m/s", () => {
  const scenario = beamScenario();
  const rng = openStream(1, "target");
  let motion = {
    position: { xM: 250, yM: 250 },
    headingRad: 0,
    speedMps: 5,
    blocksOnHeading: 0,
  };
  for (const _ of range(0, 10)) motion = nextMotion(scenario, motion, rng);
  assert.deepEqual(motion.position, { xM: 255, yM: 250 });
  assert.notEqual(nextMotion(scenario, motion, rng).headingRad, 0);
});

Deno.test("the edges reflect, and the heading with them", () => {
  const scenario = beamScenario();
  const before = {
    position: { xM: 449.9, yM: 200 },
    headingRad: Math.PI / 4,
    speedMps: 5,
    blocksOnHeading: 0,
  };
  const after = nextMotion(scenario, before, openStream(1, "target"));
  const stepM = 0.5 * Math.SQRT1_2;
  assert.ok(Math.abs(after.position.xM - (900 - 449.9 - stepM)) < 1e-12);
  assert.ok(Math.abs(after.position.yM - (200 + stepM)) < 1e-12);
  assert.ok(Math.abs(after.headingRad - 3 * Math.PI / 4) < 1e-12);
});

Deno.test("a fast target stays inside and never moves further than its speed allows", () => {
  const scenario = beamScenario({ maxSpeedMps: 400 });
  const rng = openStream(2, "target");
  let motion = sampleMotion(scenario, rng);
  for (const _ of range(0, 2000)) {
    const next = nextMotion(scenario, motion, rng);
    const { xM, yM } = next.position;
    assert.ok(xM >= 50 && xM <= 450 && yM >= 50 && yM <= 450);
    assert.ok(
      distanceM(motion.position, next.position) <=
        motion.speedMps * scenario.blockDurationS + 1e-9,
    );
    motion = next;
  }
});

Deno.test("first places are uniform over the area, within 4 standard errors", () => {
  const rng = openStream(3, "target");
  const scenario = beamScenario();
  const places = range(0, 10_000).map(() => samplePosition(scenario, rng));
  for (const axis of ["xM", "yM"] as const) {
    const mean = places.reduce((sum, place) => sum + place[axis], 0) / 10_000;
    assert.ok(Math.abs(mean - 250) < 4 * 400 / Math.sqrt(12 * 10_000), axis);
  }
});

Deno.test("a step longer than the area is refused: one reflection would not keep it inside", () => {
  const scenario = beamScenario();
  const rng = openStream(4, "target");
  const motion = { ...sampleMotion(scenario, rng), speedMps: 4001 };
  assert.throws(
    () => nextMotion(scenario, motion, rng),
    /the step of a block must be at most the area's side of 400 m/,
  );
});
