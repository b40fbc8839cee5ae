import assert from "node:assert/strict";
import { runDeno } from "./support.ts";

const run = (...args: string[]) =>
  runDeno(["run", "--allow-read=.", "lib/cli/errata.ts", ...args]);

Deno.test("the page is whole, and is written only with the right to", async () => {
  const part = await run("A1");
  assert.equal(part.code, 2);
  assert.match(part.err, /Cannot write a part of the errata .* "A1"/);
  const locked = await run();
  assert.equal(locked.code, 2);
  assert.match(locked.err, /lacks a Deno permission: Requires write access/);
});

Deno.test("--help says what is written", async () => {
  const { code, out } = await run("--help");
  assert.equal(code, 0);
  assert.match(out, /Writes ERRATA\.md/);
});
