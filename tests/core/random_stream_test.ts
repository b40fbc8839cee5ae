import assert from "node:assert/strict";
import fc from "fast-check";
// @ts-types="@types/seedrandom"
import seedrandom from "seedrandom";
import { checkProperty } from "../property.ts";
import { range } from "../../lib/core/range.ts";
import { openStream, restoreStream } from "../../lib/core/random_stream.ts";

Deno.test("a seed and a label give the bits that they gave when this was written", () => {
  const rng = openStream(1, "target");
  assert.deepEqual(
    [rng.uniform(), rng.gaussian(), rng.integer(64)],
    [0.5526697071859048, -1.4978943489643815, 32],
  );
});

Deno.test("seedrandom's Alea, opened by hand, gives the stream's bits for any seed and label", () => {
  checkProperty(fc.property(fc.nat(), fc.string(), (seed, label) => {
    const alea = seedrandom.alea(`${seed}:${label}`, { state: true });
    const rng = openStream(seed, label);
    assert.deepEqual(rng.saveState().generator, alea.state());
    for (let i = 0; i < 10; i++) assert.equal(rng.uniform(), alea.double());
    assert.deepEqual(rng.saveState().generator, alea.state());
  }));
});

Deno.test("a saved stream goes on with the same bits, between the two of a normal pair too", () => {
  checkProperty(fc.property(
    fc.nat(),
    fc.string(),
    fc.integer({ min: 0, max: 20 }),
    (seed, label, numDrawn) => {
      const rng = openStream(seed, label);
      for (let i = 0; i < numDrawn; i++) rng.gaussian();
      const state = JSON.parse(JSON.stringify(rng.saveState()));
      const copy = restoreStream(state);
      for (let i = 0; i < 5; i++) assert.equal(copy.gaussian(), rng.gaussian());
      assert.equal(copy.uniform(), rng.uniform());
    },
  ));
});

Deno.test("streams of neighbouring seeds and labels are uncorrelated", () => {
  const numStreams = 4000;
  const first = range(0, numStreams).map((seed) =>
    openStream(seed, "a").uniform() - 0.5
  );
  const pairs: [string, number[]][] = [
    [
      "label",
      range(0, numStreams).map((s) => openStream(s, "b").uniform() - 0.5),
    ],
    ["seed", [...first.slice(1), first[0]]],
  ];
  for (const [name, second] of pairs) {
    const correlation = first.reduce((sum, value, i) =>
      sum + value * second[i], 0) *
      12 /
      numStreams;
    assert.ok(
      Math.abs(correlation) < 4 / Math.sqrt(numStreams),
      `${name}: ${correlation}`,
    );
  }
});

Deno.test("normal draws have the moments of a standard normal, within 4 standard errors", () => {
  const numDraws = 200_000;
  const rng = openStream(3, "moments");
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < numDraws; i++) {
    const draw = rng.gaussian();
    sums.forEach((_, k) => sums[k] += draw ** (k + 1));
  }
  const expected = [0, 1, 0, 3];
  const variances = [1, 2, 15, 96];
  expected.forEach((moment, k) => {
    const error = Math.abs(sums[k] / numDraws - moment);
    assert.ok(
      error < 4 * Math.sqrt(variances[k] / numDraws),
      `moment ${k + 1}`,
    );
  });
});

Deno.test("a bad seed or count is named in a RangeError", () => {
  for (const seed of [-1, 1.5, NaN, Infinity]) {
    assert.throws(() => openStream(seed, "x"), {
      name: "RangeError",
      message: `Cannot open a random stream as seed must be an integer of at ` +
        `least 0: current value is ${seed}`,
    });
  }
  for (const count of [0, -3, 2.5, NaN]) {
    assert.throws(() => openStream(1, "x").integer(count), RangeError);
  }
});

Deno.test("a state that the generator cannot come to, or never leaves, is refused", () => {
  const state = openStream(1, "x").saveState();
  const withGenerator = (generator: object) => ({
    ...state,
    generator: { ...state.generator, ...generator },
  });
  const top = 1 - 2 ** -32;
  for (
    const [bad, rule] of [
      [withGenerator({ c: -1 }), /the state's c must be an integer from 0 to/],
      [withGenerator({ s1: 0.3 }), /each of the state's s must be a multiple/],
      [withGenerator({ c: 0, s0: 0, s1: 0, s2: 0 }), /generator can leave/],
      [
        withGenerator({ c: 2091638, s0: top, s1: top, s2: top }),
        /generator can leave/,
      ],
      [{ ...state, spareGaussian: NaN }, /spareGaussian must be a finite/],
    ] as const
  ) {
    assert.throws(() => restoreStream(bad), rule);
  }
});
