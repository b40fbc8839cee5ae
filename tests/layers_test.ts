/**
 * Imports point down only: physics knows nothing of learning, learning nothing
 * of radio, and nothing below the commands draws hidden random numbers or
 * reads a clock.
 */

import assert from "node:assert/strict";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_FOLDER } from "../lib/experiments/folders.ts";

const LIB = join(PROJECT_FOLDER, "lib");

/** What the files of a folder of lib may import, beside each other. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  stats: ["core"],
  nn: ["core"],
  rl: ["core", "nn", "stats"],
  twin: ["core", "nn", "stats"],
  channel: ["core"],
  detection: ["core", "channel"],
  estimation: ["core", "channel", "detection"],
  beam_selection: [
    "core",
    "stats",
    "nn",
    "channel",
    "detection",
    "rl",
    "twin",
  ],
  tracking: [
    "core",
    "stats",
    "nn",
    "rl",
    "channel",
    "estimation",
    "detection",
  ],
  experiments: [
    "core",
    "stats",
    "channel",
    "detection",
    "nn",
    "estimation",
    "rl",
    "twin",
    "beam_selection",
    "tracking",
  ],
  figures: [
    "core",
    "stats",
    "channel",
    "detection",
    "twin",
    "estimation",
    "beam_selection",
    "tracking",
    "experiments",
  ],
  claims: [
    "core",
    "stats",
    "channel",
    "detection",
    "estimation",
    "beam_selection",
    "tracking",
    "experiments",
  ],
  pages: [
    "core",
    "beam_selection",
    "tracking",
    "experiments",
    "claims",
  ],
  notebook: ["core", "experiments", "figures"],
  cli: [
    "core",
    "nn",
    "rl",
    "detection",
    "beam_selection",
    "experiments",
    "figures",
    "claims",
    "pages",
  ],
};

interface Module {
  readonly specifier: string;
  /** `type` stands for an import of types alone. */
  readonly dependencies?: readonly {
    readonly code?: { specifier: string };
    readonly type?: { specifier: string };
  }[];
}

const files = listFiles(LIB);
const edges = await importEdges(files);

Deno.test("every folder of lib has its place in the layers", () => {
  const folders = new Set(files.map(folderOf).filter((name) => name !== "."));
  assert.deepEqual([...folders].sort(), Object.keys(MAY_IMPORT).sort());
});

Deno.test("no import points up", () => {
  assert.ok(edges.length > files.length, "the imports were read");
  const upward = edges.filter(([from, to]) =>
    folderOf(from) !== "." && folderOf(from) !== folderOf(to) &&
    !MAY_IMPORT[folderOf(from)].includes(folderOf(to))
  );
  assert.deepEqual(upward.map((edge) => edge.join(" -> ")), []);
});

Deno.test("no import goes in a circle", () => {
  const targets = Map.groupBy(edges, ([from]) => from);
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    assert.ok(!trail.includes(file), [...trail, file].join(" -> "));
    if (done.has(file)) return;
    for (const [, to] of targets.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  files.forEach((file) => visit(file, []));
});

Deno.test("below the commands there is no hidden randomness and no clock", () => {
  const hidden = /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(/;
  const offenders = files
    .filter((file) => !["cli", "notebook"].includes(folderOf(file)))
    .filter((file) => hidden.test(Deno.readTextFileSync(join(LIB, file))));
  assert.deepEqual(offenders, []);
});

Deno.test("only the commands, the store and the fonts touch the disk", () => {
  const disk = /Deno\.(read|write|open|mkdir|remove|rename|make)/;
  const touching = files
    .filter((file) => !["cli", "notebook"].includes(folderOf(file)))
    .filter((file) => disk.test(Deno.readTextFileSync(join(LIB, file))));
  assert.deepEqual(touching, [
    "experiments/runner.ts",
    "experiments/store.ts",
    "figures/fonts.ts",
  ]);
});

function folderOf(file: string): string {
  const folder = dirname(file);
  return folder === "." ? "." : folder.split("/")[0];
}

function listFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory) return listFiles(path);
    return entry.name.endsWith(".ts") ? [relative(LIB, path)] : [];
  }).sort();
}

/** All imports between files of lib, as Deno itself resolves them. */
async function importEdges(files: readonly string[]): Promise<string[][]> {
  const root = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      root,
      files.map((file) => `import "${pathToFileURL(join(LIB, file))}";\n`)
        .join(""),
    );
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", root],
      cwd: PROJECT_FOLDER,
    }).output();
    assert.ok(success, "deno info reads the modules");
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
      modules: Module[];
    };
    const prefix = `${pathToFileURL(LIB)}/`;
    const inLib = (url?: string) => url?.startsWith(prefix);
    return modules.filter(({ specifier }) => inLib(specifier)).flatMap((
      { specifier, dependencies = [] },
    ) =>
      dependencies.flatMap(({ code, type }) => {
        const target = (code ?? type)?.specifier;
        return inLib(target)
          ? [[specifier, target!].map((url) => url.slice(prefix.length))]
          : [];
      })
    );
  } finally {
    await Deno.remove(root);
  }
}
