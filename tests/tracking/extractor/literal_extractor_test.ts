import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { range } from "../../../lib/core/range.ts";
import {
  angleOf,
  extractLiterally,
} from "../../../lib/tracking/extractor/literal_extractor.ts";
import {
  DynamicGraphNetwork,
  exactAssociation,
  literalFilter,
  literalLoss,
  literalShape,
  recordEpisodes,
  runClosedLoop,
  sampleEpisodeWindows,
  type StationMeasurement,
  trackingScenario,
  trainLiteral,
} from "../../../lib/tracking/mod.ts";

const scenario = trackingScenario({ numBlocks: 20 });
const open = (label: string) => openStream(1001, label);
const episodes = recordEpisodes(scenario, [2], 2, open);

/** A network whose last layers are not small, so that outputs tell inputs apart. */
function networkOf(numTargets: number): DynamicGraphNetwork {
  const network = new DynamicGraphNetwork(
    literalShape(numTargets),
    open("network"),
  );
  const { parameters } = network;
  parameters.importValues(
    parameters.exportValues().map((values, n) =>
      /^(now|next)_weights/.test(parameters.parameters[n].name)
        ? values.map((value) => 30 * value)
        : values
    ),
  );
  return network;
}

function measurementOf(
  station: number,
  rangeM: number,
  cosine: number,
): StationMeasurement {
  return { station, rangeM, cosine, rangeSigmaM: 0.1, cosineSigma: 0.01 };
}

/** The outputs of one window of blocks, the last block last. */
function outputsOf(
  network: DynamicGraphNetwork,
  blocks: readonly (readonly (readonly StationMeasurement[])[])[],
): number[] {
  const { tape, shape } = network;
  tape.reset(false);
  const rows = new Int32Array(shape.windowLength);
  blocks.forEach((_, k) => {
    rows[shape.windowLength - blocks.length + k] = k;
  });
  const { now, next } = extractLiterally(
    scenario,
    network,
    blocks.flat(),
    rows,
    [
      blocks.length,
    ],
  );
  return [now, next].flatMap((output) =>
    Array.from(tape.valuesOf(output).subarray(0, output.columns))
  );
}

Deno.test("angles are on the side of the area: above the lower stations, below the upper", () => {
  const near = (station: number, cosine: number, expectedRad: number) => {
    const actual = angleOf(scenario, measurementOf(station, 40, cosine));
    assert.ok(Math.abs(actual - expectedRad) < 1e-12, `${actual}`);
  };
  near(0, 1 / 2, Math.PI / 3);
  near(1, -1 / 2, 2 * Math.PI / 3);
  near(3, 1 / 2, -Math.PI / 3);
  near(4, -1 / 2, -2 * Math.PI / 3);
  // Noise takes a cosine beyond 1; there the array points.
  near(0, 1.1, 0);
});

Deno.test("a window has no more blocks than it counts, and their order matters", () => {
  const network = networkOf(2);
  const blocks = range(4, 12).map((block) =>
    episodes[0].map((track) => track.measurements[block])
  );
  const whole = outputsOf(network, blocks);
  assert.equal(whole.length, 8);
  assert.notDeepEqual(outputsOf(network, blocks.slice(1)), whole);
  const [first, second, ...rest] = blocks;
  assert.notDeepEqual(outputsOf(network, [second, first, ...rest]), whole);
});

Deno.test("windows of a batch do not see each other", () => {
  const network = networkOf(2);
  const batch = sampleEpisodeWindows(episodes, 6, open("windows"));
  const alone = batch.map((window) => literalLoss(scenario, network, [window]));
  const together = literalLoss(scenario, network, batch);
  for (const name of ["estimateM2", "predictionM2"] as const) {
    const mean = alone.reduce((sum, loss) => sum + loss[name] / 6, 0);
    assert.ok(Math.abs(together[name] / mean - 1) < 1e-6);
  }
});

