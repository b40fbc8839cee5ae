/**
 * A worker of the Q-learning benchmark: it takes as many gradient steps as it
 * is told, and answers with the microseconds that one took.
 *
 * @module
 */
/// <reference lib="deno.worker" />
import { LEARNING_RATE, setUp } from "./q_learning_setup.ts";

const { learner, replay, rng } = setUp(1);

globalThis.onmessage = ({ data: numSteps }: MessageEvent<number>) => {
  const start = performance.now();
  for (let i = 0; i < numSteps; i++) learner.learn(replay, LEARNING_RATE, rng);
  globalThis.postMessage(1000 * (performance.now() - start) / numSteps);
};

globalThis.postMessage("ready");
