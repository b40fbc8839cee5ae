import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { checkCells, main as checkMain } from "../../lib/cli/check_cells.ts";
import { UsageError } from "../../lib/cli/command.ts";
import { composeLab } from "../../lib/cli/lab.ts";
import {
  type CellOutput,
  type CodeCell,
  formatNotebook,
  type Notebook,
} from "../../lib/cli/notebook_file.ts";
import { compareOutputs } from "../../lib/cli/compare_outputs.ts";
import { executeNotebook, main } from "../../lib/cli/notebooks.ts";

Deno.test("a notebook fails at the cell that throws", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "error", [
      code("const a = 1;"),
      code("throw new RangeError('bad')"),
      code("a"),
    ]);
    const { failure, notebook } = await executeNotebook(path);
    assert.match(failure ?? "", /^notebook cell 2: RangeError: bad/);
    assert.deepEqual(codeCells(notebook).map((cell) => cell.execution_count), [
      1,
      null,
      null,
    ]);
    assert.deepEqual([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("a notebook fails at a syntax error, of which the kernel says nothing", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "syntax", [code(""), code("const b = ;")]);
    const { failure } = await executeNotebook(path);
    assert.equal(failure, "notebook cell 1: it has a syntax error");
  });
});

Deno.test("a notebook fails at a cell over its time limit", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "slow", [code("while (true);")]);
    const { failure } = await executeNotebook(path, { timeLimitSeconds: 0.3 });
    assert.equal(failure, "notebook cell 1: it took longer than 0.3 s");
  });
});

Deno.test("--update gives the same bytes twice, and then a run passes", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "01_good", [
      code("import { half } from './half.ts';"),
      code("console.log(half(3)); half(1)"),
      code("console.log(performance.now())", [], ["volatile"]),
    ]);
    await Deno.writeTextFile(
      join(folder, "half.ts"),
      "export const half = (x: number): number => x / 2;",
    );
    assert.equal((await quietly(() => main(["--update"], folder))).code, 0);
    const first = await Deno.readTextFile(path);
    assert.equal(
      (await quietly(() => main(["01", "--update"], folder))).code,
      0,
    );
    assert.equal(await Deno.readTextFile(path), first);
    const [, cell, timing] = JSON.parse(first).cells;
    assert.deepEqual(cell.outputs[0].text, ["1.5\n"]);
    assert.equal(cell.execution_count, 2);
    assert.deepEqual(timing.outputs, []);

    assert.equal((await quietly(() => main([], folder))).code, 0);
    await Deno.writeTextFile(path, first.replace('"1.5\\n"', '"1.7\\n"'));
    const { code: exitCode, errors } = await quietly(() => main([], folder));
    assert.equal(exitCode, 1);
    assert.match(errors, /notebook cell 2 shows something else/);
    assert.match(errors, /- 1\.7\n +\+ 1\.5\n/);
  });
});

Deno.test("a changed output is found, with a short diff", () => {
  const text = (lines: string) => [{
    output_type: "stream",
    name: "stdout",
    text: lines,
  }];
  const differences = compareOutputs(
    toNotebook([code("a", text("same\nbefore\nend\n")), code("b")]),
    toNotebook([code("a", text("same\nnow\nend\n")), code("b")]),
  );
  assert.deepEqual(differences, [{
    cell: 1,
    report: "notebook cell 1 shows something else\n    - before\n    + now",
  }]);
});

Deno.test("the diff of a long line shows where it differs", () => {
  const html = (text: string) => [{
    output_type: "display_data",
    data: { "text/html": "x".repeat(500) + text },
    metadata: {},
  }];
  const [{ report }] = compareOutputs(
    toNotebook([code("a", html("before"))]),
    toNotebook([code("a", html("now"))]),
  );
  assert.match(report, /- \.\.\.x+before\.\.\.\n.*\+ \.\.\.x+now\.\.\.$/);
});

Deno.test("a changed picture is found by its digest", () => {
  const png = (bytes: string) => [{
    output_type: "display_data",
    data: { "image/png": bytes },
    metadata: {},
  }];
  const [{ report }] = compareOutputs(
    toNotebook([code("a", png("iVBORw0K"))]),
    toNotebook([code("a", png("iVBORw1K"))]),
  );
  assert.match(report, /- image\/png: 8 characters, SHA-256 [0-9a-f]{8}/);
});

Deno.test("a lost output is found, a volatile one is not compared", () => {
  const shown = [{
    output_type: "execute_result",
    execution_count: 7,
    data: { "text/plain": "2" },
    metadata: {},
  }];
  const committed = [
    code("1 + 1", shown),
    code("now()", shown, ["volatile"]),
    code("2", shown),
  ];
  const renumbered = [{ ...shown[0], execution_count: 8 }];
  const differences = compareOutputs(
    toNotebook(committed),
    toNotebook([
      code("1 + 1"),
      code("now()", [], ["volatile"]),
      code("2", renumbered),
    ]),
  );
  assert.deepEqual(differences.map(({ cell }) => cell), [1]);
  assert.match(differences[0].report, /^notebook cell 1 lost its output/);
});

