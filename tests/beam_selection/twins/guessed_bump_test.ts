import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { beamScenario } from "../../../lib/beam_selection/scenario.ts";
import { guessedBumpTwin } from "../../../lib/beam_selection/twins/guessed_bump.ts";

const open = (label: string) => openStream(1, label);
const { twin } = guessedBumpTwin.build(
  {
    episodes: [],
    numBeams: 64,
    requiredDetectionProbability: 0.9,
    maxSteps: 64,
    flag: "direction",
  },
  beamScenario(),
  open,
  1,
);
const profiles = range(0, 2000).map((n) => {
  const answer = twin.begin(open(`episode ${n}`));
  return range(0, 64).map((beam) => answer(beam));
});

Deno.test("P_D falls off on both sides of one place, round the circle", () => {
  for (const profile of profiles) {
    const top = profile.indexOf(Math.max(...profile));
    for (const side of [-1, 1]) {
      const values = range(1, 32).map((d) =>
        profile[(top + side * d + 64) % 64]
      );
      values.slice(1).forEach((value, i) => assert.ok(value <= values[i]));
    }
    assert.ok(Math.min(...profile) >= 0.08 && Math.max(...profile) <= 0.98);
  }
});

Deno.test("places are spread evenly, and widths as they should be", () => {
  // The bumps cover sqrt(pi) widths of 2.5 beams on average.
  const tops = profiles.map((profile) => profile.indexOf(Math.max(...profile)));
  const inFirstHalf = tops.filter((top) => top < 32).length / 2000;
  assert.ok(Math.abs(inFirstHalf - 0.5) < 4 * Math.sqrt(0.25 / 2000));
  const areas = profiles.map((profile) =>
    profile.reduce((sum, p) => sum + (p - 0.08) / 0.9, 0)
  );
  const meanArea = areas.reduce((sum, area) => sum + area / 2000, 0);
  const error = 4 * Math.sqrt(Math.PI * 9 / 12 / 2000);
  assert.ok(Math.abs(meanArea - 2.5 * Math.sqrt(Math.PI)) < error);
});

Deno.test("what it foretells is a beam of a new bump", () => {
  const before = { beam: 3, detectionProbability: 0.1, flag: 0 };
  const [a, b] = [open("a"), open("a")];
  for (const beam of range(0, 20)) {
    assert.equal(twin.predict(before, beam, a), twin.begin(b)(beam));
  }
});
