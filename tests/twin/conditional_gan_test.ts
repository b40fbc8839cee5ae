import assert from "node:assert/strict";
import { openStream } from "../../lib/core/random_stream.ts";
import { range } from "../../lib/core/range.ts";
import {
  ConditionalGan,
  type ConditionalSamples,
  GAN_SETTINGS,
  type GanLosses,
  type GanSettings,
} from "../../lib/twin/conditional_gan.ts";
import { FrozenGenerator } from "../../lib/twin/frozen_generator.ts";
import {
  type Arrays,
  differentiate,
  naiveForward,
  relativeDifference,
} from "../nn/naive_perceptron.ts";

const open = (label: string) => openStream(1, label);

/** Small networks that learn fast: the paper's take minutes. */
const SMALL: GanSettings = {
  ...GAN_SETTINGS,
  conditionSize: 1,
  noiseSize: 2,
  generatorSizes: [24, 24],
  discriminatorSizes: [24, 24],
  learningRate: 2e-3,
};

/** Conditions of -1 and 1, and a number for each. */
function sampleWith(
  count: number,
  draw: (condition: number, u: number) => number,
): ConditionalSamples {
  const rng = open("samples");
  const conditions = Float32Array.from(
    { length: count },
    () => rng.uniform() < 0.5 ? -1 : 1,
  );
  return {
    conditions,
    values: conditions.map((condition) =>
      draw(condition, rng.uniform()) + 0.02 * rng.gaussian()
    ),
  };
}

/** Trains a GAN and draws from what it froze to, under either condition. */
function trainAndDraw(
  samples: ConditionalSamples,
  changes: Partial<GanSettings>,
  seed = 1,
) {
  const openSeed = (label: string) => openStream(seed, label);
  const gan = new ConditionalGan({ ...SMALL, ...changes }, openSeed);
  const rng = openSeed("training");
  const losses = range(0, 30).map(() => gan.trainEpoch(samples, rng));
  const frozen = gan.freeze(samples, rng);
  const [below, above] = [-1, 1].map((condition) =>
    range(0, 500).map(() => {
      frozen.condition[0] = condition;
      return frozen.generate(rng);
    })
  );
  return { losses: losses.slice(-10), below, above };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value / values.length, 0);
const shareBelow = (values: readonly number[], limit: number) =>
  values.filter((value) => value < limit).length / values.length;

/** Two peaks, whatever the condition. */
const bimodal = sampleWith(2000, (_, u) => u < 0.3 ? 0.2 : 0.8);
/** The condition picks the peak. */
const conditional = sampleWith(2000, (c) => c < 0 ? 0.2 : 0.8);

/** 2 log 2 and log 2: the discriminator can't tell. */
function assertBalanced(losses: readonly GanLosses[]): void {
  const discriminator = mean(losses.map((loss) => loss.discriminator));
  const generator = mean(losses.map((loss) => loss.generator));
  assert.ok(Math.abs(discriminator - 1.386) < 0.05, `${discriminator}`);
  assert.ok(Math.abs(generator - 0.693) < 0.05, `${generator}`);
}

Deno.test("it learns a distribution with two peaks, and then neither network wins", () => {
  for (const discriminator of ["unconditional", "conditional"] as const) {
    const { losses, below, above } = trainAndDraw(bimodal, { discriminator });
    const drawn = [...below, ...above];
    assert.ok(Math.abs(shareBelow(drawn, 0.5) - 0.3) < 0.12);
    assert.ok(shareBelow(drawn, 0.65) - shareBelow(drawn, 0.35) < 0.1);
    assertBalanced(losses);
  }
});

Deno.test("a discriminator that sees the condition makes the generator answer it", () => {
  const discriminator = "conditional";
  for (const seed of [1, 5]) {
    // What depends on it does,
    const answers = trainAndDraw(conditional, { discriminator }, seed);
    assert.ok(shareBelow(answers.below, 0.5) > 0.9);
    assert.ok(shareBelow(answers.above, 0.5) < 0.1);
    // and what does not, does not.
    const same = trainAndDraw(bimodal, { discriminator }, seed);
    for (const drawn of [same.below, same.above]) {
      assert.ok(Math.abs(shareBelow(drawn, 0.5) - 0.3) < 0.12);
    }
  }
});

Deno.test("one that does not see it leaves the answers to chance, with the same losses", () => {
  // With seed 1 each condition gets its own peak, with seed 5 the other's.
  const right = [1, 5].map((seed) => {
    const { losses, below, above } = trainAndDraw(conditional, {}, seed);
    assertBalanced(losses);
    assert.ok(Math.abs(shareBelow([...below, ...above], 0.5) - 0.5) < 0.12);
    return (shareBelow(below, 0.5) + 1 - shareBelow(above, 0.5)) / 2;
  });
  assert.ok(right[0] > 0.9 && right[1] < 0.3, `${right}`);
  // Here the condition says nothing, and the generator answers it all the same.
  const { losses, below, above } = trainAndDraw(bimodal, {}, 5);
  assertBalanced(losses);
  assert.ok(Math.abs(shareBelow(below, 0.5) - shareBelow(above, 0.5)) > 0.4);
});

