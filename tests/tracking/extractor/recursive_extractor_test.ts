import assert from "node:assert/strict";
import { openStream } from "../../../lib/core/random_stream.ts";
import { DynamicGraphNetwork } from "../../../lib/tracking/extractor/dynamic_graph_network.ts";
import {
  NUM_ANCHOR_FEATURES,
  NUM_EDGE_FEATURES,
  NUM_STATION_FEATURES,
} from "../../../lib/tracking/extractor/graph_features.ts";
import type { ExtractorBase } from "../../../lib/tracking/extractor/position_fix.ts";
import { RecursiveExtractor } from "../../../lib/tracking/extractor/recursive_extractor.ts";
import {
  NUM_NEXT_OUTPUTS,
  NUM_NOW_OUTPUTS,
} from "../../../lib/tracking/extractor/track_outputs.ts";
import { addTrackLoss } from "../../../lib/tracking/extractor/tracking_loss.ts";
import type { StationMeasurement } from "../../../lib/tracking/measurement.ts";
import type { TrackStart } from "../../../lib/tracking/track_start.ts";
import { sampleNetwork, SMALL_SHAPE } from "./naive_network.ts";
import { measure, scenario } from "./sample_tracks.ts";

const SHAPE = {
  ...SMALL_SHAPE,
  numStationFeatures: NUM_STATION_FEATURES,
  numEdgeFeatures: NUM_EDGE_FEATURES,
  numAnchorFeatures: NUM_ANCHOR_FEATURES,
  numNowOutputs: NUM_NOW_OUTPUTS,
  numNextOutputs: NUM_NEXT_OUTPUTS,
};

const ERRORS_ONLY = {
  estimate: 2,
  prediction: 1,
  likelihood: 0,
  huberM: 1e3,
};

/** Tracks on their way, with what is measured and true in each block. */
interface Course {
  readonly starts: readonly TrackStart[];
  /** Shape [blocks][tracks]. */
  readonly measurements:
    readonly (readonly (readonly StationMeasurement[])[])[];
  /** Shape [blocks + 1][tracks][2] [m]. */
  readonly truth: readonly (readonly [number, number][])[];
}

/** Straight courses from some places, measured with noise or without. */
function courseFrom(
  places: readonly [number, number, number][],
  numBlocks: number,
  seed: number | null,
): Course {
  const rng = seed === null ? null : openStream(seed, "course");
  const truth = Array.from(
    { length: numBlocks + 1 },
    (_, block) =>
      places.map(([x, y, heading]): [number, number] => [
        x + block * Math.cos(heading),
        Math.abs(y + block * Math.sin(heading)),
      ]),
  );
  return {
    starts: places.map(([xM, yM, headingRad]) => ({
      position: { xM, yM },
      positionSigmaM: 0.5,
      headingRad,
      headingSigmaRad: 0.2,
    })),
    measurements: truth.slice(0, numBlocks).map((ofBlock) =>
      ofBlock.map(([xM, yM], track) =>
        [track % 3, 3 + track % 2].map((station) =>
          measure(station, { xM, yM }, rng)
        )
      )
    ),
    truth,
  };
}

/** The loss along a course, and its gradients to the parameters. */
function lossAlong(
  network: DynamicGraphNetwork,
  base: ExtractorBase,
  { starts, measurements, truth }: Course,
  weights = ERRORS_ONLY,
  offM: readonly [number, number] = [0, 0],
) {
  const extractor = { scenario, base, network };
  const recursion = new RecursiveExtractor(extractor, starts.length, true);
  starts.forEach((start, track) => recursion.begin(track, start));
  network.parameters.clearGradients();
  recursion.openRecord(measurements.length, true);
  const sums = { estimateM2: 0, predictionM2: 0, likelihood: 0, total: 0 };
  const places: number[] = [];
  measurements.forEach((ofBlock, block) => {
    const { outputs, slopes } = recursion.observe(ofBlock);
    outputs.forEach((output, track) => {
      places.push(output.estimateXM, output.estimateYM);
      const [now, next] = [0, 1].map((ahead): [number, number] => {
        const [x, y] = truth[block + ahead][track];
        return [x + offM[0], y + offM[1]];
      });
      addTrackLoss(sums, output, slopes[track], now, next, weights, 1);
    });
  });
  network.tape.backward();
  recursion.closeRecord();
  return {
    total: sums.total,
    gradients: network.parameters.exportGradients(),
    places,
    numFolded: recursion.states.headingY.filter((y) => y > 0).length,
  };
}

type Arrays = readonly Float32Array[];

