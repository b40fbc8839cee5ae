/**
 * Times a step of the beam-selection environment, and of whole online training:
 *
 *     deno run bench/beam_environment_bench.ts
 *
 * The median of the runs, with the least and the most.
 *
 * @module
 */

import { quantile } from "simple-statistics";
import { range } from "../lib/core/range.ts";
import { formatTable } from "../lib/core/text.ts";
import { openStream } from "../lib/core/random_stream.ts";
import { BEAM_ACTIONS } from "../lib/beam_selection/environment.ts";
import { trainAgent, TRAINING_SETTINGS } from "../lib/beam_selection/train.ts";
import { createWorld } from "../lib/experiments/online_training.ts";

const NUM_STEPS = 200_000;

/** Microseconds a step of random play, resets left out of the count. */
function timeSteps(seed: number): number {
  const world = createWorld(20);
  const rng = openStream(seed, "actions");
  let step = world.reset((label) => openStream(seed, label));
  const start = performance.now();
  for (let i = 0; i < NUM_STEPS; i++) {
    step = step.isSuccess || step.isCut
      ? world.reset((label) => openStream(seed, `${i}/${label}`))
      : world.tryBeam(
        step.observation.beam + BEAM_ACTIONS[rng.integer(BEAM_ACTIONS.length)],
      );
  }
  return (performance.now() - start) * 1000 / NUM_STEPS;
}

/** Seconds for the paper's 1,000 episodes at a power. */
function timeTraining(transmitPowerDbm: number, seed: number): number {
  const start = performance.now();
  trainAgent(
    createWorld(transmitPowerDbm),
    TRAINING_SETTINGS,
    1000,
    (label) => openStream(seed, label),
  );
  return (performance.now() - start) / 1000;
}

function row(name: string, values: number[]): string[] {
  return [name, ...[0.5, 0, 1].map((q) => quantile(values, q).toFixed(2))];
}

console.log(formatTable(["what", "median", "least", "most"], [
  row("environment step, resets included (µs)", range(1, 8).map(timeSteps)),
  ...[10, 20, 30].map((power) =>
    row(
      `1,000 online episodes at ${power} dBm (s)`,
      range(1001, 1008).map((seed) => timeTraining(power, seed)),
    )
  ),
]));
