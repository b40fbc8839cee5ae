import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import { MultilayerPerceptron } from "../../../lib/nn/mlp.ts";
import {
  exactAssociation,
  headingFilter,
  imitatedAssociation,
  type ImitationSettings,
  type LinkActor,
  randomFeasible,
  scoreTracking,
  trackEpisodes,
  trackingScenario,
  trainImitator,
} from "../../../lib/tracking/mod.ts";
import { checkProperty } from "../../property.ts";
import { isFeasible, paperProblem } from "../association/problems.ts";

const scenario = trackingScenario();
const parts = { scenario, filter: headingFilter(scenario) };
const SETTINGS: ImitationSettings = {
  state: "pairs, covariance",
  targetCounts: [4, 6],
  numEpisodes: 12,
  numSteps: 600,
  blocksPerStep: 16,
  learningRate: 5e-3,
};

/** Gives the logits that it is told, link by link. */
function actorOf(logits: readonly number[]): LinkActor {
  const network = new MultilayerPerceptron(
    { inputSize: 1, hiddenSizes: [], headSizes: [1] },
    { maxBatchSize: logits.length },
    openStream(1, "actor"),
  );
  network.importWeights([[1], [0]]);
  return {
    name: "given",
    network,
    layout: "row a link",
    canStop: false,
    stateSize: 1,
    stateInto: () => {},
    rowsInto: (rows, rowStride, _problem, _partial, links) =>
      links.forEach((link, k) => rows[k * rowStride] = logits[link]),
  };
}

Deno.test("links above one half are taken; what breaks a rule is repaired", () => {
  const rng = openStream(1, "links");
  const problem = {
    ...paperProblem(2, 1, { numBaseStations: 2 }),
    capacity: 1,
  };
  const heard: boolean[] = [];
  // Of station 0 to targets 0 and 1, then of station 1.
  const name = (...logits: number[]) =>
    imitatedAssociation(actorOf(logits), (ok) => heard.push(ok))
      .associate(problem, rng);
  assert.deepEqual(name(1, -1, -1, 2), [1, 2]);
  assert.deepEqual(name(-1, 3, 1, -1), [2, 1]);
  assert.deepEqual(heard, [true, true]);
  // Two at station 0: the likelier one keeps it.
  assert.deepEqual(name(1, 2, -5, -9), [2, 1]);
  // Nobody: the likeliest links, but so that both are served.
  assert.deepEqual(name(-1, -3, -2, -9), [1, 2]);
  assert.deepEqual(heard.slice(2), [false, false]);
  const exactly = { ...problem, numBaseStations: 1, numTargets: 1 };
  const one = { ...exactly, cost: Float64Array.of(0, 1) };
  assert.deepEqual(imitatedAssociation(actorOf([-1])).associate(one, rng), [1]);
});

Deno.test("whatever is named, the answer is feasible", () => {
  const rng = openStream(1, "links");
  let numRepaired = 0;
  let numKept = 0;
  checkProperty(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.double({ min: -3, max: 1, noNaN: true }),
      (numTargets, seed, middle) => {
        const problem = paperProblem(numTargets, 1);
        const drawn = openStream(seed, "logits");
        const logits = range(0, 6 * numTargets)
          .map(() => middle + drawn.gaussian());
        const answer = imitatedAssociation(
          actorOf(logits),
          (ok) => ok ? numKept++ : numRepaired++,
        ).associate(problem, rng);
        assert.ok(isFeasible(problem, answer));
      },
    ),
    2000,
  );
  assert.ok(numRepaired > 500 && numKept > 20, `${numRepaired} ${numKept}`);
});

Deno.test("an imitator tracks nearly as its teacher, and often breaks a rule by itself", () => {
  const open = (label: string) => openStream(1001, `imitation/${label}`);
  const { actor, losses } = trainImitator(SETTINGS, parts, open);
  assert.ok(losses[9] < losses[0], `${losses}`);
  let numFeasible = 0;
  let numBlocks = 0;
  const imitation = imitatedAssociation(actor, (isFeasible) => {
    numBlocks++;
    if (isFeasible) numFeasible++;
  });
  const rmseOf = (association = imitation) =>
    scoreTracking(
      scenario,
      trackEpisodes(
        { ...parts, association },
        6,
        5,
        (label) => openStream(1002, label),
      ),
    ).cappedRmseM;
  const [mine, exact] = [rmseOf(), rmseOf(exactAssociation)];
  assert.ok(mine < 1.2 * exact, `${mine} ${exact}`);
  assert.ok(rmseOf(randomFeasible) > 1.3 * exact);
  assert.equal(numBlocks, 500);
  assert.ok(numFeasible < 250, `${numFeasible}`);
});

Deno.test("the same streams train the same imitator, in the paper's state too", () => {
  const settings = {
    ...SETTINGS,
    state: "coordinates" as const,
    targetCounts: [4],
    numEpisodes: 1,
    numSteps: 20,
  };
  const [first, second] = [0, 0].map(() =>
    trainImitator(settings, parts, (label) => openStream(1001, label))
  );
  assert.deepEqual(
    first.actor.network.exportWeights(),
    second.actor.network.exportWeights(),
  );
  assert.throws(
    () =>
      imitatedAssociation(first.actor)
        .associate(paperProblem(6, 1), openStream(1, "links")),
    /numTargets must be the 4 that actor of coordinates was made for/,
  );
});
