import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import { LAYER_NORMALIZATION_EPSILON } from "../../lib/nn/tape.ts";
import { checkProperty } from "../property.ts";
import {
  naiveAdd,
  naiveConcatenation,
  naiveDense,
  naiveEdgeAttention,
  naiveGelu,
  naiveNormalization,
  naiveRows,
  naiveWindowAttention,
} from "./naive_operations.ts";
import { sampleRows } from "./naive_perceptron.ts";
import {
  checkOperation,
  flatRows,
  openTape,
  writeTensor,
} from "./tape_operation.ts";

const NUM_RUNS = 25;

/** Below, at and above the four rows and the eight columns of a product. */
const size = fc.integer({ min: 1, max: 19 });
const seed = fc.nat();
/** Columns where a row must end with a vector. */
const quads = fc.integer({ min: 1, max: 4 }).map((count) => 4 * count);

Deno.test("a dense layer and its gradients, with biases and without", () => {
  checkProperty(
    fc.property(size, size, size, fc.boolean(), seed, (
      rows,
      inputs,
      outputs,
      hasBiases,
      seed,
    ) =>
      checkOperation({
        inputs: [[rows, inputs]],
        parameters: [[inputs, outputs], [1, outputs]],
        seed,
        run: (tape, [x], [weights, biases]) =>
          tape.dense(x, weights, hasBiases ? biases : null),
        naive: ([x], [weights, biases]) =>
          naiveDense(x, weights, hasBiases ? biases : undefined),
      })),
    NUM_RUNS,
  );
});

Deno.test("a dense layer of more rows than one tile of its sum", () => {
  for (const rows of [128, 131, 257]) {
    checkOperation({
      inputs: [[rows, 3]],
      parameters: [[3, 5], [1, 5]],
      seed: rows,
      run: (tape, [x], [weights, biases]) => tape.dense(x, weights, biases),
      naive: ([x], [weights, biases]) => naiveDense(x, weights, biases),
    });
  }
});

Deno.test("gradients add up over every use of a parameter and of a matrix", () => {
  checkProperty(
    fc.property(size, size, seed, (rows, width, seed) =>
      checkOperation({
        inputs: [[rows, width]],
        parameters: [[width, width], [1, width]],
        seed,
        run: (tape, [x], [weights, biases]) => {
          const once = tape.dense(x, weights, biases);
          const twice = tape.dense(once, weights, biases);
          return tape.add(tape.add(once, twice), x);
        },
        naive: ([x], [weights, biases]) => {
          const once = naiveDense(x, weights, biases);
          return naiveAdd(
            naiveAdd(once, naiveDense(once, weights, biases)),
            x,
          );
        },
      })),
    NUM_RUNS,
  );
});

Deno.test("the Gaussian error linear unit and its gradient", () => {
  checkProperty(
    fc.property(size, size, seed, (rows, columns, seed) =>
      checkOperation({
        inputs: [[rows, columns]],
        seed,
        run: (tape, [x]) => tape.gelu(x),
        naive: ([x]) => naiveGelu(x),
      })),
    NUM_RUNS,
  );
});

Deno.test("the unit keeps large inputs and drops small ones", () => {
  const { tape } = openTape([], 1);
  const y = tape.gelu(writeTensor(tape, [[-1e4, -100, -10, 0, 10, 100, 1e4]]));
  const values = flatRows(y, tape.valuesOf(y));
  assert.deepEqual(values.slice(3), [0, 10, 100, 1e4]);
  values.slice(0, 3).forEach((value) => assert.ok(Math.abs(value) < 1e-33));
});

Deno.test("layer normalisation and its gradients", () => {
  checkProperty(
    fc.property(size, quads, seed, (rows, columns, seed) =>
      checkOperation({
        inputs: [[rows, columns]],
        parameters: [[1, columns], [1, columns]],
        seed,
        run: (tape, [x], [scale, shift]) =>
          tape.layerNormalization(x, scale, shift),
        naive: ([x], [scale, shift]) =>
          naiveNormalization(x, scale, shift, LAYER_NORMALIZATION_EPSILON),
      })),
    NUM_RUNS,
  );
});

Deno.test("rows are taken from a matrix and from a parameter", () => {
  checkProperty(
    fc.property(size, size, size, seed, (rows, columns, count, seed) => {
      const rng = openStream(seed, "indices");
      const indices = Array.from({ length: count }, () => rng.integer(rows));
      checkOperation({
        inputs: [[rows, columns]],
        parameters: [[rows, columns]],
        seed,
        run: (tape, [x], [table]) =>
          tape.add(
            tape.rowsOf(x, tape.indices(indices)),
            tape.rowsOf(table, tape.indices(indices)),
          ),
        naive: ([x], [table]) =>
          naiveAdd(naiveRows(x, indices), naiveRows(table, indices)),
      });
    }),
    NUM_RUNS,
  );
});

