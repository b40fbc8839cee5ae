/**
 * Takes turns with q_learning_torch.py, in a process of its own.
 *
 * @module
 */

const SCRIPT = new URL("./q_learning_torch.py", import.meta.url).pathname;
const VARIANTS = ["adam", "fused"];

/** Opens PyTorch in the Python that is named, for both of its Adams. */
export async function openTorch(python: string) {
  const process = new Deno.Command(python, {
    args: [SCRIPT, "--serve"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  const reader = process.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const readLine = async () => {
    let line = "";
    while (!line.endsWith("\n")) {
      const { value, done } = await reader.read();
      if (done) throw new Error("Cannot time PyTorch: its process ended");
      line += value;
    }
    return line.trim();
  };
  const version = await readLine();
  return VARIANTS.map((variant) => ({
    name: `gradient step: PyTorch ${version} ${variant} (us)`,
    time: async () => {
      await writer.write(new TextEncoder().encode(`${variant} 200\n`));
      return Number(await readLine());
    },
  }));
}
