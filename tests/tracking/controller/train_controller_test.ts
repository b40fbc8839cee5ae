import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import {
  blockReward,
  controllerAssociation,
  type ControllerTrainingSettings,
  exactAssociation,
  headingFilter,
  improveController,
  randomFeasible,
  runClosedLoop,
  scoreTracking,
  type TrackedBlock,
  trackEpisodes,
  trackingScenario,
  trainController,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario();
const parts = { scenario, filter: headingFilter(scenario) };
const SETTINGS: ControllerTrainingSettings = {
  state: "pairs, covariance",
  criticHiddenSizes: [16],
  mask: "look-ahead",
  mayStop: false,
  reward: { kind: "covariance trace", clipM2: 1 },
  policy: {
    discountFactor: 0,
    traceDecay: 0.95,
    clipRange: 0.2,
    entropyWeight: 0,
    numEpochs: 3,
    choicesPerStep: 128,
    statesPerStep: 128,
    actorLearningRate: 5e-3,
    criticLearningRate: 5e-3,
  },
  targetCounts: [4, 8],
  numRollouts: 20,
};

function train(changes: Partial<ControllerTrainingSettings>, seed = 1001) {
  return trainController(
    { ...SETTINGS, ...changes },
    parts,
    (label) => openStream(seed, `training/${label}`),
  );
}

Deno.test("from a random start the actor comes near exact association within seconds", () => {
  const { actor, progress } = train({});
  assert.equal(progress.length, 20);
  assert.ok(progress[19].meanReward > progress[0].meanReward);
  const rmseOf = (association = controllerAssociation(actor)) =>
    scoreTracking(
      scenario,
      trackEpisodes(
        { ...parts, association },
        6,
        5,
        (label) => openStream(1002, label),
      ),
    ).cappedRmseM;
  const learnt = rmseOf();
  const exact = rmseOf(exactAssociation);
  assert.ok(learnt < 1.1 * exact, `${learnt} ${exact}`);
  assert.ok(rmseOf(randomFeasible) > 1.3 * exact);
});

Deno.test("the same streams train the same controller, to the bit", () => {
  const [first, second, other] = [1001, 1001, 1002]
    .map((seed) => train({ numRollouts: 2, targetCounts: [4] }, seed));
  assert.deepEqual(
    first.actor.network.exportWeights(),
    second.actor.network.exportWeights(),
  );
  assert.deepEqual(first.progress, second.progress);
  assert.notDeepEqual(
    first.actor.network.exportWeights(),
    other.actor.network.exportWeights(),
  );
});

Deno.test("every state trains with every mask and reward, and goes on", () => {
  const common = { numRollouts: 1, targetCounts: [4], mayStop: true };
  for (const state of ["coordinates", "pairs, places"] as const) {
    const settings = {
      ...common,
      state,
      mask: "paper" as const,
      reward: { kind: "squared error" as const, clipM2: Infinity },
    };
    const { actor } = train(settings);
    const more = improveController(
      actor,
      { ...SETTINGS, ...settings },
      parts,
      (label) => openStream(1001, `more/${label}`),
    );
    assert.equal(more.actor, actor);
    assert.ok(Number.isFinite(more.progress[0].valueLoss));
  }
});

Deno.test("rewards, from the truth and from the covariance", () => {
  let checked = 0;
  const check = (block: TrackedBlock) => {
    const { episode, updated } = block;
    const at = 2 * block.block * episode.numTargets;
    const errors = updated.map(({ xM, yM }, target) =>
      (xM - episode.positionsM[at + 2 * target]) ** 2 +
      (yM - episode.positionsM[at + 2 * target + 1]) ** 2
    );
    const traces = updated.map(({ varianceXM2, varianceYM2 }) =>
      varianceXM2 + varianceYM2
    );
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const clipM2 of [0.05, Infinity]) {
      const clip = (values: number[]) =>
        -mean(values.map((value) => Math.min(value, clipM2)));
      const rewardOf = (kind: "squared error" | "covariance trace") =>
        blockReward({ kind, clipM2 }, block);
      const close = (a: number, b: number) =>
        assert.ok(Math.abs(a - b) < 1e-12);
      close(rewardOf("squared error"), clip(errors));
      close(rewardOf("covariance trace"), clip(traces));
    }
    assert.throws(
      () => blockReward({ kind: "error" as "squared error", clipM2: 1 }, block),
      /kind must be squared error or covariance trace/,
    );
    checked++;
  };
  const open = (label: string) => openStream(1001, label);
  runClosedLoop({ ...parts, association: randomFeasible }, 4, open, check);
  assert.equal(checked, 100);
});
