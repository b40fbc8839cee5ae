import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { ReplayBuffer } from "../../lib/rl/replay_buffer.ts";
import {
  createTransitionBatch,
  type TransitionBatch,
} from "../../lib/rl/transition_batch.ts";
import { checkProperty } from "../property.ts";

const SETTINGS = { capacity: 7, stateSize: 2, numActions: 5 };

Deno.test("the ring holds the last transitions, each in one piece", () => {
  checkProperty(fc.property(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 60 }),
    (capacity, numPushed) => {
      const replay = new ReplayBuffer({ ...SETTINGS, capacity });
      for (let t = 0; t < numPushed; t++) pushNumbered(replay, t);
      assert.equal(replay.size, Math.min(capacity, numPushed));
      const batch = createTransitionBatch(400, 2);
      replay.sampleInto(batch, openStream(1, "batch"));
      const drawn = new Set<number>();
      for (let n = 0; n < batch.size; n++) drawn.add(readNumber(batch, n));
      // A transition of twenty is missed 400 times with probability 1e-9.
      assert.deepEqual(
        [...drawn].sort((a, b) => a - b),
        range(Math.max(0, numPushed - capacity), numPushed),
      );
    },
  ));
});

Deno.test("sampling is uniform, with replacement", () => {
  const replay = new ReplayBuffer({ ...SETTINGS, capacity: 10 });
  for (let t = 0; t < 10; t++) pushNumbered(replay, t);
  const numDrawn = 1e5;
  const batch = createTransitionBatch(50, 2);
  const rng = openStream(1, "batch");
  const counts = Array(10).fill(0);
  for (let drawn = 0; drawn < numDrawn; drawn += batch.size) {
    replay.sampleInto(batch, rng);
    for (let n = 0; n < batch.size; n++) counts[readNumber(batch, n)]++;
  }
  // The 99.99 % quantile of chi-squared with 9 degrees of freedom is 33.7.
  const expected = numDrawn / 10;
  const statistic = counts.reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
  assert.ok(statistic < 33.7, `${statistic}`);
});

Deno.test("a batch may lie in rows with a stride", () => {
  const replay = new ReplayBuffer(SETTINGS);
  pushNumbered(replay, 3);
  const strided = () => ({
    values: new Float32Array(12).fill(-1),
    rowStride: 4,
    numColumns: 2,
  });
  const batch = {
    ...createTransitionBatch(3, 2),
    states: strided(),
    nextStates: strided(),
  };
  replay.sampleInto(batch, openStream(1, "batch"));
  const row = [3, 3.5, -1, -1];
  assert.deepEqual([...batch.states.values], [...row, ...row, ...row]);
});

Deno.test("a buffer goes on from its state", () => {
  const [first, second] = [
    new ReplayBuffer(SETTINGS),
    new ReplayBuffer(SETTINGS),
  ];
  for (let t = 0; t < 10; t++) pushNumbered(first, t);
  second.restoreState(structuredClone(first.saveState()));
  for (const replay of [first, second]) {
    pushNumbered(replay, 10);
    assert.equal(replay.size, 7);
  }
  assert.deepEqual(second.saveState(), first.saveState());
});

Deno.test("bad arguments are refused by name", () => {
  assert.throws(() => new ReplayBuffer({ ...SETTINGS, capacity: 0 }), {
    name: "RangeError",
    message: /^Cannot make a replay buffer as capacity must be an integer from/,
  });
  const replay = new ReplayBuffer(SETTINGS);
  const rng = openStream(1, "batch");
  const batch = createTransitionBatch(3, 2);
  assert.throws(
    () => replay.sampleInto(batch, rng),
    /the replay's size must be positive: current value is 0/,
  );
  assert.throws(() => replay.push([1, 2], 5, 0, [1, 2], true), {
    name: "RangeError",
    message:
      "Cannot store a transition as action must be an integer from 0 to 4: current value is 5",
  });
  assert.throws(
    () => replay.push([1, 2], 0, 1e39, [1, 2], true),
    /reward must be a finite float32: current value is 1e\+39/,
  );
  assert.throws(
    () => replay.push([1, 2, 3], 0, 0, [1, 2], true),
    /state must have length 2: current shape is 3/,
  );
  assert.throws(
    () => replay.push([1, 2], 0, 0, [1, NaN], true),
    /each number of nextState must be a finite float32: current value is NaN/,
  );
  assert.throws(
    () => replay.push([1, 2], 0, 0, [1, 2], 1 as never),
    /bootstraps must be true or false: current value is 1/,
  );
  assert.equal(replay.size, 0);
  pushNumbered(replay, 0);
  assert.throws(
    () => replay.sampleInto(createTransitionBatch(3, 4), rng),
    /batch must have 2 numbers a state: current shape is 4/,
  );
  assert.throws(
    () => replay.sampleInto(batch, null as never),
    /rng must be a random stream/,
  );
  const { records } = replay.saveState();
  assert.throws(
    () => replay.restoreState({ numPushed: 2, records }),
    /records must have length 14: current shape is 7/,
  );
});

/** Stores the t-th transition: every part of it tells t. */
function pushNumbered(replay: ReplayBuffer, t: number): void {
  replay.push([t, t + 0.5], t % 5, t / 4, [2 * t, 3 * t], t % 2 === 0);
}

/** The number of the n-th transition of a batch, read from all its parts. */
function readNumber(batch: TransitionBatch, n: number): number {
  const t = batch.states.values[2 * n];
  assert.deepEqual(
    [...batch.states.values.slice(2 * n, 2 * n + 2)],
    [t, t + 0.5],
  );
  assert.deepEqual(
    [...batch.nextStates.values.slice(2 * n, 2 * n + 2)],
    [2 * t, 3 * t],
  );
  assert.equal(batch.actions[n], t % 5);
  assert.equal(batch.rewards[n], t / 4);
  assert.equal(batch.bootstraps[n], t % 2 === 0 ? 1 : 0);
  return t;
}
