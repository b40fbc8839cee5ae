import assert from "node:assert/strict";
import { runDeno, withFolder } from "./support.ts";

const pages = (...args: string[]) =>
  runDeno(["run", "--allow-read=.", "lib/cli/pages.ts", ...args]);
const smoke = (...args: string[]) =>
  runDeno([
    "run",
    "--allow-read",
    "--allow-write",
    "lib/cli/smoke.ts",
    ...args,
  ]);

Deno.test("the pages are whole, and bad flags are one sentence", async () => {
  const cases: [string[], RegExp][] = [
    [["README"], /Cannot write some of the pages .* "README"/],
    [["--force"], /Unknown option '--force': the flags are --check, --help/],
  ];
  for (const [args, sentence] of cases) {
    const { code, out, err } = await pages(...args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, sentence);
    assert.equal(err.trim().split("\n").length, 1, err);
  }
});

Deno.test("--help says what is written", async () => {
  const { code, out } = await pages("--help");
  assert.equal(code, 0);
  assert.match(out, /REPRODUCE\.md, LESSONS\.md and SYMBOLS\.md/);
});

Deno.test("smoke measures into a folder of its own", async () => {
  await withFolder(async (folder) => {
    const { code, out } = await smoke("beam_matched", `--out=${folder}`);
    assert.equal(code, 0);
    assert.match(out, /beam_matched_filter +16 +2 +computed/);
    assert.ok(out.includes(`rows and pictures in ${folder}, `));
    const names = (path: string) =>
      [...Deno.readDirSync(`${folder}/${path}`)].map(({ name }) => name).sort();
    assert.deepEqual(names(""), ["figures", "results"]);
    assert.equal(names("results/smoke")[0], "beam_matched_filter.jsonl");
    assert.equal(names("figures").length, 2);
  });
});

Deno.test("smoke refuses what it does not know in one sentence", async () => {
  for (const args of [["nonsense"], ["--out="], ["--budget=paper"]]) {
    const { code, err } = await smoke(...args);
    assert.equal(code, 2, err);
    assert.equal(err.trim().split("\n").length, 1, err);
  }
});
