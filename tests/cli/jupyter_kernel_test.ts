import assert from "node:assert/strict";
import { JupyterKernel, KernelError } from "../../lib/cli/jupyter_kernel.ts";

const LIMIT_SECONDS = 30;

Deno.test("outputs come in order, as a notebook holds them", async () => {
  await withKernel(async (kernel) => {
    const { status, outputs } = await kernel.execute(
      `console.log("a"); console.log("b"); console.error("c");
       await Deno.jupyter.broadcast("display_data", {
         data: { "text/plain": "d" }, metadata: { e: 1 }, transient: {},
       });
       console.log("f"); [1, 2]`,
      LIMIT_SECONDS,
    );
    assert.equal(status, "ok");
    assert.deepEqual(outputs, [
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      {
        output_type: "display_data",
        data: { "text/plain": "d" },
        metadata: { e: 1 },
      },
      { output_type: "stream", name: "stdout", text: "f\n" },
      {
        output_type: "execute_result",
        execution_count: 1,
        data: { "text/plain": "[ 1, 2 ]" },
        metadata: {},
      },
    ]);
  });
});

Deno.test("an update redraws a display of an earlier cell", async () => {
  await withKernel(async (kernel) => {
    const broadcast = (type: string, text: string) =>
      kernel.execute(
        `await Deno.jupyter.broadcast("${type}", {
           data: { "text/plain": "${text}" }, metadata: {},
           transient: { display_id: "bar" },
         });`,
        LIMIT_SECONDS,
      );
    const first = await broadcast("display_data", "half");
    const second = await broadcast("update_display_data", "whole");
    const whole = {
      output_type: "display_data",
      data: { "text/plain": "whole" },
      metadata: {},
    };
    assert.deepEqual(first.outputs, [whole]);
    assert.deepEqual(second.outputs, []);
  });
});

Deno.test("errors, syntax errors, and cells after them", async () => {
  await withKernel(async (kernel) => {
    const error = await kernel.execute(
      `throw new RangeError("bad")`,
      LIMIT_SECONDS,
    );
    assert.equal(error.status, "error");
    assert.partialDeepStrictEqual(error.outputs[0], {
      output_type: "error",
      ename: "RangeError",
      evalue: "bad",
    });
    // The kernel itself says nothing about a syntax error.
    assert.deepEqual(await kernel.execute("const b = ;", LIMIT_SECONDS), {
      status: "error",
      outputs: [],
    });
    assert.equal((await kernel.execute("1", LIMIT_SECONDS)).status, "ok");
  });
});

Deno.test("no output of a last expression is lost", async () => {
  await withKernel(async (kernel) => {
    for (let index = 0; index < 20; index++) {
      const { outputs } = await kernel.execute(`${index}`, LIMIT_SECONDS);
      assert.equal(outputs.length, 1);
    }
  });
});

Deno.test("a message longer than a short frame arrives whole", async () => {
  await withKernel(async (kernel) => {
    const { outputs } = await kernel.execute(
      `console.log("x".repeat(1_000_000)); // ${"y".repeat(1000)}`,
      LIMIT_SECONDS,
    );
    assert.deepEqual(outputs, [
      {
        output_type: "stream",
        name: "stdout",
        text: "x".repeat(1_000_000) + "\n",
      },
    ]);
  });
});

Deno.test("a cell over its time limit ends the kernel", async () => {
  const ended = await withKernel(async (kernel) => {
    await assert.rejects(
      kernel.execute("while (true);", 0.3),
      new KernelError("it took longer than 0.3 s"),
    );
  });
  assert.equal(ended.signal, "SIGKILL");
});

Deno.test("a cell that ends the kernel is reported", async () => {
  const ended = await withKernel(async (kernel) => {
    const dead = new KernelError("the kernel ended with exit code 4");
    await assert.rejects(kernel.execute("Deno.exit(4)", LIMIT_SECONDS), dead);
    await assert.rejects(kernel.execute("1", LIMIT_SECONDS), dead);
  });
  assert.equal(ended.code, 4);
});

Deno.test("nothing is left where the caller throws", async () => {
  const folder = await Deno.makeTempDir();
  let ended: Promise<Deno.CommandStatus> | undefined;
  try {
    await assert.rejects(async () => {
      await using kernel = await JupyterKernel.start(folder);
      ended = kernel.ended;
      throw new Error("the caller's own");
    }, { message: "the caller's own" });
    assert.equal((await ended)?.success, true);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await Deno.remove(folder);
  }
});

async function withKernel(
  work: (kernel: JupyterKernel) => Promise<void>,
): Promise<Deno.CommandStatus> {
  const folder = await Deno.makeTempDir();
  try {
    let ended;
    {
      await using kernel = await JupyterKernel.start(folder);
      ended = kernel.ended;
      await work(kernel);
    }
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    return await ended;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
