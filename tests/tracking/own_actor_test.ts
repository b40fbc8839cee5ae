/**
 * An actor of one's own, trained in the closed loop: what it sees of a link, in
 * one file.
 */

import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { MultilayerPerceptron } from "../../lib/nn/mlp.ts";
import {
  CONTROLLER_TRAINING,
  controllerAssociation,
  exactAssociation,
  headingFilter,
  improveController,
  type LinkActor,
  randomFeasible,
  scoreTracking,
  trackEpisodes,
  trackingScenario,
} from "../../lib/tracking/mod.ts";

const scenario = trackingScenario();
const parts = { scenario, filter: headingFilter(scenario) };

/** Sees the gain of a link alone, and weighs it by one number. */
const gainActor: LinkActor = {
  name: "gain alone",
  network: new MultilayerPerceptron(
    { inputSize: 1, hiddenSizes: [], headSizes: [1] },
    { maxBatchSize: 64 * 72 },
    openStream(1, "gain actor"),
  ),
  layout: "row a link",
  canStop: false,
  stateSize: 1,
  stateInto: (out, { unservedCosts }) => {
    out[0] = Math.log(unservedCosts!.reduce((sum, cost) => sum + cost));
  },
  rowsInto: (rows, rowStride, problem, { subsets }, links) => {
    const { numTargets, numBaseStations, cost, unservedCosts } = problem;
    links.forEach((link, k) => {
      const target = link % numTargets;
      const station = Math.floor(link / numTargets);
      const row = target * 2 ** numBaseStations;
      const before = subsets[target] === 0
        ? unservedCosts![target]
        : cost[row + subsets[target]];
      const after = cost[row + (subsets[target] | 1 << station)];
      rows[k * rowStride] = Math.log(before - after + 1e-6);
    });
  },
};

Deno.test("an actor of one's own learns what it can from what it sees", () => {
  const rmseOf = (association = controllerAssociation(gainActor)) =>
    scoreTracking(
      scenario,
      trackEpisodes(
        { ...parts, association },
        6,
        3,
        (label) => openStream(1002, label),
      ),
    ).cappedRmseM;
  const settings = {
    ...CONTROLLER_TRAINING,
    policy: {
      ...CONTROLLER_TRAINING.policy,
      choicesPerStep: 64,
      actorLearningRate: 0.03,
    },
    targetCounts: [6],
    numRollouts: 10,
  };
  gainActor.network.importWeights([[0], [0]]);
  const before = rmseOf();
  improveController(
    gainActor,
    settings,
    parts,
    (label) => openStream(1001, label),
  );
  const [[weight]] = gainActor.network.exportWeights();
  assert.ok(weight > 0, `${weight}`);
  const after = rmseOf();
  const exact = rmseOf(exactAssociation);
  assert.ok(after < 1.1 * exact, `${after} ${exact}`);
  assert.ok(Math.min(before, rmseOf(randomFeasible)) > 1.3 * exact);
});
