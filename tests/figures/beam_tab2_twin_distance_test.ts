import assert from "node:assert/strict";
import { PUBLISHED_TWIN_DISTANCES } from "../../lib/experiments/published_tables.ts";
import {
  type DistanceSummary,
  summarizeTwinDistance,
  tabulateTwinDistance,
} from "../../lib/figures/beam_tab2_twin_distance.ts";
import { PLAIN_AUDIT, twinFigureRows } from "./twin_rows.ts";

/** A twin that is worse the higher the seed, by another amount each. */
const rows = twinFigureRows(
  "beam_tab2_twin_distance",
  5,
  () => 40,
  ({ condition, seed }) => {
    const scale = (factor: number) => ({
      klDivergence: factor * seed,
      wasserstein: 2 * factor * seed,
      mmd: condition.transmitPowerDbm,
    });
    return {
      audit: {
        ...PLAIN_AUDIT,
        ...scale(1),
        shuffled: scale(10),
        floor: scale(100),
      },
    };
  },
);

const summaries = summarizeTwinDistance(rows);

const at = (
  kind: DistanceSummary["kind"],
  distance: DistanceSummary["distance"],
  power: number,
) =>
  summaries.find((point) =>
    point.kind === kind && point.distance === distance &&
    point.transmitPowerDbm === power
  )!;

Deno.test("each kind has its own interquartile mean over the seeds", () => {
  assert.equal(at("one-step cGAN", "klDivergence", 15).estimate, 3);
  assert.equal(at("its labels shuffled", "wasserstein", 20).estimate, 60);
  assert.equal(at("real against real", "klDivergence", 25).estimate, 300);
  const { low, estimate, high } = at("one-step cGAN", "mmd", 30);
  assert.deepEqual([low, estimate, high], [30, 30, 30]);
});

Deno.test("the table is the paper's, number by number", () => {
  const printed = ([15, 20, 25, 30] as const).map((power) =>
    (["klDivergence", "wasserstein", "mmd"] as const).map((distance) =>
      at("printed in Table II", distance, power).estimate
    )
  );
  assert.deepEqual(printed, [
    [0.0139, 0.0162, 0.0019],
    [0.0165, 0.0193, 0.0123],
    [0.0117, 0.0129, 0.0078],
    [0.0183, 0.0176, 0.0114],
  ]);
  assert.equal(PUBLISHED_TWIN_DISTANCES.length, 4);
});

Deno.test("the table has a line for each distance and power, in their order", () => {
  const table = tabulateTwinDistance(rows);
  assert.equal(table.length, 12);
  assert.deepEqual(table[1], {
    "distance": "klDivergence",
    "TP (dBm)": 20,
    "printed in Table II": 0.0165,
    "one-step cGAN": 3,
    "its labels shuffled": 30,
    "real against real": 300,
    "blind to the question": false,
  });
  // The last distance is the same whatever is asked.
  const blind = table.filter((line) => line["blind to the question"]);
  assert.deepEqual(blind.map(({ distance }) => distance), Array(4).fill("mmd"));
});
