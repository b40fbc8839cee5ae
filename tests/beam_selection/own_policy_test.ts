/**
 * How a policy of one's own is compared with the others: the example of
 * notebook 05, and of the README.
 */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  BASELINE_POLICIES,
  type BeamPolicy,
  evaluateOracle,
  evaluatePolicy,
} from "../../lib/beam_selection/mod.ts";
import { createWorld } from "../../lib/experiments/online_training.ts";

/** Walks three beams at a time. */
const stepsOfThree: BeamPolicy = {
  name: "steps of three",
  begin: () => ({ beam }) => beam + 3,
};

/** Tells what its episodes began with, and walks like the one above. */
function recordStarts(starts: string[]): BeamPolicy {
  return {
    name: "recorder",
    begin: ({ observation }) => {
      starts.push(JSON.stringify(observation));
      return ({ beam }) => beam + 5;
    },
  };
}

const world = createWorld(20);
const open = (label: string) => openStream(1001, label);
const bounds = evaluateOracle(world, 200, open);

Deno.test("a policy of one's own is scored beside the others", () => {
  const mine = evaluatePolicy(world, stepsOfThree, bounds, open);
  const random = evaluatePolicy(
    world,
    BASELINE_POLICIES["random"](world.settings.scenario),
    bounds,
    open,
  );
  assert.ok(mine.meanSteps < random.meanSteps);
  assert.ok(mine.successRate > random.successRate);
});

Deno.test("it plays the same episodes as the others, however often it plays", () => {
  const starts: string[][] = [[], []];
  evaluatePolicy(world, recordStarts(starts[0]), bounds, open);
  evaluatePolicy(world, stepsOfThree, bounds, open);
  evaluatePolicy(world, recordStarts(starts[1]), bounds, open);
  assert.deepEqual(starts[0], starts[1]);
  assert.ok(new Set(starts[0]).size > 150);
});

Deno.test("a policy that names no beam is refused", () => {
  const lost: BeamPolicy = { name: "lost", begin: () => () => NaN };
  assert.throws(
    () => evaluatePolicy(world, lost, bounds, open),
    /Cannot try a beam as beam must be an integer .*: current value is NaN/,
  );
});
