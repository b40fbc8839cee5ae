import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  additiveCosts,
  allStations,
  ASSOCIATION_METHODS,
  associationCost,
  type AssociationMethod,
  computeTrackErrors,
  exactAssociation,
  greedyMarginalGain,
  headingFilter,
  largestSingleGains,
  loadLinearProgramme,
  nearestStation,
  pickBeams,
  randomFeasible,
  rangeTo,
  runClosedLoop,
  shortestLinks,
  singleGainCosts,
  solveAssociation,
  summarizeTracks,
  TRACK_FILTERS,
  type TrackedBlock,
  type Tracker,
  trackingScenario,
} from "../../lib/tracking/mod.ts";
import { isFeasible } from "./association/problems.ts";

const scenario = trackingScenario();
const METHODS = [
  ...ASSOCIATION_METHODS.filter(({ name }) => name !== "brute force"),
  shortestLinks,
  largestSingleGains,
];

function trackerOf(changes: Partial<Tracker> = {}): Tracker {
  return {
    scenario,
    filter: headingFilter(scenario),
    association: exactAssociation,
    ...changes,
  };
}

const bound = trackerOf({ association: allStations, capacity: 12 });

function openOf(episode: number) {
  return (label: string) => openStream(1001, `episode ${episode}/${label}`);
}

function track(tracker: Tracker, numTargets: number, numEpisodes: number) {
  const errors = range(0, numEpisodes).map((episode) => {
    const tracked = runClosedLoop(tracker, numTargets, openOf(episode));
    return computeTrackErrors(tracked.episode, tracked.estimatesM);
  });
  return summarizeTracks(errors);
}

function blocksOf(tracker: Tracker, numTargets: number): TrackedBlock[] {
  const blocks: TrackedBlock[] = [];
  runClosedLoop(
    tracker,
    numTargets,
    openOf(0),
    (block) => blocks.push(structuredClone(block)),
  );
  return blocks;
}

Deno.test("the same seed gives the same bits, with any filter and any association", () => {
  for (const [name, create] of Object.entries(TRACK_FILTERS)) {
    if (name === "particle filter") continue;
    for (const association of [exactAssociation, randomFeasible]) {
      const tracker = trackerOf({ filter: create(scenario), association });
      const [first, second] = [0, 0].map((episode) =>
        runClosedLoop(tracker, 4, openOf(episode))
      );
      assert.deepEqual(first, second, name);
      assert.ok(first.estimatesM.every(Number.isFinite));
    }
  }
});

Deno.test("where a station measures a target over the same beams, every method gets the same measurement", () => {
  const reference = blocksOf(bound, 8);
  for (const association of METHODS) {
    for (const numTargets of [4, 8]) {
      let numShared = 0;
      let numCompared = 0;
      for (const step of blocksOf(trackerOf({ association }), numTargets)) {
        const other = reference[step.block];
        step.measurements.forEach((measurements, target) => {
          for (const measurement of measurements) {
            numCompared++;
            const { station } = measurement;
            if (!haveSameBeams(step, other, target, station)) continue;
            numShared++;
            assert.deepEqual(
              other.measurements[target].find((own) => own.station === station),
              measurement,
            );
          }
        });
      }
      assert.ok(numShared > 0.8 * numCompared, `${numShared}/${numCompared}`);
    }
  }
});

