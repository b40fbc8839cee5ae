/**
 * What the learned tracker's figures make of rows, by hand.
 */

import assert from "node:assert/strict";
import type { Row } from "../../lib/experiments/experiment.ts";
import { drawFigure } from "../../lib/figures/mod.ts";
import {
  AS_PRINTED,
  scoreRows,
  summarizeRatios,
} from "../../lib/figures/track_tab1_targets.ts";
import { signalLevelRows } from "../../lib/figures/track_signal_level.ts";
import { summarizeTraining } from "../../lib/figures/track_training.ts";
import { drawAttention } from "../../lib/figures/track_attention.ts";
import type { TrainingRow } from "../../lib/figures/track_training.ts";

function row(
  id: string,
  condition: Row["condition"],
  seed: number,
  result: unknown,
): Row {
  const name = Object.keys(condition).sort()
    .map((key) => `${key}=${condition[key]}`).join(",");
  return {
    run: `${id}/${name}/seed=${seed}`,
    condition,
    seed,
    revision: 1,
    deno: "",
    result: result as Row["result"],
  };
}

const score = (rmseM: number) => ({
  rmseM,
  cappedRmseM: rmseM,
  lostRate: 0,
  referenceRmseM: rmseM,
});

const filter = (seed: number) =>
  row(
    "track_tab1_targets",
    { method: "EKF + exact", numTargets: 8 },
    seed,
    score(seed),
  );

Deno.test("a learned method's ratio is that of its own seeds", () => {
  const learned = [2, 3].map((seed) =>
    row(
      "track_learned",
      { method: "Proposed", numTargets: 8 },
      seed,
      score(1.5 * seed),
    )
  );
  const [ratio] = summarizeRatios(
    [...[1, 2, 3].map(filter), ...learned],
    "rmseM",
  );
  assert.equal(ratio.method, "Proposed");
  assert.ok(Math.abs(ratio.estimate - 1.5) < 1e-12);
  assert.ok(!ratio.isNotInferior);
});

Deno.test("the table has the printed extractor with a token of all targets alone", () => {
  const printed = ["all targets", "one target"].map((token) =>
    row("track_literal", { token, numTargets: 4 }, 1, { exact: score(70) })
  );
  const rows = scoreRows([filter(1), ...printed]);
  assert.deepEqual(
    rows.map(({ condition, result }) => [condition.method, result.rmseM]),
    [["EKF + exact", 1], [AS_PRINTED, 70]],
  );
});

Deno.test("at signal level both trackers have the same seeds", () => {
  const condition = { measurementLevel: "surrogate", numTargets: 4 };
  const rows = [
    ...[1, 2, 3].map((seed) =>
      row("track_interference", condition, seed, score(1))
    ),
    ...[1, 2].map((seed) =>
      row("track_signal_level", condition, seed, score(1))
    ),
  ];
  assert.deepEqual(
    signalLevelRows(rows).map(({ rows }) => rows.map(({ seed }) => seed)),
    [[1, 2], [1, 2]],
  );
});

Deno.test("the second phase's steps go on from the first's", () => {
  const point = (step: number, estimateRmseM: number) => ({
    step,
    estimateRmseM,
    predictionRmseM: 1,
    likelihood: 0,
  });
  const trained = [1, 2].map((seed) =>
    row("track_training", { base: "fuse" }, seed, {
      teacherForced: [point(10, seed), point(20, seed)],
      unrolled: [point(5, 2 * seed)],
    })
  ) as unknown as TrainingRow[];
  const curve = summarizeTraining(trained, "estimateRmseM");
  assert.deepEqual(
    curve.map(({ step, phase, estimate }) => [step, phase, estimate]),
    [[10, 1, 1.5], [20, 1, 1.5], [25, 2, 3]],
  );
});

Deno.test("the attention of a block has a number a link and layer", () => {
  const link = { target: 0, rangeSigmaM: 0.1, xM: 100, yM: 50 };
  const { svg } = drawAttention(
    [
      { ...link, block: 3, station: 0, weights: [0.25, 0.4] },
      { ...link, block: 3, station: 1, weights: [0.75, 0.6] },
      { ...link, block: 4, station: 1, weights: [0.11, 0.12] },
    ],
    3,
    1,
  );
  for (const text of ["0.25", "0.75", "0.40", "0.60"]) {
    assert.ok(svg.includes(`>${text}<`), text);
  }
  assert.ok(!svg.includes(">0.11<"));
});

Deno.test("the table is drawn before any method has learned", () => {
  const { svg } = drawFigure("track_tab1_targets", [1, 2].map(filter));
  assert.ok(svg.includes("EKF + exact") && !svg.includes("(f)</text>"));
});
