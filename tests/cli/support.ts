/**
 * What the tests of the commands share.
 *
 * @module
 */

import { PROJECT_FOLDER } from "../../lib/experiments/folders.ts";

/** How a command ended and what it printed. */
export interface CommandOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Deno itself, started in the project, with what it prints kept. */
export function denoCommand(args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: PROJECT_FOLDER,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs Deno to its end. */
export async function runDeno(
  args: readonly string[],
): Promise<CommandOutcome> {
  const { code, stdout, stderr } = await denoCommand(args).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** Gives a test a folder of its own, which is gone afterwards. */
export async function withFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await test(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
