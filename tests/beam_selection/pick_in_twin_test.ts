import assert from "node:assert/strict";
import { openStream, type StreamOpener } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { playEpisode } from "../../lib/beam_selection/evaluate.ts";
import { pickInTwin } from "../../lib/beam_selection/pick_in_twin.ts";
import {
  learnedPolicy,
  trainAgent,
  type TrainedAgent,
  TRAINING_SETTINGS,
} from "../../lib/beam_selection/train.ts";
import { TwinWorld } from "../../lib/beam_selection/twins/twin.ts";
import { TOY_RULES, toyTwin } from "./toy_world.ts";

const open: StreamOpener = (label) => openStream(1001, label);
const world = new TwinWorld(toyTwin(), TOY_RULES);
const train = (own: StreamOpener) =>
  trainAgent(world, TRAINING_SETTINGS, 30, own);

/** Mean steps in the toy, of episodes that no agent was judged by. */
function meanSteps({ network, encoder }: TrainedAgent): number {
  const policy = learnedPolicy("agent", network, encoder);
  const outcomes = range(0, 500).map((n) =>
    playEpisode(world, policy, (label) => open(`other ${n}/${label}`), 0.9)
  );
  return outcomes.reduce((sum, { numSteps }) => sum + numSteps / 500, 0);
}

Deno.test("of agents that were trained alike the best in the twin is kept", () => {
  const trained: TrainedAgent[] = [];
  const settings = { numAgents: 4, numJudged: 500 };
  const picked = pickInTwin(world, settings, open, (own) => {
    const agent = train(own);
    trained.push(agent);
    return agent;
  });
  assert.equal(trained.length, 4);
  const steps = trained.map(meanSteps).sort((a, b) => a - b);
  assert.ok(steps[3] > 1.1 * steps[0], "the agents differ");
  // Two agents may be as good as each other, to what 500 episodes can tell.
  assert.ok(meanSteps(picked) < 1.05 * steps[0], `${meanSteps(picked)}`);
});

Deno.test("the same streams pick the same agent", () => {
  const [first, second] = [1, 2].map(() =>
    pickInTwin(world, { numAgents: 2, numJudged: 20 }, open, train)
  );
  assert.deepEqual(
    first.network.exportWeights(),
    second.network.exportWeights(),
  );
});

Deno.test("numbers that are none are refused by name", () => {
  assert.throws(
    () => pickInTwin(world, { numAgents: 0, numJudged: 1 }, open, train),
    /pick an agent as numAgents must be an integer from 1 to 1000: current value is 0/,
  );
  assert.throws(
    () => pickInTwin(world, { numAgents: 1, numJudged: 0.5 }, open, train),
    /numJudged must be an integer from 1 to 1000000: current value is 0.5/,
  );
});
