/**
 * The command behind `deno task notebooks`: executes notebooks from the top in
 * a fresh kernel and holds what they show against what is committed.
 *
 * @module
 */

import { basename, dirname } from "node:path";
import { checkCells } from "./check_cells.ts";
import { compareOutputs } from "./compare_outputs.ts";
import { parseCount, parseFlags, runCommand } from "./command.ts";
import {
  type CellResult,
  JupyterKernel,
  KernelError,
} from "./jupyter_kernel.ts";
import { findAnswers } from "./notebook_answers.ts";
import {
  chooseNotebooks,
  formatNotebook,
  isVolatile,
  type Notebook,
  numberedCodeCells,
  readNotebook,
} from "./notebook_file.ts";

const TIME_LIMIT_SECONDS = 300;

/** The version of the kernel's language is left out, as it changes. */
const NOTEBOOK_METADATA = {
  kernelspec: { name: "deno", display_name: "Deno", language: "typescript" },
  language_info: {
    name: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    codemirror_mode: "typescript",
    pygments_lexer: "typescript",
    nbconvert_exporter: "script",
  },
};

/** How a notebook is executed. */
export interface ExecuteOptions {
  /** The most that one cell may take. */
  readonly timeLimitSeconds?: number;
  /** Called before each cell. */
  readonly onCell?: (number: number, numCells: number) => void;
}

/** A notebook that was executed as far as it went. */
export interface ExecutedNotebook {
  readonly notebook: Notebook;
  readonly numCells: number;
  /** The answers to exercises, which were executed after the cells. */
  readonly numAnswers: number;
  /** Which cell or answer failed and how; what follows was not executed. */
  readonly failure?: string;
}

/**
 * Executes a notebook in a fresh kernel, in the notebook's own folder: its
 * cells, then the answers to its exercises, of which nothing is kept.
 *
 * @param path the notebook file, which is only read
 * @returns the notebook with the new outputs, the same on every run; outputs of
 * cells tagged `volatile` are left out
 * @throws {UsageError} where the file is not a notebook
 */
export async function executeNotebook(
  path: string,
  { timeLimitSeconds = TIME_LIMIT_SECONDS, onCell }: ExecuteOptions = {},
): Promise<ExecutedNotebook> {
  const notebook = clearOutputs(await readNotebook(path));
  const cells = numberedCodeCells(notebook);
  const answers = findAnswers(notebook);
  const executed = {
    notebook,
    numCells: cells.length,
    numAnswers: answers.length,
  };
  await using kernel = await JupyterKernel.start(dirname(path));
  for (const { number, cell } of cells) {
    onCell?.(number, cells.length);
    const outcome = await executeSource(kernel, cell.source, timeLimitSeconds);
    if (typeof outcome === "string") {
      return { ...executed, failure: `notebook cell ${number}: ${outcome}` };
    }
    cell.outputs = outcome.outputs;
    cell.execution_count = number;
  }
  for (const { number, source } of answers) {
    const outcome = await executeSource(kernel, source, timeLimitSeconds);
    if (typeof outcome === "string") {
      return { ...executed, failure: `answer ${number}: ${outcome}` };
    }
  }
  // Only now, as a cell may redraw what an earlier one has shown.
  for (const { cell } of cells) if (isVolatile(cell)) cell.outputs = [];
  return executed;
}

/**
 * The command: type-checks, executes and compares all notebooks, or those
 * named; with `--update` stores the new outputs instead of comparing.
 *
 * @param args the arguments, as `deno task notebooks` got them
 * @param folder where the notebooks are
 * @returns the exit code: 1 where a notebook failed
 */
export async function main(
  args: readonly string[],
  folder = "notebooks",
): Promise<number> {
  const { values, positionals } = parseFlags(args, {
    update: { type: "boolean" },
    timeout: { type: "string" },
  });
  const timeLimitSeconds = values.timeout === undefined
    ? TIME_LIMIT_SECONDS
    : parseCount("timeout", values.timeout, 86_400);
  const paths = await chooseNotebooks(folder, positionals);
  const problems = await checkCells(paths);
  const general = problems.filter(({ notebook }) => notebook === undefined);
  if (general.length > 0) {
    for (const { report } of general) console.error(report);
    return 1;
  }
  let numFailed = 0;
  for (const path of paths) {
    const found = problems
      .filter(({ notebook }) => notebook === path)
      .map(({ report }) => report);
    const faults = found.length > 0
      ? found
      : await runNotebook(path, timeLimitSeconds, values.update ?? false);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) numFailed++;
  }
  console.log(`notebooks: ${paths.length}, failed: ${numFailed}`);
  return numFailed === 0 ? 0 : 1;
}

/** Executes, then stores or compares; returns the reports of what is wrong. */
async function runNotebook(
  path: string,
  timeLimitSeconds: number,
  update: boolean,
): Promise<string[]> {
  const name = basename(path, ".ipynb");
  const start = performance.now();
  const { notebook, numCells, numAnswers, failure } = await executeNotebook(
    path,
    {
      timeLimitSeconds,
      onCell: (number, total) =>
        showState(`${name}: cell ${number} of ${total}`),
    },
  );
  showState("");
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const answers = numAnswers === 0 ? "" : ` and ${numAnswers} answers`;
  console.log(`${name}: ${numCells} cells${answers}, ${seconds} s`);
  if (failure !== undefined) return [`${path}: ${failure}`];
  if (!update) {
    const differences = compareOutputs(await readNotebook(path), notebook);
    if (differences.length === 0) return [];
    return [
      ...differences.map(({ report }) => `${path}: ${report}`),
      `To store what it shows now: deno task notebooks ${name} --update`,
    ];
  }
  await Deno.writeTextFile(path, formatNotebook(notebook));
  return [];
}

/** The result of a cell's code, or in words how it failed. */
async function executeSource(
  kernel: JupyterKernel,
  source: string,
  timeLimitSeconds: number,
): Promise<CellResult | string> {
  try {
    const result = await kernel.execute(source, timeLimitSeconds);
    const error = result.outputs.find((output) =>
      output.output_type === "error"
    );
    if (error !== undefined) {
      const { ename, evalue, traceback } = error;
      return traceback.join("\n").trim() || `${ename}: ${evalue}`;
    }
    return result.status === "ok" ? result : "it has a syntax error";
  } catch (error) {
    if (error instanceof KernelError) return error.message;
    throw error;
  }
}

function clearOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    // Where JupyterLab records timings, it does so in the cell's metadata.
    const { execution: _, ...metadata } = cell.metadata;
    return cell.cell_type === "code"
      ? { ...cell, metadata, outputs: [], execution_count: null }
      : cell;
  });
  const metadata = { ...notebook.metadata, ...NOTEBOOK_METADATA };
  return { ...notebook, cells, metadata };
}

/** One line that is drawn over; nothing where the output goes to a file. */
function showState(text: string): void {
  if (!Deno.stdout.isTerminal()) return;
  Deno.stdout.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}

if (import.meta.main) await runCommand(main);
