import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import type { StationMeasurement } from "../../lib/tracking/measurement.ts";
import {
  MeasurementGate,
  type MissingRates,
  NOTHING_MISSING,
  sampleMissingRates,
} from "../../lib/tracking/missing_measurements.ts";

/** Standard errors that a rate may be off by. */
const K = 4;

const MEASUREMENTS: readonly StationMeasurement[] = range(0, 3).map((
  station,
) => ({
  station,
  rangeM: 50,
  cosine: 0.5,
  rangeSigmaM: 0.1,
  cosineSigma: 0.01,
}));

/** The stations that are left, block by block. */
function passAll(rates: MissingRates, numBlocks: number, seed = 1) {
  const gate = new MeasurementGate(rates, openStream(seed, "gate"));
  return range(0, numBlocks).map(() =>
    gate.pass(MEASUREMENTS).map(({ station }) => station)
  );
}

function assertShare(count: number, total: number, probability: number): void {
  const error = Math.sqrt(probability * (1 - probability) / total);
  const share = count / total;
  assert.ok(
    Math.abs(share - probability) < K * error,
    `${share}, not ${probability}`,
  );
}

Deno.test("single measurements are missing at their rate, of each station alike", () => {
  const numBlocks = 20_000;
  const left = passAll({ single: 0.3, gap: 0, longestGap: 1 }, numBlocks);
  for (const station of [0, 1, 2]) {
    const count = left.filter((stations) => stations.includes(station)).length;
    assertShare(count, numBlocks, 0.7);
  }
  // Each by itself: all three at once in the cube of that.
  const numWhole = left.filter(({ length }) => length === 3).length;
  assertShare(numWhole, numBlocks, 0.7 ** 3);
});

Deno.test("gaps begin at their rate, and each length is as likely", () => {
  const numBlocks = 40_000;
  const left = passAll({ single: 0, gap: 0.02, longestGap: 4 }, numBlocks);
  assert.ok(left.every(({ length }) => length === 0 || length === 3));
  const text = left.map(({ length }) => length === 0 ? "-" : "+").join("");
  // A gap that follows at once on another one makes one of both.
  const gaps = text.match(/(?<=\+)-+(?=\+)/g)!.map(({ length }) => length);
  const numFree = [...text].filter((sign) => sign === "+").length;
  assertShare(gaps.length, numFree + gaps.length, 0.02);
  const numShort = gaps.filter((length) => length <= 4);
  for (const length of [1, 2, 3, 4]) {
    const count = numShort.filter((other) => other === length).length;
    // A tenth for what two gaps in a row make of the lengths.
    const expected = numShort.length / 4;
    assert.ok(
      Math.abs(count - expected) < K * Math.sqrt(expected) + expected / 10,
    );
  }
});

Deno.test("the longest gap of one block is a block", () => {
  const left = passAll({ single: 0, gap: 1, longestGap: 1 }, 5);
  assert.deepEqual(left, [[], [], [], [], []]);
});

Deno.test("a gap shifts no draw of what is missing by itself", () => {
  const rates = { single: 0.5, gap: 0, longestGap: 3 };
  const rng = openStream(1, "gate");
  const gate = new MeasurementGate({ ...rates, gap: 1 }, rng);
  // A gap of three blocks: the draw that begins it, its length, 3 x 3.
  const before = openStream(1, "gate");
  const draws = range(0, 2 + 9).map(() => before.uniform());
  const length = 1 + Math.floor(draws[1] * 3);
  range(0, length).forEach(() => gate.pass(MEASUREMENTS));
  const after = openStream(1, "gate");
  range(0, 2 + 3 * length).forEach(() => after.uniform());
  assert.deepEqual(rng.saveState(), after.saveState());
});

Deno.test("where nothing is missing nothing is drawn, and the list is the same", () => {
  const rng = openStream(1, "gate");
  const before = rng.saveState();
  const gate = new MeasurementGate(NOTHING_MISSING, rng);
  for (let n = 0; n < 3; n++) {
    assert.equal(gate.pass(MEASUREMENTS), MEASUREMENTS);
  }
  assert.deepEqual(rng.saveState(), before);
});

Deno.test("half of the tracks are spared; the others' rates are within bounds", () => {
  const rng = openStream(1, "rates");
  const rates = range(0, 2000).map(() => sampleMissingRates(rng));
  const spared = rates.filter((rate) => rate === NOTHING_MISSING);
  assertShare(spared.length, rates.length, 0.5);
  for (const { single, gap, longestGap } of rates) {
    assert.ok(single >= 0 && single < 0.3 && gap >= 0 && gap < 0.02);
    assert.ok(longestGap === 1 || longestGap === 4);
  }
});

Deno.test("rates that are none are refused", () => {
  const open = (changes: Partial<MissingRates>) => () =>
    new MeasurementGate(
      { ...NOTHING_MISSING, ...changes },
      openStream(1, "gate"),
    );
  assert.throws(
    open({ single: 1.1 }),
    /^RangeError: Cannot take measurements away as single must be from 0 to 1: current value is 1.1$/,
  );
  assert.throws(open({ gap: -0.1 }), /gap must be from 0 to 1/);
  assert.throws(open({ longestGap: 0 }), /longestGap must be an integer/);
});
