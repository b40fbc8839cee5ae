import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  BEAM_ACTIONS,
  MAX_STEPS,
} from "../../lib/beam_selection/environment.ts";
import {
  type EpisodeData,
  type EpisodeRules,
  type RecordedEpisode,
  recordEpisodes,
} from "../../lib/beam_selection/recorded_episodes.ts";
import {
  countTransitions,
  countUnseenPairs,
} from "../../lib/beam_selection/transition_counts.ts";
import {
  createMarginalTwin,
  TwinWorld,
} from "../../lib/beam_selection/twins/mod.ts";

const rules: EpisodeRules = {
  numBeams: 12,
  requiredDetectionProbability: 0.9,
  maxSteps: MAX_STEPS,
  flag: "direction",
};

/** Beam 3, then +2 and a rise, then -1 and a fall, then +5 and success. */
const episode: RecordedEpisode = {
  beams: [3, 5, 4, 9],
  detectionProbabilities: [0.1, 0.6, 0.3, 0.95],
};
const data: EpisodeData = { ...rules, episodes: [episode] };
const edges = [0, 0.5];

/** State number: beam, bin of two, flag. */
const stateOf = (beam: number, bin: number, flag: number) =>
  (beam * 2 + bin) * 3 + flag + 1;

Deno.test("three transitions are counted where they belong", () => {
  const { counts, numConditions } = countTransitions(data, edges);
  assert.equal(numConditions, 6);
  const countOf = (state: number, step: number, column: number) =>
    counts[(state * 10 + BEAM_ACTIONS.indexOf(step)) * 7 + column];
  assert.equal(countOf(stateOf(3, 0, 0), 2, stateOf(0, 1, 1)), 1);
  // P_D fell with a step of -1, so it rises the other way: the flag is 1.
  assert.equal(countOf(stateOf(5, 1, 1), -1, stateOf(0, 0, 1)), 1);
  assert.equal(countOf(stateOf(4, 0, 1), 5, 6), 1);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 3);
  const transitions = countTransitions(data, edges);
  assert.equal(countUnseenPairs(transitions), 12 * 6 * 10 - 3);
});

Deno.test("of the marginal twin every pair succeeds as often as its data do", () => {
  // Of the later beams a share p of 1/4 succeeds. At each bin, flag and action
  // of all beams: within 5 standard errors, as there are 60 of them.
  const episodes = [{
    beams: [0, 1, 2, 3, 4],
    detectionProbabilities: [0.1, 0.2, 0.6, 0.4, 0.95],
  }];
  const twin = createMarginalTwin({ ...rules, episodes });
  const rollouts = recordEpisodes(
    new TwinWorld(twin, rules),
    rules,
    4000,
    (label) => openStream(2, label),
  );
  const { counts } = countTransitions(rollouts, edges);
  for (const pair of range(0, 60)) {
    const columns = range(0, 7).map((column) =>
      range(0, 12).reduce(
        (sum, beam) => sum + counts[(beam * 60 + pair) * 7 + column],
        0,
      )
    );
    const total = columns.reduce((sum, count) => sum + count, 0);
    if (total === 0) continue;
    const deviation = columns[6] - total / 4;
    assert.ok(Math.abs(deviation) <= 5 * Math.sqrt(total * 3 / 16), `${pair}`);
  }
});

Deno.test("bad arguments are named", () => {
  assert.throws(
    () => countTransitions({ ...rules, episodes: [] }),
    /the number of episodes must be at least 1/,
  );
  assert.throws(
    () => countTransitions(data, [0.1]),
    /the first edge must be 0/,
  );
  assert.throws(
    () => countTransitions(data, [0, 0.95]),
    /each edge must be above 0 and below the goal 0.9/,
  );
  const leap = { beams: [0, 6], detectionProbabilities: [0.1, 0.1] };
  assert.throws(
    () => countTransitions({ ...rules, episodes: [leap] }),
    /each step must be one of -5, .*: current value is 6/,
  );
});