/** Central differences of a loss along a direction of the parameters. */
function slopeAlong(
  network: DynamicGraphNetwork,
  direction: Arrays,
  loss: () => number,
  step: number,
): number {
  const { parameters } = network;
  const values = parameters.exportValues();
  const [above, below] = [step, -step].map((change) => {
    parameters.importValues(
      values.map((array, n) =>
        array.map((value, i) => value + change * direction[n][i])
      ),
    );
    return loss();
  });
  parameters.importValues(values);
  return (above - below) / (2 * step);
}

function dot(a: Arrays, b: Arrays): number {
  return a.reduce(
    (sum, array, n) =>
      array.reduce((inner, value, i) => inner + value * b[n][i], sum),
    0,
  );
}

/** Draws a direction in the parameters that are named. */
function drawDirection(
  network: DynamicGraphNetwork,
  isMoved: (name: string, row: number, column: number) => boolean,
  seed: number,
): Float32Array[] {
  const rng = openStream(seed, "direction");
  return network.parameters.parameters.map(({ name, rows, columns }) =>
    Float32Array.from({ length: rows * columns }, (_, i) => {
      const draw = rng.gaussian();
      return isMoved(name, Math.floor(i / columns), i % columns) ? draw : 0;
    })
  );
}

/** Sets parameters to zero. */
function silence(
  network: DynamicGraphNetwork,
  isSilent: (name: string, row: number) => boolean,
): void {
  const { parameters } = network;
  const values = parameters.exportValues();
  parameters.importValues(
    parameters.parameters.map(({ name, columns }, n) =>
      values[n].map((value, i) =>
        isSilent(name, Math.floor(i / columns)) ? 0 : value
      )
    ),
  );
}

const PLACES: readonly [number, number, number][] = [
  [60, 40, 0.4],
  [200, 55, 2.5],
  [120, 70, -1.2],
];

Deno.test("in one block the gradients to all parameters are central differences", () => {
  const weights = { ...ERRORS_ONLY, huberM: 0.3 };
  for (const base of ["none", "fuse"] as const) {
    const network = sampleNetwork(SHAPE, 1);
    const course = courseFrom(PLACES, 1, 5);
    const { gradients } = lossAlong(network, base, course, weights);
    for (let seed = 0; seed < 6; seed++) {
      const direction = drawDirection(network, () => true, seed);
      const loss = () => lossAlong(network, base, course, weights).total;
      const expected = slopeAlong(network, direction, loss, 1e-3);
      const error = Math.abs(dot(gradients, direction) - expected);
      assert.ok(error < 5e-3 * Math.abs(expected) + 1e-3, `${error}`);
    }
  }
});

/**
 * Only the ranges' innovations of an edge move with the prediction exactly as
 * the slopes say; a network that sees no more, and leaves the prediction's
 * frame and covariance alone, has gradients through the blocks that are exact.
 */
function rangeNetwork(seed: number): DynamicGraphNetwork {
  const network = sampleNetwork(SHAPE, seed);
  silence(
    network,
    (name, row) =>
      name === "anchor_1_weights" || name.startsWith("next_") ||
      (name === "edge_1_weights" && row !== 0 && row !== 2),
  );
  return network;
}

const seesRanges = (name: string, row: number) =>
  name !== "anchor_1_weights" && !name.startsWith("next_") &&
  (name !== "edge_1_weights" || row === 0 || row === 2);

Deno.test("over three blocks they are central differences where nothing is detached", () => {
  for (let seed = 0; seed < 5; seed++) {
    const network = rangeNetwork(seed);
    const course = courseFrom(PLACES, 3, 6);
    const { gradients } = lossAlong(network, "none", course);
    const direction = drawDirection(network, seesRanges, seed);
    const loss = () => lossAlong(network, "none", course).total;
    const expected = slopeAlong(network, direction, loss, 1e-3);
    const error = Math.abs(dot(gradients, direction) - expected);
    assert.ok(error < 5e-3 * Math.abs(expected), `${error} of ${expected}`);
    // What goes from block to block is a part of it that would be missed.
    const alone = course.measurements.reduce((sum, ofBlock, block) => {
      const cut = {
        starts: course.starts,
        measurements: [ofBlock],
        truth: course.truth.slice(block, block + 2),
      };
      return sum + dot(lossAlong(network, "none", cut).gradients, direction);
    }, 0);
    assert.ok(Math.abs(alone - expected) > 0.02 * Math.abs(expected));
  }
});