for (const generatorLoss of ["saturating", "non-saturating"] as const) {
  for (const discriminator of ["unconditional", "conditional"] as const) {
    Deno.test(`the gradients of a step, ${generatorLoss}, ${discriminator}, are those of central differences`, () => {
      const settings: GanSettings = {
        ...SMALL,
        generatorSizes: [5],
        normalizesGenerator: false,
        discriminatorSizes: [4],
        discriminator,
        generatorLoss,
        batchSize: 8,
        learningRate: 0.05,
      };
      const samples = {
        conditions: conditional.conditions.slice(0, 8),
        values: conditional.values.slice(0, 8),
      };
      const gan = new ConditionalGan(settings, open);
      const weights = {
        generator: gan.generator.exportWeights(),
        discriminator: gan.discriminator.exportWeights(),
      };
      gan.trainEpoch(samples, openStream(2, "step"));

      // The same order and the same z again, as the step drew them.
      const rng = openStream(2, "step");
      const order = range(0, 8);
      for (let i = 7; i > 0; i--) {
        const j = rng.integer(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      const conditions = order.map((row) => samples.conditions[row]);
      const reals = order.map((row) => samples.values[row]);
      const inputs = conditions.map((condition) => [
        condition,
        Math.fround(rng.gaussian()),
        Math.fround(rng.gaussian()),
      ]);
      const believe = (network: Arrays, values: readonly number[]) =>
        naiveForward(
          network,
          1,
          values.map((value, n) =>
            discriminator === "conditional" ? [value, conditions[n]] : [value]
          ),
        ).map(([logit]) => 1 / (1 + Math.exp(-logit)));
      const fakesOf = (network: Arrays) =>
        naiveForward(network, 1, inputs)
          .map(([logit]) => 1 / (1 + Math.exp(-logit)));

      const fakes = fakesOf(weights.generator);
      const discriminatorLoss = (network: Arrays) =>
        -mean(believe(network, reals).map(Math.log)) -
        mean(believe(network, fakes).map((belief) => Math.log(1 - belief)));
      assert.ok(
        relativeDifference(
          gan.discriminator.exportGradients(),
          // The generator's step leaves these gradients alone.
          differentiate(weights.discriminator, discriminatorLoss),
        ) < 1e-3,
      );
      // It meets the discriminator that has just moved.
      const moved = gan.discriminator.exportWeights();
      const loss = (network: Arrays) => {
        const beliefs = believe(moved, fakesOf(network));
        return generatorLoss === "saturating"
          ? mean(beliefs.map((belief) => Math.log(1 - belief)))
          : -mean(beliefs.map(Math.log));
      };
      assert.ok(
        relativeDifference(
          gan.generator.exportGradients(),
          differentiate(weights.generator, loss),
        ) < 1e-3,
      );
    });
  }
}

Deno.test("the losses of an epoch are those before its steps", () => {
  const settings = { ...SMALL, normalizesGenerator: false, learningRate: 1e-9 };
  const gan = new ConditionalGan(settings, open);
  const once = gan.trainEpoch(bimodal, open("epoch"));
  const again = gan.trainEpoch(bimodal, open("epoch"));
  assert.ok(Math.abs(once.discriminator - again.discriminator) < 1e-4);
  assert.ok(Math.abs(once.generator - again.generator) < 1e-4);
});

Deno.test("frozen, it is the function that it was, normalisation and all", () => {
  const gan = new ConditionalGan(SMALL, open);
  const rng = open("training");
  gan.trainEpoch(bimodal, rng);
  const frozen = gan.freeze(bimodal, rng);
  const { inputs, outputs } = gan.generator;
  for (const n of range(0, 50)) {
    const row = n * inputs.rowStride;
    frozen.network.inputs.values.set(inputs.values.subarray(row, row + 3));
    frozen.network.forward(1);
    const expected = outputs.values[n * outputs.rowStride];
    assert.ok(Math.abs(frozen.network.outputs.values[0] - expected) < 1e-4);
  }
});

Deno.test("the same seed gives the same networks, bit for bit, and more discriminator steps others", () => {
  const train = (discriminatorSteps: number) => {
    const gan = new ConditionalGan({ ...SMALL, discriminatorSteps }, open);
    gan.trainEpoch(bimodal, open("training"));
    return gan.generator.exportWeights();
  };
  assert.deepEqual(train(1), train(1));
  assert.deepEqual(train(2), train(2));
  assert.notDeepEqual(train(1), train(2));
});

Deno.test("bad settings and samples are refused", () => {
  const refuse = (changes: Partial<GanSettings>, message: RegExp) =>
    assert.throws(
      () => new ConditionalGan({ ...SMALL, ...changes }, open),
      message,
    );
  refuse(
    { batchSize: 1 },
    /make a conditional GAN as batchSize must be an int/,
  );
  refuse({ noiseSize: 0 }, /noiseSize must be an integer from 1/);
  refuse({ conditionSize: 0.5 }, /conditionSize must be an integer from 1/);
  refuse({ learningRate: 0 }, /learningRate must be positive/);
  refuse({ discriminatorSteps: 0 }, /discriminatorSteps must be an integer/);
  const gan = new ConditionalGan(SMALL, open);
  const train = (samples: Partial<ConditionalSamples>, message: RegExp) =>
    assert.throws(
      () => gan.trainEpoch({ ...bimodal, ...samples }, open("training")),
      message,
    );
  train(
    { values: new Float32Array(3) },
    /the number of samples must be at least a batch, 64: current value is 3/,
  );
  train({ conditions: new Float32Array(3) }, /have 1 numbers a sample/);
  train({ values: bimodal.values.map((v) => v + 1) }, /the highest value must/);
  assert.throws(
    () => new FrozenGenerator(gan.generator, 2, 2),
    /Cannot freeze a generator as network must have 2 \+ 2 inputs/,
  );
});
