/**
 * Compiles the kernels to WebAssembly. As a command it writes the module to the
 * standard output, and so needs no permission to touch the disk.
 *
 * @module
 */
import asc from "assemblyscript/asc";
import attention from "./attention.as.ts" with { type: "text" };
import normalization from "./batch_normalization.as.ts" with { type: "text" };
import dense from "./dense.as.ts" with { type: "text" };
import exponential from "./exponential.as.ts" with { type: "text" };
import product from "./product.as.ts" with { type: "text" };
import squaredErrors from "./squared_errors.as.ts" with { type: "text" };
import unit from "./unit.as.ts" with { type: "text" };

const SOURCES: ReadonlyMap<string, string> = new Map([
  ["attention.as.ts", attention],
  ["batch_normalization.as.ts", normalization],
  ["dense.as.ts", dense],
  ["exponential.as.ts", exponential],
  ["product.as.ts", product],
  ["squared_errors.as.ts", squaredErrors],
  ["unit.as.ts", unit],
]);

const OUTPUT_NAME = "dense.wasm";

/**
 * The WebAssembly module of the sources: the same bytes each time.
 *
 * @throws {Error} where a source does not compile
 */
export async function compileKernels(): Promise<Uint8Array<ArrayBuffer>> {
  const written = new Map<string, string | Uint8Array>();
  const options = {
    "--runtime": "stub",
    "--enable": "simd",
    // Addresses below this many pages need one check less.
    "--initialMemory": "1",
    "--outFile": OUTPUT_NAME,
  };
  // A decorator is no syntax of a function's in TypeScript: it is a comment
  // until here.
  const read = (name: string) =>
    SOURCES.get(name)?.replaceAll("// @inline\n", "@inline\n") ?? null;
  const { error, stderr } = await asc.main([
    "dense.as.ts",
    "batch_normalization.as.ts",
    "squared_errors.as.ts",
    "unit.as.ts",
    "attention.as.ts",
    "-O3",
    ...Object.entries(options).flat(),
  ], {
    readFile: read,
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
  });
  const bytes = written.get(OUTPUT_NAME);
  if (error || !(bytes instanceof Uint8Array)) {
    throw new Error(`Cannot compile the kernels: ${stderr.toString()}`);
  }
  return new Uint8Array(bytes);
}

if (import.meta.main) Deno.stdout.writeSync(await compileKernels());