Deno.test("columns side by side", () => {
  checkProperty(
    fc.property(
      size,
      quads,
      quads,
      seed,
      (rows, left, right, seed) =>
        checkOperation({
          inputs: [[rows, left], [rows, right]],
          seed,
          run: (tape, [a, b]) => tape.concatenate(a, tape.concatenate(b, a)),
          naive: ([a, b]) => naiveConcatenation(a, naiveConcatenation(b, a)),
        }),
    ),
    NUM_RUNS,
  );
});

Deno.test("attention over edges, at nodes with many, one and none", () => {
  const edgesOfNodes = fc.array(fc.integer({ min: 0, max: 5 }), {
    minLength: 1,
    maxLength: 9,
  });
  checkProperty(
    fc.property(edgesOfNodes, size, seed, (counts, columns, seed) => {
      const offsets = [0];
      for (const count of counts) offsets.push(offsets.at(-1)! + count);
      const numEdges = offsets.at(-1)!;
      if (numEdges === 0) return;
      checkOperation({
        inputs: [[numEdges, 1], [numEdges, columns]],
        seed,
        run: (tape, [scores, values]) =>
          tape.edgeAttention(scores, values, tape.indices(offsets)).means,
        naive: ([scores, values]) =>
          naiveEdgeAttention(scores, values, offsets),
      });
    }),
    NUM_RUNS,
  );
});

Deno.test("no edges at all give zeros, and scores far apart no overflow", () => {
  const { tape, memory } = openTape([], 1);
  const nobody = tape.edgeAttention(
    tape.input(0, 1),
    tape.input(0, 8),
    tape.indices([0, 0, 0]),
  ).means;
  assert.deepEqual(flatRows(nobody, tape.valuesOf(nobody)), Array(16).fill(0));
  const { means, weightsAddress } = tape.edgeAttention(
    writeTensor(tape, [[3000], [-3000]]),
    writeTensor(tape, [[1], [2]]),
    tape.indices([0, 2]),
  );
  assert.deepEqual(flatRows(means, tape.valuesOf(means)), [1]);
  const [first, second] = memory.floats(weightsAddress, 2);
  assert.ok(first === 1 && second < 1e-37);
});

const windows = fc.record({
  valid: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  numKeys: fc.constantFrom(4, 8, 12),
  numQueries: fc.constantFrom(1, 3, 8),
  numHeads: fc.constantFrom(1, 2, 3),
  headSize: quads,
  seed,
});

Deno.test("self-attention within windows, whatever counts of them", () => {
  checkProperty(
    fc.property(windows, (
      { numKeys, numQueries, numHeads, headSize, seed, ...drawn },
    ) => {
      const valid = drawn.valid.map((count) => 1 + count % numKeys);
      const size = headSize * numHeads;
      const columns = { query: 4, key: size, value: 2 * size, size };
      const sizes = { numKeys, numQueries, numHeads };
      checkOperation({
        inputs: [
          [valid.length * numQueries, size + 4],
          [valid.length * numKeys, 3 * size],
        ],
        seed,
        run: (tape, [queries, keysAndValues]) =>
          tape.windowAttention(
            queries,
            keysAndValues,
            columns,
            tape.indices(valid),
            sizes,
          ),
        naive: ([queries, keysAndValues]) =>
          naiveWindowAttention(queries, keysAndValues, {
            ...columns,
            ...sizes,
            valid,
          }),
      });
    }),
    NUM_RUNS,
  );
});

Deno.test("queries, keys and values may be columns of one matrix", () => {
  const columns = { query: 0, key: 8, value: 16, size: 8 };
  const sizes = { numKeys: 4, numQueries: 4, numHeads: 2 };
  const valid = [4, 1, 3];
  checkOperation({
    inputs: [[12, 24]],
    seed: 1,
    run: (tape, [x]) =>
      tape.windowAttention(x, x, columns, tape.indices(valid), sizes),
    naive: ([x]) => naiveWindowAttention(x, x, { ...columns, ...sizes, valid }),
  });
});

