import assert from "node:assert/strict";
import { CLAIMS } from "../../lib/claims/mod.ts";
import { runDeno } from "./support.ts";

const run = (...args: string[]) =>
  runDeno(["run", "--allow-read=.", "lib/cli/claims.ts", ...args]);

Deno.test("the table has a line a claim, with statistic, interval and verdict", async () => {
  const { code, out, err } = await run();
  assert.equal(code, 0, err);
  const lines = out.trim().split("\n");
  // A paper has a name, a head and a count, set off by two lines; and one line
  // stands between the papers.
  assert.equal(lines.length, CLAIMS.length + 2 * 5 + 1);
  assert.deepEqual(lines.filter((line) => line.startsWith("Paper")), [
    "Paper A",
    "Paper B",
  ]);
  assert.match(
    out,
    /beam_fig02_few_beams +A, Fig. 2 .* 0\.0393 \[.*\] +5 of 5 +reproduced/,
  );
  assert.match(lines.at(-1)!, /^\d+ reproduced, \d+ reproduced in part, /);
});

Deno.test("a claim that is named is told in full", async () => {
  const { code, out } = await run("beam_eq16");
  assert.equal(code, 0);
  assert.match(out, /^beam_eq16_false_alarm_rate \(A, eqs/);
  assert.match(out, /Rows: beam_cfar_audit\/falseAlarmProbability=0.0001/);
  assert.match(out, /0.9 to 1.1 +contradicted/);
  assert.match(out, /FALSE AS STATED: it is twice the statistic/);
});

Deno.test("--json holds the same", async () => {
  const { out } = await run("beam_remark1", "--json");
  const [judgement] = JSON.parse(out);
  assert.equal(judgement.id, "beam_remark1_marcum");
  assert.equal(judgement.verdict, "reproduced in part");
  assert.equal(judgement.findings.length, 2);
});

Deno.test("bad input is one sentence that names the value, and exit code 2", async () => {
  const cases: [string[], RegExp][] = [
    [["nonsense"], /Cannot find the claim "nonsense": there are beam_eq05/],
    [["beam_fig06"], /Cannot tell which claim "beam_fig06" is, as \d+ begin/],
    [["--colour"], /Unknown option '--colour': the flags are --json/],
    [["beam_remark1", "--accept"], /Cannot go on as the task lacks a Deno/],
  ];
  for (const [args, sentence] of cases) {
    const { code, err } = await run(...args);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, sentence);
    assert.equal(err.trim().split("\n").length, 1, err);
  }
});
