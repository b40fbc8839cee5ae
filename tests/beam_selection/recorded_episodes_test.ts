import assert from "node:assert/strict";
import fc from "fast-check";
import { beamSines, relativeBeamGain } from "../../lib/channel/codebook.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import type { BeamWorld } from "../../lib/beam_selection/environment.ts";
import {
  countBeams,
  endsInSuccess,
  firstEpisodes,
  recordedObservations,
  recordEpisodes,
  requireEpisodeData,
  sampleSymmetry,
  stepBetween,
  transformEpisode,
} from "../../lib/beam_selection/recorded_episodes.ts";
import { cyclicIndex } from "../../lib/beam_selection/state_encoding.ts";
import { createWorld } from "../../lib/experiments/online_training.ts";
import { checkProperty } from "../property.ts";
import { bump, recordToy, TOY_RULES } from "./toy_world.ts";

const open = (label: string) => openStream(1, label);
const rules = {
  numBeams: 64,
  requiredDetectionProbability: 0.9,
  maxSteps: 64,
  flag: "direction" as const,
};

/** A world of one beam, which gives the same P_D whatever is asked. */
function constantWorld(detectionProbability: number): BeamWorld {
  const step = {
    observation: { beam: 0, detectionProbability, flag: 0 },
    isSuccess: detectionProbability >= rules.requiredDetectionProbability,
    isCut: false,
  };
  const cut = { ...step, isCut: !step.isSuccess };
  return { numBeams: 64, reset: () => step, tryBeam: () => cut };
}

Deno.test("the shorter way round is signed, half the circle forward", () => {
  const cases = [[0, 5, 5], [5, 0, -5], [62, 3, 5], [3, 62, -5], [0, 32, 32]];
  for (const [from, to, step] of cases) {
    assert.equal(stepBetween(from, to, 64), step);
  }
});

Deno.test("a symmetry moves the target with the beams: P_D depends on the offset alone", () => {
  const { data, places } = recordToy(40, open);
  const rng = open("symmetry");
  for (const [e, episode] of data.episodes.entries()) {
    const symmetry = sampleSymmetry(16, rng);
    const { shift, isMirrored } = symmetry;
    const moved = transformEpisode(episode, symmetry, 16);
    const place = isMirrored ? shift - places[e] : shift + places[e];
    assert.deepEqual(
      moved.detectionProbabilities,
      moved.beams.map((beam) => Math.floor(bump(beam - place) * 1e5) / 1e5),
    );
    assert.ok(moved.beams.every((beam) => beam >= 0 && beam < 16));
  }
});

Deno.test("so do the gains of DFT beams, all the way round the circle", () => {
  const sines = beamSines("dft", 64);
  const profile = (targetSine: number) =>
    range(0, 64).map((m) => relativeBeamGain(64, targetSine - sines[m]));
  for (const sine of [-0.9, -0.31, 0.02, 0.77]) {
    const gains = profile(sine);
    const mirrored = profile(-sine);
    // Seven beams on is 7/32 more of the sine; beyond 1 it comes in at -1.
    const moved = profile((sine + 7 / 32 + 1) % 2 - 1);
    for (const m of range(0, 64)) {
      assert.ok(Math.abs(moved[cyclicIndex(m + 7, 64)] - gains[m]) < 1e-9);
      assert.ok(Math.abs(mirrored[cyclicIndex(-m, 64)] - gains[m]) < 1e-9);
    }
  }
});

Deno.test("the flag for the direction turns round in a mirror, the one for the effect does not", () => {
  const { episodes } = recordEpisodes(createWorld(20), rules, 20, open);
  const flags = (isMirrored: boolean, flag: "direction" | "effect") =>
    episodes.flatMap((episode) =>
      recordedObservations(
        transformEpisode(episode, { shift: 11, isMirrored }, 64),
        { ...rules, flag },
      ).map((state) => state.flag)
    );
  const unmoved = episodes.flatMap((episode) =>
    recordedObservations(episode, rules).map((state) => state.flag)
  );
  assert.ok(unmoved.includes(1) && unmoved.includes(-1));
  assert.deepEqual(flags(false, "direction"), unmoved);
  assert.deepEqual(flags(true, "direction").map((flag) => 0 - flag), unmoved);
  assert.deepEqual(flags(true, "effect"), flags(false, "effect"));
});