Deno.test("what does not count in a window changes no bit and gets no gradient", () => {
  const { tape } = openTape([], 1);
  const rng = openStream(1, "windows");
  const rows = sampleRows(8, 24, rng);
  const columns = { query: 0, key: 8, value: 16, size: 8 };
  const sizes = { numKeys: 8, numQueries: 1, numHeads: 2 };
  const attend = (given: number[][]) => {
    tape.reset();
    const x = writeTensor(tape, given);
    const query = writeTensor(tape, rows.slice(7));
    const valid = tape.indices([3]);
    const y = tape.windowAttention(query, x, columns, valid, sizes);
    tape.gradientsOf(y).fill(1);
    tape.backward();
    const gradients = flatRows(x, tape.gradientsOf(x));
    return { y: flatRows(y, tape.valuesOf(y)), gradients };
  };
  const plain = attend(rows);
  const other = attend(
    rows.map((row, n) => n < 5 ? row.map((value) => 1e6 * value) : row),
  );
  assert.deepEqual(other, plain);
  assert.ok(plain.gradients.slice(0, 5 * 24).every((value) => value === 0));
  assert.ok(plain.gradients.slice(5 * 24).some((value) => value !== 0));
});

Deno.test("rows that are written into a table are read with their gradients", () => {
  checkProperty(
    fc.property(size, quads, seed, (rows, columns, seed) => {
      const rng = openStream(seed, "rows of the table");
      const indices = Array.from({ length: 9 }, () => rng.integer(rows));
      checkOperation({
        inputs: [[rows, columns]],
        seed,
        run: (tape, [x]) => {
          const table = tape.input(rows + 5, columns, true);
          tape.writeRows(table, 3, tape.gelu(x));
          return tape.rowsOf(table, tape.indices(indices.map((n) => n + 3)));
        },
        naive: ([x]) => naiveRows(naiveGelu(x), indices),
      });
    }),
    NUM_RUNS,
  );
});

Deno.test("a reshaped matrix has the same numbers and gradients", () => {
  checkOperation({
    inputs: [[12, 8]],
    parameters: [[24, 5]],
    seed: 1,
    run: (tape, [x], [weights]) =>
      tape.dense(tape.reshape(tape.gelu(x), 4, 24), weights, null),
    naive: ([x], [weights]) => {
      const rows = naiveGelu(x);
      const wide = [0, 3, 6, 9].map((n) => rows.slice(n, n + 3).flat());
      return naiveDense(wide, weights);
    },
  });
});

Deno.test("a step of one's own is gone back over in its turn", () => {
  checkOperation({
    inputs: [[3, 4]],
    seed: 1,
    run: (tape, [x]) => {
      const inner = tape.gelu(x);
      const squares = tape.input(3, 4, true);
      tape.valuesOf(squares).set(
        tape.valuesOf(inner).map((value) => value * value),
      );
      tape.record(() => {
        const [to, from] = [inner, squares].map((tensor) =>
          tape.gradientsOf(tensor)
        );
        tape.valuesOf(inner).forEach((value, i) =>
          to[i] += 2 * value * from[i]
        );
      });
      return tape.gelu(squares);
    },
    naive: ([x]) =>
      naiveGelu(naiveGelu(x).map((row) => row.map((value) => value * value))),
  });
});

Deno.test("what does not fit is refused by name", () => {
  const { tape, parameters } = openTape([[3, 8], [1, 8], [1, 6]], 1);
  const [weights, wide, narrow] = parameters.parameters;
  const matrix = (rows: number, columns: number) => tape.input(rows, columns);
  assert.throws(
    () => tape.dense(matrix(2, 4), weights, null),
    /pass a layer as the columns must be as many as the 3 rows of p0: current value is 4/,
  );
  assert.throws(
    () => tape.add(matrix(2, 4), matrix(3, 4)),
    /add matrices as the second must be 2 x 4: current value is "3 x 4"/,
  );
  assert.throws(
    () => tape.layerNormalization(matrix(2, 6), narrow, narrow),
    /normalise rows as the columns must be a multiple of 4: current value is 6/,
  );
  assert.throws(
    () => tape.layerNormalization(matrix(2, 4), wide, wide),
    /normalise rows as the columns must be as many as the 8 of p1/,
  );
  assert.throws(
    () => tape.concatenate(matrix(2, 6), matrix(2, 4)),
    /concatenate matrices as the columns must be a multiple of 4/,
  );
  assert.throws(
    () => tape.concatenate(matrix(2, 4), matrix(3, 4)),
    /concatenate matrices as the second must be of 2 rows: current value is 3/,
  );
  assert.throws(
    () => tape.writeRows(matrix(5, 8), 4, matrix(2, 8)),
    /write rows as the last row must be from 0 to 4: current value is 5/,
  );
  assert.throws(
    () => tape.writeRows(matrix(5, 8), 0, matrix(2, 4)),
    /write rows as the columns must be the 8 of the table: current value is 4/,
  );
  assert.throws(
    () => tape.reshape(matrix(4, 8), 3, 8),
    /reshape a matrix as the shape must be of 32 numbers: current value is "3 x 8"/,
  );
  assert.throws(() => tape.gradientsOf(matrix(2, 4)), /does not keep/);
});
