import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  arcsineLaw,
  type DatasetRow,
  relativeSuccess,
  summarizeDataset,
} from "../../lib/figures/dataset_counts.ts";
import { rowsOf } from "../claims/rows.ts";

/** A success at once, one at beam 33 after two tries, and a failure. */
const DATA = {
  beams: [[5], [31, 30, 33], [7, 8, 9, 10]],
  detectionProbabilities: [
    [95_000],
    [9_000, 89_999, 90_000],
    [8_500, 8_500, 8_600, 8_500],
  ],
};

const rows = rowsOf("beam_dataset", { transmitPowerDbm: 20 }, [
  DATA,
  DATA,
]) as unknown as readonly DatasetRow[];

Deno.test("a data set is counted by hand", () => {
  const counted = Object.fromEntries(
    summarizeDataset(rows).map(({ quantity, estimate }) => [
      quantity,
      Number(estimate.toFixed(6)),
    ]),
  );
  assert.deepEqual(counted, {
    "beams tried": 8,
    "transitions": 5,
    "transitions that succeed": 1,
    "episodes that succeed (%)": 66.666667,
    "episodes that succeed at once (%)": 33.333333,
    "transitions that succeed (%)": 20,
    "beams of the codebook tried": 8,
  });
});

Deno.test("success is counted by beam, without first beams, over the mean", () => {
  const bins = relativeSuccess(rows);
  assert.equal(bins.length, 16);
  // One success of one try among beams 32 to 35, against one of five.
  const found = bins.filter(({ estimate }) => estimate > 0);
  assert.deepEqual(found.map(({ at, estimate }) => [at, estimate]), [[32, 5]]);
});

Deno.test("the arcsine law is that of the nearest beam of targets all round", () => {
  const law = arcsineLaw();
  const total = law.reduce((a, b) => a + b);
  assert.ok(Math.abs(total - 64) < 1e-9);
  assert.equal(law.indexOf(Math.max(...law)), 32);
  const rng = openStream(1, "directions");
  const counts = new Float64Array(64);
  const numDraws = 100_000;
  for (let n = 0; n < numDraws; n++) {
    const sine = Math.sin(2 * Math.PI * rng.uniform());
    counts[(Math.round(32 * sine) + 64) % 64]++;
  }
  for (const beam of [0, 16, 31, 32, 40]) {
    const expected = law[beam] * numDraws / 64;
    // Five standard errors of a count.
    assert.ok(Math.abs(counts[beam] - expected) < 5 * Math.sqrt(expected));
  }
});
