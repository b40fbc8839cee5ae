/**
 * The command behind `deno task check:cells`: type-checks the code cells of
 * notebooks. The kernel would not tell: it runs code with type errors, and a
 * missing export is undefined in it.
 *
 * @module
 */

import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseFlags, runCommand } from "./command.ts";
import {
  chooseNotebooks,
  numberedCodeCells,
  readNotebook,
} from "./notebook_file.ts";
import {
  type CellLine,
  extractModule,
  type NotebookModule,
} from "./notebook_module.ts";

/** Something that the type checker found. */
export interface CellProblem {
  /** The notebook, unless the fault is not in a cell. */
  readonly notebook?: string;
  /** The sentence to print, with the cell and line where they are known. */
  readonly report: string;
}

interface CheckedModule extends NotebookModule {
  readonly notebook: string;
  readonly path: string;
  readonly url: string;
}

/**
 * Type-checks all code cells of notebooks, those of one notebook as one module.
 *
 * @param notebooks paths of notebook files; each gets a hidden module beside it
 * for the time of the check, so that its relative imports hold
 * @returns what was found, in the order of the checker
 * @throws {UsageError} where a file is not a notebook
 */
export async function checkCells(
  notebooks: readonly string[],
): Promise<CellProblem[]> {
  const modules = await Promise.all(notebooks.map(toModule));
  try {
    for (const { path, source } of modules) {
      await Deno.writeTextFile(path, source);
    }
    return await checkModules(modules);
  } finally {
    for (const { path } of modules) {
      await Deno.remove(path).catch(() => {});
    }
  }
}

/**
 * The command: type-checks all notebooks, or those named.
 *
 * @param args the arguments, as `deno task check:cells` got them
 * @param folder where the notebooks are
 * @returns the exit code: 1 where a cell has a fault
 */
export async function main(
  args: readonly string[],
  folder = "notebooks",
): Promise<number> {
  const { positionals } = parseFlags(args, {});
  const notebooks = await chooseNotebooks(folder, positionals);
  const problems = await checkCells(notebooks);
  for (const { report } of problems) console.error(report);
  console.log(
    `notebooks: ${notebooks.length}, faults in cells: ${problems.length}`,
  );
  return problems.length === 0 ? 0 : 1;
}

async function toModule(notebook: string): Promise<CheckedModule> {
  const name = basename(notebook, ".ipynb");
  const path = resolve(dirname(notebook), `.cells_${name}.ts`);
  const module = extractModule(await readNotebook(notebook));
  return { ...module, notebook, path, url: pathToFileURL(path).href };
}

/**
 * A module that can't be loaded keeps the checker from all others, so those
 * are checked again without it.
 */
async function checkModules(
  modules: readonly CheckedModule[],
): Promise<CellProblem[]> {
  if (modules.length === 0) return [];
  const { success, stderr } = await runDeno(
    ["check", ...modules.map(({ path }) => path)],
    dirname(modules[0].path),
  );
  if (success) return [];
  const problems: CellProblem[] = [];
  for (const diagnostic of splitDiagnostics(stderr)) {
    const [, url, line] = diagnostic.match(/at (file:\S+):(\d+):\d+$/m) ?? [];
    const module = modules.find((module) => module.url === url);
    if (module === undefined) {
      problems.push({ report: diagnostic });
      continue;
    }
    const problem = toProblem(
      module.notebook,
      module.lines[Number(line) - 1],
      diagnostic,
    );
    if (diagnostic.startsWith("error: ")) {
      const others = modules.filter((other) => other !== module);
      problems.push(await findUnparsable(module.notebook) ?? problem);
      problems.push(...await checkModules(others));
    } else {
      problems.push(problem);
    }
  }
  return problems.length > 0 ? problems : [{ report: stderr.trim() }];
}

function splitDiagnostics(stderr: string): string[] {
  return stderr
    .split(/^(?=TS\d+ \[ERROR\]|error: |Found \d+ errors?\.)/m)
    .map((part) => part.trim())
    .filter((part) => /^TS\d+|^error: /.test(part))
    .filter((part) => part !== "error: Type checking failed.");
}

/**
 * What is left open in one cell the parser notices cells later. The kernel
 * parses every cell by itself, so that says where the fault is.
 */
async function findUnparsable(
  notebook: string,
): Promise<CellProblem | undefined> {
  for (
    const { number, cell } of numberedCodeCells(await readNotebook(notebook))
  ) {
    const { success, stderr } = await runDeno(
      ["fmt", "--no-config", "--ext", "ts", "-"],
      dirname(notebook),
      cell.source,
    );
    if (success) continue;
    const line = Number(stderr.match(/:(\d+):\d+$/m)?.[1] ?? 1);
    return toProblem(notebook, { cell: number, line }, stderr);
  }
  return undefined;
}

function toProblem(
  notebook: string,
  { cell, line }: CellLine,
  diagnostic: string,
): CellProblem {
  const where = typeof cell === "number" ? `notebook cell ${cell}` : cell;
  const place = `${notebook}: ${where}, line ${line}`;
  return { notebook, report: `${place}: ${messageOf(diagnostic)}` };
}

/** The message without the code frame and the places, which name the module. */
function messageOf(diagnostic: string): string {
  const lines = diagnostic.split(/^ +at file:/m)[0].trimEnd().split("\n");
  const frame = lines.findIndex((line, index) =>
    /^\s*(\d+ )?\|/.test(line) || /^\s*[~^]+\s*$/.test(lines[index + 1] ?? "")
  );
  return lines.slice(0, frame < 0 ? undefined : frame).join("\n")
    .replace(/^error: /, "").replace(" [ERROR]", "");
}

async function runDeno(
  args: readonly string[],
  cwd: string,
  input = "",
): Promise<{ success: boolean; stderr: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {});
  const { success, stderr } = await child.output();
  return { success, stderr: new TextDecoder().decode(stderr) };
}

if (import.meta.main) await runCommand(main);
