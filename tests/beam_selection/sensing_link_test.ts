import assert from "node:assert/strict";
import { range } from "../../lib/core/range.ts";
import { decibelToLinear } from "../../lib/core/decibel.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  bistaticResponse,
  sampleRadarCrossSection,
} from "../../lib/channel/bistatic_response.ts";
import { broadsideSine } from "../../lib/channel/geometry.ts";
import { steeringVectorOfSine } from "../../lib/channel/steering_vector.ts";
import { echoNoncentrality } from "../../lib/detection/likelihood_ratio_test.ts";
import {
  BEAM_SCENARIO,
  BEAM_SCENARIO_SOURCES,
  beamScenario,
  noisePowerMw,
  scenarioCodebook,
} from "../../lib/beam_selection/scenario.ts";
import {
  beamNoncentralities,
  believedNoncentrality,
  echoPathGains,
  type Feedback,
} from "../../lib/beam_selection/sensing_link.ts";

const target = { xM: 310, yM: 170 };

Deno.test("the closed form agrees with the vectors of eqs. (3) to (6), for both codebooks", () => {
  for (const codebook of ["dft", "uniform-azimuth"] as const) {
    const scenario = beamScenario({ codebook, transmitPowerDbm: 17 });
    const crossSections = sampleRadarCrossSection(4, 1, openStream(1, "rcs"));
    const gains = echoPathGains(scenario, target);
    const reflections = {
      re: crossSections.re.map((value, n) => value * Math.sqrt(gains[n])),
      im: crossSections.im.map((value, n) => value * Math.sqrt(gains[n])),
    };
    const transmitSteering = steeringVectorOfSine(
      64,
      broadsideSine(scenario.transmitter, target),
    );
    const expected = scenarioCodebook(scenario).map((beam) => {
      const responses = scenario.receivers.map((receiver) =>
        bistaticResponse(
          steeringVectorOfSine(64, broadsideSine(receiver, target)),
          transmitSteering,
          beam,
        )
      );
      return decibelToLinear(17) *
        echoNoncentrality(reflections, responses, noisePowerMw(scenario));
    });
    const computed = beamNoncentralities(scenario, target, crossSections);
    const largest = Math.max(...expected);
    computed.forEach((value, beam) =>
      assert.ok(Math.abs(value - expected[beam]) < 1e-12 * largest)
    );
  }
});

Deno.test("the path gain at the transmitter's foot, by hand", () => {
  // d_0 = 100 m and, for every receiver, a triangle over the target.
  const gains = echoPathGains(BEAM_SCENARIO, { xM: 250, yM: 350 });
  const lengthM = 100 + Math.hypot(150, 50);
  const gainDb = -34.5 - 37 * Math.log10(lengthM);
  assert.ok(Math.abs(10 * Math.log10(gains[1]) - gainDb) < 1e-12);
  assert.equal(gains[1], gains[3]);
});

Deno.test("the plug-in reading adds 2N, the mean of one snapshot, within 4 standard errors", () => {
  const rng = openStream(1, "noise");
  assert.equal(believedNoncentrality("genie", 30, 4, rng), 30);
  assert.equal(believedNoncentrality("plug-in", 30, 4, rng), 38);
  const draws = range(0, 20_000).map(() =>
    believedNoncentrality("one-snapshot", 30, 4, rng)
  );
  const mean = draws.reduce((sum, draw) => sum + draw) / draws.length;
  // A non-central chi-squared variable has variance 2 (8 + 2 * 30).
  assert.ok(Math.abs(mean - 38) < 4 * Math.sqrt(136 / draws.length), `${mean}`);
});

Deno.test("every constant of the scenario has a source", () => {
  assert.deepEqual(
    Object.keys(BEAM_SCENARIO_SOURCES),
    Object.keys(BEAM_SCENARIO),
  );
});

Deno.test("bad arguments are named", () => {
  const rng = openStream(1, "noise");
  assert.throws(
    () => believedNoncentrality("guess" as Feedback, 1, 4, rng),
    /feedback must be genie or plug-in or one-snapshot/,
  );
  assert.throws(() => believedNoncentrality("genie", NaN, 4, rng), RangeError);
  assert.throws(
    () => beamScenario({ power: 3 } as object),
    /each name must be one of numAntennas, .*: current value is "power"/,
  );
  // Every object has a toString, but it is no constant of the setting.
  assert.throws(
    () => beamScenario({ toString: 3 } as object),
    /each name must be one of/,
  );
  assert.throws(
    () => beamScenario({ bandwidthHz: -1 }),
    /Cannot change the scenario as bandwidthHz must be positive/,
  );
  assert.throws(
    () =>
      beamNoncentralities(
        BEAM_SCENARIO,
        target,
        sampleRadarCrossSection(3, 1, rng),
      ),
    {
      name: "TypeError",
      message: /radarCrossSections must be as many as the 4 receivers: .* is 3/,
    },
  );
});
