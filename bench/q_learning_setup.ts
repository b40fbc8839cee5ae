/**
 * What all of the Q-learning benchmark times: paper A's network, 18 inputs, 32
 * and 16 units, a value and 10 advantages, and a full replay buffer.
 *
 * @module
 */
import { openStream } from "../lib/core/random_stream.ts";
import { QLearner } from "../lib/rl/double_q_learning.ts";
import { ReplayBuffer } from "../lib/rl/replay_buffer.ts";

export const STATE_SIZE = 18;
export const NUM_ACTIONS = 10;
export const BATCH_SIZE = 16;
export const DISCOUNT_FACTOR = 0.99;
export const LEARNING_RATE = 1e-4;
const CAPACITY = 50_000;

/** A learner and a buffer full of random transitions. */
export function setUp(seed: number) {
  const rng = openStream(seed, "benchmark");
  const shape = { stateSize: STATE_SIZE, numActions: NUM_ACTIONS };
  const replay = new ReplayBuffer({ ...shape, capacity: CAPACITY });
  const sampleState = () =>
    Float32Array.from({ length: STATE_SIZE }, () => rng.uniform());
  for (let i = 0; i < CAPACITY; i++) {
    replay.push(
      sampleState(),
      rng.integer(NUM_ACTIONS),
      rng.uniform(),
      sampleState(),
      rng.uniform() < 0.9,
    );
  }
  const learner = new QLearner({
    network: shape,
    discountFactor: DISCOUNT_FACTOR,
    batchSize: BATCH_SIZE,
  }, rng);
  return { learner, replay, rng, state: sampleState() };
}
