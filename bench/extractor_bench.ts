/**
 * Times a step of training the dynamic graph network, forward, backward and
 * Adam, on 512 windows of 8 blocks, beside the same step in PyTorch on one
 * thread, where a Python is named that has it, and in tfjs, which takes seconds:
 *
 *     deno run -A bench/extractor_bench.ts [python3] [--tfjs]
 *
 * Times are the processor's, so that other work on the machine counts less; all
 * take turns in short blocks, and a ratio is taken within a turn, for the same
 * reason. PyTorch first shows that it computes the same loss and gradients.
 *
 * @module
 */
import assert from "node:assert/strict";
import { cpuUsage } from "node:process";
import { formatTable } from "../lib/core/text.ts";
import type { DynamicGraphNetwork } from "../lib/tracking/extractor/dynamic_graph_network.ts";
import {
  LEARNING_RATE,
  makeLoss,
  setUp,
  type Windows,
} from "./extractor_setup.ts";
import { makeTfjsStep } from "./extractor_tfjs.ts";
import { openTorch } from "./torch_process.ts";
import { type Contender, timeInTurns, TURNS_HEADER } from "./turns.ts";

const NUM_TURNS = 15;
const NUM_STEPS = 2;
const TFJS_FLAG = "--tfjs";

if (import.meta.main) {
  const { network, windows } = setUp();
  const pythons = Deno.args.filter((argument) => argument !== TFJS_FLAG);
  const contenders = [
    ...(pythons.length > 0
      ? await torchSteps(pythons[0], network, windows)
      : []),
    ...(pythons.length < Deno.args.length
      ? [await tfjsStep(network, windows)]
      : []),
  ];
  const rows = await timeInTurns(
    [ourStep(network, windows), ...contenders],
    NUM_TURNS,
  );
  const isNumeric = TURNS_HEADER.map((_, i) => i > 0);
  console.log(formatTable(TURNS_HEADER, rows, isNumeric));
  Deno.exit();
}

function ourStep(network: DynamicGraphNetwork, windows: Windows): Contender {
  const computeLoss = makeLoss(network, windows);
  const step = () => {
    computeLoss();
    network.parameters.adamStep(LEARNING_RATE);
  };
  timeSteps(step, 10);
  return { name: "ours (ms)", time: () => timeSteps(step, NUM_STEPS) };
}

async function tfjsStep(
  network: DynamicGraphNetwork,
  windows: Windows,
): Promise<Contender> {
  const step = await makeTfjsStep(network, windows);
  timeSteps(step, 2);
  return { name: "tfjs wasm (ms)", time: () => timeSteps(step, 1) };
}

/** PyTorch's variants, once their loss and gradients are ours. */
async function torchSteps(
  python: string,
  network: DynamicGraphNetwork,
  windows: Windows,
): Promise<Contender[]> {
  const { parameters } = network;
  const values = parameters.exportValues();
  const path = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      windows,
      parameters: parameters.parameters.map(({ name, rows, columns }, n) => [
        name,
        [rows, columns],
        Array.from(values[n]),
      ]),
    }),
  );
  const { version, ask } = await openTorch(python, "extractor_torch.py", path);
  await Deno.remove(path);
  const loss = makeLoss(network, windows)();
  const lengths = parameters.exportGradients().map((gradient) =>
    Math.hypot(...gradient)
  );
  const answers: Record<string, {
    loss: number;
    lengths: Record<string, number>;
  }> = JSON.parse(await ask("check"));
  for (const answer of Object.values(answers)) {
    assert.ok(Math.abs(answer.loss / loss - 1) < 1e-5);
    const longest = Math.max(...lengths);
    parameters.parameters.forEach(({ name }, n) =>
      assert.ok(
        Math.abs(answer.lengths[name] - lengths[n]) < 1e-5 * longest,
        name,
      )
    );
  }
  for (const variant of Object.keys(answers)) await ask(`${variant} 3`);
  return Object.keys(answers).map((variant) => ({
    name: `PyTorch ${version} ${variant} (ms)`,
    time: async () => Number(await ask(`${variant} ${NUM_STEPS}`)),
  }));
}

/** The milliseconds of the processor that a step takes. */
function timeSteps(step: () => void, numSteps: number): number {
  const start = cpuUsage();
  for (let i = 0; i < numSteps; i++) step();
  const { user, system } = cpuUsage(start);
  return (user + system) / (1000 * numSteps);
}