Deno.test("in a token of all, targets can't be exchanged; in a token each, they can", () => {
  const block = [
    [measurementOf(0, 60, 0.7), measurementOf(1, 90, -0.8)],
    [measurementOf(4, 50, 0.1)],
  ];
  const joint = networkOf(2);
  const [x1, y1, x2, y2] = outputsOf(joint, [block]);
  const swapped = outputsOf(joint, [block.toReversed()]);
  assert.notDeepEqual(swapped.slice(0, 4), [x2, y2, x1, y1]);
  const network = networkOf(1);
  const filter = literalFilter("printed", scenario, network, 1);
  const start = {
    position: { xM: 100, yM: 50 },
    positionSigmaM: 0.5,
    headingRad: 0,
    headingSigmaRad: 0.1,
  };
  const beliefs = [block, block.toReversed()].map((measurements) => {
    const tracks = filter.beginGroup([start, start], open);
    tracks.update(measurements);
    return tracks.beliefs();
  });
  assert.deepEqual(beliefs[1], beliefs[0].toReversed());
  assert.notDeepEqual(beliefs[0][0], beliefs[0][1]);
});

Deno.test("the loss is the mean square, and its gradients are those of half the area", () => {
  const network = networkOf(2);
  const { parameters } = network;
  const windows = sampleEpisodeWindows(episodes, 5, open("windows"));
  const unitsM = [scenario.areaLengthM / 2, scenario.areaWidthM / 2];
  const { estimateM2 } = literalLoss(scenario, network, windows);
  const gradients = parameters.exportGradients();
  const values = parameters.exportValues();
  // Of a bias the output is a straight line, so that a large step is exact.
  const names = parameters.parameters.map(({ name }) => name);
  const n = names.indexOf("now_biases");
  const step = 0.05;
  [0, 1, 2, 3].forEach((output) => {
    const [above, below] = [step, -step].map((change) => {
      const moved = values.map((array) => array.slice());
      moved[n][output] += change;
      parameters.importValues(moved);
      return literalLoss(scenario, network, windows).estimateM2;
    });
    const slope = (above - below) / (2 * step) / unitsM[output % 2] ** 2;
    assert.ok(Math.abs(gradients[n][output] - slope) < 1e-4, `${output}`);
  });
  assert.ok(estimateM2 > 0);
});

Deno.test("training is the same to the bit twice, and descends", () => {
  const train = (numSteps: number) =>
    trainLiteral(scenario, 2, episodes, { numSteps, numWindows: 8 }, open);
  const [first, second] = [train(5), train(5)];
  assert.deepEqual(
    first.network.parameters.exportValues(),
    second.network.parameters.exportValues(),
  );
  assert.equal(first.estimateM2, second.estimateM2);
  assert.ok(train(60).estimateM2 < 0.5 * first.estimateM2);
});

Deno.test("in the closed loop places stay in the area, with the variance of training", () => {
  const filter = literalFilter("printed", scenario, networkOf(2), 8);
  let numBlocks = 0;
  runClosedLoop(
    {
      scenario,
      filter,
      association: exactAssociation,
      priorCovariance: "none",
    },
    4,
    open,
    ({ updated }) => {
      numBlocks++;
      for (
        const { xM, yM, varianceXM2, covarianceXYM2, varianceYM2 } of updated
      ) {
        assert.ok(xM >= 0 && xM <= 300 && yM >= 0 && yM <= 100);
        assert.deepEqual([varianceXM2, covarianceXYM2, varianceYM2], [4, 0, 4]);
      }
    },
  );
  assert.equal(numBlocks, 20);
});

Deno.test("what does not fit is refused", () => {
  const network = networkOf(2);
  const filter = literalFilter("printed", scenario, network, 1);
  const { start } = episodes[0][0];
  assert.throws(
    () => filter.beginGroup([start, start, start], open),
    /^TypeError: Cannot begin tracks as the targets must be a multiple of the 2 of a token: current shape is 3$/,
  );
  assert.throws(() => literalFilter("printed", scenario, network, 0), {
    message:
      "Cannot make a filter as predictionM2 must be positive and finite: " +
      "current value is 0",
  });
  const budget = { numSteps: 1, numWindows: 1 };
  assert.throws(
    () => trainLiteral(scenario, 3, episodes, budget, open),
    /^TypeError: Cannot train the paper's extractor as each episode must be 3 targets: current shape is 2$/,
  );
  assert.throws(
    () => trainLiteral(scenario, 2, [], budget, open),
    /tracks must be at least one/,
  );
  assert.throws(
    () => trainLiteral(scenario, 2, episodes, { ...budget, numSteps: 0 }, open),
    /numSteps must be an integer of at least 1/,
  );
  assert.throws(
    () => literalLoss(scenario, network, [{ episode: episodes[0], block: 19 }]),
    /^RangeError: .* as block must be an integer from 0 to 18: current value is 19$/,
  );
});