Deno.test("recorded states are those that were seen, but for the last digits of P_D", () => {
  const world = createWorld(20);
  const seen: ReturnType<BeamWorld["reset"]>["observation"][] = [];
  const watched: BeamWorld = {
    numBeams: 64,
    reset: (stream) => {
      const step = world.reset(stream);
      seen.push(step.observation);
      return step;
    },
    tryBeam: (beam) => {
      const step = world.tryBeam(beam);
      seen.push(step.observation);
      return step;
    },
  };
  const { episodes } = recordEpisodes(watched, rules, 10, open);
  const recorded = episodes.flatMap((one) => recordedObservations(one, rules));
  assert.equal(recorded.length, seen.length);
  for (const [i, { beam, detectionProbability, flag }] of recorded.entries()) {
    const exact = seen[i].detectionProbability;
    assert.equal(beam, seen[i].beam);
    assert.ok(
      exact >= detectionProbability && exact < detectionProbability + 1.01e-5,
    );
    // Two P_D that differ by less than what is cut may be recorded as equal.
    if (flag !== 0) assert.equal(flag, seen[i].flag);
  }
});

Deno.test("an episode is recorded as a success if and only if it was one", () => {
  checkProperty(fc.property(
    fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.89998, max: 0.90002, noNaN: true }),
      fc.constantFrom(0.9, 0.9 - 2 ** -53, 0.9 + 2 ** -53),
    ),
    (detectionProbability) => {
      const world = constantWorld(detectionProbability);
      const { episodes: [episode] } = recordEpisodes(world, rules, 1, open);
      assert.equal(endsInSuccess(episode, rules), detectionProbability >= 0.9);
    },
  ));
});

Deno.test("the first episodes are those of a smaller study", () => {
  const record = (count: number) =>
    recordEpisodes(createWorld(20), rules, count, open);
  const data = record(5);
  assert.deepEqual(firstEpisodes(data, 2), record(2));
  assert.deepEqual(firstEpisodes(data, 5), data);
  assert.equal(
    countBeams(data),
    data.episodes.reduce((sum, { beams }) => sum + beams.length, 0),
  );
});

Deno.test("all symmetries come up alike", () => {
  // 32 of them, 3200 draws: each within 5 standard errors of 100.
  const rng = open("symmetries");
  const counts = new Map<number, number>();
  for (const _ of range(0, 3200)) {
    const { shift, isMirrored } = sampleSymmetry(16, rng);
    const key = shift + (isMirrored ? 16 : 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assert.equal(counts.size, 32);
  for (const count of counts.values()) assert.ok(Math.abs(count - 100) < 50);
});

Deno.test("bad arguments are named", () => {
  const { data } = recordToy(3, open);
  assert.throws(
    () => firstEpisodes(data, 4),
    /count must be an integer from 1 to 3: current value is 4/,
  );
  assert.throws(
    () => recordEpisodes(createWorld(20), rules, 0, open),
    /numEpisodes must be an integer from 1/,
  );
  const [episode] = data.episodes;
  const short = { beams: [3, 4], detectionProbabilities: [0.1] };
  assert.throws(
    () => requireEpisodeData("learn", { ...TOY_RULES, episodes: [short] }),
    /Cannot learn as the number of P_D in an episode must be that of its beams, 2, and not 0: current value is 1/,
  );
  assert.throws(
    () =>
      requireEpisodeData("learn", {
        ...TOY_RULES,
        episodes: [{ ...episode, beams: [3], detectionProbabilities: [0.95] }],
      }),
    /number of episodes must be at least 1 of more than one beam/,
  );
});
