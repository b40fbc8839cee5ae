import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { MultilayerPerceptron } from "../../lib/nn/mlp.ts";
import type { PerceptronShape } from "../../lib/nn/perceptron_shape.ts";
import { checkProperty } from "../property.ts";
import {
  differentiate,
  naiveForward,
  relativeDifference,
  type Rows,
  sampleRows,
} from "./naive_perceptron.ts";

const SHAPE = { inputSize: 5, hiddenSizes: [7, 6], headSizes: [1, 3] };

const size = fc.integer({ min: 1, max: 13 });
const shapes = fc.record({
  inputSize: size,
  hiddenSizes: fc.array(size, { maxLength: 3 }),
  headSizes: fc.array(size, { minLength: 1, maxLength: 3 }),
});

Deno.test("a forward pass is the naive loops', at every shape and batch", () => {
  checkProperty(fc.property(shapes, size, fc.nat(), (shape, batch, seed) => {
    const rng = openStream(seed, "weights");
    const perceptron = makePerceptron(shape, seed, 13);
    const rows = sampleRows(batch, shape.inputSize, rng);
    const outputs = forward(perceptron, rows);
    const expected = naiveForward(
      perceptron.exportWeights(),
      shape.hiddenSizes.length,
      rows,
    );
    assert.ok(relativeDifference(outputs, expected) < 2e-6);
  }));
});

Deno.test("a backward pass agrees with central differences", () => {
  checkProperty(
    fc.property(shapes, size, fc.nat(), (shape, batch, seed) => {
      const rng = openStream(seed, "rows");
      const perceptron = makePerceptron(shape, seed, 13);
      // With the zero biases of a fresh network, a unit above a dead one would
      // stand exactly at its kink, where there is no derivative.
      perceptron.importWeights(
        perceptron.exportWeights().map((array) =>
          array.map((value) => value + 0.1 * rng.gaussian())
        ),
      );
      const rows = sampleRows(batch, shape.inputSize, rng);
      forward(perceptron, rows);
      const { outputGradients: { values, rowStride, numColumns } } = perceptron;
      const factors = sampleRows(batch, numColumns, rng);
      factors.forEach((row, n) => values.set(row, n * rowStride));
      perceptron.backward(batch);
      const numHidden = shape.hiddenSizes.length;
      const expected = differentiate(
        perceptron.exportWeights(),
        (moved) =>
          naiveForward(moved, numHidden, rows).flatMap((row, n) =>
            row.map((output, o) => factors[n][o] * output)
          ).reduce((sum, term) => sum + term, 0),
      );
      const gradients = perceptron.exportGradients();
      assert.ok(relativeDifference(gradients, expected) < 1e-5);
    }),
    50,
  );
});

Deno.test("a smaller batch after a larger one leaves no trace of it", () => {
  const rows = sampleRows(3, 5, openStream(1, "rows"));
  const fresh = makePerceptron(SHAPE, 1);
  const used = makePerceptron(SHAPE, 1);
  forward(used, sampleRows(8, 5, openStream(2, "rows")));
  used.outputGradients.values.fill(1);
  used.backward(8);
  for (const perceptron of [fresh, used]) {
    forward(perceptron, rows);
    const { values, rowStride } = perceptron.outputGradients;
    values.fill(0);
    for (let n = 0; n < 3; n++) values[n * rowStride] = n + 1;
    perceptron.backward(3);
  }
  assert.deepEqual(used.exportGradients(), fresh.exportGradients());
});

Deno.test("weights go out as they came in, without the padding", () => {
  checkProperty(fc.property(shapes, fc.nat(), (shape, seed) => {
    const rng = openStream(seed, "weights");
    const perceptron = makePerceptron(shape, seed);
    const weights = perceptron.exportWeights().map((array) =>
      Float32Array.from(array, () => rng.gaussian())
    );
    perceptron.importWeights(weights);
    assert.deepEqual(perceptron.exportWeights(), weights);
    const count = weights.reduce((sum, { length }) => sum + length, 0);
    assert.equal(perceptron.numParameters, count);
  }));
});

Deno.test("paper A's network has 1,323 parameters, in tfjs's shapes", () => {
  const shape = { inputSize: 18, hiddenSizes: [32, 16], headSizes: [1, 10] };
  const perceptron = makePerceptron(shape, 1);
  assert.equal(perceptron.numParameters, 1323);
  assert.deepEqual(
    perceptron.exportWeights().map(({ length }) => length),
    [18 * 32, 32, 32 * 16, 16, 16 * 1, 1, 16 * 10, 10],
  );
});