function haveSameBeams(
  a: TrackedBlock,
  b: TrackedBlock,
  target: number,
  station: number,
): boolean {
  const [ours, theirs] = [a, b].map(({ predicted }) => {
    const from = scenario.baseStations[station];
    const place = predicted[target];
    return pickBeams(scenario, (place.xM - from.xM) / rangeTo(from, place));
  });
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

Deno.test("the cost is the trace of the inverse of what is known and what is told", () => {
  for (const step of blocksOf(trackerOf(), 4).slice(0, 100)) {
    const { cost, unservedCosts } = step.problem;
    step.predicted.forEach(({ varianceXM2, varianceYM2 }, target) => {
      const trace = varianceXM2 + varianceYM2;
      assert.equal(unservedCosts![target], trace);
      const row = cost.subarray(64 * target, 64 * (target + 1));
      assert.ok(Math.abs(row[0] / trace - 1) < 1e-9);
      // No station can do harm, and two tell no more than each by itself.
      for (const subset of range(1, 64)) {
        for (const station of range(0, 6)) {
          const without = subset & ~(1 << station);
          assert.ok(row[subset] <= row[without] * (1 + 1e-12));
        }
      }
    });
  }
});

Deno.test("every association is feasible, and none costs less than the exact one on the same table", () => {
  for (const numTargets of [4, 6, 8, 12]) {
    for (const association of METHODS) {
      for (const step of blocksOf(trackerOf({ association }), numTargets)) {
        const { problem, subsets } = step;
        assert.ok(isFeasible(problem, subsets), association.name);
        const cost = associationCost(problem, subsets);
        const { totalCost } = solveAssociation(problem);
        assert.ok(cost >= totalCost, association.name);
        if (association === exactAssociation) assert.equal(cost, totalCost);
      }
    }
  }
});

Deno.test("the linear objectives are as good as HiGHS, block after block", async () => {
  const highs = await loadLinearProgramme();
  const rng = openStream(1, "HiGHS");
  for (const numTargets of [4, 8, 12]) {
    for (const { problem } of blocksOf(trackerOf(), numTargets)) {
      for (
        const [method, linkCosts] of [
          [shortestLinks, problem.linkCosts!],
          [largestSingleGains, singleGainCosts(problem)],
        ] as const
      ) {
        const linear = {
          ...problem,
          linkCosts,
          cost: additiveCosts(linkCosts, 6),
          capacityRule: "exactly" as const,
        };
        const [ours, theirs] = [method, highs].map((solver, i) =>
          associationCost(linear, solver.associate(i ? linear : problem, rng))
        );
        // HiGHS works with tolerances of about 1e-7 of the largest link.
        const scale = Math.max(...linkCosts.map(Math.abs));
        assert.ok(ours <= theirs && theirs - ours < 1e-6 * scale);
      }
    }
  }
});

Deno.test("the order of the study: all stations, exact, greedy close by, random far behind", () => {
  const rmseOf = (changes: Partial<Tracker>) =>
    track(trackerOf(changes), 6, 10).cappedRmseM;
  const exact = rmseOf({});
  const all = track(bound, 6, 10).cappedRmseM;
  const greedy = rmseOf({ association: greedyMarginalGain });
  assert.ok(all < exact && exact > 0.2 && exact < 0.3, `${all} ${exact}`);
  assert.ok(Math.abs(greedy / exact - 1) < 0.05, `${greedy} ${exact}`);
  for (const association of [nearestStation, shortestLinks, randomFeasible]) {
    assert.ok(rmseOf({ association }) > 1.05 * exact, association.name);
  }
  const converted = TRACK_FILTERS["Kalman, isotropic noise"](scenario);
  assert.ok(rmseOf({ filter: converted }) > 1.3 * exact);
});

Deno.test("a target alone: the signal level agrees with the closed form within 20 %", () => {
  const short = trackingScenario({ numBlocks: 40 });
  const [closed, signal] = (["surrogate", "signal, alone"] as const)
    .map((measurementLevel) =>
      track(
        trackerOf({
          scenario: short,
          filter: headingFilter(short),
          measurementLevel,
        }),
        4,
        8,
      )
    );
  assert.equal(closed.lostRate + signal.lostRate, 0);
  // Nearby, where the closed form keeps to its floors, the signal does better.
  const ratio = signal.rmseM / closed.rmseM;
  assert.ok(Math.abs(ratio - 1) < 0.2, `${signal.rmseM} ${closed.rmseM}`);
});

Deno.test("with all echoes in the samples, to cancel the others keeps the tracks", () => {
  const short = trackingScenario({ numBlocks: 25 });
  const [heard, cancelled] = [
    "signal, all echoes" as const,
    "signal, others cancelled" as const,
  ].map((measurementLevel) =>
    track(
      trackerOf({
        scenario: short,
        filter: headingFilter(short),
        measurementLevel,
      }),
      4,
      3,
    )
  );
  assert.ok(cancelled.cappedRmseM < 0.4, `${cancelled.cappedRmseM}`);
  assert.ok(cancelled.cappedRmseM < heard.cappedRmseM);
});

Deno.test("three beams a side keep a target that two would miss", () => {
  const wide = trackingScenario({ beamsPerSide: 3 });
  const { lostRate, rmseM } = track(
    trackerOf({ scenario: wide, filter: headingFilter(wide) }),
    4,
    3,
  );
  assert.equal(lostRate, 0);
  assert.ok(rmseM < 0.3);
});

Deno.test("tied beams are as many as crossed ones, and track worse", () => {
  const tied = trackingScenario({ beamPairing: "tied" });
  const pairs = pickBeams(tied, 0.3);
  assert.equal(pairs.length, pickBeams(scenario, 0.3).length);
  assert.ok(pairs.every((pair) => pair.transmitBeam === pair.receiveBeam));
  const changes = { scenario: tied, filter: headingFilter(tied) };
  const [own, crossed] = [changes, {}]
    .map((change) => track(trackerOf(change), 6, 5).cappedRmseM);
  assert.ok(own > 1.1 * crossed, `${own} ${crossed}`);
});

Deno.test("every chain in use costs nothing and gains nothing", () => {
  const [exactly, atMost] = (["exactly", "at most"] as const)
    .map((capacityRule) =>
      runClosedLoop(trackerOf({ capacityRule }), 8, openOf(0))
    );
  assert.deepEqual(exactly, atMost);
});

Deno.test("an association is kept for as many blocks as it is said to be", () => {
  const blocks = blocksOf(trackerOf({ associationPeriodBlocks: 10 }), 6);
  const changes = range(1, 100).filter((block) =>
    String(blocks[block].subsets) !== String(blocks[block - 1].subsets)
  );
  assert.ok(changes.length > 3 && changes.every((block) => block % 10 === 0));
  const [kept, renewed] = [100, 1].map((associationPeriodBlocks) =>
    track(trackerOf({ associationPeriodBlocks }), 6, 5).cappedRmseM
  );
  assert.ok(kept > 2 * renewed, `${kept} ${renewed}`);
});

Deno.test("what breaks a rule is refused", () => {
  const run = (changes: Partial<Tracker>) => () =>
    runClosedLoop(trackerOf(changes), 4, openOf(0));
  const naming = (subsets: number[]): AssociationMethod => ({
    name: "mine",
    associate: () => subsets,
  });
  assert.throws(
    run({ association: naming([1, 1, 1, 2]) }),
    /number of targets of station 0 must be an integer from 0 to 2: current value is 3/,
  );
  assert.throws(
    run({ association: naming([1, 0, 1, 2]) }),
    /the set of target 1 must be an integer from 1 to 63: current value is 0/,
  );
  assert.throws(
    run({ association: naming([1, 2]) }),
    /subsets must hold a set for each of the 4 targets/,
  );
  assert.throws(
    run({ association: allStations }),
    /number of targets of station 0 must be an integer from 0 to 2: current value is 4/,
  );
  assert.throws(
    run({
      association: allStations,
      capacity: 4,
      measurementLevel: "signal, all echoes",
    }),
    /Cannot sample a transmission as the number of streams must be an integer from 1 to 2/,
  );
  assert.throws(run({ capacity: 0 }), /capacity must be an integer/);
  assert.throws(
    run({ associationPeriodBlocks: 0 }),
    /associationPeriodBlocks must be an integer of at least 1/,
  );
  assert.throws(
    run({ measurementLevel: "by eye" as "surrogate" }),
    /measurementLevel must be surrogate or signal, alone or /,
  );
  assert.throws(
    run({ priorCovariance: "some" as "none" }),
    /priorCovariance must be track or none: current value is "some"/,
  );
  const lost = {
    xM: NaN,
    yM: 0,
    varianceXM2: 1,
    covarianceXYM2: 0,
    varianceYM2: 1,
  };
  const belief = (changes: Partial<typeof lost>) => ({
    name: "mine",
    begin: () => ({
      belief: () => ({ ...lost, ...changes }),
      predict: () => {},
      update: () => {},
    }),
  });
  assert.throws(
    run({ filter: belief({}) }),
    /Cannot rate links as each belief's place must be finite/,
  );
  assert.throws(
    run({ filter: belief({ xM: 50, yM: 50, covarianceXYM2: 2 }) }),
    /Cannot cost an association as the determinant of target 0's covariance must be positive: current value is -3/,
  );
});
