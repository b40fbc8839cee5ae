/**
 * `deno task figures`: draws the figures, and measures the rows that are
 * missing for them.
 *
 * @module
 */

import { join, relative, resolve } from "node:path";
import process from "node:process";
import { formatTable } from "../core/text.ts";
import {
  BUDGET_NAMES,
  type BudgetName,
  type Row,
} from "../experiments/experiment.ts";
import {
  FIGURES_FOLDER,
  RESULTS_FOLDER,
  resultsFolder,
} from "../experiments/folders.ts";
import {
  countRuns,
  FIGURE_PLANS,
  type FigurePlan,
} from "../experiments/figure_plans.ts";
import { everyRowOf, type PlanPart } from "../experiments/figure_plan.ts";
import { requiredBefore } from "../experiments/required_rows.ts";
import {
  completeRows,
  type Completion,
  type Measurer,
  type Shard,
  storePath,
} from "../experiments/runner.ts";
import { repairStore } from "../experiments/store.ts";
import { WorkerPool } from "../experiments/worker_pool.ts";
import { drawFigure } from "../figures/mod.ts";
import { renderPng } from "../figures/render.ts";
import type { FigureCost } from "../pages/minutes.ts";
import {
  matchName,
  parseCount,
  parseFlags,
  runCommand,
  UsageError,
} from "./command.ts";
import { scaleCost, storeCosts } from "./figure_costs.ts";
import { prepareFolder } from "./folder.ts";
import { ProgressLine } from "./terminal.ts";

const HELP = `deno task figures [id ...] [flags]

Draws the figures named (all, where none is), from the rows in data/results;
rows that are missing there are measured and stored first. An id may be given
by its unambiguous beginning: beam_fig02.

  --budget smoke|paper  a quick look, or what is published here (paper)
  --fresh               measure again what is stored
  --seeds n             only the first n seeds of each experiment
  --jobs n              measure on n Workers (one a core)
  --out dir             where the pictures go (figures, or figures/smoke)
  --data dir            where the rows are stored (data/results)
  --minutes             keep what figures took that were measured as a whole, in
                        data/minutes.json, for the pages
  --shard i/n           only measure the i-th of n parts; draw nothing. Rows
                        that these go on from have to be stored
  --repair              set damaged lines of the stores aside first
  --list                list the figures and do nothing
  --help                print this`;