Deno.test("faults of the code are reported with the cell and line", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "half.ts"), "export const half = 2;");
    const paths = [
      await write(folder, "export", [
        code("import { whole } from './half.ts';"),
      ]),
      await write(folder, "good", [
        code("import { half } from './half.ts';"),
        code("import { join } from 'node:path';\njoin('a', String(half))"),
      ]),
      await write(folder, "syntax", [
        code("const a = 1;"),
        code("const b = 2;\nif (a) {"),
        code("import { half } from './half.ts';"),
      ]),
      await write(folder, "type", [
        code("const text = 'a';"),
        code(""),
        code("const unit = 1;\nconst count: number = text;"),
      ]),
    ];
    const problems = await checkCells(paths);
    const reports = problems.map(({ report }) =>
      report.slice(folder.length + 1).split(":").slice(0, 3).join(":")
    ).sort();
    assert.deepEqual(reports, [
      "export.ipynb: notebook cell 1, line 1: TS2305",
      "syntax.ipynb: notebook cell 2, line 2: SyntaxError",
      "type.ipynb: notebook cell 2, line 2: TS2322",
    ]);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.deepEqual(left.filter((name) => name.startsWith(".")), []);
  });
});

Deno.test("a notebook with a type error is not executed", async () => {
  await withFolder(async (folder) => {
    const path = await write(folder, "type", [code("const a: number = '1';")]);
    const before = await Deno.readTextFile(path);
    const { code: exitCode, errors } = await quietly(() =>
      main(["--update"], folder)
    );
    assert.equal(exitCode, 1);
    assert.match(errors, /type\.ipynb: notebook cell 1, line 1: TS2322/);
    assert.equal(await Deno.readTextFile(path), before);
  });
});

Deno.test("a folder without notebooks passes; unknown flags and names don't", async () => {
  await withFolder(async (folder) => {
    for (const command of [main, checkMain]) {
      assert.equal((await quietly(() => command([], folder))).code, 0);
      await assert.rejects(command(["--what"], folder), UsageError);
      await assert.rejects(command(["what"], folder), UsageError);
    }
    await assert.rejects(main(["--timeout", "soon"], folder), UsageError);
  });
});

Deno.test("JupyterLab gets the project's kernelspec and this Deno", async () => {
  const { env, args } = composeLab("notebooks", ["--no-browser"], "/d/deno", {
    PATH: "/bin",
    JUPYTER_PATH: "/share",
  });
  const [kernelspecs, ...others] = env.JUPYTER_PATH.split(delimiter);
  assert.deepEqual(args, ["--no-browser"]);
  assert.deepEqual(others, ["/share"]);
  assert.equal(env.PATH, `/d${delimiter}/bin`);
  const path = join(kernelspecs, "kernels", "deno", "kernel.json");
  const kernelspec = JSON.parse(await Deno.readTextFile(path));
  assert.deepEqual(kernelspec.argv.slice(0, 2), ["deno", "jupyter"]);
  assert.equal(kernelspec.interrupt_mode, "message");
});

Deno.test("without JupyterLab the command says how to get it", async () => {
  const lab = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "lib/cli/lab.ts", "--check"],
    env: { PATH: "/nowhere" },
  });
  const { code, stderr } = await lab.output();
  assert.equal(code, 2);
  assert.match(new TextDecoder().decode(stderr), /pip install jupyterlab/);
});

function code(
  source: string,
  outputs: readonly unknown[] = [],
  tags?: readonly string[],
): CodeCell {
  return {
    cell_type: "code",
    id: "id",
    metadata: tags === undefined ? {} : { tags },
    source,
    execution_count: null,
    outputs: outputs as CellOutput[],
  };
}

function toNotebook(cells: readonly CodeCell[]): Notebook {
  return {
    cells: cells.map((cell, index) => ({ ...cell, id: `cell-${index}` })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code");
}

async function write(
  folder: string,
  name: string,
  cells: readonly CodeCell[],
): Promise<string> {
  const path = join(folder, `${name}.ipynb`);
  await Deno.writeTextFile(path, formatNotebook(toNotebook(cells)));
  return path;
}

async function withFolder(
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a command and keeps what it prints. */
async function quietly(
  command: () => Promise<number>,
): Promise<{ code: number; errors: string }> {
  const { log, error } = console;
  const errors: string[] = [];
  console.log = () => {};
  console.error = (line: string) => errors.push(line);
  try {
    return { code: await command(), errors: errors.join("\n") + "\n" };
  } finally {
    Object.assign(console, { log, error });
  }
}
