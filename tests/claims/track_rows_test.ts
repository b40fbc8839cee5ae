import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  arctanErrorShare,
  gapOf,
  growth,
  numAssociations,
  numHeldBySearch,
  printedRmseM,
  readingOverReference,
  rmseInBlocks,
  uncoveredShare,
} from "../../lib/claims/track_rows.ts";
import { TRACKING_SCENARIO } from "../../lib/tracking/scenario.ts";
import { tiedOverCrossed } from "../../lib/claims/track_beam_bounds.ts";
import { TRACK_CLAIMS } from "../../lib/claims/mod.ts";
import { judgeClaim } from "../../lib/claims/judge.ts";
import { rowsOf } from "./rows.ts";

const { baseStations, numChains } = TRACKING_SCENARIO;
const NUM_DRAWS = 2000;

/** One run of the paper's policy with equal scores: M N_RF masked picks. */
function isSomeoneAlone(numTargets: number, draw: (n: number) => number) {
  const free = baseStations.map(() => numChains);
  const links = new Set<number>();
  for (const _ of range(0, numChains * baseStations.length)) {
    const open = range(0, baseStations.length * numTargets).filter((link) =>
      free[Math.floor(link / numTargets)] > 0 && !links.has(link)
    );
    const link = open[draw(open.length)];
    links.add(link);
    free[Math.floor(link / numTargets)]--;
  }
  return new Set([...links].map((link) => link % numTargets)).size < numTargets;
}

Deno.test("the mask alone: the counted share is that of a policy with equal scores", () => {
  for (const numTargets of [4, 6, 8]) {
    const rng = openStream(1, `policy, ${numTargets}`);
    const numAlone = range(0, NUM_DRAWS)
      .filter(() => isSomeoneAlone(numTargets, (n) => rng.integer(n))).length;
    const share = uncoveredShare(numTargets);
    // 4 standard errors.
    const slack = 4 * Math.sqrt(share * (1 - share) / NUM_DRAWS);
    assert.ok(Math.abs(numAlone / NUM_DRAWS - share) < slack, `${numAlone}`);
  }
});

Deno.test("two targets are always covered, twelve nearly never", () => {
  assert.equal(uncoveredShare(2), 0);
  assert.ok(uncoveredShare(12) > 0.9999 && uncoveredShare(12) < 1);
});

Deno.test("what the search holds does not grow with what it looks through", () => {
  assert.equal(numAssociations(8), 159_788_160);
  assert.ok(numHeldBySearch(8) < 1.2 * numHeldBySearch(4));
  assert.ok(numAssociations(8) > 100 * numAssociations(4));
});

Deno.test("arctan is wrong for the half of all places and stations that lie to the left", () => {
  const rng = openStream(1, "places");
  const numWrong = range(0, NUM_DRAWS).filter(() => {
    const { xM, yM } = baseStations[rng.integer(baseStations.length)];
    const dx = TRACKING_SCENARIO.areaLengthM * rng.uniform() - xM;
    const dy = TRACKING_SCENARIO.areaWidthM * rng.uniform() - yM;
    return Math.cos(Math.atan(dy / dx)) * dx < 0;
  }).length;
  const slack = 4 * Math.sqrt(0.25 / NUM_DRAWS);
  assert.equal(arctanErrorShare(), 0.5);
  assert.ok(Math.abs(numWrong / NUM_DRAWS - 0.5) < slack);
});

Deno.test("tied pairs lose the angle as a target nears a beam's middle, and not between beams", () => {
  const ratios = [0.5, 0.25, 0.1, 0.02, 1e-4].map(tiedOverCrossed);
  assert.ok(ratios[0] < 1.1, `${ratios[0]}`);
  assert.ok(ratios.every((ratio, i) => i === 0 || ratio > 1.5 * ratios[i - 1]));
  assert.ok(ratios[4] > 1000);
});

/** Rows of Table 1 by hand, one a seed. */
const tableRows = (numTargets: number, results: readonly object[]) =>
  rowsOf(
    "track_tab1_targets",
    { method: "EKF + exact", numTargets },
    results as never,
  );

Deno.test("growth is paired by seed, of errors that count 5 m at most", () => {
  const rows = {
    track_tab1_targets: [
      ...tableRows(4, [{ cappedRmseM: 0.2 }, { cappedRmseM: 0.4 }]),
      ...tableRows(8, [{ cappedRmseM: 0.3 }, { cappedRmseM: 0.4 }]),
    ],
  };
  const ratios = [...growth("EKF + exact", 8, 4).numbers(rows).values()];
  assert.ok(Math.abs(ratios[0] - 1.5) < 1e-12 && ratios[1] === 1, `${ratios}`);
});

Deno.test("the error over blocks is the root of the mean square, the first block is 1", () => {
  const perBlockRmseM = [9, 3, 4, 9];
  const rows = { track_tab1_targets: tableRows(4, [{ perBlockRmseM }]) };
  const [error] = rmseInBlocks("EKF + exact", 4, 2, 3).numbers(rows).values();
  assert.ok(Math.abs(error - Math.sqrt(12.5)) < 1e-12);
});

Deno.test("readings and gaps are read by their names", () => {
  const reading = (variant: string, cappedRmseM: number) =>
    rowsOf("track_readings", { variant, numTargets: 6 }, [{ cappedRmseM }]);
  const gaps = { "EKF + greedy": { costRatio: 1.02 } };
  const rows = {
    track_readings: [...reading("beams: 3 x 3", 1), ...reading("reference", 4)],
    track_association_gap: rowsOf("track_association_gap", { numTargets: 6 }, [
      gaps,
    ]),
  };
  const numbers = [
    readingOverReference("beams: 3 x 3", 6),
    gapOf("EKF + greedy", 6, ({ costRatio }) => costRatio),
  ].map((statistic) => statistic.numbers(rows).get(1));
  assert.deepEqual(numbers, [0.25, 1.02]);
});

Deno.test("what is printed is what the paper prints", () => {
  assert.equal(printedRmseM("Benchmark I", 6), 1.1764);
  assert.equal(printedRmseM("Benchmark III", 4), 0.2352);
});

Deno.test("a claim on tracking whose rows are missing waits for them; one by counting does not", () => {
  const verdicts = new Map(
    TRACK_CLAIMS.map((claim) => [claim.id, judgeClaim(claim, {}).verdict]),
  );
  assert.equal(verdicts.get("track_tab1_degradation"), "not testable");
  assert.equal(verdicts.get("track_sec3_constraints"), "false as stated");
});