Deno.test("the first weights fill Glorot's interval evenly, head by head", () => {
  const headSizes = [1, 200];
  const shape = { inputSize: 300, hiddenSizes: [], headSizes };
  const weights = makePerceptron(shape, 1).exportWeights();
  headSizes.forEach((numOutputs, head) => {
    const limit = Math.sqrt(6 / (300 + numOutputs));
    const drawn = Array.from(weights[2 * head], (value) => value / limit);
    assert.ok(drawn.every((value) => Math.abs(value) <= 1));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const square = drawn.reduce((sum, value) => sum + value * value, 0) /
      drawn.length;
    // Four standard errors: a uniform draw on [-1, 1] has variance 1/3, and
    // its square has variance 4/45.
    assert.ok(Math.abs(mean) < 4 * Math.sqrt(1 / 3 / drawn.length));
    assert.ok(Math.abs(square - 1 / 3) < 4 * Math.sqrt(4 / 45 / drawn.length));
    assert.ok(weights[2 * head + 1].every((bias) => bias === 0));
  });
});

Deno.test("a copy of the parameters is one of the bits, and no link", () => {
  const [first, second] = [makePerceptron(SHAPE, 1), makePerceptron(SHAPE, 2)];
  assert.notDeepEqual(first.exportWeights(), second.exportWeights());
  second.copyParametersFrom(first);
  const copied = second.exportWeights();
  assert.deepEqual(copied, first.exportWeights());
  train(first, 3);
  assert.deepEqual(second.exportWeights(), copied);
});

Deno.test("a perceptron goes on from its state as JSON with the same bits", () => {
  const [through, saved] = [makePerceptron(SHAPE, 1), makePerceptron(SHAPE, 1)];
  train(through, 20);
  train(saved, 10);
  const restored = makePerceptron(SHAPE, 3);
  restored.restoreState(JSON.parse(JSON.stringify(saved.saveState())));
  train(restored, 10, 10);
  assert.deepEqual(restored.saveState(), through.saveState());
});

Deno.test("bad arguments are refused by name", () => {
  const rng = openStream(1, "weights");
  const make = (shape: object, options: object = { maxBatchSize: 1 }) => () =>
    new MultilayerPerceptron(
      { ...SHAPE, ...shape },
      options as { maxBatchSize: number },
      rng,
    );
  assert.throws(make({ inputSize: 0 }), {
    name: "RangeError",
    message:
      "Cannot make a perceptron as inputSize must be an integer from 1 to 65536: current value is 0",
  });
  assert.throws(make({ hiddenSizes: [1.5] }), /each hidden size must be/);
  assert.throws(make({ headSizes: [] }), /number of heads must be at least 1/);
  assert.throws(make({}, { maxBatchSize: NaN }), /maxBatchSize must be/);
  const adam = { beta1: 1, beta2: 0.9, epsilon: 1e-8 };
  assert.throws(make({}, { maxBatchSize: 1, adam }), /beta1 must be from 0/);

  const perceptron = makePerceptron(SHAPE, 1);
  const weights = perceptron.exportWeights();
  assert.throws(() => perceptron.forward(9), {
    name: "RangeError",
    message:
      "Cannot pass forward as batchSize must be an integer from 1 to 8: current value is 9",
  });
  assert.throws(() => perceptron.backward(0), /batchSize must be an integer/);
  assert.throws(() => perceptron.adamStep(-1), /learningRate must be/);
  assert.throws(() => perceptron.importWeights(weights.slice(1)), {
    name: "TypeError",
    message:
      "Cannot import the weights as the list of weights must have 8 arrays: current shape is 7",
  });
  assert.throws(
    () => perceptron.importWeights(weights.with(2, new Float32Array(3))),
    /array 2 of the weights must have length 42: current shape is 3/,
  );
  weights[1][0] = NaN;
  assert.throws(
    () => perceptron.importWeights(weights),
    /array 1 of the weights must be made of finite numbers/,
  );
  const other = makePerceptron({ ...SHAPE, headSizes: [4] }, 1);
  assert.throws(
    () => perceptron.copyParametersFrom(other),
    /other must have the layers 5-7-6-1\+3: current shape is 5-7-6-4/,
  );
});

function makePerceptron(
  shape: PerceptronShape,
  seed: number,
  maxBatchSize = 8,
) {
  const rng = openStream(seed, "initial weights");
  return new MultilayerPerceptron(shape, { maxBatchSize }, rng);
}

function forward(perceptron: MultilayerPerceptron, rows: Rows): number[][] {
  const { inputs, outputs } = perceptron;
  rows.forEach((row, n) => inputs.values.set(row, n * inputs.rowStride));
  perceptron.forward(rows.length);
  return rows.map((_, n) => {
    const from = n * outputs.rowStride;
    return [...outputs.values.slice(from, from + outputs.numColumns)];
  });
}

/** Steps towards random outputs: as many, and the same, from the same start. */
function train(perceptron: MultilayerPerceptron, numSteps: number, from = 0) {
  for (let step = from; step < from + numSteps; step++) {
    const rng = openStream(step, "batch");
    const outputs = forward(perceptron, sampleRows(4, 5, rng));
    const { values, rowStride } = perceptron.outputGradients;
    outputs.forEach((row, n) =>
      values.set(row.map((output) => output - rng.gaussian()), n * rowStride)
    );
    perceptron.backward(4);
    perceptron.adamStep(1e-2);
  }
}
