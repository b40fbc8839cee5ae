import assert from "node:assert/strict";
import {
  tabulateTrackingScenario,
  TRACKING_SCENARIO,
  TRACKING_SCENARIO_SOURCES,
  trackingScenario,
} from "../../lib/tracking/scenario.ts";
import { maxTargets } from "../../lib/tracking/scenario_domain.ts";

Deno.test("what paper B prints in Sec. 4 is what stands here", () => {
  const scenario = trackingScenario();
  assert.equal(scenario.baseStations.length, 6);
  assert.deepEqual(scenario.baseStations[4], { xM: 150, yM: 100 });
  assert.deepEqual([scenario.areaLengthM, scenario.areaWidthM], [300, 100]);
  assert.deepEqual([scenario.numAntennas, scenario.numBeams], [32, 32]);
  assert.equal(scenario.numChains, 2);
  assert.deepEqual(scenario.targetCounts, [4, 6, 8]);
  assert.equal(scenario.numBlocks, 100);
  assert.deepEqual([scenario.blockDurationS, scenario.speedMps], [0.1, 10]);
  assert.equal(scenario.maxTurnDeg, 15);
  assert.equal(maxTargets(scenario), 12);
});

Deno.test("every constant has a source, and a line of the table", () => {
  const names = Object.keys(TRACKING_SCENARIO).sort();
  assert.deepEqual(Object.keys(TRACKING_SCENARIO_SOURCES).sort(), names);
  const rows = tabulateTrackingScenario(TRACKING_SCENARIO);
  assert.deepEqual(rows.map(({ name }) => name).sort(), names);
  for (const { name, source, meaning, value } of rows) {
    assert.ok(source && meaning && value, name);
    assert.doesNotMatch(value, /undefined|NaN|\[object/);
  }
});

Deno.test("a change is checked by its name and its value", () => {
  assert.equal(trackingScenario({ numChains: 3 }).numChains, 3);
  assert.throws(
    () => trackingScenario({ speed: 3 } as Record<string, number>),
    /Cannot change the scenario as each name must be one of baseStations, /,
  );
  assert.throws(
    () => trackingScenario({ speedMps: NaN }),
    /as speedMps must be positive and finite: current value is NaN/,
  );
  assert.throws(
    () => trackingScenario({ beamPairing: "mixed" as "tied" }),
    /as beamPairing must be crossed or tied: current value is "mixed"/,
  );
  assert.throws(
    () => trackingScenario({ targetCounts: [4, 13] }),
    /as each target count must be an integer from 1 to 12: current value is 13/,
  );
});

Deno.test("a station between the long edges is refused: it could not tell y from its mirror image", () => {
  assert.throws(
    () => trackingScenario({ baseStations: [{ xM: 10, yM: 40 }] }),
    /yM of each base station must be at most 0 or at least 100: current value is 40/,
  );
});

Deno.test("each constant is refused when it is no number", () => {
  for (const name of Object.keys(TRACKING_SCENARIO)) {
    for (const bad of [undefined, NaN, "3", null]) {
      assert.throws(
        () => trackingScenario({ [name]: bad }),
        /^(Range|Type)Error: Cannot change the scenario as .* must be /,
        `${name}: ${bad}`,
      );
    }
  }
});
