/**
 * The folder that a command writes to, made and tried before the work begins.
 *
 * @module
 */

import { UsageError } from "./command.ts";

/**
 * Makes the folder that `--out` names, or says why it can't be had.
 *
 * @param folder the folder; those above it are made as well
 * @throws {UsageError} where it can't be made, or nothing can be written to it
 */
export function prepareFolder(folder: string): void {
  try {
    Deno.mkdirSync(folder, { recursive: true });
    const probe = Deno.makeTempFileSync({ dir: folder, prefix: ".probe" });
    Deno.removeSync(probe);
  } catch (error) {
    throw new UsageError(
      `Cannot write to the folder ${JSON.stringify(folder)}, as --out must ` +
        `name a folder that can be written: ${(error as Error).message}`,
    );
  }
}
