/**
 * Times a step of the twin's conditional GAN, one of the discriminator and one
 * of the generator on 64 samples, beside the same step in tfjs:
 *
 *     deno run -A bench/gan_bench.ts
 *
 * Both take turns, and a ratio is taken within a turn: other work on the
 * machine then slows both of its sides.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { openStream } from "../lib/core/random_stream.ts";
import { formatTable } from "../lib/core/text.ts";
import { ConditionalGan, GAN_SETTINGS } from "../lib/twin/conditional_gan.ts";

const CONDITION_SIZE = 34;
const NUM_TURNS = 15;

interface Contender {
  readonly name: string;
  readonly step: () => void;
  readonly numSteps: number;
  readonly prepare: () => Promise<unknown>;
}

const { batchSize, noiseSize, learningRate, adam } = GAN_SETTINGS;
const rng = openStream(1, "GAN benchmark");
const conditions = Float32Array.from(
  { length: batchSize * CONDITION_SIZE },
  () => rng.gaussian(),
);
const values = Float32Array.from({ length: batchSize }, () => rng.uniform());

function ours(): Contender {
  const gan = new ConditionalGan(
    { ...GAN_SETTINGS, conditionSize: CONDITION_SIZE },
    (label) => openStream(1, label),
  );
  // An epoch over as many samples as a batch is one step.
  return {
    name: "this package",
    step: () => void gan.trainEpoch({ conditions, values }, rng),
    numSteps: 200,
    prepare: () => Promise.resolve(),
  };
}

async function tfjs(
  backend: "wasm" | "cpu",
  numSteps: number,
): Promise<Contender> {
  await tf.setBackend(backend);
  const kernelInitializer = "glorotUniform";
  const dense = (units: number, inputSize?: number) =>
    layers.dense({
      units,
      kernelInitializer,
      ...(inputSize !== undefined && { inputShape: [inputSize] }),
    });
  const generator = sequential();
  GAN_SETTINGS.generatorSizes.forEach((units, l) => {
    generator.add(
      dense(units, l === 0 ? CONDITION_SIZE + noiseSize : undefined),
    );
    generator.add(layers.batchNormalization());
    generator.add(layers.reLU());
  });
  generator.add(dense(1));
  const discriminator = sequential();
  GAN_SETTINGS.discriminatorSizes.forEach((units, l) => {
    discriminator.add(dense(units, l === 0 ? 1 : undefined));
    discriminator.add(layers.reLU());
  });
  discriminator.add(dense(1));
  const optimizer = () =>
    tf.train.adam(learningRate, adam.beta1, adam.beta2, adam.epsilon);
  const optimizers = [optimizer(), optimizer()];
  const softplus = (x: tf.Tensor) => tf.mean(tf.softplus(x)) as tf.Scalar;
  const fake = (noise: tf.Tensor) => {
    const input = tf.concat([given, noise], 1);
    return tf.sigmoid(generator.apply(input, { training: true }) as tf.Tensor);
  };
  const judge = (x: tf.Tensor) => discriminator.apply(x) as tf.Tensor;
  const variables = (model: typeof generator) =>
    model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  let given: tf.Tensor;
  let real: tf.Tensor;
  return {
    name: `tfjs, ${backend}`,
    numSteps,
    prepare: async () => {
      await tf.setBackend(backend);
      given ??= tf.tensor2d(conditions, [batchSize, CONDITION_SIZE]);
      real ??= tf.tensor2d(values, [batchSize, 1]);
    },
    step: () =>
      tf.tidy(() => {
        const noise = tf.tensor2d(
          Float32Array.from({ length: batchSize * noiseSize }, () =>
            rng.gaussian()),
          [batchSize, noiseSize],
        );
        const drawn = fake(noise);
        optimizers[0].minimize(
          () => {
            const onReal = softplus(tf.neg(judge(real)));
            return tf.add(onReal, softplus(judge(drawn))) as tf.Scalar;
          },
          false,
          variables(discriminator) as never,
        );
        optimizers[1].minimize(
          () =>
            softplus(tf.neg(judge(fake(noise)))),
          false,
          variables(generator) as never,
        );
      }),
  };
}

async function time({ prepare, step, numSteps }: Contender): Promise<number> {
  await prepare();
  const start = performance.now();
  for (let i = 0; i < numSteps; i++) step();
  return (performance.now() - start) / numSteps;
}

function quantiles(numbers: readonly number[]): string[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [0.5, 0.05, 0.95].map((share) =>
    sorted[Math.round(share * (sorted.length - 1))].toPrecision(3)
  );
}

if (import.meta.main) {
  const contenders = [ours(), await tfjs("wasm", 8), await tfjs("cpu", 3)];
  for (const contender of contenders) await time(contender);
  const turns: number[][] = [];
  for (let turn = 0; turn < NUM_TURNS; turn++) {
    const times: number[] = [];
    for (const contender of contenders) times.push(await time(contender));
    turns.push(times);
  }
  const header = [
    "a step (ms)",
    "median",
    "5 %",
    "95 %",
    "ratio",
    "5 %",
    "95 %",
  ];
  const rows = contenders.map(({ name }, i) => [
    name,
    ...quantiles(turns.map((times) => times[i])),
    ...quantiles(turns.map((times) => times[i] / times[0])),
  ]);
  console.log(formatTable(header, rows, header.map((_, i) => i > 0)));
  Deno.exit();
}
