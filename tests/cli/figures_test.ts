import assert from "node:assert/strict";
import { join } from "node:path";
import { range } from "../../lib/core/range.ts";
import { openStream } from "../../lib/core/random_stream.ts";
import { denoCommand, runDeno, withFolder } from "./support.ts";

function figuresArgs(args: readonly string[]): string[] {
  return [
    "run",
    "--allow-read",
    "--allow-write",
    "lib/cli/figures.ts",
    ...args,
  ];
}

const command = (args: readonly string[]) => denoCommand(figuresArgs(args));
const run = (...args: string[]) => runDeno(figuresArgs(args));

const smoke = (folder: string) => [
  "beam_fig02",
  "--budget=smoke",
  "--seeds=2",
  `--data=${join(folder, "results")}`,
  `--out=${join(folder, "pictures")}`,
];

const storedBytes = (folder: string) =>
  Deno.readTextFileSync(
    join(folder, "results", "smoke", "beam_fig02_detection_cdf.jsonl"),
  );

Deno.test("a figure is named by its beginning, measured, stored and drawn; then read", async () => {
  await withFolder(async (folder) => {
    const first = await run(...smoke(folder));
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /beam_fig02_detection_cdf +40 +2 +computed/);
    assert.match(first.err, /40 of 40 runs \(100 %\)/);
    const names = [...Deno.readDirSync(join(folder, "pictures"))]
      .map(({ name }) => name).sort();
    assert.deepEqual(names, [
      "beam_fig02_detection_cdf.png",
      "beam_fig02_detection_cdf.svg",
    ]);
    const second = await run(...smoke(folder));
    assert.match(second.out, /beam_fig02_detection_cdf +40 +2 +stored/);
    assert.equal(second.err, "");
  });
});

Deno.test("--list names every figure and its source", async () => {
  const { code, out } = await run("--list");
  assert.equal(code, 0);
  assert.match(out, /beam_fig01_scenario +1 +1 +paper A, Fig. 1/);
});

Deno.test("bad input is one sentence that names the value, and exit code 2", async () => {
  const cases: [string[], RegExp][] = [
    [
      ["nonsense"],
      /Cannot find the figure "nonsense": there are beam_fig01_sc/,
    ],
    [["beam"], /Cannot tell which figure "beam" is, as \d+ begin so/],
    [["--colour"], /Unknown option '--colour': the flags are --budget, /],
    [["--budget=huge"], /--budget as it must be smoke or paper: .* is "huge"/],
    [
      ["--seeds=0"],
      /--seeds as it must be a whole number from 1 to 10: .* "0"/,
    ],
    [["--seeds=1e9"], /--seeds as it must be a whole number .* "1e9"/],
    [["--jobs=two"], /--jobs as it must be a whole number .* "two"/],
    [["--jobs"], /--jobs/],
    [
      ["--shard=4/3"],
      /--shard as it must be i\/n with i from 1 to n: .* "4\/3"/,
    ],
    [["--out=/proc/nowhere"], /Cannot write to the folder "\/proc\/nowhere"/],
  ];
  for (const [args, sentence] of cases) {
    const { code, out, err } = await run(...args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(out, "");
    assert.match(err, sentence);
    assert.equal(err.trim().split("\n").length, 1, err);
  }
});

Deno.test("a shard whose required rows are not stored is one sentence that says what measures them", async () => {
  await withFolder(async (folder) => {
    const { code, out, err } = await run(
      "track_beams",
      "--budget=smoke",
      "--seeds=1",
      "--jobs=1",
      "--shard=1/8",
      `--data=${join(folder, "results")}`,
    );
    assert.equal(code, 2, err);
    assert.equal(out, "");
    assert.match(
      err,
      /^Cannot measure track_beams as .*track_training\.jsonl does not hold track_training\/base=\w+\/seed=1: deno task figures track_training measures it\n$/,
    );
  });
});

Deno.test("a damaged store is named and kept; --repair saves what is whole", async () => {
  await withFolder(async (folder) => {
    await run(...smoke(folder));
    const whole = storedBytes(folder);
    const path = join(
      folder,
      "results",
      "smoke",
      "beam_fig02_detection_cdf.jsonl",
    );
    const damaged = whole.replace('"seed":1', '"seed":8');
    Deno.writeTextFileSync(path, damaged);
    const refused = await run(...smoke(folder));
    assert.equal(refused.code, 2);
    assert.match(
      refused.err,
      /\.jsonl as line 1 does not match its checksum: --re/,
    );
    assert.equal(storedBytes(folder), damaged);
    const repaired = await run(...smoke(folder), "--repair");
    assert.equal(repaired.code, 0, repaired.err);
    assert.match(repaired.out, /1 of 40 computed/);
    assert.equal(storedBytes(folder), whole);
  });
});

Deno.test("killed at random moments, a run goes on and ends with the same bytes, on one, two or five workers", async () => {
  let expected = "";
  await withFolder(async (folder) => {
    await run(...smoke(folder), "--jobs=1");
    expected = storedBytes(folder);
  });
  await withFolder(async (folder) => {
    const rng = openStream(1, "moments of the kill");
    let numInMidWork = 0;
    for (const kill of range(0, numKills())) {
      const before = storedLength(folder);
      // A time would nearly always hit the start or a run with nothing to do.
      const killAt = before + (expected.length - before) * rng.uniform();
      const child = command([...smoke(folder), `--jobs=${[1, 2, 5][kill % 3]}`])
        .spawn();
      const drained = Promise.all([child.stdout.text(), child.stderr.text()]);
      const watch = setInterval(() => {
        if (storedLength(folder) < killAt) return;
        clearInterval(watch);
        child.kill("SIGKILL");
      }, 1);
      await child.status;
      clearInterval(watch);
      await drained;
      const after = storedLength(folder);
      if (after > before && after < expected.length) numInMidWork++;
      // A run that was complete begins again from nothing.
      if (after >= expected.length) {
        Deno.removeSync(join(folder, "results"), { recursive: true });
      }
    }
    assert.ok(numInMidWork >= numKills() / 2, `${numInMidWork} in mid-work`);
    const { code } = await run(...smoke(folder));
    assert.equal(code, 0);
    assert.equal(storedBytes(folder), expected);
  });
});

/** How much is stored so far [characters]; a torn last line counts too. */
function storedLength(folder: string): number {
  try {
    return storedBytes(folder).length;
  } catch {
    return 0;
  }
}

/** CI tries a part of the hundred moments; KILLS=100 tries them all. */
function numKills(): number {
  return Number(Deno.env.get("KILLS") ?? 8);
}
