import assert from "node:assert/strict";
import { extractorCost } from "../../../lib/tracking/extractor/network_cost.ts";
import type { NetworkShape } from "../../../lib/tracking/extractor/network_shape.ts";
import { LITERAL_SHAPE, sampleNetwork, SMALL_SHAPE } from "./naive_network.ts";

const BLOCK = { numStations: 4, numTargets: 6, numMeasurements: 10 };

Deno.test("a small network, by hand", () => {
  const { spatial, temporal } = extractorCost(SMALL_SHAPE, BLOCK);
  // 2 to 4 to 4 a station.
  const stations = 4 * (2 * 4 + 4 * 4);
  // 5 to 8 to 4 an edge; twice 8 to 8, a score of 8, a share of 8.
  const edges = 10 * (5 * 8 + 8 * 4 + 2 * (8 * 8 + 8 + 8));
  // 3 to 8 to 8 an anchor; twice 8 to 8.
  const targets = 6 * (3 * 8 + 8 * 8 + 2 * 8 * 8);
  assert.equal(spatial, stations + edges + targets);
  // Twice 4 blocks of 8 to 24; 5 queries of 4 scores and shares of 8, out, and
  // 8 to 16 to 8; 8 to 2 and 8 to 5.
  const window = 2 * 4 * 8 * 24 +
    5 * (4 * 8 + 4 * 8 + 8 * 8 + 8 * 16 + 16 * 8) + 8 * 2 + 8 * 5;
  assert.equal(temporal, 6 * window);
});

Deno.test("the parameters are those that a network has", () => {
  for (const shape of [SMALL_SHAPE, LITERAL_SHAPE]) {
    assert.equal(
      extractorCost(shape, BLOCK).numParameters,
      sampleNetwork(shape, 1).parameters.numParameters,
    );
  }
});

Deno.test("tokens of all targets cost the square of their number", () => {
  const own: NetworkShape = {
    ...SMALL_SHAPE,
    numNowOutputs: 1,
    numNextOutputs: 1,
  };
  const wide = { ...own, targetsPerToken: 6 };
  const [one, all] = [own, wide].map((shape) =>
    extractorCost(shape, BLOCK).temporal
  );
  const scores = 5 * 2 * 4 * 8 + 16;
  assert.equal(all - 6 * scores, 6 * (one - 6 * scores));
});

Deno.test("targets that fill no token are refused by name", () => {
  assert.throws(
    () => extractorCost(LITERAL_SHAPE, { ...BLOCK, numTargets: 4 }),
    /Cannot count what an extractor costs as the number of tokens must be an integer/,
  );
});
