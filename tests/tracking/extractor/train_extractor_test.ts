import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  DynamicGraphNetwork,
  EXTRACTOR_BASES,
  EXTRACTOR_SHAPE,
  EXTRACTOR_TRAINING,
  type ExtractorBase,
  type ExtractorTraining,
  type LossParts,
  recordEpisodes,
  sampleWindows,
  teacherForcedLoss,
  trackingScenario,
  trainExtractor,
  UnrolledTraining,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario({ numBlocks: 30 });
const open = (label: string) => openStream(1001, label);
const tracks = recordEpisodes(
  scenario,
  [4],
  2,
  (label) => open(`records/${label}`),
).flat();

const SMALL: ExtractorTraining = {
  ...EXTRACTOR_TRAINING,
  numTeacherForced: 3,
  numUnrolled: 2,
  numWindows: 12,
  numLanes: 6,
  numBlocks: 4,
};

function train(
  changes: Partial<ExtractorTraining> = {},
  base: ExtractorBase = "fuse",
) {
  const losses: [number, LossParts][] = [];
  const trained = trainExtractor(
    scenario,
    base,
    { ...SMALL, ...changes },
    tracks,
    open,
    (step, loss) => losses.push([step, { ...loss }]),
  );
  return {
    ...trained,
    losses,
    weights: trained.extractor.network.parameters.exportValues(),
  };
}

Deno.test("the same streams train the same network, to the bit", () => {
  for (const base of EXTRACTOR_BASES) {
    const [first, second] = [train({}, base), train({}, base)];
    assert.deepEqual(second.losses, first.losses);
    assert.deepEqual(second.weights, first.weights);
    assert.deepEqual(first.losses.map(([step]) => step), [1, 2, 3, 4, 5]);
  }
});

Deno.test("both phases descend on what they learn from", () => {
  const mean = (losses: readonly (readonly [number, LossParts])[]) =>
    losses.reduce((sum, [_, { total }]) => sum + total, 0) / losses.length;
  const windows = train({
    numTeacherForced: 40,
    numUnrolled: 0,
    numWindows: 24,
  }, "none").losses;
  assert.ok(mean(windows.slice(-8)) < 0.8 * mean(windows.slice(0, 8)));
  const lanes = train({
    numTeacherForced: 0,
    numUnrolled: 50,
    numLanes: 16,
    unrolledRate: 3e-3,
  }).losses;
  assert.ok(mean(lanes.slice(-10)) < 0.8 * mean(lanes.slice(0, 10)));
});

Deno.test("without the second phase the first is the same; its curve is a mean a point", () => {
  const [both, alone] = [train(), train({ numUnrolled: 0 })];
  assert.deepEqual(alone.losses, both.losses.slice(0, 3));
  assert.deepEqual(alone.teacherForced, both.teacherForced);
  assert.deepEqual(alone.unrolled, []);
  assert.deepEqual(
    both.teacherForced.map(({ step }) => step),
    [1, 2, 3],
  );
  both.teacherForced.forEach(({ estimateRmseM, likelihood }, n) => {
    assert.equal(estimateRmseM, Math.sqrt(both.losses[n][1].estimateM2));
    assert.equal(likelihood, both.losses[n][1].likelihood);
  });
});

Deno.test("a network that has learned nothing is as far off as what it corrects", () => {
  const network = new DynamicGraphNetwork(EXTRACTOR_SHAPE, open("network"));
  const windows = sampleWindows(tracks, 400, open("windows"));
  const [fused, predicted] = EXTRACTOR_BASES.map((base) =>
    teacherForcedLoss(
      { scenario, base, network },
      windows,
      EXTRACTOR_TRAINING.loss,
      open("missing"),
    ).estimateM2
  );
  const filter = windows.map(({ track, block }) => ({
    truth: [track.truthM[2 * block], track.truthM[2 * block + 1]],
    predicted: track.predicted[block],
  }));
  const expected = filter.reduce(
    (sum, { truth, predicted }) =>
      sum + (predicted.xM - truth[0]) ** 2 + (predicted.yM - truth[1]) ** 2,
    0,
  ) / 400;
  assert.ok(
    Math.abs(predicted / expected - 1) < 0.1,
    `${predicted} ${expected}`,
  );
  assert.ok(fused < 0.8 * predicted);
});

Deno.test("lanes are at different blocks, and begin anew at the end of a track", () => {
  const network = new DynamicGraphNetwork(EXTRACTOR_SHAPE, open("network"));
  const lanes = new UnrolledTraining(
    { scenario, base: "fuse", network },
    tracks,
    6,
    4,
    EXTRACTOR_TRAINING.loss,
    open("lanes"),
  );
  // Many more blocks than a track has.
  const losses = Array.from({ length: 20 }, () => lanes.loss().total);
  assert.ok(losses.every(Number.isFinite));
  assert.equal(new Set(losses).size, 20);
});

Deno.test("settings and tracks that break a rule are refused", () => {
  const refused = (run: () => unknown, message: RegExp) =>
    assert.throws(run, message);
  refused(
    () => train({ numWindows: 0 }),
    /^RangeError: Cannot train an extractor as numWindows must be an integer of at least 1: current value is 0$/,
  );
  const { loss } = SMALL;
  refused(
    () => train({ loss: { ...loss, prediction: -1 } }),
    /prediction must be non-negative/,
  );
  refused(
    () => train({ loss: { ...loss, huberM: 0 } }),
    /huberM must be positive/,
  );
  refused(
    () => train({}, "fused" as ExtractorBase),
    /base must be fuse or none: current value is "fused"$/,
  );
  refused(
    () => train({ numBlocks: 30 }),
    /^TypeError: Cannot train an extractor as each track must have at least 31 blocks: current shape is 30$/,
  );
  refused(
    () => trainExtractor(scenario, "fuse", SMALL, [], open),
    /tracks must be at least one: current shape is 0$/,
  );
});
