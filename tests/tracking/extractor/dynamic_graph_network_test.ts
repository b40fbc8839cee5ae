import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../../lib/core/random_stream.ts";
import { DynamicGraphNetwork } from "../../../lib/tracking/extractor/dynamic_graph_network.ts";
import type { NetworkShape } from "../../../lib/tracking/extractor/network_shape.ts";
import {
  differentiate,
  relativeDifference,
  sampleRows,
} from "../../nn/naive_perceptron.ts";
import { flatRows } from "../../nn/tape_operation.ts";
import { checkProperty } from "../../property.ts";
import {
  type GraphCase,
  LITERAL_SHAPE,
  naiveNetwork,
  runOnTape,
  sampleGraphs,
  sampleNetwork,
  SMALL_SHAPE,
} from "./naive_network.ts";

const SHAPES: Readonly<Record<string, NetworkShape>> = {
  "a token a target": SMALL_SHAPE,
  "a token of all targets, from zeros": LITERAL_SHAPE,
};

for (const [name, shape] of Object.entries(SHAPES)) {
  Deno.test(`outputs and gradients of the whole network: ${name}`, () => {
    const network = sampleNetwork(shape, 1);
    const { tape, parameters } = network;
    // Whole numbers of four tokens, as a reshaped matrix is read by rows.
    const given = sampleGraphs(shape, 4, 5, 2);
    const values = parameters.exportValues();
    const naive = (moved: readonly ArrayLike<number>[]) => {
      const { now, next } = naiveNetwork(
        shape,
        parameters.parameters,
        moved,
        given,
      );
      return [now.flat(), next.flat()];
    };
    const outputs = runOnTape(network, given);
    const { now, next } = outputs;
    assert.ok(
      relativeDifference([outputs.nowRows, outputs.nextRows], naive(values)) <
        5e-6,
    );
    const rng = openStream(3, "pull");
    const pull = [now, next].map(({ rows, columns }) =>
      sampleRows(rows, columns, rng)
    );
    [now, next].forEach((tensor, n) => {
      const gradients = tape.gradientsOf(tensor);
      pull[n].forEach((row, at) => gradients.set(row, at * tensor.rowStride));
    });
    parameters.clearGradients();
    tape.backward();
    const pullOf = pull.map((rows) => rows.flat());
    const loss = (moved: readonly ArrayLike<number>[]) =>
      naive(moved).reduce(
        (sum, part, n) =>
          part.reduce((inner, value, i) => inner + pullOf[n][i] * value, sum),
        0,
      );
    // A direction in each parameter: its slope is the gradient along it.
    const directions = values.map((array) =>
      sampleRows(1, array.length, rng)[0]
    );
    const gradients = parameters.exportGradients();
    const along = gradients.map((
      array,
      n,
    ) => [array.reduce((sum, value, i) => sum + value * directions[n][i], 0)]);
    const expected = differentiate(
      values.map(() => [0]),
      (steps) =>
        loss(
          values.map((array, n) =>
            Array.from(array, (value, i) =>
              value + steps[n][0] * directions[n][i])
          ),
        ),
    );
    assert.ok(relativeDifference(along, expected) < 2e-5);
    expected.forEach(([slope], n) => {
      const { name } = parameters.parameters[n];
      const error = Math.abs(along[n][0] - slope);
      assert.ok(error < 1e-3 * Math.abs(slope) + 1e-5, `${name}: ${error}`);
    });
  });
}

Deno.test("gradients to the features of edges and anchors", () => {
  const network = sampleNetwork(SMALL_SHAPE, 4);
  const { tape, parameters } = network;
  const given = sampleGraphs(SMALL_SHAPE, 6, 5, 5);
  const { now, edges, anchors } = runOnTape(network, given);
  tape.gradientsOf(now).fill(1);
  tape.backward();
  const columns = [SMALL_SHAPE.numEdgeFeatures, SMALL_SHAPE.numAnchorFeatures];
  const split = (flat: ArrayLike<number>, n: number) =>
    Array.from(
      { length: flat.length / columns[n] },
      (_, row) =>
        Array.from(flat).slice(row * columns[n], (row + 1) * columns[n]),
    );
  const expected = differentiate(
    [given.edges.flat(), given.anchors!.flat()],
    (moved) =>
      naiveNetwork(
        SMALL_SHAPE,
        parameters.parameters,
        parameters.exportValues(),
        {
          ...given,
          edges: split(moved[0], 0),
          anchors: split(moved[1], 1),
        },
      ).now.flat().reduce((sum, value) => sum + value, 0),
  );
  const actual = [edges, anchors!].map((tensor) =>
    flatRows(tensor, tape.gradientsOf(tensor))
  );
  assert.ok(relativeDifference(actual, expected) < 2e-5);
});

Deno.test("the attention weights of each target sum to one", () => {
  const network = sampleNetwork(SMALL_SHAPE, 1);
  const { offsets, ...given } = sampleGraphs(SMALL_SHAPE, 12, 3, 2);
  runOnTape(network, { ...given, offsets }, false);
  for (const layer of [0, 1]) {
    const weights = network.attentionWeights(layer, given.edges.length);
    offsets.slice(1).forEach((end, target) => {
      const own = weights.slice(offsets[target], end);
      if (own.length === 0) return;
      const sum = own.reduce((total, weight) => total + weight, 0);
      assert.ok(Math.abs(sum - 1) < 1e-6);
      assert.ok(own.every((weight) => weight > 0));
    });
  }
});

