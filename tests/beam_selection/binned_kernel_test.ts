import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import { createBinnedProcess } from "../../lib/beam_selection/binned_kernel.ts";
import {
  BEAM_ACTIONS,
  BeamEnvironment,
  MAX_STEPS,
} from "../../lib/beam_selection/environment.ts";
import {
  type EpisodeData,
  type EpisodeRules,
  type RecordedEpisode,
  recordEpisodes,
  transformEpisode,
} from "../../lib/beam_selection/recorded_episodes.ts";
import { beamScenario } from "../../lib/beam_selection/scenario.ts";
import { countTransitions } from "../../lib/beam_selection/transition_counts.ts";
import { valueIteration } from "../../lib/rl/value_iteration.ts";
import { checkProperty } from "../property.ts";

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

Deno.test("seen, seen at another beam, and never seen: by hand", () => {
  const process = createBinnedProcess(countTransitions(data, edges), {
    otherBeamsWeight: 3,
    otherConditionsWeight: 2,
  });
  const step = BEAM_ACTIONS.indexOf(5);
  const [seen, elsewhere, never] = [
    process.outcomes(stateOf(4, 0, 1), step),
    process.outcomes(stateOf(7, 0, 1), step),
    process.outcomes(stateOf(7, 1, -1), step),
  ];
  const success = seen.findIndex(({ isTerminal }) => isTerminal);
  // A third of all transitions succeeds; pooled it is (1 + 2/3) / 3.
  const pooled = (1 + 2 / 3) / 3;
  for (
    const [outcomes, expected] of [
      [seen, (1 + 3 * pooled) / 4],
      [elsewhere, pooled],
      [never, 1 / 3],
    ] as const
  ) {
    assert.ok(Math.abs(outcomes[success].probability - expected) < 1e-15);
    assert.equal(outcomes[success].reward, 5);
  }
  for (const { nextState, isTerminal, reward } of elsewhere) {
    assert.equal(Math.floor(nextState / 6), 0, "beam 7 + 5 is beam 0");
    assert.ok(isTerminal || reward === -1);
  }
});

Deno.test("the probabilities sum to 1, and turned episodes give a turned Q*", () => {
  const world = new BeamEnvironment({
    scenario: beamScenario({ numBeams: 12, numAntennas: 12 }),
    feedback: "plug-in",
    flag: rules.flag,
    maxSteps: rules.maxSteps,
  });
  const seed = (label: string) => openStream(1, label);
  const recorded = recordEpisodes(world, rules, 60, seed);
  const solve = (episodes: readonly RecordedEpisode[]) => {
    const counts = countTransitions({ ...rules, episodes }, edges);
    const process = createBinnedProcess(counts);
    for (const state of range(0, process.numStates)) {
      const total = process.outcomes(state, state % 10)
        .reduce((sum, { probability }) => sum + probability, 0);
      assert.ok(Math.abs(total - 1) < 1e-12);
    }
    return valueIteration(process, 0.9).values;
  };
  const values = solve(recorded.episodes);
  checkProperty(
    fc.property(fc.nat(11), (shift) => {
      const symmetry = { shift, isMirrored: false };
      const turned = solve(
        recorded.episodes.map((one) => transformEpisode(one, symmetry, 12)),
      );
      values.forEach((value, pair) => {
        const place = (pair + shift * 60) % values.length;
        assert.ok(Math.abs(value - turned[place]) < 1e-9);
      });
    }),
    10,
  );
});

Deno.test("bad arguments are named", () => {
  const transitions = countTransitions(data);
  const counts = transitions.counts.map(() => 0);
  assert.throws(
    () => createBinnedProcess({ ...transitions, counts }),
    /the number of transitions must be at least 1/,
  );
  assert.throws(
    () =>
      createBinnedProcess(transitions, {
        otherBeamsWeight: 0,
        otherConditionsWeight: 1,
      }),
    /otherBeamsWeight must be positive/,
  );
  assert.throws(
    () =>
      createBinnedProcess(transitions, {
        otherBeamsWeight: 1,
        otherConditionsWeight: NaN,
      }),
    /otherConditionsWeight must be positive/,
  );
});
