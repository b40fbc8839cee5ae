/**
 * Times a gradient step of paper A's dueling double Q-learning, a minibatch of
 * 16 with its sampling, beside the same step in tfjs and, where a Python is
 * named that has it, in PyTorch on one thread:
 *
 *     deno run -A bench/q_learning_bench.ts [python3]
 *
 * All take turns in short blocks, and a ratio is taken within a turn: other
 * work on the machine then slows both of its sides.
 *
 * @module
 */
import { setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { formatTable } from "../lib/core/text.ts";
import { createTransitionBatch } from "../lib/rl/transition_batch.ts";
import {
  BATCH_SIZE,
  DISCOUNT_FACTOR,
  LEARNING_RATE,
  setUp,
  STATE_SIZE,
} from "./q_learning_setup.ts";
import { makeTfjsStep } from "./q_learning_tfjs.ts";
import { openTorch } from "./torch_process.ts";
import {
  type Contender,
  quantiles,
  timeInTurns,
  TURNS_HEADER,
} from "./turns.ts";

const NUM_TURNS = 25;
const NUM_FLAT_STEPS = 200_000;

if (import.meta.main) {
  const ours = ourStep();
  const action = greedyAction();
  const contenders = [
    ours,
    await tfjsStep("wasm"),
    await tfjsStep("cpu"),
    ...(Deno.args.length > 0 ? await torchSteps(Deno.args[0]) : []),
  ];
  const rows = [
    ...await timeInTurns([...contenders, action], NUM_TURNS),
    await timeWorkers(),
    measureMemory(),
  ];
  const isNumeric = TURNS_HEADER.map((_, i) => i > 0);
  console.log(formatTable(TURNS_HEADER, rows, isNumeric));
  Deno.exit();
}

function ourStep(): Contender {
  const { learner, replay, rng } = setUp(1);
  const step = () => void learner.learn(replay, LEARNING_RATE, rng);
  timeSteps(step, 40_000);
  return {
    name: "gradient step: ours (us)",
    time: () => timeSteps(step, 5000),
  };
}

function greedyAction(): Contender {
  const { learner, state } = setUp(1);
  let sum = 0;
  const step = () => void (sum += learner.network.greedyAction(state));
  timeSteps(step, 100_000);
  return {
    name: "greedy action: ours (us)",
    time: () => timeSteps(step, 20_000),
  };
}

async function tfjsStep(backend: "wasm" | "cpu"): Promise<Contender> {
  await setBackend(backend);
  const { learner, replay, rng } = setUp(1);
  const batch = createTransitionBatch(BATCH_SIZE, STATE_SIZE);
  const learn = makeTfjsStep(learner.network, DISCOUNT_FACTOR, LEARNING_RATE);
  const step = () => {
    replay.sampleInto(batch, rng);
    learn(batch);
  };
  timeSteps(step, 500);
  return {
    name: `gradient step: tfjs ${backend} (us)`,
    time: async () => {
      await setBackend(backend);
      return timeSteps(step, 100);
    },
  };
}

/** PyTorch with both of its Adams. */
async function torchSteps(python: string): Promise<Contender[]> {
  const { version, ask } = await openTorch(python, "q_learning_torch.py");
  return ["adam", "fused"].map((variant) => ({
    name: `gradient step: PyTorch ${version} ${variant} (us)`,
    time: async () => Number(await ask(`${variant} 200`)),
  }));
}

function timeSteps(step: () => void, numSteps: number): number {
  const start = performance.now();
  for (let i = 0; i < numSteps; i++) step();
  return 1000 * (performance.now() - start) / numSteps;
}

/** Steps a second of two workers together, over those of one alone. */
async function timeWorkers(): Promise<string[]> {
  const workers = await Promise.all([openWorker(), openWorker()]);
  const run = (worker: Worker) => ask(worker, 20_000);
  for (const worker of workers) await run(worker);
  const ratios: number[] = [];
  for (let turn = 0; turn < NUM_TURNS; turn++) {
    const alone = await run(workers[turn % 2]);
    const together = await Promise.all(workers.map(run));
    ratios.push(together.reduce((sum, time) => sum + alone / time, 0));
  }
  workers.forEach((worker) => worker.terminate());
  return ["two workers: steps a second", "", "", "", ...quantiles(ratios)];
}

async function openWorker(): Promise<Worker> {
  const url = new URL("./q_learning_worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module" });
  await nextMessage(worker);
  return worker;
}

function ask(worker: Worker, numSteps: number): Promise<number> {
  const answer = nextMessage(worker);
  worker.postMessage(numSteps);
  return answer;
}

function nextMessage(worker: Worker): Promise<number> {
  return new Promise((resolve) =>
    worker.addEventListener("message", ({ data }) => resolve(data), {
      once: true,
    })
  );
}

/** The process's memory before and after many steps, in MB. */
function measureMemory(): string[] {
  const { learner, replay, rng } = setUp(1);
  const step = () => void learner.learn(replay, LEARNING_RATE, rng);
  timeSteps(step, 20_000);
  const megabytes = () => (Deno.memoryUsage().rss / 1e6).toFixed(1);
  const before = megabytes();
  timeSteps(step, NUM_FLAT_STEPS);
  const name = `memory before and after ${NUM_FLAT_STEPS} steps (MB)`;
  return [name, `${before}, ${megabytes()}`, "", "", "", "", ""];
}
