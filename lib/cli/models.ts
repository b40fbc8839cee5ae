/**
 * `deno task models`: trains the stored networks again and writes them in the
 * format of tfjs.
 *
 * @module
 */

import { join } from "node:path";
import {
  MODELS_FOLDER,
  toStoredModel,
  TRAINED_MODELS,
} from "../experiments/trained_models.ts";
import { toModelFiles } from "../nn/tfjs_model_files.ts";
import { parseFlags, runCommand } from "./command.ts";

/** Runs the command; returns its exit code. */
export async function models(args: readonly string[]): Promise<number> {
  parseFlags(args, {});
  for (const { name, train } of TRAINED_MODELS) {
    const model = toStoredModel(train());
    const files = await toModelFiles(model);
    model.dispose();
    const folder = join(MODELS_FOLDER, name);
    Deno.mkdirSync(folder, { recursive: true });
    Deno.writeTextFileSync(join(folder, "model.json"), files["model.json"]);
    Deno.writeFileSync(join(folder, "weights.bin"), files["weights.bin"]);
    console.log(`${folder}: model.json, weights.bin`);
  }
  return 0;
}

if (import.meta.main) await runCommand(models);
