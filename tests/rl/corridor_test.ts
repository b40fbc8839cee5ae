/** A small decision problem with a known solution, solved from scratch. */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  QLearner,
  type QLearnerSettings,
} from "../../lib/rl/double_q_learning.ts";
import { DUELING_KINDS } from "../../lib/rl/dueling_head.ts";
import { chooseAction, explorationRateAt } from "../../lib/rl/exploration.ts";
import { ReplayBuffer } from "../../lib/rl/replay_buffer.ts";

/** Ten places in a row; a step left or right costs 1, the right end ends it. */
const NUM_PLACES = 10;
const GOAL = NUM_PLACES - 1;
const NUM_EPISODES = 150;
const MAX_STEPS = 50;
const DISCOUNT_FACTOR = 0.9;
const LEFT = 0;
const RIGHT = 1;

for (const dueling of DUELING_KINDS) {
  Deno.test(`a corridor is solved, values and all: dueling ${dueling}`, () => {
    const learner = trainInCorridor({
      network: { stateSize: NUM_PLACES, numActions: 2, dueling },
      discountFactor: DISCOUNT_FACTOR,
      targetCopyInterval: 50,
    });
    for (let place = 0; place < GOAL; place++) {
      const state = oneHot(place);
      assert.equal(learner.network.greedyAction(state), RIGHT);
      // n steps of -1, discounted: -(1 - rho^n) / (1 - rho).
      const numSteps = GOAL - place;
      const exact = -(1 - DISCOUNT_FACTOR ** numSteps) / (1 - DISCOUNT_FACTOR);
      const learnt = learner.network.qValues(state)[RIGHT];
      assert.ok(Math.abs(learnt - exact) < 0.2, `${learnt} for ${exact}`);
    }
  });
}

function trainInCorridor(settings: QLearnerSettings): QLearner {
  const learner = new QLearner(settings, openStream(1, "weights"));
  const replay = new ReplayBuffer({
    capacity: 5000,
    stateSize: NUM_PLACES,
    numActions: 2,
  });
  const exploration = openStream(1, "exploration");
  const batches = openStream(1, "batches");
  for (let episode = 0; episode < NUM_EPISODES; episode++) {
    const rate = explorationRateAt(episode, NUM_EPISODES, 1);
    let place = 0;
    for (let step = 0; step < MAX_STEPS && place !== GOAL; step++) {
      const state = oneHot(place);
      const greedy = () => learner.network.greedyAction(state);
      const action = chooseAction(rate, greedy, 2, exploration);
      place = action === LEFT ? Math.max(0, place - 1) : place + 1;
      replay.push(state, action, -1, oneHot(place), place !== GOAL);
      learner.learn(replay, 3e-3 * (1 - episode / NUM_EPISODES), batches);
    }
  }
  return learner;
}

function oneHot(place: number): number[] {
  return Array.from({ length: NUM_PLACES }, (_, i) => i === place ? 1 : 0);
}
