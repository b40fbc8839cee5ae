import assert from "node:assert/strict";
import fc from "fast-check";
import { openStream } from "../../lib/core/random_stream.ts";
import {
  ParameterSet,
  type ParameterShape,
} from "../../lib/nn/parameter_set.ts";
import { TapeMemory } from "../../lib/nn/tape_kernels.ts";
import { checkProperty } from "../property.ts";

const SHAPES: readonly ParameterShape[] = [
  {
    name: "weights",
    rows: 5,
    columns: 3,
    initial: { kind: "glorot", gain: 0.5 },
  },
  {
    name: "biases",
    rows: 1,
    columns: 3,
    initial: { kind: "constant", value: 2 },
  },
  {
    name: "table",
    rows: 3,
    columns: 9,
    initial: { kind: "gaussian", deviation: 0.1 },
  },
];

function sample(seed = 1) {
  const memory = new TapeMemory();
  const rng = openStream(seed, "parameters");
  const set = new ParameterSet(memory, SHAPES, rng);
  return { memory, set };
}

/** Sets the gradients, row by row without padding, to draws. */
function pull({ memory, set }: ReturnType<typeof sample>, seed: number): void {
  const rng = openStream(seed, "gradients");
  for (const { gradientAddress, rows, columns } of set.parameters) {
    const stride = 4 * Math.ceil(columns / 4);
    const gradients = memory.floats(gradientAddress, rows * stride);
    for (let n = 0; n < rows * columns; n++) {
      gradients[Math.floor(n / columns) * stride + n % columns] = rng
        .gaussian();
    }
  }
}

Deno.test("parameters begin as their shapes say", () => {
  const { set } = sample();
  const [weights, biases, table] = set.exportValues();
  assert.equal(set.numParameters, 15 + 3 + 27);
  const limit = 0.5 * Math.sqrt(6 / 8);
  assert.ok(weights.every((value) => Math.abs(value) <= limit));
  assert.ok(weights.some((value) => Math.abs(value) > limit / 2));
  assert.deepEqual([...biases], [2, 2, 2]);
  const square = table.reduce((sum, value) => sum + value * value, 0) / 27;
  // Four standard errors of a variance of 27 draws.
  assert.ok(Math.abs(square / 0.01 - 1) < 4 * Math.sqrt(2 / 27), `${square}`);
});

Deno.test("values come out as they went in, and their neighbours stay", () => {
  const number = fc.float({ noNaN: true });
  const matrices = fc.tuple(
    ...SHAPES.map(({ rows, columns }) =>
      fc.array(number, {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
    ),
  );
  const { set, memory } = sample();
  pull({ set, memory }, 1);
  const gradients = set.exportGradients();
  checkProperty(fc.property(matrices, (values) => {
    set.importValues(values);
    assert.deepEqual(set.exportValues().map((array) => [...array]), values);
    assert.deepEqual(set.exportGradients(), gradients);
  }));
});

Deno.test("a restored set goes on bit for bit, from JSON too", () => {
  const first = sample();
  for (let step = 0; step < 5; step++) {
    pull(first, step);
    first.set.adamStep(0.01);
  }
  const state = JSON.parse(JSON.stringify(first.set.saveState()));
  const second = sample(2);
  pull(second, 77);
  second.set.adamStep(0.3);
  second.set.restoreState(state);
  assert.deepEqual(second.set.saveState(), first.set.saveState());
  for (let step = 5; step < 10; step++) {
    for (const opened of [first, second]) {
      pull(opened, step);
      opened.set.adamStep(0.01);
    }
    assert.deepEqual(second.set.exportValues(), first.set.exportValues());
  }
});

Deno.test("a first step of Adam moves each parameter by the learning rate", () => {
  const opened = sample();
  const before = opened.set.exportValues();
  pull(opened, 1);
  const gradients = opened.set.exportGradients();
  opened.set.adamStep(0.125);
  opened.set.exportValues().forEach((array, n) =>
    array.forEach((value, i) => {
      const expected = before[n][i] - 0.125 * Math.sign(gradients[n][i]);
      assert.ok(Math.abs(value - expected) < 1e-5);
    })
  );
});

Deno.test("gradients are shortened to a length, or stay as they are", () => {
  const opened = sample();
  pull(opened, 1);
  const before = opened.set.exportGradients();
  const norm = Math.hypot(...before.flatMap((array) => [...array]));
  assert.ok(Math.abs(opened.set.clipGradients(norm + 1) - norm) < 1e-6);
  assert.deepEqual(opened.set.exportGradients(), before);
  assert.ok(Math.abs(opened.set.clipGradients(norm / 4) - norm) < 1e-6);
  opened.set.exportGradients().forEach((array, n) =>
    array.forEach((value, i) =>
      assert.ok(Math.abs(4 * value - before[n][i]) < 1e-6)
    )
  );
  opened.set.clearGradients();
  assert.equal(opened.set.clipGradients(1), 0);
  assert.ok(
    opened.set.exportGradients().every((array) =>
      array.every((value) => value === 0)
    ),
  );
});

Deno.test("gradients that are no numbers are refused, not clipped", () => {
  for (const bad of [NaN, Infinity]) {
    const opened = sample();
    const [{ gradientAddress }] = opened.set.parameters;
    opened.memory.floats(gradientAddress, 1)[0] = bad;
    assert.throws(
      () => opened.set.clipGradients(1),
      /Cannot clip the gradients as their length must be a finite number/,
    );
  }
});

Deno.test("what does not fit the shapes is refused by name", () => {
  const { set } = sample();
  const [weights, biases, table] = set.exportValues();
  assert.throws(() => set.get("bias"), /There is no parameter bias/);
  assert.equal(set.get("biases").columns, 3);
  assert.throws(
    () => set.importValues([weights, biases]),
    /import the parameters as the values must be 3 arrays: current shape is 2/,
  );
  assert.throws(
    () => set.importValues([weights, table, biases]),
    /import the parameters as biases must have 1 x 3 numbers: current shape is 27/,
  );
  assert.deepEqual(set.exportValues(), [weights, biases, table]);
  const state = set.saveState();
  assert.throws(
    () => set.restoreState({ ...state, secondMoments: [] }),
    /restore the parameters as the values must be 3 arrays/,
  );
  assert.throws(() => set.adamStep(NaN), /as learningRate must be/);
  assert.throws(() => set.clipGradients(0), /as maxNorm must be positive/);
  assert.throws(
    () =>
      new ParameterSet(
        new TapeMemory(),
        [SHAPES[0], SHAPES[0]],
        openStream(1, "x"),
      ),
    /make a set of parameters as each name must be unique: current value is "weights"/,
  );
});