Deno.test("they are so for a track that the edge mirrors on its way, too", () => {
  const course = courseFrom([[100, 0.6, -1.3]], 3, 7);
  for (let seed = 0; seed < 5; seed++) {
    const network = rangeNetwork(seed);
    // The range from the far side, and not from the edge that mirrors it.
    const measurements = course.measurements.map((ofBlock) =>
      ofBlock.map((ofTrack) => ofTrack.slice(1))
    );
    const mirrored = { ...course, measurements };
    const { gradients, numFolded } = lossAlong(network, "none", mirrored);
    assert.equal(numFolded, 1);
    const direction = drawDirection(network, seesRanges, seed);
    const loss = () => lossAlong(network, "none", mirrored).total;
    const expected = slopeAlong(network, direction, loss, 1e-3);
    const error = Math.abs(dot(gradients, direction) - expected);
    // Of a slope below 1 the difference of two float32 losses has fewer digits.
    const size = Math.max(1, Math.abs(expected));
    assert.ok(error < 5e-3 * size, `${error} of ${expected}`);
  }
});

Deno.test("a correction goes on through the fixes of the blocks after it", () => {
  const offM = [0.4, -0.3] as const;
  for (let seed = 0; seed < 5; seed++) {
    const network = sampleNetwork(SHAPE, seed);
    // Without corrections all innovations are 0, where first order is exact.
    silence(
      network,
      (name) => name.startsWith("next_") || name.startsWith("now_"),
    );
    const course = courseFrom(PLACES, 3, null);
    const { gradients } = lossAlong(network, "fuse", course, ERRORS_ONLY, offM);
    const isMoved = (name: string) => name.startsWith("now_");
    const direction = drawDirection(network, isMoved, seed);
    const loss = () =>
      lossAlong(network, "fuse", course, ERRORS_ONLY, offM).total;
    const expected = slopeAlong(network, direction, loss, 1e-3);
    const error = Math.abs(dot(gradients, direction) - expected);
    assert.ok(error < 5e-3 * Math.abs(expected) + 1e-3, `${error}`);
  }
});

Deno.test("with all that is detached, a step against the gradient still lowers the loss", () => {
  const weights = { ...ERRORS_ONLY, likelihood: 0.1, huberM: 1 };
  for (const base of ["none", "fuse"] as const) {
    const network = new DynamicGraphNetwork(SHAPE, openStream(1, "network"));
    const course = courseFrom(PLACES, 8, 8);
    const before = lossAlong(network, base, course, weights).total;
    for (let step = 0; step < 60; step++) {
      lossAlong(network, base, course, weights);
      network.parameters.clipGradients(1);
      network.parameters.adamStep(3e-3);
    }
    const after = lossAlong(network, base, course, weights).total;
    assert.ok(after < 0.8 * before, `${base}: ${before} to ${after}`);
  }
});

Deno.test("one record or several: the same estimates, bit for bit", () => {
  const network = sampleNetwork(SHAPE, 1);
  const course = courseFrom(PLACES, 9, 3);
  const expected = lossAlong(network, "fuse", course).places;
  for (const chunks of [[1, 1, 1, 1, 1, 1, 1, 1, 1], [2, 3, 4], [5, 4]]) {
    const extractor = { scenario, base: "fuse", network } as const;
    const recursion = new RecursiveExtractor(extractor, PLACES.length);
    course.starts.forEach((start, track) => recursion.begin(track, start));
    const places: number[] = [];
    let block = 0;
    for (const length of chunks) {
      recursion.openRecord(length, false);
      for (let n = 0; n < length; n++) {
        recursion.observe(course.measurements[block++]).outputs.forEach(
          ({ estimateXM, estimateYM }) => places.push(estimateXM, estimateYM),
        );
      }
      recursion.closeRecord();
    }
    assert.deepEqual(places, expected);
  }
});

Deno.test("a track that begins anew knows nothing of the one before it", () => {
  const network = sampleNetwork(SHAPE, 1);
  const course = courseFrom(PLACES, 5, 3);
  const extractor = { scenario, base: "none", network } as const;
  const run = (recursion: RecursiveExtractor) => {
    course.starts.forEach((start, track) => recursion.begin(track, start));
    return course.measurements.map((ofBlock) => {
      recursion.openRecord(1, false);
      const { outputs } = recursion.observe(ofBlock);
      recursion.closeRecord();
      return outputs.map(({ predictedXM }) => predictedXM);
    });
  };
  const recursion = new RecursiveExtractor(extractor, PLACES.length);
  const expected = run(recursion);
  assert.deepEqual(run(recursion), expected);
});
