import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  fromModelFiles,
  toModelFiles,
} from "../../../lib/nn/tfjs_model_files.ts";
import {
  importTfjsPerceptron,
  toTfjsPerceptron,
} from "../../../lib/nn/tfjs_perceptron.ts";
import {
  ACTOR_STATES,
  type ActorState,
  type AssociationProblem,
  controllerAssociation,
  createActor,
  headingFilter,
  type LinkActor,
  PartialAssociation,
  randomFeasible,
  runClosedLoop,
  STOP,
  trackingScenario,
} from "../../../lib/tracking/mod.ts";
import { paperProblem } from "../association/problems.ts";

const scenario = trackingScenario();
const PAIR_STATES = ACTOR_STATES.filter((state) => state !== "coordinates");

function actorOf(state: ActorState, numTargets: number, seed = 1): LinkActor {
  return createActor(
    scenario,
    { state, hiddenSizes: [16], choicesPerStep: 1 },
    numTargets,
    openStream(seed, "actor"),
  );
}

/** The problems of an episode. */
function problemsOf(numTargets: number): AssociationProblem[] {
  const problems: AssociationProblem[] = [];
  runClosedLoop(
    { scenario, filter: headingFilter(scenario), association: randomFeasible },
    numTargets,
    (label) => openStream(1001, label),
    ({ problem }) => problems.push(structuredClone(problem)),
  );
  return problems;
}

/** The same block with its targets in another order. */
function permuted(
  problem: AssociationProblem,
  order: readonly number[],
): AssociationProblem {
  const rows = (values: Float64Array) => {
    const width = values.length / order.length;
    return Float64Array.from(
      order.flatMap((from) => [
        ...values.subarray(from * width, (from + 1) * width),
      ]),
    );
  };
  return {
    ...problem,
    cost: rows(problem.cost),
    linkCosts: rows(problem.linkCosts!),
    unservedCosts: rows(problem.unservedCosts!),
    predictedM: rows(problem.predictedM!),
  };
}

function scoresOf(
  { network, rowsInto }: LinkActor,
  problem: AssociationProblem,
  partial: PartialAssociation,
  links: readonly number[],
): number[] {
  const { inputs, outputs } = network;
  rowsInto(inputs.values, inputs.rowStride, problem, partial, links);
  network.forward(links.length);
  return links.map((_, k) => outputs.values[k * outputs.rowStride]);
}

for (const state of PAIR_STATES) {
  Deno.test(`${state}: targets in another order get the same scores`, () => {
    const rng = openStream(1, "orders");
    const actor = actorOf(state, 6);
    for (const problem of problemsOf(6).filter((_, block) => block % 5 === 0)) {
      const order = range(0, 6);
      for (let i = 5; i > 0; i--) {
        const j = rng.integer(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      const other = permuted(problem, order);
      const [here, there] = [problem, other].map((given) => {
        const partial = new PartialAssociation();
        partial.begin(given);
        return partial;
      });
      for (let j = 0; j < 7; j++) {
        const target = rng.integer(6);
        const station = range(0, 6)
          .find((m) => here.isOpen(m, target, "look-ahead"));
        if (station === undefined) continue;
        here.add(station, target);
        there.add(station, order.indexOf(target));
      }
      const links = range(0, 36).filter((link) =>
        here.isOpen(Math.floor(link / 6), link % 6, "look-ahead")
      );
      const moved = links.map((link) =>
        Math.floor(link / 6) * 6 + order.indexOf(link % 6)
      );
      const scores = scoresOf(actor, problem, here, [...links, STOP]);
      assert.deepEqual(scoresOf(actor, other, there, [...moved, STOP]), scores);
      assert.ok(new Set(scores).size > links.length / 2);
      const [first, second] = [problem, other].map((given) => {
        const out = new Float32Array(actor.stateSize);
        actor.stateInto(out, given);
        return out;
      });
      first.forEach((value, n) =>
        assert.ok(Math.abs(value - second[n]) < 1e-5)
      );
    }
  });

  Deno.test(`${state}: the same weights serve any number of targets`, () => {
    const actor = actorOf(state, 6);
    for (const numTargets of [1, 2, 4, 8, 12]) {
      const tracked = runClosedLoop(
        {
          scenario,
          filter: headingFilter(scenario),
          association: controllerAssociation(actor),
        },
        numTargets,
        (label) => openStream(1001, label),
      );
      assert.ok(tracked.subsets.every((subset) => subset > 0));
    }
  });
}

Deno.test("what an actor served before leaves no trace", () => {
  const rng = openStream(1, "links");
  const problems = problemsOf(12).slice(0, 5);
  const answers = (actor: LinkActor) =>
    problems.map((problem) =>
      controllerAssociation(actor).associate(problem, rng)
    );
  const used = actorOf("pairs, covariance", 12);
  // As many links as 12 targets of two stations have, and then other shapes.
  const four = paperProblem(4, 1, { numBaseStations: 6 });
  controllerAssociation(used).associate(four, rng);
  const many = paperProblem(12, 1, { numBaseStations: 2 });
  controllerAssociation(used).associate({ ...many, capacity: 6 }, rng);
  assert.deepEqual(answers(used), answers(actorOf("pairs, covariance", 12)));
});

Deno.test("coordinates: the paper's input, and a score for every link", () => {
  const actor = actorOf("coordinates", 4);
  const { shape } = actor.network;
  assert.equal(shape.inputSize, 2 * 4 + 6);
  assert.deepEqual(shape.headSizes, [6 * 4 + 1]);
  const [problem] = problemsOf(4);
  const partial = new PartialAssociation();
  partial.begin(problem);
  partial.add(2, 1);
  const row = new Float32Array(shape.inputSize);
  actor.rowsInto(row, row.length, problem, partial, []);
  problem.predictedM!.forEach((placeM, n) => {
    const extentM = n % 2 === 0 ? 300 : 100;
    assert.ok(Math.abs(row[n] - (2 * placeM / extentM - 1)) < 1e-6);
  });
  assert.deepEqual([...row.subarray(8)], [1, 1, 0.5, 1, 1, 1]);
});

Deno.test("an actor goes through the tfjs format and back", async () => {
  for (const state of ACTOR_STATES) {
    const actor = actorOf(state, 4);
    const files = await toModelFiles(toTfjsPerceptron(actor.network));
    const other = actorOf(state, 4, 2);
    importTfjsPerceptron(other.network, await fromModelFiles(files));
    const problems = problemsOf(4).slice(0, 20);
    const [first, second] = [actor, other].map((given) =>
      problems.map((problem) =>
        controllerAssociation(given)
          .associate(problem, openStream(1, "links"))
      )
    );
    assert.deepEqual(first, second);
  }
});

Deno.test("a problem without what an actor sees is refused", () => {
  const rng = openStream(1, "links");
  const { predictedM: _, unservedCosts: __, ...problem } = problemsOf(4)[0];
  const refuses = (state: ActorState, message: RegExp) =>
    assert.throws(
      () => controllerAssociation(actorOf(state, 4)).associate(problem, rng),
      message,
    );
  refuses("coordinates", /predictedM must be a Float64Array of 4 x 2 numbers/);
  refuses("pairs, places", /predictedM must be a Float64Array of 4 x 2/);
  refuses("pairs, covariance", /unservedCosts must be a Float64Array/);
  assert.throws(
    () => actorOf("nothing" as ActorState, 4),
    /state must be coordinates or pairs, places or pairs, covariance/,
  );
});
