/**
 * The command behind `deno task lab`: opens the notebooks in JupyterLab, with
 * the kernel being the Deno that runs this command.
 *
 * @module
 */

import { delimiter, dirname, resolve } from "node:path";
import { parseFlags, runCommand, UsageError } from "./command.ts";

/** Its own name instead of `jupyter lab`: pipx puts only this one on PATH. */
const PROGRAM = "jupyter-lab";

const HOW_TO_GET_IT =
  "Cannot open the notebooks as JupyterLab is not installed (there is no " +
  `working ${PROGRAM} on PATH): get it with \`pip install jupyterlab\` or ` +
  "`pipx install jupyterlab`, or open the notebooks folder in VS Code with " +
  "its Jupyter extension after `deno jupyter --install`; nothing else in this " +
  "project needs either, and `deno task notebooks` executes the notebooks " +
  "without them.";

/** How JupyterLab is started. */
export interface LabCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * How to start JupyterLab so that it finds the project's kernelspec, and so
 * that the `deno` named there is a given one.
 *
 * @param folder where the notebooks and the kernelspec are
 * @param args JupyterLab's own arguments
 * @param deno the Deno that the kernels run on
 * @param env PATH and JUPYTER_PATH as they are
 */
export function composeLab(
  folder: string,
  args: readonly string[],
  deno: string,
  env: { readonly PATH?: string; readonly JUPYTER_PATH?: string },
): LabCommand {
  const before = (first: string, rest = "") =>
    rest === "" ? first : first + delimiter + rest;
  return {
    program: PROGRAM,
    args,
    folder,
    env: {
      JUPYTER_PATH: before(resolve(folder, ".jupyter"), env.JUPYTER_PATH),
      PATH: before(dirname(deno), env.PATH),
    },
  };
}

/**
 * The command: starts JupyterLab and stays until it ends; with `--check` only
 * prints what would be started.
 *
 * @param args the arguments, as `deno task lab` got them; JupyterLab gets the
 * names of notebooks, and what follows a `--`
 * @param folder where the notebooks are
 * @returns JupyterLab's exit code
 * @throws {UsageError} where JupyterLab is not installed
 */
export async function main(
  args: readonly string[],
  folder = "notebooks",
): Promise<number> {
  const { values, positionals } = parseFlags(args, {
    check: { type: "boolean" },
  });
  const lab = composeLab(folder, positionals, Deno.execPath(), {
    PATH: Deno.env.get("PATH") ?? "",
    JUPYTER_PATH: Deno.env.get("JUPYTER_PATH") ?? "",
  });
  if (!await isInstalled(lab)) throw new UsageError(HOW_TO_GET_IT);
  if (values.check) {
    console.log([lab.program, ...lab.args].join(" "), "in", lab.folder);
    for (const name in lab.env) console.log(`${name}=${lab.env[name]}`);
    return 0;
  }
  // Ctrl-C is JupyterLab's to answer: it asks whether to shut down.
  Deno.addSignalListener("SIGINT", () => {});
  const { code } = await toCommand(lab).spawn().status;
  return code;
}

async function isInstalled(lab: LabCommand): Promise<boolean> {
  try {
    const version = { ...lab, args: ["--version"] };
    return (await toCommand(version, "null").output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function toCommand(
  { program, args, folder, env }: LabCommand,
  output: "inherit" | "null" = "inherit",
): Deno.Command {
  return new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    env,
    stdout: output,
    stderr: output,
  });
}

if (import.meta.main) await runCommand(main);