const FLAGS = {
  budget: { type: "string", default: "paper" },
  fresh: { type: "boolean", default: false },
  seeds: { type: "string" },
  jobs: { type: "string" },
  out: { type: "string" },
  data: { type: "string", default: RESULTS_FOLDER },
  minutes: { type: "boolean", default: false },
  shard: { type: "string" },
  repair: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

interface Request {
  readonly plans: readonly FigurePlan[];
  readonly budget: BudgetName;
  readonly fresh: boolean;
  readonly repair: boolean;
  readonly keepsMinutes: boolean;
  readonly numSeeds: number | undefined;
  readonly jobs: number;
  readonly shard: Shard | undefined;
  readonly resultsFolder: string;
  readonly outFolder: string;
}

/** Runs the command; returns its exit code. */
export async function figures(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags(args, FLAGS);
  if (values.help) return print(HELP);
  if (values.list) return print(listFigures());
  const request = readRequest(values, positionals);
  if (request.shard === undefined) prepareFolder(request.outFolder);
  using pool = new WorkerPool(request.jobs);
  const table: string[][] = [];
  const costs: Record<string, FigureCost> = {};
  for (const plan of request.plans) {
    const { cells, cost } = await makeFigure(plan, pool, request);
    table.push(cells);
    if (cost !== undefined) costs[plan.id] = cost;
  }
  if (request.keepsMinutes) storeCosts(costs);
  print(formatTable(
    ["figure", "rows", "seeds", "rows from", "seconds"],
    table,
  ));
  if (request.shard === undefined) {
    print(`\nSVG and PNG in ${relative(Deno.cwd(), request.outFolder) || "."}`);
  }
  return 0;
}

type Values = ReturnType<typeof parseFlags<typeof FLAGS>>["values"];

function readRequest(values: Values, ids: readonly string[]): Request {
  const budget = BUDGET_NAMES.find((name) => name === values.budget);
  if (budget === undefined) {
    throw new UsageError(
      `Cannot read --budget as it must be ${BUDGET_NAMES.join(" or ")}: ` +
        `current value is ${JSON.stringify(values.budget)}`,
    );
  }
  const names = FIGURE_PLANS.map(({ id }) => id);
  const wanted = new Set(ids.map((id) => matchName("figure", id, names)));
  const plans = FIGURE_PLANS.filter(({ id }) =>
    wanted.size === 0 || wanted.has(id)
  );
  if (values.minutes && (budget !== "paper" || values.shard !== undefined)) {
    throw new UsageError(
      "Cannot keep the minutes as they must be those of whole figures at the " +
        "paper's budget: leave --budget and --shard out",
    );
  }
  const mostSeeds = Math.max(...plans.map((plan) => countRuns(plan).seeds));
  return {
    plans,
    budget,
    fresh: values.fresh,
    repair: values.repair,
    keepsMinutes: values.minutes,
    numSeeds: values.seeds === undefined
      ? undefined
      : parseCount("seeds", values.seeds, mostSeeds),
    jobs: values.jobs === undefined
      ? navigator.hardwareConcurrency
      : parseCount("jobs", values.jobs, 256),
    shard: values.shard === undefined ? undefined : parseShard(values.shard),
    resultsFolder: resultsFolder(budget, resolve(values.data)),
    outFolder: resolve(
      values.out ??
        (budget === "paper" ? FIGURES_FOLDER : join(FIGURES_FOLDER, budget)),
    ),
  };
}

function parseShard(text: string): Shard {
  const [index, count] = text.split("/").map(Number);
  if (!/^\d+\/\d+$/.test(text) || index < 1 || index > count) {
    throw new UsageError(
      `Cannot read --shard as it must be i/n with i from 1 to n: current ` +
        `value is ${JSON.stringify(text)}`,
    );
  }
  return { index, count };
}

async function makeFigure(
  plan: FigurePlan,
  measurer: Measurer,
  request: Request,
): Promise<{ readonly cells: string[]; readonly cost?: FigureCost }> {
  const start = performance.now();
  const coresBefore = process.cpuUsage();
  const rows: Row[] = [];
  let numMeasured = 0;
  let peakBytes = 0;
  const onRow = () => {
    peakBytes = Math.max(peakBytes, Deno.memoryUsage().rss);
  };
  for (const part of plan.parts) {
    const completion = await completePart(part, measurer, request, onRow);
    rows.push(...completion.rows);
    numMeasured += completion.numMeasured;
  }
  if (request.shard === undefined) {
    const { svg } = drawFigure(plan.id, rows);
    const path = join(request.outFolder, plan.id);
    Deno.writeTextFileSync(`${path}.svg`, svg);
    Deno.writeFileSync(`${path}.png`, await renderPng(svg));
  }
  const seconds = (performance.now() - start) / 1000;
  const [numRuns, numSeeds] = [
    rows.length,
    new Set(rows.map((row) => row.seed)).size,
  ];
  const cells = [
    plan.id,
    String(numRuns),
    String(numSeeds),
    numMeasured === 0
      ? "stored"
      : numMeasured === numRuns
      ? "computed"
      : `${numMeasured} of ${numRuns} computed`,
    seconds.toFixed(1),
  ];
  if (numMeasured < numRuns) return { cells };
  const { runs: numAllRuns } = countRuns(plan);
  const { user, system } = process.cpuUsage(coresBefore);
  const coreSeconds = (user + system) / 1e6;
  const measured = { coreSeconds, numRuns, numSeeds, numAllRuns, peakBytes };
  return { cells, cost: scaleCost(measured) };
}

/** Runs measured for an earlier figure of this command; not measured twice. */
const measuredNow = new Set<string>();

/** Completes what a part requires, and then the part. */
async function completePart(
  part: PlanPart,
  measurer: Measurer,
  request: Request,
  onRow: () => void,
): Promise<Completion> {
  // Shards would each measure what they all require: it has to be there.
  if (request.shard === undefined) {
    for (const required of requiredBefore(part.experiment)) {
      await completeOwnRows(everyRowOf(required), measurer, request, onRow);
    }
  }
  return completeOwnRows(part, measurer, request, onRow);
}

async function completeOwnRows(
  { experiment, includes }: PlanPart,
  measurer: Measurer,
  request: Request,
  onRow: () => void,
): Promise<Completion> {
  const { budget, fresh, numSeeds, shard, resultsFolder } = request;
  if (request.repair) {
    const path = storePath(resultsFolder, experiment.id, shard);
    const numDamaged = repairStore(path);
    if (numDamaged > 0) {
      console.error(`${path}: ${numDamaged} damaged lines set aside`);
    }
  }
  const progress = new ProgressLine(experiment.id);
  const completion = await completeRows(experiment, measurer, {
    budget,
    folder: resultsFolder,
    includes,
    fresh: (run) => fresh && !measuredNow.has(run.id),
    ...(numSeeds !== undefined && { numSeeds }),
    ...(shard !== undefined && { shard }),
    onProgress: (done, total) => {
      onRow();
      progress.update(done, total);
    },
  });
  progress.clear();
  for (const { run } of completion.rows) measuredNow.add(run);
  return completion;
}

function listFigures(): string {
  return formatTable(
    ["figure", "rows", "seeds", "source", "what it shows"],
    FIGURE_PLANS.map((plan) => {
      const { runs, seeds } = countRuns(plan);
      return [plan.id, String(runs), String(seeds), plan.source, plan.title];
    }),
  );
}

function print(text: string): number {
  console.log(text);
  return 0;
}

if (import.meta.main) await runCommand(figures);