Deno.test("permuting the targets permutes the outputs, bit for bit", () => {
  const network = sampleNetwork(SMALL_SHAPE, 1);
  const cases = fc.record({
    numTargets: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
  });
  checkProperty(
    fc.property(cases, ({ numTargets, seed }) => {
      const given = sampleGraphs(SMALL_SHAPE, numTargets, numTargets, seed);
      const rng = openStream(seed, "permutation");
      const order = Array.from({ length: numTargets }, (_, n) => n);
      for (let n = numTargets - 1; n > 0; n--) {
        const other = rng.integer(n + 1);
        [order[n], order[other]] = [order[other], order[n]];
      }
      const plain = runOnTape(network, given, false);
      const other = runOnTape(network, permute(given, order), false);
      const { numNowOutputs, numNextOutputs } = SMALL_SHAPE;
      const pick = (flat: readonly number[], columns: number) =>
        order.flatMap((from) =>
          flat.slice(from * columns, (from + 1) * columns)
        );
      assert.deepEqual(other.nowRows, pick(plain.nowRows, numNowOutputs));
      assert.deepEqual(other.nextRows, pick(plain.nextRows, numNextOutputs));
    }),
    100,
  );
});

Deno.test("the order of a target's measurements does not matter", () => {
  const network = sampleNetwork(SMALL_SHAPE, 1);
  const given = sampleGraphs(SMALL_SHAPE, 8, 8, 3);
  const turned = given.offsets.slice(1).flatMap((end, target) =>
    Array.from({ length: end - given.offsets[target] }, (_, n) => end - 1 - n)
  );
  const plain = runOnTape(network, given, false);
  const other = runOnTape(network, {
    ...given,
    edges: turned.map((edge) => given.edges[edge]),
    stationOfEdge: turned.map((edge) => given.stationOfEdge[edge]),
  }, false);
  assert.notDeepEqual(turned, given.edges.map((_, edge) => edge));
  const names = ["nowRows", "nextRows"] as const;
  const [actual, expected] = [other, plain].map((outputs) =>
    names.map((name) => outputs[name])
  );
  assert.ok(relativeDifference(actual, expected) < 2e-6);
});

Deno.test("a new network gives next to nothing: a track begins as its base", () => {
  const network = new DynamicGraphNetwork(
    SMALL_SHAPE,
    openStream(1, "network"),
  );
  const { nowRows, nextRows } = runOnTape(
    network,
    sampleGraphs(SMALL_SHAPE, 8, 20, 1),
    false,
  );
  const all = [...nowRows, ...nextRows];
  assert.ok(all.some((value) => value !== 0));
  assert.ok(all.every((value) => Math.abs(value) < 0.1));
});

Deno.test("the same shape and seed give the same bits, whatever ran before", () => {
  const [first, second] = [1, 1].map((seed) =>
    sampleNetwork(SMALL_SHAPE, seed)
  );
  const given = sampleGraphs(SMALL_SHAPE, 8, 6, 1);
  const expected = runOnTape(first, given, false);
  runOnTape(second, sampleGraphs(SMALL_SHAPE, 40, 200, 9));
  const actual = runOnTape(second, given);
  assert.deepEqual(actual.nowRows, expected.nowRows);
  assert.deepEqual(actual.nextRows, expected.nextRows);
});

Deno.test("a shape that breaks a rule is refused by name", () => {
  const faults: [Partial<NetworkShape>, RegExp][] = [
    [{ width: 12 }, /as width must be a multiple of 8: current value is 12/],
    [{ windowLength: 6 }, /as windowLength must be a multiple of 4/],
    [
      { numHeads: 4 },
      /as numHeads must be such that a head has a multiple of 4/,
    ],
    [{ numSpatialLayers: 0 }, /as numSpatialLayers must be an integer/],
    [{ numAnchorFeatures: -1 }, /as numAnchorFeatures must be an integer/],
  ];
  for (const [change, message] of faults) {
    assert.throws(
      () =>
        new DynamicGraphNetwork(
          { ...SMALL_SHAPE, ...change },
          openStream(1, "network"),
        ),
      message,
    );
  }
});

/** The same graphs with their targets, and windows, in another order. */
function permute(given: GraphCase, order: readonly number[]): GraphCase {
  const offsets = [0];
  const edges = order.flatMap((from) => {
    const [first, end] = given.offsets.slice(from, from + 2);
    offsets.push(offsets.at(-1)! + end - first);
    return Array.from({ length: end - first }, (_, n) => first + n);
  });
  const placeOf = new Map(order.map((from, to) => [from, to]));
  const length = given.windowRows.length / order.length;
  return {
    stations: given.stations,
    edges: edges.map((edge) => given.edges[edge]),
    stationOfEdge: edges.map((edge) => given.stationOfEdge[edge]),
    targetOfEdge: edges.map((edge) => placeOf.get(given.targetOfEdge[edge])!),
    offsets,
    anchors: order.map((from) => given.anchors![from]),
    windowRows: order.flatMap((from) =>
      given.windowRows.slice(from * length, (from + 1) * length)
        .map((row) => placeOf.get(row)!)
    ),
    valid: order.map((from) => given.valid[from]),
  };
}
