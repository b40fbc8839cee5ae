import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { BeamEnvironment } from "../../lib/beam_selection/environment.ts";
import { cyclicIndex } from "../../lib/beam_selection/state_encoding.ts";
import {
  evaluateOracle,
  evaluatePolicy,
  openEpisode,
  playEpisode,
  scoreOutcomes,
} from "../../lib/beam_selection/evaluate.ts";
import { BASELINE_POLICIES } from "../../lib/beam_selection/policies/mod.ts";
import {
  distanceAround,
  oracleBound,
} from "../../lib/beam_selection/policies/oracle.ts";
import { sampleMotion } from "../../lib/beam_selection/motion.ts";
import { beamScenario } from "../../lib/beam_selection/scenario.ts";
import {
  beamNoncentralities,
  feedbackDetectionProbability,
  requiredNoncentrality,
} from "../../lib/beam_selection/sensing_link.ts";
import { sampleRadarCrossSection } from "../../lib/channel/bistatic_response.ts";
import { detectionThreshold } from "../../lib/detection/likelihood_ratio_test.ts";

const scenario = beamScenario();
const settings = {
  scenario,
  feedback: "plug-in" as const,
  flag: "direction" as const,
  maxSteps: 64,
};
const environment = new BeamEnvironment(settings);
const open = (seed: number) => (label: string) => openStream(seed, label);

Deno.test("the first beam gives what the scenario's physics gives", () => {
  for (const seed of range(0, 50)) {
    const { observation } = environment.reset(open(seed));
    const { position } = sampleMotion(scenario, openStream(seed, "target"));
    const crossSections = sampleRadarCrossSection(
      4,
      1,
      openStream(seed, "radar cross section"),
    );
    const expected = beamNoncentralities(scenario, position, crossSections);
    const revealed = environment.revealNoncentralities();
    const peak = Math.max(...expected);
    expected.forEach((value, beam) =>
      assert.ok(Math.abs(value - revealed[beam]) < 1e-9 * peak)
    );
    const probability = feedbackDetectionProbability(
      "plug-in",
      expected[observation.beam],
      detectionThreshold(1e-3, 4),
      4,
      openStream(seed, "snapshot noise"),
    );
    assert.ok(Math.abs(observation.detectionProbability - probability) < 1e-9);
    assert.equal(observation.flag, 0);
  }
});

Deno.test("beams are cyclic: 62 and a step of 5 is beam 3", () => {
  environment.reset(open(1));
  environment.tryBeam(62);
  assert.equal(environment.tryBeam(67).observation.beam, 3);
  assert.equal(environment.tryBeam(-1).observation.beam, 63);
  assert.equal(cyclicIndex(-64, 64), 0);
});

Deno.test("an episode is cut after 64 beams, and not before", () => {
  // A beam that points away from the target never succeeds.
  const seed = range(0, 100).find((candidate) => {
    environment.reset(open(candidate));
    const worst = environment.revealNoncentralities();
    return worst[0] < 0.01 && worst[1] < 0.01;
  })!;
  environment.reset(open(seed));
  for (const step of range(2, 65)) {
    const { isCut, isSuccess } = environment.tryBeam(step % 2);
    assert.equal(isSuccess, false);
    assert.equal(isCut, step === 64);
  }
  assert.throws(
    () => environment.tryBeam(0),
    /number of steps must be below 64/,
  );
});

Deno.test("whoever plays, the target moves the same", () => {
  const places = ["random", "constant stride"].map((name) => {
    const next = BASELINE_POLICIES[name](scenario).begin({
      observation: environment.reset(open(7)).observation,
      numBeams: 64,
      requiredDetectionProbability: 0.9,
      rng: openStream(7, "policy"),
    });
    let observation = { beam: 0, detectionProbability: 0, flag: 0 };
    return range(0, 20).map(() => {
      ({ observation } = environment.tryBeam(next(observation)));
      return Math.max(...environment.revealNoncentralities());
    });
  });
  assert.deepEqual(places[0], places[1]);
});

Deno.test("no policy with steps of at most 5 needs fewer beams than the oracle, in any episode", () => {
  for (const transmitPowerDbm of [10, 20, 30]) {
    const world = new BeamEnvironment({
      ...settings,
      scenario: beamScenario({ transmitPowerDbm }),
    });
    const bounds = evaluateOracle(world, 60, open(1));
    for (
      const name of [
        "random",
        "constant stride",
        "stride, then refine",
        "Bayesian belief",
      ]
    ) {
      const policy = BASELINE_POLICIES[name](world.settings.scenario);
      bounds.forEach((bound, episode) => {
        const { numSteps } = playEpisode(
          world,
          policy,
          openEpisode(open(1), episode),
          0.9,
        );
        assert.ok(numSteps >= bound.numSteps, `${name}, episode ${episode}`);
      });
    }
  }
});

Deno.test("the oracle's bound can be reached: a walk straight to the beam takes it", () => {
  const still = new BeamEnvironment({
    ...settings,
    scenario: beamScenario({ maxSpeedMps: 0 }),
  });
  const required = requiredNoncentrality(scenario);
  for (const seed of range(0, 40)) {
    const bound = oracleBound(still, open(seed));
    const { observation } = still.reset(open(seed));
    const distances = [...still.revealNoncentralities()].flatMap((
      value,
      beam,
    ) => value >= required ? [distanceAround(observation.beam, beam, 64)] : []);
    if (distances.length === 0) continue;
    assert.equal(bound.numSteps, 1 + Math.ceil(Math.min(...distances) / 5));
  }
});

Deno.test("sweep with early stop finds any beam within 64 steps where the target stands still", () => {
  const still = new BeamEnvironment({
    ...settings,
    scenario: beamScenario({ maxSpeedMps: 0 }),
  });
  const bounds = evaluateOracle(still, 100, open(3));
  const sweep = BASELINE_POLICIES["sweep, early stop"](scenario);
  const score = evaluatePolicy(still, sweep, bounds, open(3));
  const feasible = bounds.filter(({ isFeasible }) => isFeasible).length;
  assert.equal(score.successRate, feasible / 100);
});

Deno.test("every baseline is better than random steps, and none but the bound beats the Bayesian", () => {
  const bounds = evaluateOracle(environment, 150, open(1001));
  const steps = Object.fromEntries(
    Object.entries(BASELINE_POLICIES).map(([name, make]) => [
      name,
      evaluatePolicy(environment, make(scenario), bounds, open(1001)).meanSteps,
    ]),
  );
  const { random, "Bayesian belief": bayesian, ...others } = steps;
  for (const [name, value] of Object.entries(others)) {
    assert.ok(bayesian < value && value < random, `${name}: ${value}`);
  }
  assert.ok(scoreOutcomes(bounds, bounds).meanSteps < bayesian);
});

Deno.test("scores by hand", () => {
  const bounds = [true, false].map((isFeasible) => ({
    numSteps: 1,
    isSuccess: true,
    isFeasible,
  }));
  const outcomes = [{ numSteps: 3, isSuccess: true }, {
    numSteps: 64,
    isSuccess: false,
  }];
  assert.deepEqual(scoreOutcomes(outcomes, bounds), {
    meanSteps: 33.5,
    successRate: 0.5,
    feasibleMeanSteps: 3,
  });
});
