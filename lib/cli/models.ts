/**
 * `deno task models`: trains the stored networks again and writes them in the
 * format of tfjs.
 *
 * @module
 */

import { join } from "node:path";
import {
  MODELS_FOLDER,
  TRAINED_MODELS,
} from "../experiments/trained_models.ts";
import { toModelFiles } from "../nn/tfjs_model_files.ts";
import { toTfjsPerceptron } from "../nn/tfjs_perceptron.ts";
import { DuelingQNetwork } from "../rl/dueling_q_network.ts";
import { toTfjsModel } from "../rl/tfjs_q_network.ts";
import { parseFlags, runCommand } from "./command.ts";

/** Runs the command; returns its exit code. */
export async function models(args: readonly string[]): Promise<number> {
  parseFlags(args, {});
  for (const { name, train } of TRAINED_MODELS) {
    const network = train();
    const model = network instanceof DuelingQNetwork
      ? toTfjsModel(network)
      : toTfjsPerceptron(network);
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
