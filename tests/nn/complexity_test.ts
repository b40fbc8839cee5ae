import assert from "node:assert/strict";
import fc from "fast-check";
import { networkCost } from "../../lib/nn/complexity.ts";
import {
  type Activation,
  describePerceptron,
  type NetworkDescription,
} from "../../lib/nn/network_description.ts";
import {
  layOutParameters,
  type PerceptronShape,
} from "../../lib/nn/perceptron_shape.ts";
import { checkProperty } from "../property.ts";

const size = fc.integer({ min: 1, max: 13 });
const shapes = fc.record({
  inputSize: size,
  hiddenSizes: fc.array(size, { maxLength: 3 }),
  headSizes: fc.array(size, { minLength: 1, maxLength: 3 }),
});

Deno.test("two inputs, three rectified units and one output, by hand", () => {
  const shape = { inputSize: 2, hiddenSizes: [3], headSizes: [1] };
  assert.deepEqual(networkCost(describePerceptron(shape)), {
    numParameters: 6 + 3 + 3 + 1,
    multiplyAdds: 6 + 3,
    forward: 2 * 9 + 3,
    trainingForward: 2 * 9 + 3,
    // 9 weights, 4 biases, three sums down to the units, their gates.
    backward: 2 * 9 + 4 + 2 * 3 + 3,
    backwardToInput: 2 * 9 + 3,
    adamStep: 13 * 13,
  });
});

Deno.test("one normalised sigmoid unit, by hand", () => {
  const network = describe(1, [], [[1, "sigmoid", true]]);
  assert.deepEqual(networkCost(network), {
    numParameters: 4,
    multiplyAdds: 1,
    forward: 2 + 2 + 4,
    trainingForward: 2 + 7 + 4,
    backward: 2 + 1 + 7 + 3,
    backwardToInput: 2 + 7 + 3,
    adamStep: 4 * 13,
  });
});

Deno.test("multiply-adds are the sums of paper A, Sec. IV-C", () => {
  for (const d of [1, 35, 50]) {
    const generator = describe(
      d,
      [[128, "relu", true], [64, "relu", true]],
      [[1, "sigmoid", false]],
    );
    const discriminator = describe(
      d,
      [[64, "relu", false], [128, "relu", false]],
      [[1, "sigmoid", false]],
    );
    assert.equal(
      networkCost(generator).multiplyAdds,
      d * 128 + 128 * 64 + 64 * 1,
    );
    assert.equal(
      networkCost(discriminator).multiplyAdds,
      d * 64 + 64 * 128 + 128 * 1,
    );
  }
});

Deno.test("the paper's sum for the Q-network has no value head", () => {
  const trunk = { inputSize: 18, hiddenSizes: [32, 16] };
  const advantages = networkCost(
    describePerceptron({ ...trunk, headSizes: [10] }),
  );
  const both = networkCost(
    describePerceptron({ ...trunk, headSizes: [1, 10] }),
  );
  assert.equal(advantages.multiplyAdds, 18 * 32 + 32 * 16 + 16 * 10);
  assert.equal(both.multiplyAdds, advantages.multiplyAdds + 16);
});

Deno.test("the parameters are as many as the perceptron lays out", () => {
  checkProperty(fc.property(shapes, (shape) => {
    assert.equal(
      networkCost(describePerceptron(shape)).numParameters,
      layOutParameters(shape).numParameters,
    );
  }));
});

Deno.test("the operations are those that naive loops do", () => {
  checkProperty(fc.property(shapes, (shape) => {
    const { forward, backward } = networkCost(describePerceptron(shape));
    assert.equal(forward, countForward(shape));
    assert.equal(backward, countBackward(shape));
  }));
});

Deno.test("a description that can't be a network's is refused", () => {
  const shape = { inputSize: 3, hiddenSizes: [2], headSizes: [1] };
  const network = describePerceptron(shape);
  assert.throws(() => networkCost({ ...network, heads: [] }), RangeError);
  assert.throws(
    () =>
      networkCost({ ...network, inputs: [{ ...network.inputs[0], size: 0 }] }),
    /Cannot count what a network costs as each input's size must be an integer/,
  );
  assert.throws(
    () =>
      describePerceptron(shape, {
        inputs: [{ name: "P_D", size: 2, part: "" }],
      }),
    /as inputs must have 3 numbers: current shape is 2/,
  );
  assert.throws(
    () => describePerceptron(shape, { heads: ["U", "A"] }),
    /as heads must name 1 heads: current shape is 2/,
  );
});

type LayerCase = readonly [number, Activation, boolean];

function describe(
  inputSize: number,
  layers: readonly LayerCase[],
  heads: readonly LayerCase[],
): NetworkDescription {
  const toLayer = ([width, activation, isNormalized]: LayerCase) => ({
    width,
    activation,
    isNormalized,
  });
  return {
    inputs: [{ name: "input", size: inputSize, part: "" }],
    layers: layers.map(toLayer),
    heads: heads.map((head) => ({ ...toLayer(head), name: "head" })),
    joins: [],
  };
}

/** Runs the loops of a forward pass, and counts instead of computing. */
function countForward(shape: PerceptronShape): number {
  let operations = 0;
  for (const { numInputs, numOutputs, isRectified } of layersOf(shape)) {
    for (let output = 0; output < numOutputs; output++) {
      for (let input = 0; input < numInputs; input++) operations += 2;
      if (isRectified) operations++;
    }
  }
  return operations;
}

/** The same for a backward pass, which stops above the input. */
function countBackward(shape: PerceptronShape): number {
  let operations = 0;
  layersOf(shape).forEach(({ numInputs, numOutputs, isRectified }) => {
    for (let output = 0; output < numOutputs; output++) {
      if (isRectified) operations++;
      for (let input = 0; input < numInputs; input++) operations += 2;
      operations++;
    }
  });
  for (const { numInputs, numOutputs } of layersOf(shape).slice(1)) {
    for (let input = 0; input < numInputs; input++) {
      for (let output = 0; output < numOutputs; output++) operations += 2;
    }
  }
  return operations;
}

/** The layers as computed: the heads are one. */
function layersOf({ inputSize, hiddenSizes, headSizes }: PerceptronShape) {
  const outputSize = headSizes.reduce((sum, head) => sum + head, 0);
  const sizes = [inputSize, ...hiddenSizes, outputSize];
  return sizes.slice(1).map((numOutputs, l) => ({
    numInputs: sizes[l],
    numOutputs,
    isRectified: l < hiddenSizes.length,
  }));
}
