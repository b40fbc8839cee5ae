/**
 * PyTorch in a process of its own, asked line by line.
 *
 * @module
 */

/** A process that answers each line with a line. */
export interface TorchProcess {
  /** What it said first: the version. */
  readonly version: string;
  /** Its answer to a line. */
  readonly ask: (line: string) => Promise<string>;
}

/**
 * Opens a script of this folder in the Python that is named.
 *
 * @param python the command
 * @param script the script, which gets --serve and the arguments
 * @param args what else it gets
 */
export async function openTorch(
  python: string,
  script: string,
  ...args: string[]
): Promise<TorchProcess> {
  const process = new Deno.Command(python, {
    args: [new URL(script, import.meta.url).pathname, "--serve", ...args],
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
  const ask = async (line: string) => {
    await writer.write(new TextEncoder().encode(`${line}\n`));
    return await readLine();
  };
  return { version, ask };
}
