import assert from "node:assert/strict";
import { measureRun, runsOf } from "../../lib/experiments/experiment.ts";
import type { Experiment } from "../../lib/experiments/experiment.ts";
import {
  type NetworkName,
  type NetworkResult,
  networkShapes,
} from "../../lib/experiments/beam_fig03_networks.ts";

function measure(network: NetworkName): NetworkResult {
  const experiment = networkShapes as unknown as Experiment;
  const run = runsOf(experiment)
    .find(({ id }) => id.includes(`/network=${network}/`))!;
  return measureRun(experiment, "paper", run).result as NetworkResult;
}

const sizesOf = ({ description }: NetworkResult) =>
  description.inputs.map(({ size }) => size);

Deno.test("the agent's row is the network that is trained", () => {
  const agent = measure("dueling Q-network");
  assert.deepEqual(sizesOf(agent), [16, 1, 1]);
  assert.equal(agent.cost.numParameters, 1323);
  assert.equal(agent.cost.multiplyAdds, 18 * 32 + 32 * 16 + 16 * 11);
});

Deno.test("the agent's gradient step passes the batch forward three times", () => {
  const { cost, batchSize, gradientStep } = measure("dueling Q-network");
  assert.equal(
    gradientStep,
    batchSize * (3 * cost.forward + cost.backward) + 13 * cost.numParameters,
  );
});

Deno.test("a discriminator sees P_D alone or with the generator's condition", () => {
  const condition = sizesOf(measure("generator")).slice(0, -1);
  assert.deepEqual(sizesOf(measure("discriminator")), [1]);
  assert.deepEqual(
    sizesOf(measure("conditional discriminator")),
    [1, ...condition],
  );
});

Deno.test("a discriminator's step draws a batch and judges two", () => {
  const generator = measure("generator").cost;
  for (
    const network of ["discriminator", "conditional discriminator"] as const
  ) {
    const { cost, batchSize, gradientStep } = measure(network);
    assert.equal(
      gradientStep,
      batchSize * generator.trainingForward +
        2 * batchSize * (cost.forward + cost.backward) + cost.adamStep,
    );
  }
});

Deno.test("the generator's step goes down through the discriminator", () => {
  const { cost, batchSize, gradientStep } = measure("generator");
  const judge = measure("conditional discriminator").cost;
  assert.equal(
    gradientStep,
    batchSize * (cost.trainingForward + judge.forward) +
      batchSize * (judge.backwardToInput + cost.backward) + cost.adamStep,
  );
});
