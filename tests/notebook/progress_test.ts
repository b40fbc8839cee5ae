import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { JupyterKernel } from "../../lib/cli/jupyter_kernel.ts";
import { progress } from "../../lib/notebook/mod.ts";

Deno.test("in a notebook: one display, and in the end nothing of time", async () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  await using kernel = await JupyterKernel.start(folder);
  const running = await kernel.execute(
    `import { progress } from "../../lib/notebook/mod.ts";
     const update = progress("a < b");
     for (let done = 1; done < 50; done++) await update(done, 100);`,
    30,
  );
  assert.equal(running.outputs.length, 1);
  const [bar] = running.outputs;
  assert.ok("data" in bar);
  assert.match(
    bar.data["text/plain"] as string,
    /^a < b: 1 of 100, \d+ s left$/,
  );
  assert.match(bar.data["text/html"] as string, /a &lt; b: 1 of 100/);
  const finished = await kernel.execute("await update(100, 100)", 30);
  assert.deepEqual(finished.outputs, []);
  assert.deepEqual(bar.data, { "text/plain": "a < b: 100 of 100" });
});

Deno.test("outside a notebook: only the last state is printed", async () => {
  const { log } = console;
  const printed: string[] = [];
  console.log = (line: string) => printed.push(line);
  try {
    const update = progress("training");
    for (let done = 0; done <= 3; done++) await update(done, 3);
    await update(3, 3);
  } finally {
    console.log = log;
  }
  assert.deepEqual(printed, ["training: 3 of 3"]);
});
